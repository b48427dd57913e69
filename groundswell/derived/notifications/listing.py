"""A member's notifications as the page shows them: the newest first, a day at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup

from groundswell.derived.notifications.kinds import switched_off
from groundswell.derived.notifications.models import Notification, Thread
from groundswell.derived.notifications.news import by_kind
from groundswell.derived.notifications.sentences import reason, sentence
from groundswell.log import clock
from groundswell.members.groups.aims import reserved_from
from groundswell.members.groups.audiences import shut_among, shut_places
from groundswell.members.groups.models import QuestionPlace
from groundswell.members.models import Member
from groundswell.voice.models import Voice

A_PAGE = 30
ICONS = {"votes": "thumbs-up"}


@dataclass(frozen=True)
class Line:
    """One notification, ready to show."""

    text: Markup
    more: str
    language: str
    actor: Member | None
    icon: str
    at: datetime
    fresh: bool
    question: int
    person: int


@dataclass(frozen=True)
class Day:
    """The notifications of a day; `name` is "Today" or "Yesterday", or nothing."""

    date: date
    name: str
    lines: list[Line]


@dataclass(frozen=True)
class Page:
    """Some days, and the cursor of the next page."""

    days: list[Day]
    older: str


def told(member: Member, *, unread: bool = False) -> QuerySet[Notification]:
    """What a member wants to be told and may see."""
    found = readable(member).exclude(kind__in=switched_off(member))
    return found.filter(read_at=None) if unread else found


def readable(member: Member) -> QuerySet[Notification]:
    """All but what is deleted, and what is in a topic that is not for this member by now."""
    places = QuestionPlace.objects.filter(question=OuterRef("question"), place__in=shut_places(member))
    texts = reserved_from(member).filter(voice=OuterRef("voice"))
    return Notification.objects.filter(~Exists(places), ~Exists(texts), member=member, hidden=False)


def notifications_of(member: Member, *, unread: bool = False, after: str = "") -> Page:
    """A page of them. Costs the same whatever their number."""
    found = told(member, unread=unread).order_by("-at", "-entry")
    if (place := _place(after)) is not None:
        found = found.filter(Q(at__lt=place[0]) | Q(at=place[0], entry__lt=place[1]))
    rows = list(found[: A_PAGE + 1])
    last = rows[A_PAGE - 1] if len(rows) > A_PAGE else None
    return Page(_days(_lines(rows[:A_PAGE])), f"{last.at.isoformat()}~{last.entry}" if last else "")


def address(note: Notification) -> str:
    """The exact place that a notification is about."""
    if (news := by_kind.get(note.kind)) and news.href:
        return news.href % news.values(note.because)
    title = Thread.objects.filter(pk=note.question).values_list("voice__title", flat=True).first() or ""
    return _place_in(page_of(note.question, title), note)


def _place_in(page: str, note: Notification) -> str:
    if note.answer and note.question < 0:
        return page if note.kind == "deleted" else reverse("discussions:reply", args=[-note.answer])
    if note.comment and note.kind != "deleted":
        return f"{page}#comment-{note.comment}"
    return f"{page}#answer-{note.answer}" if note.answer else page


def own_text(note: Notification) -> Voice | None:
    """The whole text of news that name texts, in the language that is on; nothing for other news."""
    news = by_kind.get(note.kind)
    if news is None or not news.texts:
        return None
    return _in_language(list(Voice.objects.filter(pk__in=news.voices(note.because)).order_by("pk")))


def line_of(note: Notification) -> Line:
    """One notification, ready to show."""
    return Known.of([note]).line(note)


def page_of(question: int, title: str) -> str:
    words = slugify(title)[:60].strip("-") or "-"  # wrong words would still lead there, by a redirection
    if question < 0:
        return reverse("discussions:discussion", args=[-question, words])
    return reverse("support:question", args=[question, words])


@dataclass(frozen=True)
class Known:
    """What many notifications say, read at once; put into words one by one, for each in its reader's language."""

    threads: dict[int, Thread]
    people: dict[int, Member]
    texts: dict[int, Voice]

    @classmethod
    def of(cls, rows: Iterable[Notification], questions: Iterable[int] = ()) -> Self:
        """Of these, and of more `questions`. Costs as many statements as for one."""
        rows = list(rows)
        others = {other for row in rows if (other := _other(row))}
        shut = shut_among(others, rows[0].member) if others else set()
        needed = {*questions, *(row.question for row in rows), *(others - shut)}
        return cls(
            {thread.pk: thread for thread in _threads().filter(pk__in=needed)},
            {member.pk: member for member in Member.objects.filter(pk__in={row.by for row in rows if row.by})},
            {one.pk: one for one in _voices().filter(pk__in={voice for row in rows for voice in _said(row)})},
        )

    def line(self, row: Notification) -> Line:
        return _line(row, self.threads, self.people.get(row.by or 0), self.text(row))

    def text(self, row: Notification) -> Voice | None:
        """The text that it is about, in the reader's language where there are several."""
        return _in_language([self.texts[voice] for voice in _said(row) if voice in self.texts])

    def address(self, row: Notification) -> str:
        """The exact place that it is about."""
        if row.kind in by_kind and by_kind[row.kind].href:
            return address(row)
        thread = self.threads.get(row.question)
        return _place_in(page_of(row.question, thread.voice.title if thread else ""), row)


def _threads() -> QuerySet[Thread]:
    """Without the texts, of which only the beginning is shown."""
    fields = ("question", "asker", "voice__title", "voice__excerpt", "voice__language")
    return Thread.objects.select_related("voice").only(*fields)


def _voices() -> QuerySet[Voice]:
    return Voice.objects.only("title", "excerpt", "language")


def _said(row: Notification) -> list[int]:
    """The texts that it is about."""
    news = by_kind.get(row.kind)
    return news.voices(row.because) if news and news.texts else [row.voice] if row.voice else []


def _in_language(texts: list[Voice]) -> Voice | None:
    spoken = (get_language() or "en").split("-")[0]
    return next((one for one in texts if one.language == spoken), texts[0] if texts else None)


def _lines(rows: list[Notification]) -> list[Line]:
    known = Known.of(rows)
    return [known.line(row) for row in rows]


def _line(row: Notification, threads: dict[int, Thread], actor: Member | None, said: Voice | None) -> Line:
    thread = threads.get(row.question)
    who = _("A former member") if actor and actor.erased_at else actor.seen_as if actor else _("Somebody")
    href = reverse("notifications:open", args=[row.entry])
    news = by_kind.get(row.kind)
    about = said if said and news and news.texts else thread.voice if thread else None
    language = about.language if about else ""
    title = str(news.label) if news and news.label else _title(about)
    where = Markup('<a class="to" href="{}" lang="{}">{}</a>').format(href, language, title)
    text = sentence(
        row,
        own=thread is not None and thread.asker == row.member_id,
        who=Markup("<b>{}</b>").format(who),
        where=where,
        other=Markup("<i>{}</i>").format(_title(other.voice if (other := threads.get(_other(row) or 0)) else None)),
    )
    if news and news.href and 'class="to"' not in text:
        text = Markup('<a class="to whole" href="{}">{}</a>').format(href, text)
    why = reason(row, who)
    return Line(
        text,
        why or (said.excerpt if said else ""),
        "" if why else language,
        actor,
        by_kind[row.kind].icon if row.kind in by_kind else ICONS.get(row.kind, "bell"),
        row.at,
        row.read_at is None,
        row.question,
        row.by or 0,
    )


def _title(text: Voice | None) -> str:
    return text.title if text and text.title else _("a question without its text")


def _other(row: Notification) -> int | None:
    """The older question that a closed one repeats."""
    what, _colon, number = row.because.partition(":")
    return int(number) if row.kind == "closed" and what == "question" else None


def _days(lines: list[Line]) -> list[Day]:
    today = timezone.localtime(clock.now()).date()
    names = {0: _("Today"), 1: _("Yesterday")}
    by_day = groupby(lines, key=lambda line: timezone.localtime(line.at).date())
    return [Day(day, names.get((today - day).days, ""), list(group)) for day, group in by_day]


def _place(after: str) -> tuple[Any, int] | None:
    """Where the last page ended; nothing for a cursor that is not one of ours."""
    moment, _tilde, entry = after.rpartition("~")
    try:
        at = parse_datetime(moment)
        return (at, int(entry)) if at and timezone.is_aware(at) and len(entry) < 19 else None
    except ValueError:
        return None
