"""Letters about decisions: whom one concerns always learns it, also who may not sign in any more."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from groundswell.events import fairness
from groundswell.events import moderation as it
from groundswell.log.consumers import Batch, consumer
from groundswell.log.deliveries import Dropped, Parcel, Wanted, deliver_many, sender
from groundswell.members.mails import Letter, written
from groundswell.members.models import Member
from groundswell.moderation.links import link_to
from groundswell.moderation.models import Decision
from groundswell.moderation.saying import headline

NAME, CHANNEL = "notifications.decisions", "decision"
ABOUT_PEOPLE = (it.MemberWarned, it.MemberSilenced, it.MemberSuspended, it.MeasureLifted, it.AppealDecided)
ABOUT_POINTS = (fairness.PointsHeld, fairness.FindingDecided)


@consumer(NAME, it.TextHidden, it.PostRefused, *ABOUT_PEOPLE, *ABOUT_POINTS)
def write_decisions(batch: Batch) -> None:
    """One letter for each decision. What was hidden or held by itself is told too: nothing happens in the dark."""
    wanted = []
    for entry in batch.entries:
        event = entry.event
        person = getattr(event, "person", None) or getattr(event, "author", None)
        if person and getattr(event, "decision", 0):
            about = {"letter": "decision", "decision": getattr(event, "decision", 0)}
            if isinstance(event, it.AppealDecided):
                about["letter"] = "appeal"
            wanted.append(Wanted(entry, f"member:{person}", CHANNEL, about))
    deliver_many(NAME, wanted)


def _decision(parcel: Parcel, member: Member) -> Letter:
    decision = _found(parcel, member)
    said = headline(decision, own=True)
    until = [_("Until %(day)s.") % {"day": f"{decision.until:%Y-%m-%d %H:%M} UTC"}] if decision.until else []
    return Letter(
        _("%(site)s: %(what)s") % {"site": settings.SITE_NAME, "what": said},
        (_("Hello %(name)s,") % {"name": member.name}, f"{said}. {decision.reason}", *until),
        link=link_to(decision),
        press=_("The decision and its reasons"),
        after=(_("On that page you can appeal, without signing in. Somebody else then looks again."),)
        if decision.restricts
        else (),
    )


def _appeal(parcel: Parcel, member: Member) -> Letter:
    decision = _found(parcel, member)
    outcome = decision.appeal
    return Letter(
        _("Your appeal was decided"),
        (_("Hello %(name)s,") % {"name": member.name}, f"{outcome.get_outcome_display()}. {outcome.answer}"),
        link=link_to(decision),
        press=_("The decision and its reasons"),
    )


def _found(parcel: Parcel, member: Member) -> Decision:
    found = Decision.objects.select_related("appeal").filter(pk=parcel.about["decision"], person=member).first()
    if found is None:
        raise Dropped("The decision concerns nobody any more.")
    return found


LETTERS = {"decision": _decision, "appeal": _appeal}


@sender(CHANNEL)
def send_decision(parcel: Parcel) -> None:
    """Raises Dropped for who has no confirmed address. It cannot be switched off: nobody is judged unheard."""
    member = Member.objects.shown().filter(pk=parcel.number, claimed=True).exclude(email=None).first()
    if member is None:
        raise Dropped("There is nobody with a confirmed address any more.")
    with translation.override(member.language or settings.LANGUAGE_CODE):
        letter = LETTERS[parcel.about["letter"]](parcel, member)
        headers = {
            "Message-ID": f"<{parcel.key}@{urlsplit(settings.SITE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        }
        mail = written(letter, str(member.email), headers)
    mail.send()
