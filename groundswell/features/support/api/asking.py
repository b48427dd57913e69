"""Around a question that waits for its answer, over JSON."""

from typing import Any, Literal

from ninja import Router, Status

from groundswell.features.support import actions
from groundswell.features.support.api import found
from groundswell.features.support.api.shapes import BodyIn, CommentOut, QuestionOut
from groundswell.features.support.fields import AskField
from groundswell.features.support.hints import hints_for
from groundswell.features.support.queries.asking import fields_in
from groundswell.members.api.calls import FAILURES, Call, Pk, Text, Word, member_of, moderating
from groundswell.members.api.schemas import Schema
from groundswell.members.limits import MINUTE, limit_roughly
from groundswell.voice.warnings import warnings_of

router = Router(tags=["asking"])


class FieldOut(Schema):
    """A field that a topic asks for. `label` and `help` are texts by language; what is `private` only staff and asker see."""

    key: Word
    label: dict[Word, Word]
    kind: Literal["text", "choice"] = "text"
    choices: list[Word] = []
    required: bool = False
    private: bool = False
    help: dict[Word, Word] = {}


class FormIn(Schema):
    fields: list[FieldOut]


class DetailsIn(Schema):
    """What is filled in, by the keys of the topic's fields."""

    details: dict[Word, Word]


class MeTooIn(Schema):
    device: Word = ""
    version: Word = ""


class CheckIn(Schema):
    """What somebody is about to ask; nothing of it is kept."""

    title: Text = ""
    body: Text = ""


class HintOut(Schema):
    key: str
    text: str


class CheckOut(Schema):
    """Hints, and what looks like personal data, most of it hidden. Neither keeps anybody from asking."""

    hints: list[HintOut]
    personal: list[str]


@router.get("/topics/{slug}/form", response={200: list[FieldOut], **FAILURES}, operation_id="read_topic_form")
def topic_form(request: Call, slug: Word) -> Any:
    """What questions in a topic are asked for besides title and text."""
    return fields_in(found.topic(slug, request).slug, request.viewer)


@router.put("/topics/{slug}/form", response={200: list[FieldOut], **FAILURES}, operation_id="set_topic_form")
def set_topic_form(request: Call, slug: Word, said: FormIn) -> Any:
    """Say what they are asked for; an empty list asks for nothing."""
    fields = [AskField(**one.model_dump()) for one in said.fields]
    actions.set_topic_form(found.topic(slug, request), fields, by=moderating(request))
    return fields_in(slug, request.viewer)


@router.post("/questions/check", response={200: CheckOut, **FAILURES}, operation_id="check_question")
def check(request: Call, said: CheckIn) -> Any:
    """What would make a question easier to answer, and what of it looks like personal data."""
    limit_roughly(member_of(request).pk, "hints", most=240, per=MINUTE)
    return {"hints": hints_for(said.title, said.body), "personal": warnings_of(said.title, said.body)}


@router.put("/questions/{pk}/details", response={200: QuestionOut, **FAILURES}, operation_id="change_details")
def change_details(request: Call, pk: Pk, said: DetailsIn) -> Any:
    """Fill in the fields of a question anew."""
    actions.change_details(found.question(pk, request), said.details, by=member_of(request))
    return found.shown_question(pk, request)


@router.post("/questions/{pk}/request", response={201: CommentOut, **FAILURES}, operation_id="request_details")
def request_details(request: Call, pk: Pk, said: BodyIn) -> Any:
    """Ask the asker for more, in a comment; it ends when they comment or edit."""
    question = found.question(pk, request)
    new = actions.request_details(question, by=member_of(request), body=said.body, once=said.once)
    rows = found.page(pk, request).question.comments
    return Status(201, next(row for row in rows if row.id == new.pk))


@router.post("/questions/{pk}/not-solved", response={200: QuestionOut, **FAILURES}, operation_id="say_not_solved")
def not_solved(request: Call, pk: Pk) -> Any:
    """Say, as its asker, that the answers so far did not solve it; helpers see it again."""
    actions.say_not_solved(found.question(pk, request), by=member_of(request))
    return found.shown_question(pk, request)


@router.put("/questions/{pk}/me-too", response={200: QuestionOut, **FAILURES}, operation_id="say_me_too")
def me_too(request: Call, pk: Pk, said: MeTooIn) -> Any:
    """The caller has the same trouble, and hears of the solution."""
    actions.say_me_too(found.question(pk, request), by=member_of(request), **said.model_dump())
    return found.shown_question(pk, request)


@router.delete("/questions/{pk}/me-too", response={200: QuestionOut, **FAILURES}, operation_id="take_back_me_too")
def not_me(request: Call, pk: Pk) -> Any:
    """Not the same trouble after all."""
    actions.take_back_me_too(found.question(pk, request), by=member_of(request))
    return found.shown_question(pk, request)


@router.put("/questions/{pk}/claim", response={200: QuestionOut, **FAILURES}, operation_id="claim_question")
def claim(request: Call, pk: Pk) -> Any:
    """Tell others for ten minutes that the caller is writing an answer."""
    actions.claim_question(found.question(pk, request), by=member_of(request))
    return found.shown_question(pk, request)


@router.delete("/questions/{pk}/claim", response={200: QuestionOut, **FAILURES}, operation_id="release_claim")
def release(request: Call, pk: Pk) -> Any:
    """Let others have it."""
    actions.release_claim(found.question(pk, request), by=member_of(request))
    return found.shown_question(pk, request)
