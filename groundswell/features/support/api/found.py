"""Find what a call is about, as far as its caller may see it; else 404."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja.errors import HttpError

from groundswell.features.support.api.shapes import AnswerOut, QuestionOut, answer_out, question_out
from groundswell.features.support.models import Answer, Comment, Question, Topic
from groundswell.features.support.queries.merged import leads_to
from groundswell.features.support.queries.places import topic_at
from groundswell.features.support.queries.question import QuestionPage, question_page
from groundswell.members.api.calls import Call
from groundswell.members.api.gate import etag_of
from groundswell.members.rules import Invalid


def question(pk: int, call: Call) -> Question:
    return get_object_or_404(Question.objects.visible_to(call.viewer).select_related("voice"), pk=pk)


def merged(pk: int) -> Question:
    """A question that was merged into another; who may take that back says the action."""
    return get_object_or_404(Question.objects.exclude(merged_into=None), pk=pk)


def led_to(pk: int, call: Call) -> int:
    """The number itself, or of the question that this one was merged into, unless the caller sees it as it was."""
    if Question.objects.visible_to(call.viewer).filter(pk=pk).exists():
        return pk
    into = leads_to(pk, call.viewer)
    return into.pk if into else pk


def split_into(question: Question, call: Call) -> int:
    """The number of the question that this one went back into."""
    into = leads_to(question.pk, call.viewer)
    return into.pk if into else question.pk


def answer(pk: int, call: Call) -> Answer:
    found = get_object_or_404(Answer.objects.visible_to(call.viewer).select_related("question__voice", "voice"), pk=pk)
    question(found.question_id, call)
    return found


def comment(pk: int, call: Call) -> Comment:
    found = get_object_or_404(Comment.objects.select_related("question__voice", "voice"), pk=pk)
    question(found.question_id, call)
    if found.deleted_at and not getattr(call.viewer, "moderates", False):
        raise Http404
    return found


def topic(slug: str, call: Call) -> Topic:
    found = topic_at(slug, call.viewer)
    if found is None:
        raise Invalid(_("There is no topic called “%(slug)s”.") % {"slug": slug[:60]}, "topic")
    return found


def page(pk: int, call: Call, *, order: str = "best", number: int = 1) -> QuestionPage:
    found = question_page(pk, call.viewer, order=order, page=number)
    if found is None:
        raise Http404
    return found


def shown_question(pk: int, call: Call) -> dict[str, Any]:
    return question_out(page(pk, call).question, call.viewer)


def shown_answer(found: Answer, call: Call) -> dict[str, Any]:
    """One answer as the caller sees it."""
    whole = page(found.question_id, call, order="oldest")
    row = next((row for row in whole.answers if row.id == found.pk), None)
    if row is None:
        whole = page(found.question_id, call, order="newest")
        row = next((row for row in whole.answers if row.id == found.pk), None)
    if row is None:
        raise Http404
    return answer_out(row, found.question_id, whole.question.solution_id)


def require_unchanged(call: Call, shape: type[QuestionOut] | type[AnswerOut], now: dict[str, Any]) -> None:
    """412 when the caller's If-Match is not the ETag of what is there now."""
    wanted = call.headers.get("If-Match")
    if wanted and wanted != "*":
        body = json.dumps(shape.model_validate(now).model_dump(), cls=DjangoJSONEncoder)
        if wanted != etag_of(body.encode()):
            raise HttpError(412, _("This was changed meanwhile. Read it again, then send your change."))
