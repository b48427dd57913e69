"""The letter that asks an asker whether an answer solved it: to be settled by one press, without signing in."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from groundswell.derived.notifications.bounces import is_stopped
from groundswell.derived.notifications.kinds import REMINDERS, switched_off
from groundswell.derived.notifications.listing import Known, page_of, readable
from groundswell.derived.notifications.models import Gone, Interest, Notification, Unsettled
from groundswell.derived.notifications.news_mail import had_enough, headers_of, thread_id
from groundswell.derived.notifications.reminding import Choice, Settle
from groundswell.derived.notifications.reminding import link as settle_link
from groundswell.derived.notifications.stopping import link
from groundswell.derived.notifications.wishes import Wishes, local_time
from groundswell.log import clock
from groundswell.log.deliveries import Dropped, Later, Parcel
from groundswell.members.models import Member

MOST = 3  # answers in a letter; the page has the others
ANSWERS = ("answer", "mention")


def compose_reminder(parcel: Parcel, member: Member) -> EmailMultiAlternatives:
    """Raises Dropped for who does not want it, and when there is nothing to settle any more; Later in quiet hours."""
    _require_wanted(member)
    question = parcel.about["question"]
    title, answers = _answers(question, member)
    stop = link(member, REMINDERS)
    shown = {
        "subject": _("Did this solve it? “%(title)s”") % {"title": title},
        "name": member.name or member.handle,
        "title": title,
        "href": f"{settings.SITE_URL}{page_of(question, title)}",
        "answers": answers,
        "last": parcel.about["days"] >= 30,
        "unsolved": settle_link(Settle(member.pk, question, 0)),
        "stop": stop,
        "site": settings.SITE_NAME,
        "address": settings.SITE_URL,
    }
    headers = {**headers_of(parcel, stop), "References": thread_id(question)}
    text = render_to_string("notifications/reminder.txt", shown).strip() + "\n"
    mail = EmailMultiAlternatives(
        str(shown["subject"]), text, settings.DEFAULT_FROM_EMAIL, [str(member.email)], headers=headers
    )
    mail.attach_alternative(render_to_string("notifications/reminder.html", shown), "text/html")
    return mail


def _require_wanted(member: Member) -> None:
    wishes, now = Wishes.of(member.settings), clock.now()
    local = local_time(member, now)
    if REMINDERS in switched_off(member) or is_stopped(member):
        raise Dropped("This member wants no such letters.")
    if member.is_suspended:
        raise Dropped("This member may not come in now.")
    if wishes.is_away(local):
        raise Dropped("This member is away.")
    if had_enough(member):
        raise Dropped("This member had enough mails today.")
    if until := wishes.silent_until(local):
        raise Later(until)


def _answers(question: int, member: Member) -> tuple[str, list[Choice]]:
    """The title, and the newest answers that the asker was told of. Raises Dropped when there is nothing to choose."""
    gone = Gone.objects.filter(pk=f"question:{question}").exists()
    if gone or not Unsettled.objects.filter(pk=question, asker=member.pk).exists():
        raise Dropped("It was solved, closed or deleted meanwhile.")
    if Interest.objects.filter(member=member, thing=f"mute:question:{question}").exists():
        raise Dropped("This member muted the question.")
    told = readable(member).filter(question=question, kind__in=ANSWERS)
    rows = list(told.exclude(answer=None).filter(comment=None).order_by("-at")[:MOST])
    known = Known.of(rows, [question])
    thread = known.threads.get(question)
    if not rows or thread is None or not thread.voice.title:
        raise Dropped("There is no answer any more that it could be about.")
    return thread.voice.title, [_choice(row, known, member) for row in reversed(rows)]


def _choice(row: Notification, known: Known, member: Member) -> Choice:
    line = known.line(row)
    who = line.actor.seen_as if line.actor and not line.actor.erased_at else _("A former member")
    return Choice(who, line.more, line.language, settle_link(Settle(member.pk, row.question, row.answer or 0)))
