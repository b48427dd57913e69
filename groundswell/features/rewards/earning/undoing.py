"""Which event takes back the reason of which other: points go the way of what earned them."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from groundswell.events.support import (
    AnswerAccepted,
    AnswerDeleted,
    AnswerPosted,
    QuestionAsked,
    QuestionDeleted,
    SolutionRevoked,
    ThanksGiven,
    ThanksTakenBack,
    VoteCast,
    VoteWithdrawn,
)


class Undoing(NamedTuple):
    """`fields` of the event that undoes, each with the field of the other that has the same value; `by` whether the same did both."""

    fields: Mapping[str, str]
    by: bool = False
    only: tuple[tuple[str, str], ...] = ()


UNDOING: dict[str, dict[str, Undoing]] = {
    VoteWithdrawn.name: {VoteCast.name: Undoing({"on": "on", "subject": "subject"}, by=True)},
    SolutionRevoked.name: {AnswerAccepted.name: Undoing({"answer": "answer"})},
    ThanksTakenBack.name: {ThanksGiven.name: Undoing({"answer": "answer"}, by=True)},
    AnswerDeleted.name: {
        AnswerPosted.name: Undoing({"answer": "answer"}),
        AnswerAccepted.name: Undoing({"answer": "answer"}),
        ThanksGiven.name: Undoing({"answer": "answer"}),
        VoteCast.name: Undoing({"answer": "subject"}, only=(("on", "answer"),)),
    },
    QuestionDeleted.name: {
        QuestionAsked.name: Undoing({"question": "question"}),
        VoteCast.name: Undoing({"question": "subject"}, only=(("on", "question"),)),
    },
}
LONGEST = 200


def keys_of(name: str, by: int | None, data: Mapping[str, Any]) -> Iterator[str]:
    """Under what an event is found by those that may undo it."""
    for undoer, others in UNDOING.items():
        undoing = others.get(name)
        if undoing and all(data[field] == value for field, value in undoing.only):
            yield spelled(undoer, name, by if undoing.by else "", *(data[field] for field in undoing.fields.values()))


def undone_by(name: str, by: int | None, data: Mapping[str, Any]) -> Iterator[str]:
    """Under what an event finds those that it undoes."""
    for other, undoing in UNDOING.get(name, {}).items():
        yield spelled(name, other, by if undoing.by else "", *(data[field] for field in undoing.fields))


def spelled(*parts: object) -> str:
    """A key of these, that fits into its column."""
    key = "/".join(map(str, parts))
    return key if len(key) <= LONGEST else f"{key[:150]}/{hashlib.sha256(key.encode()).hexdigest()[:40]}"
