"""A member's tax year: each line as CSV, and the sums as PDF to hand in. A year begins where the operator's country says it does."""

import csv
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import StringIO

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.features.rewards import paper
from groundswell.features.rewards.worth import Worth, worth
from groundswell.ledger.models import Account, Kind
from groundswell.ledger.statements import Line, statement
from groundswell.ledger.units import POINTS
from groundswell.log import clock
from groundswell.members.models import Member

COLUMNS = ("recorded", "earned", "what", "rule", "version", "entry", "held", "available", "note")
SUMS = ("earned", "taken back", "paid", "came back", "lost", "other")
KINDS = {
    "award": "earned", "reverse": "taken back", "seize": "taken back", "spend": "paid", "fail": "came back", "expire": "lost",
    "opening": "other",
}  # fmt: skip


@dataclass(frozen=True)
class Year:
    """The lines recorded from the day `first` to the day `last`; `sums` by a key of SUMS, in points."""

    first: date
    last: date
    lines: Sequence[Line]
    before: int
    sums: dict[str, int]
    months: dict[date, dict[str, int]]
    worth: Worth | None

    @property
    def name(self) -> str:
        return str(self.first.year) if self.first.year == self.last.year else f"{self.first.year}-{self.last.year}"

    @property
    def after(self) -> int:
        return self.before + sum(self.sums.values())


def begins(year: int) -> date:
    """The first day of the tax year that begins in this year. A day that this month has not becomes its last."""
    month, day = settings.TAX_YEAR_BEGINS
    return date(year, month, min(day, monthrange(year, month)[1]))


def years(member: Member) -> list[int]:
    """In which years a tax year began that has lines of this member, the newest first."""
    own = Account.objects.filter(owner=member.pk, unit=POINTS, kind__in=(Kind.HELD, Kind.MEMBER))
    found = own.exclude(credits=None).order_by("credits__recorded").values_list("credits__recorded", flat=True).first()
    if found is None:
        return []
    return list(range(_began(clock.now()), _began(found) - 1, -1))


def _began(at: datetime) -> int:
    day = timezone.localdate(at)
    return day.year if day >= begins(day.year) else day.year - 1


def year_of(member: Member, first: int) -> Year:
    """What was recorded in the tax year that began in the year `first`."""
    begin, end = begins(first), begins(first + 1)
    lines = statement(member.pk, since=_midnight(begin), before=_midnight(end))[::-1]
    earlier = statement(member.pk, before=_midnight(begin), most=1)
    sums, months = dict.fromkeys(SUMS, 0), dict[date, dict[str, int]]()
    for line in lines:
        kind, points = KINDS.get(line.what, "other"), line.held + line.available
        if points:
            month = timezone.localdate(line.recorded).replace(day=1)
            months.setdefault(month, dict.fromkeys(SUMS, 0))[kind] += points
            sums[kind] += points
    before = earlier[0].held_after + earlier[0].available_after if earlier else 0
    return Year(begin, end - timedelta(days=1), lines, before, sums, months, worth())


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def csv_of(year: Year) -> str:
    """Every line of the book, in its order."""
    return lines_csv(year.lines, year.worth)


def lines_csv(lines: Sequence[Line], money: Worth | None) -> str:
    """Lines for spreadsheets; points as whole numbers, times in UTC."""
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow((*COLUMNS, *((f"worth in {money.currency}",) if money else ())))
    for line in lines:
        row = (line.recorded.isoformat(), line.at.isoformat(), line.what, line.rule, line.version or "", line.entry or "", line.held,
               line.available, _safe(line.note))  # fmt: skip
        rows.writerow((*row, *((money.spelled(line.held + line.available),) if money else ())))
    return out.getvalue()


def _safe(text: str) -> str:
    """What a spreadsheet would take for a formula is no formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def pdf_of(year: Year, member: Member) -> bytes:
    """A page or two: what was there, earned, paid and lost, by month, and each payment. Raises Refused without the part for PDF."""
    names = {"earned": _("Earned"), "taken back": _("Taken back"), "paid": _("Paid out"), "came back": _("Came back"),
             "lost": _("Lost to time"), "other": _("Other")}  # fmt: skip
    shown = [key for key in SUMS if year.sums[key] or key in {"earned", "paid"}]
    page = paper.Paper(_("Statement of rewards"), settings.SITE_NAME)
    page.facts([
        (_("Member"), f"{member.name or member.handle} (@{member.handle})"),
        (_("Tax year"), f"{paper.day(year.first)} \N{EN DASH} {paper.day(year.last)}"),
        (_("Made on"), paper.day(timezone.localdate(clock.now()))),
    ])  # fmt: skip
    page.heading(_("In points"))
    rows = [
        (_("There before"), year.before),
        *((names[key], year.sums[key]) for key in shown),
        (_("There after"), year.after),
    ]
    page.table(
        [_("What"), _("Points"), *_money_head(year)], [[name, paper.number(n), *_money(year, n)] for name, n in rows]
    )
    if year.months:
        page.heading(_("By month"))
        page.table(
            [_("Month"), *(names[key] for key in shown)],
            [
                [paper.month(month), *(paper.number(sums[key]) for key in shown)]
                for month, sums in sorted(year.months.items())
            ],
        )
    if paid := [line for line in year.lines if line.what in {"spend", "fail"}]:
        page.heading(_("Each payment"))
        page.table(
            [_("Day"), _("What"), _("Points"), *_money_head(year)],
            [[paper.day(timezone.localdate(line.recorded)), names[KINDS[line.what]], paper.number(line.available), *_money(year, line.available)]
             for line in paid],
        )  # fmt: skip
    page.small(_("Points are counted when they came into the book. Each line with its reason is in the file for spreadsheets. "
                 "This is no tax advice: whether rewards are income depends on where you live."))  # fmt: skip
    return page.bytes()


def _money_head(year: Year) -> list[str]:
    return [_("Worth")] if year.worth else []


def _money(year: Year, points: int) -> list[str]:
    return [year.worth.said(points)] if year.worth else []
