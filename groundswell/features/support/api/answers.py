"""Answers and comments over JSON."""

from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import Field

from groundswell.features.support import actions
from groundswell.features.support.api import found
from groundswell.features.support.api.questions import versions
from groundswell.features.support.api.shapes import (
    AnswerOut,
    AnswersOut,
    BodyIn,
    CommentOut,
    ReasonIn,
    VersionOut,
    VoteIn,
    answer_out,
)
from groundswell.features.support.models import Comment
from groundswell.members.api.calls import FAILURES, Call, Pk, Word, member_of, moderating
from groundswell.members.rules import Invalid

router = Router(tags=["answers"])
Cursor = Annotated[str, Field(max_length=6)]


@router.get("/questions/{pk}/answers", response={200: AnswersOut, **FAILURES}, operation_id="list_answers")
def list_all(request: Call, pk: Pk, order: Literal["best", "newest", "oldest"] = "best", after: Cursor = "") -> Any:
    """The answers to a question, a hundred at a time."""
    if after and not after.isdecimal():
        raise Invalid(_("This page of the list cannot be found; start again at the first."), "after")
    number = int(after or 1)
    page = found.page(pk, request, order=order, number=number)
    rows = [answer_out(row, pk, page.question.solution_id) for row in page.answers]
    return {"items": rows, "next": str(number + 1) if page.more else ""}


@router.post("/questions/{pk}/answers", response={201: AnswerOut, **FAILURES}, operation_id="answer_question")
def post(request: Call, pk: Pk, said: BodyIn) -> Any:
    """Answer a question."""
    new = actions.answer_question(found.question(pk, request), by=member_of(request), body=said.body, once=said.once)
    return Status(201, found.shown_answer(new, request))


@router.get("/answers/{pk}", response={200: AnswerOut, **FAILURES}, operation_id="read_answer")
def read(request: Call, pk: Pk) -> Any:
    """One answer."""
    return found.shown_answer(found.answer(pk, request), request)


@router.patch("/answers/{pk}", response={200: AnswerOut, **FAILURES}, operation_id="edit_answer")
def edit(request: Call, pk: Pk, said: BodyIn) -> Any:
    """Change its text. With If-Match, only if nobody changed it meanwhile."""
    answer = found.answer(pk, request)
    found.require_unchanged(request, AnswerOut, found.shown_answer(answer, request))
    actions.edit_answer(answer, by=member_of(request), body=said.body, reason=said.reason)
    return found.shown_answer(answer, request)


@router.delete("/answers/{pk}", response={204: None, **FAILURES}, operation_id="delete_answer")
def delete(request: Call, pk: Pk, reason: Word = "") -> Any:
    """Delete an answer; somebody else's needs a reason and the scope `moderate`."""
    answer, by = found.answer(pk, request), member_of(request)
    if answer.author_id != by.pk:
        moderating(request)
    actions.delete_answer(answer, by=by, reason=reason)
    return Status(204, None)


@router.post("/answers/{pk}/restore", response={200: AnswerOut, **FAILURES}, operation_id="restore_answer")
def restore(request: Call, pk: Pk, said: ReasonIn) -> Any:
    """Bring a deleted answer back."""
    answer = found.answer(pk, request)
    actions.restore_answer(answer, by=moderating(request), reason=said.reason)
    return found.shown_answer(answer, request)


@router.post("/answers/{pk}/vote", response={200: AnswerOut, **FAILURES}, operation_id="vote_on_answer")
def vote(request: Call, pk: Pk, said: VoteIn) -> Any:
    """Vote 1 or -1, or take the vote back with 0."""
    answer = found.answer(pk, request)
    if said.value:
        actions.vote(answer, by=member_of(request), value=said.value)
    else:
        actions.withdraw_vote(answer, by=member_of(request))
    return found.shown_answer(answer, request)


@router.put("/answers/{pk}/thanks", response={200: AnswerOut, **FAILURES}, operation_id="give_thanks")
def thank(request: Call, pk: Pk) -> Any:
    """Thank its author."""
    answer = found.answer(pk, request)
    actions.give_thanks(answer, by=member_of(request))
    return found.shown_answer(answer, request)


@router.delete("/answers/{pk}/thanks", response={200: AnswerOut, **FAILURES}, operation_id="take_back_thanks")
def unthank(request: Call, pk: Pk) -> Any:
    """Take thanks back."""
    answer = found.answer(pk, request)
    actions.take_back_thanks(answer, by=member_of(request))
    return found.shown_answer(answer, request)


@router.put("/answers/{pk}/solution", response={200: AnswerOut, **FAILURES}, operation_id="accept_answer")
def accept(request: Call, pk: Pk) -> Any:
    """Mark it as the solution."""
    answer = found.answer(pk, request)
    actions.accept_answer(answer, by=member_of(request))
    return found.shown_answer(answer, request)


@router.delete("/answers/{pk}/solution", response={200: AnswerOut, **FAILURES}, operation_id="revoke_mark")
def revoke(request: Call, pk: Pk, reason: Word = "") -> Any:
    """It is not the solution, or none of several, after all; say why."""
    answer = found.answer(pk, request)
    actions.revoke_mark(answer, by=member_of(request), reason=reason)
    return found.shown_answer(answer, request)


@router.get("/answers/{pk}/history", response={200: list[VersionOut], **FAILURES}, operation_id="answer_history")
def history(request: Call, pk: Pk) -> Any:
    """What it said before, the newest first."""
    return versions("answer", pk, request)


@router.post("/answers/{pk}/comments", response={201: CommentOut, **FAILURES}, operation_id="comment_on_answer")
def comment(request: Call, pk: Pk, said: BodyIn) -> Any:
    """Comment on an answer."""
    new = actions.comment_on(found.answer(pk, request), by=member_of(request), body=said.body, once=said.once)
    return Status(201, shown_comment(new))


@router.patch("/comments/{pk}", response={200: CommentOut, **FAILURES}, operation_id="edit_comment")
def edit_comment(request: Call, pk: Pk, said: BodyIn) -> Any:
    """Change a comment."""
    old = found.comment(pk, request)
    actions.edit_comment(old, by=member_of(request), body=said.body)
    return shown_comment(found.comment(pk, request))


@router.delete("/comments/{pk}", response={204: None, **FAILURES}, operation_id="delete_comment")
def delete_comment(request: Call, pk: Pk) -> Any:
    """Delete a comment; somebody else's needs the scope `moderate`."""
    old, by = found.comment(pk, request), member_of(request)
    if old.author_id != by.pk:
        moderating(request)
    actions.delete_comment(old, by=by)
    return Status(204, None)


def shown_comment(comment: Comment) -> dict[str, Any]:
    voice = comment.voice
    return {
        "id": comment.pk,
        "answer_id": comment.answer_id,
        "author": comment.author,
        "at": comment.posted_at,
        "edited_at": voice.edited_at,
        "html": voice.html,
    }
