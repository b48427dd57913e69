"""Answers that were put in place before they were written, to be the first: a few words at once, the answer later by editing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple


class First(NamedTuple):
    """The first answer to a question. `words` as posted, `grew_to` as edited last within the day; `edited_at` the first edit, or None."""

    answer: int
    author: int
    asked_at: datetime
    at: datetime
    words: int
    edited_at: datetime | None
    grew_to: int


@dataclass(frozen=True, slots=True)
class Placeholders:
    """Of an author's `first` answers that came first, `answers` (their numbers) were placeholders; `seconds` is the middle time until these."""

    author: int
    first: int
    answers: tuple[int, ...]
    seconds: float

    @property
    def share(self) -> float:
        return len(self.answers) / self.first


def placeholders(
    firsts: Iterable[First],
    *,
    within: timedelta = timedelta(minutes=5),
    words: int = 15,
    growth: int = 3,
    least: int = 4,
    share: float = 0.3,
) -> list[Placeholders]:
    """Authors of whose first answers at least `least`, and this share, came within this time, had at most so many words, and grew by
    editing to so many times their length. The most first. Who answers "Yes, it does" at once and leaves it at that is not meant.
    """
    by_author: defaultdict[int, list[First]] = defaultdict(list)
    for one in firsts:
        by_author[one.author].append(one)
    raised = []
    for author, of in by_author.items():
        hasty = [
            one
            for one in of
            if one.at - one.asked_at <= within
            and one.words <= words
            and one.edited_at is not None
            and one.grew_to >= growth * max(1, one.words)
        ]
        if len(hasty) >= least and len(hasty) >= share * len(of):
            waits = sorted((one.at - one.asked_at).total_seconds() for one in hasty)
            raised.append(
                Placeholders(author, len(of), tuple(sorted(one.answer for one in hasty)), waits[len(waits) // 2])
            )
    return sorted(raised, key=lambda one: (-len(one.answers), one.author))
