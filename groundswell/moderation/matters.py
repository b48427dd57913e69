"""What features bring into the queue beside texts, such as signs that votes are traded for points. A feature registers its matters."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from groundswell.members.models import Member
from groundswell.moderation.models import Decision


@dataclass(frozen=True)
class Matter:
    """One kind of matter, looked at and decided on a page of its feature; items and decisions about it have its name as their `kind`.

    page(subject): the path of the page on which it is looked at and decided.
    evidence(found): one line of an item's `because` in words.
    titles(subjects): what heads each in the queue; None where its label does.
    undo(decision, by, why): take a decision back after an appeal, inside the caller's transaction; harmless when there is nothing to undo.
    """

    name: str
    label: Promise
    page: Callable[[int], str]
    evidence: Callable[[Mapping[str, Any]], str]
    undo: Callable[[Decision, Member, str], None]
    titles: Callable[[Collection[int]], dict[int, str]] | None = None


_matters: dict[str, Matter] = {}


def register(matter: Matter) -> None:
    if _matters.setdefault(matter.name, matter) is not matter:
        raise RuntimeError(f"Two matters are called {matter.name!r}.")


def matter_named(name: str) -> Matter | None:
    return _matters.get(name)
