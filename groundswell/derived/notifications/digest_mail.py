"""The digest as a mail: composed when it is sent, from what is still so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.derived.notifications.listing import Known, page_of
from groundswell.derived.notifications.models import Digest, Gone, Notification, OpenQuestion
from groundswell.derived.notifications.sentences import plain
from groundswell.derived.notifications.stopping import link
from groundswell.derived.notifications.wishes import Wishes, local_time
from groundswell.log import clock
from groundswell.log.deliveries import Dropped, Parcel
from groundswell.members.groups.audiences import shut_for
from groundswell.members.models import Member

STOP = "mail:digest"
TOLD = ("answers", "thanks", "news")


@dataclass(frozen=True)
class Item:
    """A line of the digest: what it says, where it leads, and a little of the text."""

    title: str
    href: str
    more: str
    language: str = ""


@dataclass(frozen=True)
class Contents:
    """What the digests of several members are made of: still there, not read, not answered, and for whom it goes to.

    `shut` are members with questions that they may not read (by now).
    """

    digests: dict[int, Digest]
    notes: dict[tuple[int, int], Notification]
    waiting: frozenset[int]
    known: Known
    bounced: Mapping[int, bool]
    shut: frozenset[tuple[int, int]]

    @classmethod
    def of(cls, parcels: Iterable[Parcel], members: Mapping[int, Member], bounced: Mapping[int, bool]) -> Self:
        """Costs as many statements as for one; none for parcels that are no digests."""
        numbers = [parcel.about["digest"] for parcel in parcels if "digest" in parcel.about]
        digests = {digest.pk: digest for digest in Digest.objects.filter(pk__in=numbers, member__in=members)}
        if not digests:
            return cls({}, {}, frozenset(), Known({}, {}, {}), bounced, frozenset())
        contents = [digest.content for digest in digests.values()]
        entries = {entry for content in contents for name in TOLD for entry in content.get(name, ())}
        rows = list(Notification.objects.filter(member__in=members, entry__in=entries, hidden=False, read_at=None))
        asked = {(one.member_id, number) for one in digests.values() for number in one.content.get("questions", ())}
        shut = frozenset(shut_for(asked | {(row.member_id, row.question) for row in rows}, members))
        notes = {(row.member_id, row.entry): row for row in rows if (row.member_id, row.question) not in shut}
        waiting = _waiting({number for content in contents for number in content.get("questions", ())})
        return cls(digests, notes, waiting, Known.of(notes.values(), waiting), bounced, shut)


def compose_digest(contents: Contents, parcel: Parcel, member: Member) -> EmailMultiAlternatives:
    """In the language that is on. Raises Dropped for who wants none any more, and when nothing of it is left."""
    wishes = Wishes.of(member.settings)
    found = contents.digests.get(parcel.about["digest"])
    if found is None or found.member_id != member.pk or wishes.often == "never" or contents.bounced.get(member.pk):
        raise Dropped("This member gets no digests any more.")
    if wishes.is_away(local_time(member, clock.now())):
        raise Dropped("This member is away.")
    sections = _sections(found.content, member, contents)
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


def _sections(content: dict[str, list[int]], member: Member, contents: Contents) -> list[tuple[str, list[Item]]]:
    def told(name: str) -> list[Item]:
        notes = [contents.notes.get((member.pk, entry)) for entry in content.get(name, ())]
        return [_told(note, contents.known) for note in notes if note]

    return [
        (_("Answers and comments for you"), told("answers")),
        (_("Thank you"), told("thanks")),
        (_("Questions that you could answer"), _questions(content.get("questions", []), member, contents)),
        (_("What else is new"), told("news")),
    ]


def _told(note: Notification, known: Known) -> Item:
    line = known.line(note)
    return Item(plain(line.text), f"{settings.SITE_URL}{known.address(note)}", line.more, line.language)


def _waiting(numbers: set[int]) -> frozenset[int]:
    """Those of these questions that still wait for an answer."""
    gone = Gone.objects.filter(pk__in=[f"question:{number}" for number in numbers]).values("question")
    waiting = OpenQuestion.objects.filter(pk__in=numbers, answered=False, closed=False).exclude(pk__in=gone)
    return frozenset(waiting.values_list("pk", flat=True))


def _questions(numbers: list[int], member: Member, contents: Contents) -> list[Item]:
    """Those that still wait, and are for this member."""
    numbers = [number for number in numbers if (member.pk, number) not in contents.shut]
    threads = contents.known.threads
    return [
        Item(
            threads[number].voice.title,
            f"{settings.SITE_URL}{page_of(number, threads[number].voice.title)}",
            threads[number].voice.excerpt,
            threads[number].voice.language,
        )
        for number in numbers
        if number in contents.waiting and number in threads and threads[number].voice.title
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
