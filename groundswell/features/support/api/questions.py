"""Questions over JSON."""

from typing import Annotated, Any, Literal

from ninja import Router, Status
from pydantic import Field

from groundswell.features.support import actions
from groundswell.features.support.api import found
from groundswell.features.support.api.shapes import (
    AskIn,
    BodyIn,
    CloseIn,
    CommentOut,
    EditIn,
    MergeIn,
    MoveIn,
    QuestionOut,
    QuestionsOut,
    ReasonIn,
    VersionOut,
    VoteIn,
)
from groundswell.features.support.models import Question
from groundswell.features.support.queries import history as histories
from groundswell.features.support.queries.lists import Filters, list_questions
from groundswell.members.api.calls import FAILURES, Call, Pk, Word, member_of, moderating
from groundswell.voice.actions import source_of
from groundswell.voice.language import detect

router = Router(tags=["questions"])
Order = Literal["newest", "active", "unanswered", "hot", "needs", "wanted", "mine", "foryou"]
Size = Annotated[int, Field(ge=1, le=100)]


@router.get("/questions", response={200: QuestionsOut, **FAILURES}, operation_id="list_questions")
def list_all(
    request: Call,
    shown: Order = "newest",
    tag: Word = "",
    topic: Word = "",
    language: Word = "",
    solved: bool | None = None,
    mine: Literal["asked", "answered", "followed"] = "asked",
    after: Word = "",
    size: Size = 20,
) -> Any:
    """Questions in an order; `mine` and `foryou` are the caller's own."""
    topics = [found.topic(topic, request).pk] if topic else []
    filters = Filters(shown, topics, tag, language, solved, mine=mine, after=after, size=size)
    listing = list_questions(filters, request.viewer)
    return {"items": listing.rows, "next": listing.next}


@router.post("/questions", response={201: QuestionOut, **FAILURES}, operation_id="ask_question")
def ask(request: Call, said: AskIn) -> Any:
    """Ask a question."""
    given = said.model_dump()
    given["language"] = said.language or detect(f"{said.title}\n{said.body}")
    given["topic"] = found.topic(said.topic, request) if said.topic else None
    asked = actions.ask_question(by=member_of(request), **given)
    return Status(201, found.shown_question(asked.pk, request))


@router.get("/questions/{pk}", response={200: QuestionOut, **FAILURES}, operation_id="read_question")
def read(request: Call, pk: Pk) -> Any:
    """One question; for one that was merged, the question that it went into."""
    return found.shown_question(found.led_to(pk, request), request)


@router.patch("/questions/{pk}", response={200: QuestionOut, **FAILURES}, operation_id="edit_question")
def edit(request: Call, pk: Pk, said: EditIn) -> Any:
    """Change title, text, tags or topic. With If-Match, only if nobody changed it meanwhile."""
    question, by = found.question(pk, request), member_of(request)
    found.require_unchanged(request, QuestionOut, found.shown_question(pk, request))
    voice = question.voice
    if said.title is not None or said.body is not None:
        title = voice.title if said.title is None else said.title
        body = source_of(voice) if said.body is None else said.body
        actions.edit_question(question, by=by, title=title, body=body, reason=said.reason)
    if said.tags is not None:
        actions.retag_question(question, by=by, tags=said.tags)
    if said.topic is not None:
        actions.move_question(question, by=by, topic=found.topic(said.topic, request), reason=said.reason)
    return found.shown_question(pk, request)


@router.delete("/questions/{pk}", response={204: None, **FAILURES}, operation_id="delete_question")
def delete(request: Call, pk: Pk, reason: Word = "") -> Any:
    """Delete a question; somebody else's needs a reason and the scope `moderate`."""
    question, by = found.question(pk, request), member_of(request)
    if question.asker_id != by.pk:
        moderating(request)
    actions.delete_question(question, by=by, reason=reason)
    return Status(204, None)


@router.post("/questions/{pk}/vote", response={200: QuestionOut, **FAILURES}, operation_id="vote_on_question")
def vote(request: Call, pk: Pk, said: VoteIn) -> Any:
    """Vote 1 or -1, or take the vote back with 0."""
    question = found.question(pk, request)
    if said.value:
        actions.vote(question, by=member_of(request), value=said.value)
    else:
        actions.withdraw_vote(question, by=member_of(request))
    return found.shown_question(pk, request)


@router.post("/questions/{pk}/comments", response={201: CommentOut, **FAILURES}, operation_id="comment_on_question")
def comment(request: Call, pk: Pk, said: BodyIn) -> Any:
    """Comment on a question."""
    new = actions.comment_on(found.question(pk, request), by=member_of(request), body=said.body, once=said.once)
    rows = found.page(new.question_id, request).question.comments
    return Status(201, next(row for row in rows if row.id == new.pk))


@router.post("/questions/{pk}/read", response={204: None, **FAILURES}, operation_id="mark_question_read")
def mark_read(request: Call, pk: Pk) -> Any:
    """Remember that the caller has read it."""
    actions.mark_read(found.question(pk, request), by=member_of(request))
    return Status(204, None)


@router.post("/questions/{pk}/share", response={200: dict[str, str], **FAILURES}, operation_id="share_question")
def share(request: Call, pk: Pk) -> Any:
    """The caller's own link to it."""
    from django.conf import settings

    link = actions.make_share_link(found.question(pk, request), by=member_of(request))
    return {"url": f"{settings.SITE_URL}/s/{link.code}/"}


@router.get("/questions/{pk}/history", response={200: list[VersionOut], **FAILURES}, operation_id="question_history")
def history(request: Call, pk: Pk) -> Any:
    """What it said before, the newest first."""
    return versions("question", pk, request)


def versions(on: str, pk: int, request: Call) -> list[dict[str, Any]]:
    from django.http import Http404

    past = histories.history(on, pk, request.viewer)
    if past is None:
        raise Http404
    return [
        {
            "number": v.number,
            "title": v.title,
            "source": v.source,
            "at": v.at,
            "reason": v.reason,
            "by": v.by.seen_as if v.by else "",
        }
        for v in past.versions
    ]


@router.post("/questions/{pk}/close", response={200: QuestionOut, **FAILURES}, operation_id="close_question")
def close(request: Call, pk: Pk, said: CloseIn) -> Any:
    """Close it to new answers."""
    older = Question.objects.visible_to(request.viewer).filter(pk=said.duplicate_of or 0).first()
    question = found.question(pk, request)
    actions.close_question(question, by=moderating(request), cause=said.cause, reason=said.reason, duplicate_of=older)
    return found.shown_question(pk, request)


@router.post("/questions/{pk}/move", response={200: QuestionOut, **FAILURES}, operation_id="move_question")
def move(request: Call, pk: Pk, said: MoveIn) -> Any:
    """Put it into another topic."""
    question = found.question(pk, request)
    actions.move_question(question, by=moderating(request), topic=found.topic(said.topic, request), reason=said.reason)
    return found.shown_question(pk, request)


@router.post("/questions/{pk}/merge", response={200: QuestionOut, **FAILURES}, operation_id="merge_question")
def merge(request: Call, pk: Pk, said: MergeIn) -> Any:
    """Merge it into another question, which is the answer."""
    question, into = found.question(pk, request), found.question(said.into, request)
    actions.merge_question(question, into=into, by=moderating(request), reason=said.reason)
    return found.shown_question(into.pk, request)


@router.delete("/questions/{pk}/merge", response={200: QuestionOut, **FAILURES}, operation_id="undo_merge")
def undo_merge(request: Call, pk: Pk, reason: Word = "") -> Any:
    """Take its merge back: everything that went along returns."""
    actions.undo_merge(found.merged(pk), by=moderating(request), reason=reason)
    return found.shown_question(pk, request)


DECISIONS = {
    "reopen": actions.reopen_question,
    "lock": actions.lock_question,
    "unlock": actions.unlock_question,
    "restore": actions.restore_question,
    "unsolve": actions.revoke_solution,
}
What = Literal["reopen", "lock", "unlock", "restore", "unsolve"]


@router.post(
    "/questions/{pk}/decide/{what}", response={200: QuestionOut, **FAILURES}, operation_id="decide_on_question"
)
def decide(request: Call, pk: Pk, what: What, said: ReasonIn) -> Any:
    """Reopen, lock, unlock, restore, or take the solution back."""
    by = member_of(request) if what == "unsolve" else moderating(request)
    DECISIONS[what](found.question(pk, request), by=by, reason=said.reason)
    return found.shown_question(pk, request)


@router.put("/questions/{pk}/not-for-me", response={204: None, **FAILURES}, operation_id="dismiss_question")
def dismiss(request: Call, pk: Pk) -> Any:
    """Out of the caller's list `foryou`, which has less of the kind from then on."""
    actions.dismiss(found.question(pk, request), by=member_of(request))
    return Status(204, None)


@router.delete("/questions/{pk}/not-for-me", response={204: None, **FAILURES}, operation_id="take_back_dismissal")
def take_back_dismissal(request: Call, pk: Pk) -> Any:
    """It may come again."""
    actions.take_back_dismissal(found.question(pk, request), by=member_of(request))
    return Status(204, None)
