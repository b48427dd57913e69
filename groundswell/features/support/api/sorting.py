"""Sorting questions out, over JSON."""

from typing import Any

from ninja import Router, Schema, Status

from groundswell.features.support import actions
from groundswell.features.support.api import found
from groundswell.features.support.api.shapes import QuestionOut
from groundswell.features.support.models import Answer, Comment
from groundswell.members.api.calls import FAILURES, Call, Pk, Text, Word, moderating

router = Router(tags=["sorting"])


class SplitIn(Schema):
    """The question that a post becomes; topic and tags are those of the question it is at, if left out.

    `along` are the numbers of answers there that answer it.
    """

    title: Text
    topic: Word | None = None
    tags: list[Word] | None = None
    along: list[Pk] = []
    reason: Text = ""


@router.post("/answers/{pk}/split", response={201: QuestionOut, **FAILURES}, operation_id="split_answer")
def split_answer(request: Call, pk: Pk, said: SplitIn) -> Any:
    """Make an answer a question of its own, with its votes and comments."""
    return Status(201, _split(found.answer(pk, request), said, request))


@router.post("/comments/{pk}/split", response={201: QuestionOut, **FAILURES}, operation_id="split_comment")
def split_comment(request: Call, pk: Pk, said: SplitIn) -> Any:
    """Make a comment a question of its own."""
    return Status(201, _split(found.comment(pk, request), said, request))


@router.delete("/questions/{pk}/split", response={200: QuestionOut, **FAILURES}, operation_id="undo_split")
def undo_split(request: Call, pk: Pk, reason: Word = "") -> Any:
    """Make it an answer or a comment again, at the question that is the answer to this call."""
    question = found.question(pk, request)
    actions.undo_split(question, by=moderating(request), reason=reason)
    return found.shown_question(found.split_into(question), request)


def _split(post: Answer | Comment, said: SplitIn, request: Call) -> dict[str, Any]:
    given = said.model_dump()
    given["topic"] = found.topic(said.topic) if said.topic else None
    new = actions.split_post(post, by=moderating(request), **given)
    return found.shown_question(new.pk, request)
