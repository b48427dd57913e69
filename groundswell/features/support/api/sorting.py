"""Sorting questions out, over JSON."""

from typing import Any, Literal

from ninja import Router, Status

from groundswell.features.support import actions
from groundswell.features.support.api import found
from groundswell.features.support.api.shapes import AnswerOut, QuestionOut
from groundswell.features.support.models import Answer, Comment
from groundswell.members.api.calls import FAILURES, Call, Pk, Text, Word, member_of, moderating
from groundswell.members.api.schemas import Schema

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


class WikiIn(Schema):
    """From which level on members may edit it."""

    level: Literal[0, 1, 2, 3, 4] = 2


class CanonicalIn(Schema):
    """To which tags, and topics by their slugs, it is the answer; to none takes it back."""

    tags: list[Word] = []
    topics: list[Word] = []


class SeveralIn(Schema):
    several: bool


@router.put("/answers/{pk}/official", response={200: AnswerOut, **FAILURES}, operation_id="make_official")
def official(request: Call, pk: Pk) -> Any:
    """Say that the company stands by it."""
    answer = found.answer(pk, request)
    actions.make_official(answer, by=moderating(request))
    return found.shown_answer(answer, request)


@router.delete("/answers/{pk}/official", response={200: AnswerOut, **FAILURES}, operation_id="take_back_official")
def not_official(request: Call, pk: Pk) -> Any:
    """It is an answer like any other again."""
    answer = found.answer(pk, request)
    actions.take_back_official(answer, by=moderating(request))
    return found.shown_answer(answer, request)


@router.put("/answers/{pk}/wiki", response={200: AnswerOut, **FAILURES}, operation_id="make_wiki")
def wiki(request: Call, pk: Pk, said: WikiIn) -> Any:
    """Let members from a level on edit it; what is given for it is nobody's reputation from then on."""
    answer = found.answer(pk, request)
    actions.make_wiki(answer, by=member_of(request), level=said.level)
    return found.shown_answer(answer, request)


@router.delete("/answers/{pk}/wiki", response={200: AnswerOut, **FAILURES}, operation_id="end_wiki")
def end_wiki(request: Call, pk: Pk) -> Any:
    """Its author's alone again."""
    answer = found.answer(pk, request)
    actions.end_wiki(answer, by=moderating(request))
    return found.shown_answer(answer, request)


@router.put("/answers/{pk}/canonical", response={200: AnswerOut, **FAILURES}, operation_id="make_canonical")
def canonical(request: Call, pk: Pk, said: CanonicalIn) -> Any:
    """Say to which tags and topics it is the answer."""
    answer = found.answer(pk, request)
    actions.make_canonical(answer, by=moderating(request), tags=said.tags, topics=said.topics)
    return found.shown_answer(answer, request)


@router.put("/topics/{slug}/several-solutions", response={204: None, **FAILURES}, operation_id="set_several_solutions")
def several(request: Call, slug: Word, said: SeveralIn) -> Any:
    """Whether questions in a topic may have several solutions."""
    actions.set_several_solutions(found.topic(slug, request), said.several, by=moderating(request))
    return Status(204, None)


@router.delete("/questions/{pk}/archived", response={200: QuestionOut, **FAILURES}, operation_id="bring_back")
def bring_back(request: Call, pk: Pk, reason: Word = "") -> Any:
    """Out of the archive: votes and comments are open again."""
    actions.bring_back(found.question(pk, request), by=member_of(request), reason=reason)
    return found.shown_question(pk, request)


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
    return found.shown_question(found.split_into(question, request), request)


def _split(post: Answer | Comment, said: SplitIn, request: Call) -> dict[str, Any]:
    given = said.model_dump()
    given["topic"] = found.topic(said.topic, request) if said.topic else None
    new = actions.split_post(post, by=moderating(request), **given)
    return found.shown_question(new.pk, request)
