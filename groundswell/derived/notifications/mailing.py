"""Letters, composed when they are sent: from who people are now, in their language, if they still want them."""

import smtplib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _

from groundswell.derived.notifications.bounces import bounced_among, count_bounce, forgive
from groundswell.derived.notifications.digest_mail import Contents, compose_digest
from groundswell.derived.notifications.kinds import FIRST_SOLUTION, switched_off
from groundswell.derived.notifications.listing import page_of
from groundswell.derived.notifications.models import Gone, Thread
from groundswell.derived.notifications.news_mail import compose_news, remember
from groundswell.derived.notifications.reminder_mail import compose_reminder
from groundswell.derived.notifications.stopping import link
from groundswell.derived.notifications.wire import Wire
from groundswell.log.deliveries import Dropped, NeverAccepted, Parcel, Send, bundler
from groundswell.members.groups.audiences import shut_among
from groundswell.members.mails import Letter, written
from groundswell.members.models import Member, Role

Compose = Callable[[Parcel, Member], Letter]


@bundler("mail")
@contextmanager
def carry_mail(parcels: Sequence[Parcel]) -> Iterator[Send]:
    """What many letters need is read at once, and they go over one connection."""
    rows = Member.objects.shown().filter(pk__in={parcel.number for parcel in parcels}, claimed=True)
    members = {member.pk: member for member in rows.exclude(email=None)}
    bounced = bounced_among(members.values())
    kinds = MAILS | {"digest": partial(compose_digest, Contents.of(parcels, members, bounced))}
    with Wire() as wire:

        def send(parcel: Parcel) -> None:
            if parcel.number not in members:
                raise Dropped("There is nobody with a confirmed address any more.")
            member = members[parcel.number]
            with translation.override(member.language or settings.LANGUAGE_CODE):
                mail = kinds[parcel.about["letter"]](parcel, member)
            _post(wire, mail, member)
            if member.pk in bounced:
                forgive(member)
            if parcel.about["letter"] == "news":
                remember(parcel, member)

        yield send


def _post(wire: Wire, mail: EmailMultiAlternatives, member: Member) -> None:
    """Raises NeverAccepted when their server refuses for good."""
    try:
        wire.post(mail)
    except smtplib.SMTPRecipientsRefused as refused:
        _refused(*next(iter(refused.recipients.values())), refused, member)
    except smtplib.SMTPResponseException as refused:
        _refused(refused.smtp_code, refused.smtp_error, refused)


def _headers(parcel: Parcel, letter: Letter) -> dict[str, str]:
    """The same Message-ID in each attempt, by which a mail server can tell a letter that comes twice."""
    headers = {
        "Message-ID": f"<{parcel.key}@{urlsplit(settings.SITE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
    }
    if letter.stop:
        headers |= {"List-Unsubscribe": f"<{letter.stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers


def _refused(code: int, said: bytes | str, problem: smtplib.SMTPException, member: Member | None = None) -> None:
    """5xx is for good, but not when it is we whom the server does not let in: an operator can mend that."""
    if member and code >= 500:
        count_bounce(member)
    if code >= 500 and not isinstance(problem, smtplib.SMTPAuthenticationError):
        text = said.decode(errors="replace") if isinstance(said, bytes) else said
        raise NeverAccepted(f"{code} {text}") from problem
    raise problem


def _role(parcel: Parcel, member: Member) -> Letter:
    role = parcel.about["role"]
    if member.role != role:
        raise Dropped("The role has changed again since.")
    known = {
        "admin": _named(parcel.about["by"]),
        "role": Role(role).label,
        "was": Role(parcel.about["was"]).label,
        "site": settings.SITE_NAME,
    }
    return Letter(
        _("Your role at %(site)s is now: %(role)s") % known,
        (
            _("Hello %(name)s,") % {"name": member.name},
            _("%(admin)s gave you another role. Until now it was: %(was)s. From now on it is: %(role)s.") % known,
            _(
                "Agents answer for the company. Moderators close, move and delete. "
                "Managers see reports too. Admins also give roles."
            ),
        ),
        link=f"{settings.SITE_URL}{member.get_absolute_url()}",
        press=_("Your profile"),
        after=(_("If you did not expect this, ask %(admin)s.") % known,),
    )


def _first_solution(parcel: Parcel, member: Member) -> Letter:
    if FIRST_SOLUTION in switched_off(member):
        raise Dropped("This member wants no such letters.")
    question, answer = parcel.about["question"], parcel.about["answer"]
    thread = Thread.objects.select_related("voice").filter(pk=question).first()
    gone = Gone.objects.filter(pk__in=[f"question:{question}", f"answer:{answer}"]).exists()
    if gone or thread is None or not thread.voice.title or shut_among({question}, member):
        raise Dropped("The question or the answer is not there any more.")
    known = {"name": member.name, "who": _named(parcel.about["by"]), "title": thread.voice.title}
    return Letter(
        _("Thank you, %(name)s: your first solution") % known,
        (
            _("Hello %(name)s,") % known,
            _("%(who)s marked your answer to “%(title)s” as the solution. It is your first one here. Thank you!")
            % known,
            _(
                "From now on your answer stands first below the question. "
                "Whoever has the same trouble and searches for it finds what you wrote."
            ),
            _("It counts for your reputation too; your profile says what for."),
        ),
        link=f"{settings.SITE_URL}{page_of(question, thread.voice.title)}#answer-{answer}",
        press=_("Your answer"),
        after=(_("This letter comes once, for the first solution only."),),
        stop=link(member, FIRST_SOLUTION),
    )


def _named(number: int) -> str:
    """How somebody is called now."""
    found = Member.objects.present().filter(pk=number).first()
    return found.seen_as if found else _("Somebody")


def as_letter(compose: Compose) -> Callable[[Parcel, Member], EmailMultiAlternatives]:
    """A letter of a few plain paragraphs as a mail."""

    def mail(parcel: Parcel, member: Member) -> EmailMultiAlternatives:
        letter = compose(parcel, member)
        return written(letter, str(member.email), _headers(parcel, letter))

    return mail


MAILS: dict[str, Callable[[Parcel, Member], EmailMultiAlternatives]] = {
    "role": as_letter(_role),
    "first_solution": as_letter(_first_solution),
    "news": compose_news,
    "reminder": compose_reminder,
}
