"""The digest as a mail: composed when it is sent, from what is still so."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.derived.notifications.bounces import is_stopped
from groundswell.derived.notifications.listing import address, lines_of, page_of
from groundswell.derived.notifications.models import Digest, Gone, Notification, OpenQuestion, Thread
from groundswell.derived.notifications.sentences import plain
from groundswell.derived.notifications.stopping import link
from groundswell.derived.notifications.wishes import Wishes, local_time
from groundswell.log import clock
from groundswell.log.deliveries import Dropped, Parcel
from groundswell.members.models import Member

STOP = "mail:digest"


@dataclass(frozen=True)
class Item:
    """A line of the digest: what it says, where it leads, and a little of the text."""

    title: str
    href: str
    more: str
    language: str = ""


def compose_digest(parcel: Parcel, member: Member) -> EmailMultiAlternatives:
    """In the language that is on. Raises Dropped for who wants none any more, and when nothing of it is left."""
    wishes = Wishes.of(member.settings)
    found = Digest.objects.filter(pk=parcel.about["digest"], member=member).first()
    if found is None or wishes.often == "never" or is_stopped(member):
        raise Dropped("This member gets no digests any more.")
    if wishes.is_away(local_time(member, clock.now())):
        raise Dropped("This member is away.")
    sections = _sections(found.content, member)
    if not any(items for _title, items in sections):
        raise Dropped("Everything in it was read, answered or deleted meanwhile.")
    stop = link(member, STOP)
    subject = _subject(sections)
    shown = {
        "subject": subject,
        "name": member.name or member.handle,
        "sections": [(title, items) for title, items in sections if items],
        "often": wishes.often,
        "stop": stop,
        "site": settings.SITE_NAME,
        "address": settings.SITE_URL,
    }
    headers = {
        "Message-ID": f"<{parcel.key}@{urlsplit(settings.SITE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"{settings.SITE_NAME} <digest.{urlsplit(settings.SITE_URL).hostname}>",
    }
    text = render_to_string("notifications/digest.txt", shown).strip() + "\n"
    mail = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [str(member.email)], headers=headers)
    mail.attach_alternative(render_to_string("notifications/digest.html", shown), "text/html")
    return mail


def _sections(content: dict[str, list[int]], member: Member) -> list[tuple[str, list[Item]]]:
    entries = [entry for name in ("answers", "thanks", "news") for entry in content.get(name, ())]
    rows = Notification.objects.filter(member=member, entry__in=entries, hidden=False, read_at=None)
    notes = {row.entry: row for row in rows}
    lines = dict(zip(notes, lines_of(list(notes.values())), strict=True))

    def told(name: str) -> list[Item]:
        there = [entry for entry in content.get(name, ()) if entry in notes]
        return [
            Item(
                plain(lines[entry].text),
                f"{settings.SITE_URL}{address(notes[entry])}",
                lines[entry].more,
                lines[entry].language,
            )
            for entry in there
        ]

    return [
        (_("Answers and comments for you"), told("answers")),
        (_("Thank you"), told("thanks")),
        (_("Questions that you could answer"), _questions(content.get("questions", []))),
        (_("What else is new"), told("news")),
    ]


def _questions(numbers: list[int]) -> list[Item]:
    """Those that still wait."""
    gone = set(
        Gone.objects.filter(pk__in=[f"question:{number}" for number in numbers]).values_list("question", flat=True)
    )
    waiting = set(
        OpenQuestion.objects.filter(pk__in=numbers, answered=False, closed=False).values_list("pk", flat=True)
    )
    threads = Thread.objects.select_related("voice").in_bulk([n for n in numbers if n in waiting and n not in gone])
    return [
        Item(
            threads[number].voice.title,
            f"{settings.SITE_URL}{page_of(number, threads[number].voice.title)}",
            threads[number].voice.excerpt,
            threads[number].voice.language,
        )
        for number in numbers
        if number in threads and threads[number].voice.title
    ]


def _subject(sections: list[tuple[str, list[Item]]]) -> str:
    """What is in it, the most personal first."""
    counts = [len(items) for _title, items in sections]
    if counts[0]:
        return ngettext("%(n)s answer or comment for you", "%(n)s answers and comments for you", counts[0]) % {
            "n": counts[0]
        }
    if counts[1]:
        return _("Somebody thanked you")
    if counts[2]:
        title = sections[2][1][0].title
        return _("Could you answer this? “%(title)s”") % {"title": title}
    return _("What is new at %(site)s") % {"site": settings.SITE_NAME}
