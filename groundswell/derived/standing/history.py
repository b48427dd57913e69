"""A member's reputation with its reasons: every gain and what cancelled it, by the day for which it counts."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from markupsafe import Markup

from groundswell.derived.standing.catalogue import DAILY_CAP
from groundswell.derived.standing.models import Gain
from groundswell.members.groups.audiences import shut_places
from groundswell.members.models import Member
from groundswell.members.rules import Viewer
from groundswell.voice.models import Voice

A_PAGE = 50
REASONS = {
    "solution": gettext_lazy("The answer to %(where)s solved it"),
    "revoked": gettext_lazy("The answer to %(where)s no longer counts as the solution"),
    "question_deleted": gettext_lazy("The question %(where)s was deleted"),
    "question_restored": gettext_lazy("The question %(where)s came back"),
    "answer_deleted": gettext_lazy("The answer to %(where)s was deleted"),
    "answer_restored": gettext_lazy("The answer to %(where)s came back"),
}
OTHER = gettext_lazy("Something changed at %(where)s")


@dataclass(frozen=True)
class Line:
    """A gain or loss, ready to show; equal ones that follow each other are one line."""

    points: int
    text: Markup
    at: datetime


@dataclass(frozen=True)
class DayOfGains:
    """The gains of a day, what they are worth in all, and how much of that the daily cap took."""

    date: date
    total: int
    over: int
    lines: list[Line]


@dataclass(frozen=True)
class History:
    """Some days, and the cursor of the next page."""

    days: list[DayOfGains]
    older: str


def history_of(member: Member, viewer: Viewer, *, after: str = "") -> History:
    """A page of a member's gains, the newest day first, as this reader may see it. Costs the same whatever their number."""
    found = Gain.objects.filter(member=member).order_by("-day", "-entry", "-id")
    if (place := _place(after)) is not None:
        day, entry, pk = place
        found = found.filter(Q(day__lt=day) | Q(day=day, entry__lt=entry) | Q(day=day, entry=entry, pk__lt=pk))
    rows = list(found[: A_PAGE + 1])
    last = rows[A_PAGE - 1] if len(rows) > A_PAGE else None
    return History(_days(member, viewer, rows[:A_PAGE]), f"{last.day}~{last.entry}~{last.pk}" if last else "")


def _days(member: Member, viewer: Viewer, rows: list[Gain]) -> list[DayOfGains]:
    sums = _sums(member, {row.day for row in rows})
    titles = dict(
        Voice.objects.filter(question__pk__in={row.question for row in rows}, question__deleted_at=None)
        .exclude(question__topic__in=shut_places(viewer))
        .values_list("question__pk", "title")
    )
    days = []
    for day, gains in groupby(rows, key=lambda row: row.day):
        capped, free = sums[day]
        equal = groupby(gains, key=lambda row: (row.reason, row.subject, row.votes > 0))
        lines = [_line(list(same), titles) for _key, same in equal]
        days.append(DayOfGains(day, min(DAILY_CAP, capped) + free, max(0, capped - DAILY_CAP), lines))
    return days


def _sums(member: Member, days: set[date]) -> dict[date, tuple[int, int]]:
    """Of whole days, under and outside the cap, even where a page shows a part of one."""
    found = Gain.objects.filter(member=member, day__in=days).values("day")
    sums = found.annotate(under_cap=Sum("points", filter=Q(capped=True)), beyond=Sum("points", filter=Q(capped=False)))
    return {row["day"]: (row["under_cap"] or 0, row["beyond"] or 0) for row in sums}


def _line(rows: list[Gain], titles: dict[int, str]) -> Line:
    row, title = rows[0], titles.get(rows[0].question, "")
    if title:
        where = Markup('<a href="{}">{}</a>').format(_address(row, title), title)
    else:
        where = Markup("<i>{}</i>").format(_("(not shown)"))
    text = _votes(row, len(rows)) if row.votes else str(REASONS.get(row.reason, OTHER))
    return Line(sum(row.points for row in rows), Markup(text) % {"where": where, "n": len(rows)}, row.at)


def _votes(row: Gain, n: int) -> str:
    """What some votes mean, all on the same post and of the same kind."""
    match row.reason, row.votes > 0:
        case "answer_vote", True:
            return ngettext(
                "The answer to %(where)s was useful to somebody",
                "The answer to %(where)s was useful to %(n)s people",
                n,
            )
        case "answer_vote", False:
            return ngettext(
                "The answer to %(where)s was not useful to somebody",
                "The answer to %(where)s was not useful to %(n)s people",
                n,
            )
        case "question_vote", True:
            return ngettext(
                "The question %(where)s was useful to somebody", "The question %(where)s was useful to %(n)s people", n
            )
        case "question_vote", False:
            return ngettext(
                "The question %(where)s was not useful to somebody",
                "The question %(where)s was not useful to %(n)s people",
                n,
            )
        case "vote_withdrawn", _any:
            return ngettext("A vote on %(where)s was taken back", "%(n)s votes on %(where)s were taken back", n)
    return str(REASONS.get(row.reason, OTHER))


def _address(row: Gain, title: str) -> str:
    words = slugify(title)[:60].strip("-") or "-"  # wrong words would still lead there, by a redirection
    page = reverse("support:question", args=[row.question, words])
    on, _colon, number = row.subject.partition(":")
    return f"{page}#answer-{number}" if on == "answer" else page


def _place(after: str) -> tuple[date, int, int] | None:
    """Where the last page ended; nothing for a cursor that is not one of ours."""
    parts = after.split("~")
    try:
        day = parse_date(parts[0])
        if day is None or len(parts) != 3 or max(map(len, parts)) > 18:
            return None
        return day, int(parts[1]), int(parts[2])
    except ValueError:
        return None
