"""Say that a question is not for one: it leaves the list "for you", which shows less of the kind from then on."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.features.support.models import Dismissal, Question
from groundswell.log import clock
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import may_act, require


@transaction.atomic
def dismiss(question: Question, *, by: Member) -> None:
    """Not for me; a second time changes nothing. Nobody else learns of it, so there is no event."""
    require(may_act(by), _("Sign in to choose what you see."))
    limit(by.pk, "dismiss", most=300, per=HOUR)
    Dismissal.objects.get_or_create(member=by, question=question, defaults={"at": clock.now()})


@transaction.atomic
def take_back_dismissal(question: Question, *, by: Member) -> None:
    """It may come again."""
    require(may_act(by), _("Sign in to choose what you see."))
    Dismissal.objects.filter(member=by, question=question).delete()
