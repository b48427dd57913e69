"""What a question needs to be answerable: the fields of its topic's form, and asking the asker for more."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.asking import DetailsRequested, TopicFormSet
from groundswell.features.support.actions.commenting import comment_on
from groundswell.features.support.actions.waiting import end_request
from groundswell.features.support.counting import locked
from groundswell.features.support.fields import AskField, clean_fields, filled_in, read_fields
from groundswell.features.support.models import Asking, Comment, Question, Topic, TopicForm
from groundswell.features.support.rules import may_edit, may_request_details, may_set_form
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import require


@transaction.atomic
def set_topic_form(topic: Topic, fields: list[AskField], *, by: Member) -> None:
    """Say what questions in a topic are asked for. Questions that were asked before keep what they have."""
    require(may_set_form(by), _("Only moderators decide what questions are asked for."))
    limit(by.pk, "topic form", most=60, per=HOUR)
    stored = [one.stored() for one in clean_fields(fields)]
    form, made = TopicForm.objects.select_for_update().get_or_create(topic=topic, defaults={"fields": stored})
    if not made and form.fields == stored:
        return
    form.fields = stored
    form.save(update_fields=["fields"])
    record(TopicFormSet(topic=topic.pk, fields=[one["key"] for one in stored]), by=by)


def keep_details(question: Question, given: dict[str, str]) -> None:
    """Store what the asker filled in, with a new question. Raises Invalid; the caller's transaction then ends."""
    form = TopicForm.objects.filter(topic=question.topic_id).first()
    if details := filled_in(read_fields(form.fields) if form else [], given):
        Asking.objects.create(question=question, details=details)


@transaction.atomic
def change_details(question: Question, given: dict[str, str], *, by: Member) -> None:
    """Fill in the form of a question's topic anew, as its author or whoever may edit it."""
    question = locked(question.pk, by)
    require(may_edit(by, question, question.asker_id), _("Only its author, trusted members and staff may edit this."))
    limit(by.pk, "edit", most=60, per=HOUR)
    form = TopicForm.objects.filter(topic=question.topic_id).first()
    details = filled_in(read_fields(form.fields) if form else [], given)
    Asking.objects.update_or_create(question=question, defaults={"details": details})
    end_request(question, by)


@transaction.atomic
def request_details(question: Question, *, by: Member, body: str, once: UUID | None = None) -> Comment:
    """Ask the asker for more. They hear of it as of any comment; it ends when they comment or edit."""
    question = locked(question.pk, by)
    require(
        may_request_details(by, question),
        _("Helpers and the team ask for more details, while a question is open and has no solution."),
    )
    comment = comment_on(question, by=by, body=body, once=once)
    Asking.objects.update_or_create(question=question, defaults={"needs_at": clock.now(), "needs_by": by})
    record(DetailsRequested(question=question.pk, comment=comment.pk, asker=question.asker_id), by=by)
    return comment
