"""How each kind of text is found, hidden and brought back. A feature registers its kinds; nobody here knows features."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from groundswell.members.models import Member
from groundswell.members.rules import Viewer


@dataclass(frozen=True)
class Subject:
    """A text that something can be decided about. `place` is the page it stands on, such as "question:12"."""

    kind: str
    pk: int
    voice: int
    author: int | None
    title: str
    url: str
    gone: bool = False


Find = Callable[[int, Viewer | None], Subject | None]
Change = Callable[[int, Member | None, str], None]


@dataclass(frozen=True)
class Kind:
    """One kind of text.

    find(pk, viewer): the text, if this viewer may see it; None as viewer sees all.
    hide(pk, by, reason), restore(pk, by, reason): inside the caller's transaction, harmless when done twice; `by` may be nobody.
    publish(author, held fields): post what waited; None for kinds that never wait.
    titles(pks): what each stands under, in one statement; None where a text has a title of its own.
    address: a regular expression that finds the number in the address of such a text.
    """

    name: str
    label: Promise
    find: Find
    hide: Change
    restore: Change
    publish: Callable[[Member, dict[str, Any]], Subject] | None = None
    titles: Callable[[Collection[int]], dict[int, str]] | None = None
    address: str = ""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    if _kinds.setdefault(kind.name, kind) is not kind:
        raise RuntimeError(f"Two kinds of text are called {kind.name!r}.")


def kind_named(name: str) -> Kind | None:
    return _kinds.get(name)


def known() -> list[Kind]:
    return list(_kinds.values())


def find(kind: str, pk: int, viewer: Viewer | None = None) -> Subject | None:
    """None when there is no such text, or none that this viewer may see; as moderation itself, all are seen."""
    found = _kinds.get(kind)
    return found.find(pk, viewer) if found else None


def at_address(url: str) -> Subject | None:
    """The text that an address of ours leads to; the more exact part, after the #, counts first."""
    for kind in sorted(_kinds.values(), key=lambda kind: not kind.address.startswith("#")):
        if kind.address and (match := re.search(kind.address, url[:400])) and len(match[1]) < 18:
            return kind.find(int(match[1]), None)
    return None
