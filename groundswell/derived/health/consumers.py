"""What the health of a community is derived from, event by event. Each kind sets what it says; the last in a batch counts."""

from collections.abc import Iterator
from typing import Any

from groundswell.derived.health import writing
from groundswell.derived.health.models import Answer, Day, Intervention, Person, Question, Role
from groundswell.events import Event, sorting
from groundswell.events import members as who
from groundswell.events import support as it
from groundswell.log.consumers import Batch, Entry, consumer

TAKES_PART = (it.QuestionAsked, it.AnswerPosted, it.CommentPosted, it.VoteCast, it.ThanksGiven)
HIDES = (it.QuestionDeleted, it.AnswerDeleted, it.CommentDeleted)
SHOWS = (it.QuestionRestored, it.AnswerRestored, it.CommentRestored)
ORDERS: dict[type[Event], str] = {
    it.QuestionClosed: "closed",
    it.QuestionReopened: "reopened",
    it.QuestionLocked: "locked",
    it.QuestionUnlocked: "unlocked",
    it.QuestionMoved: "moved",
    it.QuestionRetagged: "retagged",
    sorting.QuestionMerged: "merged",
    sorting.MergeUndone: "merge undone",
    **dict.fromkeys(HIDES, "deleted"),
    **dict.fromkeys(SHOWS, "restored"),
}
TELLS = (it.AnswerPosted, it.AnswerDeleted, it.AnswerRestored, it.AnswerAccepted, it.SolutionRevoked)
HANDLES = (
    *TAKES_PART, *ORDERS, it.AnswerAccepted, it.SolutionRevoked, sorting.PostsMoved,
    who.MemberJoined, who.JoiningLapsed, who.RoleChanged,
)  # fmt: skip


@consumer("health.community", *HANDLES, rebuilds=(Question, Answer, Day, Person, Role, Intervention))
def follow_community(batch: Batch) -> None:
    writing.add_people(_people(batch), [event.member for _entry, event in batch.of(who.JoiningLapsed)])
    writing.add_questions((e.question, e.asker, e.topic, e.tags, entry.at) for entry, e in batch.of(it.QuestionAsked))
    writing.add_answers(
        (e.answer, e.question, e.author, entry.at, entry.position) for entry, e in batch.of(it.AnswerPosted)
    )
    for _entry, moved in batch.of(sorting.PostsMoved):
        writing.move_answers(moved.answers, moved.into)
    writing.set_topics({e.question: e.topic for _entry, e in batch.of(it.QuestionMoved)})
    writing.set_tags({e.question: e.tags for _entry, e in batch.of(it.QuestionRetagged)})
    writing.set_closed(
        {entry.data["question"]: _closed(entry) for entry, _event in batch.of(it.QuestionClosed, it.QuestionReopened)}
    )
    writing.set_hidden("question", _hidden(batch, it.QuestionDeleted, it.QuestionRestored))
    writing.set_hidden("question", _hidden(batch, sorting.QuestionMerged, sorting.MergeUndone))
    writing.set_hidden("answer", _hidden(batch, it.AnswerDeleted, it.AnswerRestored))
    writing.set_solutions(
        {entry.data["question"]: _solution(entry) for entry, _event in batch.of(it.AnswerAccepted, it.SolutionRevoked)}
    )
    told = {entry.data["question"] for entry, _event in batch.of(*TELLS)}
    writing.outcomes(
        told | {at for _entry, moved in batch.of(sorting.PostsMoved) for at in (moved.question, moved.into)}
    )
    writing.add_interventions(_interventions(batch))
    writing.add_days(_days(batch))


def _people(batch: Batch) -> Iterator[tuple[int, int, bool | None]]:
    """(member, entry, whether they now work for the company; None for who joined)."""
    for entry, event in batch.of(who.MemberJoined, who.RoleChanged):
        staff = event.role != "member" if isinstance(event, who.RoleChanged) else None
        yield entry.data["member"], entry.position, staff


def _closed(entry: Entry) -> Any:
    return entry.at if isinstance(entry.event, it.QuestionClosed) else None


def _hidden(batch: Batch, hides: type[Event], shows: type[Event]) -> dict[int, bool]:
    key = "answer" if hides is it.AnswerDeleted else "question"
    return {entry.data[key]: isinstance(entry.event, hides) for entry, _event in batch.of(hides, shows)}


def _solution(entry: Entry) -> tuple[Any, Any]:
    event = entry.event
    return (event.answer, entry.at) if isinstance(event, it.AnswerAccepted) else (None, None)


def _days(batch: Batch) -> Iterator[tuple[Any, ...]]:
    """(member, day, time, question) of whatever somebody contributed; imported votes may be nobody's."""
    for entry, _event in batch.of(*TAKES_PART):
        if entry.by is not None:
            yield entry.by, entry.at.date(), entry.at, entry.data["question"]


def _interventions(batch: Batch) -> Iterator[tuple[Any, ...]]:
    """(entry, by, kind, question, time, whose it was or None for whoever asked the question)."""
    for entry, event in batch.of(*ORDERS):
        if entry.by is not None:
            owner = getattr(event, "author", None)
            yield entry.position, entry.by, ORDERS[type(event)], entry.data["question"], entry.at, owner
