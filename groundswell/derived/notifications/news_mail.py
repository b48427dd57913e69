"""The mail that tells of one thing: who did what, the text itself, and where to answer."""

import re
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from markupsafe import Markup

from groundswell.derived.notifications.bounces import is_stopped
from groundswell.derived.notifications.doors import Door, address_of
from groundswell.derived.notifications.kinds import choice_of
from groundswell.derived.notifications.listing import address, line_of, own_text, readable
from groundswell.derived.notifications.models import Mailed, Notification, Thread
from groundswell.derived.notifications.sentences import plain
from groundswell.derived.notifications.stopping import link
from groundswell.derived.notifications.wishes import Wishes, local_time
from groundswell.log import clock
from groundswell.log.deliveries import Dropped, Later, Parcel
from groundswell.members.models import Member
from groundswell.voice.models import Voice

LONGEST = 4_000  # letters of a text that a mail repeats
TEXT_OF = {"answer", "comment", "mention", "asked", "reply", "begun"}
OF_ITSELF = {"asked", "announced", "begun"}  # begins a conversation, so its subject is no "Re:"
OURS = re.compile(r'(src|href)="/')


@dataclass(frozen=True)
class News:
    """What the mail shows."""

    subject: str
    sentence: str
    text: str
    html: Markup
    language: str
    actor: Member | None
    href: str
    reply: bool
    door: str
    mute: str
    stop: str
    stops: str


def note_of(parcel: Parcel, member: Member) -> Notification:
    """Raises Dropped for who does not want it any more or has read it, and Later when it is not the time for it."""
    note = readable(member).filter(entry=parcel.entry).first()
    wishes, now = Wishes.of(member.settings), clock.now()
    local = local_time(member, now)
    if note is None:
        raise Dropped("What it is about is not there any more.")
    if note.read_at is not None:
        raise Dropped("It was read in the page before.")
    if not wishes.tells(parcel.channel, note.kind):
        raise Dropped("This member does not want such news by this channel.")
    if wishes.is_away(local):
        raise Dropped("This member is away; the digest tells it afterwards.")
    if parcel.channel == "mail" and (ready := note.at + timedelta(minutes=settings.MAIL_AFTER)) > now:
        raise Later(ready)
    if until := wishes.silent_until(local):
        raise Later(until)
    return note


def compose_news(parcel: Parcel, member: Member) -> EmailMultiAlternatives:
    """In the language that is on. Raises Dropped and Later as above."""
    note = note_of(parcel, member)
    if Mailed.objects.filter(member=member, entry=note.entry).exists():
        raise Dropped("This member was told of it by mail before.")
    if is_stopped(member):
        raise Dropped("Letters to this address came back three times.")
    if had_enough(member):
        raise Dropped("This member had enough mails today; the digest tells it.")
    news = _news(note, member)
    shown = {"news": news, "site": settings.SITE_NAME, "address": settings.SITE_URL}
    mail = EmailMultiAlternatives(
        news.subject,
        render_to_string("notifications/news.txt", shown).strip() + "\n",
        settings.DEFAULT_FROM_EMAIL,
        [str(member.email)],
        headers=_headers(parcel, note, news),
        reply_to=[news.door] if news.door else None,
    )
    mail.attach_alternative(render_to_string("notifications/news.html", shown), "text/html")
    return mail


def had_enough(member: Member) -> bool:
    """Whether they got as many mails within a day as they want at most."""
    today = Mailed.objects.filter(member=member, at__gt=clock.now() - timedelta(days=1)).count()
    return today >= Wishes.of(member.settings).most


def remember(parcel: Parcel, member: Member) -> None:
    """It is out."""
    Mailed.objects.get_or_create(member=member, entry=parcel.entry, defaults={"at": clock.now()})


def thread_id(question: int) -> str:
    """The first message of a question's conversation, which nobody got: what all others refer to."""
    return f"<{'question' if question > 0 else 'discussion'}.{abs(question)}@{urlsplit(settings.SITE_URL).hostname}>"


def headers_of(parcel: Parcel, stop: str) -> dict[str, str]:
    """What every mail of ours carries about one thing; `stop` is the link that ends such mails."""
    host = urlsplit(settings.SITE_URL).hostname
    return {
        "Message-ID": f"<{parcel.key}@{host}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"{settings.SITE_NAME} <notifications.{host}>",
    }


def _headers(parcel: Parcel, note: Notification, news: News) -> dict[str, str]:
    headers = headers_of(parcel, news.stop)
    if note.question:
        headers |= {"In-Reply-To": thread_id(note.question), "References": thread_id(note.question)}
    return headers


def _news(note: Notification, member: Member) -> News:
    line, choice = line_of(note), choice_of(note.kind)
    thread = Thread.objects.select_related("voice").filter(pk=note.question).first()
    text = own_text(note) or _text(note, thread)
    title = thread.voice.title if thread else ""
    if note.question and not title:
        raise Dropped("The question has no text any more.")
    sentence = plain(line.text)
    return News(
        subject=_subject(note, title or (text.title if text and note.kind in OF_ITSELF else ""), sentence),
        sentence=sentence,
        text=text.source[:LONGEST] if text else "",
        html=Markup(OURS.sub(rf'\1="{settings.SITE_URL}/', text.html))
        if text and len(text.source) <= LONGEST
        else Markup(""),  # nosec B704: rendered and cleaned by voice
        language=text.language if text else "",
        actor=line.actor,
        href=f"{settings.SITE_URL}{address(note)}",
        reply=bool(note.question) and note.kind in TEXT_OF,
        door=_door(note, member),
        mute=f"{settings.SITE_URL}{reverse('support:muted')}" if note.question > 0 else "",
        stop=link(member, f"mail:{choice.key}" if choice else ""),
        stops=str(choice.label) if choice else "",
    )


def _door(note: Notification, member: Member) -> str:
    """Where a reply goes; nothing where there is nothing to answer."""
    if note.question <= 0 or note.kind not in TEXT_OF:  # mails are not taken in for discussions
        return ""
    if note.answer:
        return address_of(Door(member.pk, "comment on the answer", note.answer))
    deed = "comment on the question" if note.comment else "answer"
    return address_of(Door(member.pk, deed, note.question))


def _text(note: Notification, thread: Thread | None) -> Voice | None:
    """The words themselves, so that nobody has to come for them."""
    if note.kind not in TEXT_OF:
        return None
    number = note.voice or (thread.voice_id if thread and note.kind in {"asked", "begun", "mention"} else None)
    return Voice.objects.filter(pk=number).first() if number else None


def _subject(note: Notification, title: str, sentence: str) -> str:
    """The same for all that is about a question, so that mail programs keep it together."""
    return f"{'' if note.kind in OF_ITSELF else 'Re: '}{title}" if title else sentence
