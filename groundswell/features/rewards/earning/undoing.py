"""Which event takes back the reason of which other: points go the way of what earned them."""

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
Key = tuple[object, ...]


def keys_of(name: str, by: int | None, data: Mapping[str, Any]) -> Iterator[Key]:
    """Under what an event is found by those that may undo it."""
    for undoer, others in UNDOING.items():
        undoing = others.get(name)
        if undoing and all(data[field] == value for field, value in undoing.only):
            yield (undoer, name, by if undoing.by else None, *(data[field] for field in undoing.fields.values()))


def undone_by(name: str, by: int | None, data: Mapping[str, Any]) -> Iterator[Key]:
    """Under what an event finds those that it undoes."""
    for other, undoing in UNDOING.get(name, {}).items():
        yield (name, other, by if undoing.by else None, *(data[field] for field in undoing.fields))
