"""Newcomers over JSON: what they wrote first and nobody has reacted to, and a welcome."""

from datetime import datetime
from typing import Any, Literal

from django.utils.translation import gettext as _
from ninja import Router, Status

from groundswell.features.support import actions
from groundswell.features.support.api import found
from groundswell.features.support.queries.newcomers import firsts_unseen
from groundswell.features.support.rules import greets
from groundswell.members.api.calls import FAILURES, Call, Pk, member_of
from groundswell.members.api.schemas import Schema
from groundswell.members.rules import require

router = Router(tags=["newcomers"])


class FirstOut(Schema):
    """Somebody's first answer or first question; `id` is that of the answer or of the question."""

    what: Literal["answer", "question"]
    id: int
    question: int
    title: str
    excerpt: str
    at: datetime
    author: str


class FirstsOut(Schema):
    """Those who wait longest come first; fifty at most."""

    items: list[FirstOut]


@router.get("/newcomers", response={200: FirstsOut, **FAILURES}, operation_id="list_newcomers")
def unseen(request: Call) -> Any:
    """First answers and questions that nobody has reacted to yet; for regulars and the team."""
    member = member_of(request)
    require(greets(member), _("Regulars and the team see who is new here."))
    fields = ("what", "id", "question", "title", "excerpt", "at")
    items = [
        {name: getattr(first, name) for name in fields} | {"author": first.by.handle} for first in firsts_unseen(member)
    ]
    return {"items": items}


@router.post("/answers/{pk}/welcome", response={204: None, **FAILURES}, operation_id="welcome_at_answer")
def at_answer(request: Call, pk: Pk) -> Any:
    """Welcome the author of a first answer; they are told. A second time changes nothing."""
    actions.welcome(found.answer(pk, request), by=member_of(request))
    return Status(204, None)


@router.post("/questions/{pk}/welcome", response={204: None, **FAILURES}, operation_id="welcome_at_question")
def at_question(request: Call, pk: Pk) -> Any:
    """Welcome the asker of a first question; they are told. A second time changes nothing."""
    actions.welcome(found.question(pk, request), by=member_of(request))
    return Status(204, None)
