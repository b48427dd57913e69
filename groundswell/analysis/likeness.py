"""Texts that repeat others: which share of somebody's answers is a copy of an earlier one, by them or by somebody else.

Each text becomes the hashes of its runs of five words, of which every window keeps the smallest, so a copied passage leaves the same
marks wherever it stands (winnowing: Schleimer, Wilkerson & Aiken, SIGMOD 2003). Quotations and code do not count.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple

RUN, WINDOW = 5, 4  # words in a run; runs in a window
SHORTEST = 20  # words of a text that can be judged
COMMON = 50  # a mark in more texts than these is a phrase that everybody uses
_LEFT_OUT = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]*`|^\s*>.*$|!?\[[^\]]*\]\([^)]*\)|https?://\S+", re.DOTALL | re.MULTILINE
)
_WORD = re.compile(r"\w+")


class Written(NamedTuple):
    """An answer as it was first written."""

    answer: int
    author: int
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Copied:
    """Of an author's `written` answers long enough to be judged, `copies` (their numbers) repeat an earlier one; `own` of these their own."""

    author: int
    written: int
    copies: tuple[int, ...]
    own: int

    @property
    def share(self) -> float:
        return len(self.copies) / self.written


def marks(text: str) -> frozenset[int]:
    """The marks of a text in Markdown; empty when it has fewer than 20 words outside of quotations, code and links."""
    words = _WORD.findall(_LEFT_OUT.sub(" ", text).casefold())
    if len(words) < SHORTEST:
        return frozenset()
    runs = [_mark(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
    return frozenset(min(runs[at : at + WINDOW]) for at in range(max(1, len(runs) - WINDOW + 1)))


def copied(texts: Iterable[Written], *, likeness: float = 0.7, least: int = 5, share: float = 0.4) -> list[Copied]:
    """Authors of whose answers at least `least`, and this share, have this share of their marks in common with one earlier answer.

    The most copies first. O(marks) but for phrases that everybody uses, which are left out.
    """
    where: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    written, copies, own = Counter[int](), defaultdict[int, list[int]](list), Counter[int]()
    for one in sorted(texts, key=lambda one: (one.at, one.answer)):
        found = marks(one.text)
        if not found:
            continue
        written[one.author] += 1
        source = _source(found, where, likeness)
        if source is not None:
            copies[one.author].append(one.answer)
            own[one.author] += source == one.author
        for mark in found:
            if len(where[mark]) <= COMMON:
                where[mark].append((one.answer, one.author))
    raised = [Copied(author, written[author], tuple(of), own[author]) for author, of in copies.items()]
    return sorted(
        (one for one in raised if len(one.copies) >= least and one.share >= share),
        key=lambda one: (-len(one.copies), one.author),
    )


def _source(found: frozenset[int], where: dict[int, list[tuple[int, int]]], likeness: float) -> int | None:
    """Who wrote the earlier answer that has most in common, if that is enough; None when there is none."""
    common: Counter[tuple[int, int]] = Counter()
    for mark in found:
        common.update(where.get(mark, ()))
    if not common:
        return None
    (_answer, author), most = max(common.items(), key=lambda item: (item[1], -item[0][0]))
    return author if most >= likeness * len(found) else None


def _mark(words: Sequence[str]) -> int:
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest(), "big")
