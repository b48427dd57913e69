"""Say that one has the same trouble, and that one is on it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from groundswell.events.asking import ClaimReleased, MeTooSaid, MeTooTakenBack, QuestionClaimed
from groundswell.features.support.actions.following import follow_found
from groundswell.features.support.counting import locked, one_row
from groundswell.features.support.demand import recount_demand, repeats_of
from groundswell.features.support.models import Answer, Asking, MeToo, Question
from groundswell.features.support.rules import may_claim, may_say_me_too
from groundswell.features.support.texts import plain
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused, require

CLAIM_LASTS = timedelta(minutes=10)
# Whether it is new: a row that was there has been locked by this transaction before it changed.
ME_TOO = """
INSERT INTO support_me_too (member_id, question_id, device, version, at) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (question_id, member_id) DO UPDATE SET device = EXCLUDED.device, version = EXCLUDED.version
RETURNING xmax = 0
"""


@transaction.atomic
def say_me_too(question: Question, *, by: Member, device: str = "", version: str = "") -> None:
    """Count somebody who has the same trouble; they follow the question, so they hear of the solution.

    Said again, it changes with what they have it.
    """
    question = locked(question.pk, by)
    require(may_say_me_too(by, question), _("This is for others who have the same question, while it is open."))
    limit(by.pk, "me too", most=60, per=HOUR)
    said = (_short(device, 80, "device"), _short(version, 40, "version"))
    (new,) = one_row(ME_TOO, by.pk, question.pk, *said, clock.now()) or (False,)
    if new:
        recount_demand(question.pk)
        follow_found("question", question.pk, by)
        record(MeTooSaid(question=question.pk, member=by.pk, asker=question.asker_id), by=by)


@transaction.atomic
def take_back_me_too(question: Question, *, by: Member) -> None:
    """Not the same trouble after all, wherever it was said. Following stays as it is; that has its own button."""
    question = locked(question.pk, by)
    said = MeToo.objects.filter(question__in=repeats_of(question.pk), member=by)
    places = list(said.values_list("question", flat=True))
    said.delete()
    for place in places:
        recount_demand(place)
    if places:
        record(MeTooTakenBack(question=question.pk, member=by.pk), by=by)


@transaction.atomic
def claim_question(question: Question, *, by: Member) -> None:
    """Tell others for ten minutes that one is writing an answer. A member is on one question at a time."""
    question = locked(question.pk, by)
    require(may_claim(by, question), _("This question does not wait for your answer."))
    limit(by.pk, "claim", most=30, per=HOUR)
    now = clock.now()
    asking, _new = Asking.objects.get_or_create(question=question)
    if is_claimed(asking) and asking.claimed_by_id != by.pk:
        until = time_format(timezone.localtime(asking.claimed_until), "TIME_FORMAT")
        raise Refused(_("Somebody else is on it until %(time)s.") % {"time": until})
    Asking.objects.filter(claimed_by=by).exclude(pk=question.pk).update(claimed_by=None)
    asking.claimed_by, asking.claimed_at, asking.claimed_until = by, now, now + CLAIM_LASTS
    asking.save(update_fields=["claimed_by", "claimed_at", "claimed_until"])
    record(QuestionClaimed(question=question.pk, member=by.pk, minutes=CLAIM_LASTS.seconds // 60), by=by)


@transaction.atomic
def release_claim(question: Question, *, by: Member) -> None:
    """Let others have it."""
    if Asking.objects.filter(question=question.pk, claimed_by=by).update(claimed_by=None):
        record(ClaimReleased(question=question.pk, member=by.pk), by=by)


def is_claimed(asking: Asking) -> bool:
    """Whether somebody is on it: within their time, and without an answer since. Answering itself writes nothing here."""
    if asking.claimed_by_id is None or asking.claimed_until is None or asking.claimed_until <= clock.now():
        return False
    answered = Answer.objects.filter(question=asking.question_id, author=asking.claimed_by_id)
    return not answered.filter(posted_at__gte=asking.claimed_at).exists()


def _short(text: str, longest: int, name: str) -> str:
    said = " ".join(plain(text).split())
    if len(said) > longest:
        raise Invalid(_("This has at most %d characters.") % longest, name)
    return said
