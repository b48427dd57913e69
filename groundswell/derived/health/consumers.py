"""What the health of a community is derived from, event by event. Each kind sets what it says; the last in a batch counts."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from groundswell.derived.health import writing
from groundswell.derived.health.models import Answer, Day, Intervention, Person, Question, Role
from groundswell.events import Event, sorting, tagging, welcoming
from groundswell.events import members as who
from groundswell.events import moderation as order
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
    sorting.PostSplit: "split",
    sorting.SplitUndone: "split undone",
    **dict.fromkeys(HIDES, "deleted"),
    **dict.fromkeys(SHOWS, "restored"),
}
# What is hidden by a decision is counted as deleted already. These name no question.
DECISIONS: dict[type[Event], str] = {
    order.TextKept: "report looked at",
    order.PostApproved: "let appear",
    order.PostRefused: "not let appear",
    order.MemberWarned: "warned",
    order.MemberSilenced: "silenced",
    order.MemberSuspended: "suspended",
    order.MeasureLifted: "measure ended",
    order.AppealDecided: "appeal decided",
    order.NoticeDecided: "notice decided",
}
Events = tuple[type[Event], ...]
HIDE_QUESTION: Events = (it.QuestionDeleted, sorting.QuestionMerged, sorting.SplitUndone)
SHOW_QUESTION: Events = (it.QuestionRestored, sorting.MergeUndone, sorting.PostSplit)
HIDE_ANSWER: Events = (it.AnswerDeleted, sorting.PostSplit)
SHOW_ANSWER: Events = (it.AnswerRestored, sorting.SplitUndone)
ANSWER_IN: dict[type[Event], str] = {
    **dict.fromkeys((it.AnswerDeleted, it.AnswerRestored), "answer"),
    **dict.fromkeys((sorting.PostSplit, sorting.SplitUndone), "was_answer"),
}
TELLS = (it.AnswerPosted, it.AnswerDeleted, it.AnswerRestored, it.AnswerAccepted, it.SolutionRevoked)
HANDLES = (
    *TAKES_PART, *ORDERS, *DECISIONS, it.AnswerAccepted, it.SolutionRevoked, sorting.PostsMoved,
    tagging.QuestionsRetagged, welcoming.NewcomerWelcomed,
    who.MemberJoined, who.JoiningLapsed, who.RoleChanged,
)  # fmt: skip


@consumer("health.community", *HANDLES, rebuilds=(Question, Answer, Day, Person, Role, Intervention))
def follow_community(batch: Batch) -> None:
    writing.add_people(_people(batch), [event.member for _entry, event in batch.of(who.JoiningLapsed)])
    writing.add_questions(
        (entry.data["question"], entry.data["asker"], entry.data["topic"], entry.data["tags"], _asked_at(entry))
        for entry, _event in batch.of(it.QuestionAsked, sorting.PostSplit)
    )
    writing.add_answers(
        (e.answer, e.question, e.author, entry.at, entry.position) for entry, e in batch.of(it.AnswerPosted)
    )
    writing.set_seen(_reactions(batch))
    for _entry, moved in batch.of(sorting.PostsMoved):
        writing.move_answers(moved.answers, moved.into)
    writing.set_topics({e.question: e.topic for _entry, e in batch.of(it.QuestionMoved)})
    _set_tags(batch)
    writing.set_closed(
        {entry.data["question"]: _closed(entry) for entry, _event in batch.of(it.QuestionClosed, it.QuestionReopened)}
    )
    writing.set_hidden("question", _hidden(batch, "question", HIDE_QUESTION, SHOW_QUESTION))
    writing.set_hidden("answer", _hidden(batch, "answer", HIDE_ANSWER, SHOW_ANSWER))
    writing.set_solutions(dict(_solutions(batch)))
    writing.outcomes(_told(batch))
    writing.add_interventions(_interventions(batch))
    writing.add_days(_days(batch))


def _set_tags(batch: Batch) -> None:
    """In the order of the log: what one question got, and what many did because of a synonym."""
    pending: dict[int, list[str]] = {}
    for _entry, event in batch.of(it.QuestionRetagged, tagging.QuestionsRetagged):
        if isinstance(event, tagging.QuestionsRetagged):
            writing.set_tags(pending)
            writing.replace_tag(event.questions, event.drop, event.add)
            pending = {}
        elif isinstance(event, it.QuestionRetagged):
            pending[event.question] = event.tags
    writing.set_tags(pending)


def _people(batch: Batch) -> Iterator[tuple[int, int, bool | None]]:
    """(member, entry, whether they now work for the company; None for who joined)."""
    for entry, event in batch.of(who.MemberJoined, who.RoleChanged):
        staff = event.role != "member" if isinstance(event, who.RoleChanged) else None
        yield entry.data["member"], entry.position, staff


def _closed(entry: Entry) -> Any:
    return entry.at if isinstance(entry.event, it.QuestionClosed) else None


def _asked_at(entry: Entry) -> datetime:
    """When it was posted, be it as an answer."""
    return datetime.fromisoformat(entry.data["asked_at"]) if isinstance(entry.event, sorting.PostSplit) else entry.at


def _hidden(batch: Batch, what: str, hides: Events, shows: Events) -> dict[int, bool]:
    """By question or answer: whether it is out of sight after the last of these events."""
    told = (
        (entry, entry.data.get(what if what == "question" else ANSWER_IN[type(event)]))
        for entry, event in batch.of(*hides, *shows)
    )
    return {pk: isinstance(entry.event, hides) for entry, pk in told if pk is not None}


def _solutions(batch: Batch) -> Iterator[tuple[int, tuple[Any, Any]]]:
    """The solution of each question and since when; answers that moved take theirs along."""
    for entry, event in batch.of(it.AnswerAccepted, it.SolutionRevoked, sorting.PostsMoved):
        if isinstance(event, sorting.PostsMoved):
            for question, answer in zip((event.question, event.into), event.solutions, strict=False):
                yield question, (answer or None, entry.at if answer else None)
        elif isinstance(event, it.AnswerAccepted):
            yield event.question, (event.answer, entry.at)
        else:
            left = entry.data.get("solution") or None
            yield entry.data["question"], (left, entry.at if left else None)


def _told(batch: Batch) -> set[int]:
    """The questions whose first reply or solution may be another one now."""
    told = {entry.data["question"] for entry, _event in batch.of(*TELLS)}
    told |= {at for _entry, moved in batch.of(sorting.PostsMoved) for at in (moved.question, moved.into)}
    return (
        told
        | {entry.data["out_of"] for entry, _event in batch.of(sorting.PostSplit)}
        | {entry.data["into"] for entry, _event in batch.of(sorting.SplitUndone)}
    )


def _days(batch: Batch) -> Iterator[tuple[Any, ...]]:
    """(member, day, time, question) of whatever somebody contributed; imported votes may be nobody's."""
    for entry, _event in batch.of(*TAKES_PART):
        if entry.by is not None:
            yield entry.by, entry.at.date(), entry.at, entry.data["question"]


def _reactions(batch: Batch) -> Iterator[tuple[int, int, datetime]]:
    """(answer, by, time) of what shows its author that it was seen; not what was held against it."""
    for entry, event in batch.of(
        it.ThanksGiven, it.VoteCast, it.CommentPosted, it.AnswerAccepted, welcoming.NewcomerWelcomed
    ):
        answer = getattr(event, "answer", None)
        if isinstance(event, it.VoteCast):
            answer = event.subject if event.on == "answer" and event.value > 0 else None
        if answer is not None and entry.by is not None:
            yield answer, entry.by, entry.at


def _interventions(batch: Batch) -> Iterator[tuple[Any, ...]]:
    """(entry, by, kind, question, time, whose it was or None for whoever asked the question)."""
    for entry, event in batch.of(*ORDERS):
        if entry.by is not None:
            owner = getattr(event, "author", None)
            yield entry.position, entry.by, ORDERS[type(event)], entry.data["question"], entry.at, owner
    for entry, event in batch.of(*DECISIONS):
        if entry.by is not None:
            yield entry.position, entry.by, DECISIONS[type(event)], None, entry.at, None
