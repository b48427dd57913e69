"""What a member has, and how it came and went."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from markupsafe import Markup

from groundswell.features.rewards.models import Earned
from groundswell.ledger.models import Account, Kind, Lot
from groundswell.ledger.statements import Line, statement
from groundswell.ledger.units import POINTS
from groundswell.log import clock
from groundswell.log.models import LogEntry
from groundswell.members.groups.audiences import shut_places
from groundswell.members.models import Member
from groundswell.voice.models import Voice

A_PAGE, MOST_DAYS, FARTHEST = 40, 60, 1_000_000
EARNED = {
    "support.answer_accepted": gettext_lazy("Your answer to %(where)s became the solution"),
    "support.thanks_given": gettext_lazy("Somebody thanked you for your answer to %(where)s"),
    "support.vote_cast/answer": gettext_lazy("Somebody found your answer to %(where)s useful"),
    "support.vote_cast/question": gettext_lazy("Somebody found your question %(where)s useful"),
    "support.answer_posted": gettext_lazy("You answered %(where)s"),
    "support.question_asked": gettext_lazy("You asked %(where)s"),
}
UNDONE = {
    "support.vote_withdrawn": gettext_lazy("A vote on %(where)s was withdrawn"),
    "support.solution_revoked": gettext_lazy("Your answer to %(where)s is no longer the solution"),
    "support.thanks_taken_back": gettext_lazy("Thanks for your answer to %(where)s were taken back"),
    "support.answer_deleted": gettext_lazy("Your answer to %(where)s was deleted"),
    "support.question_deleted": gettext_lazy("The question %(where)s was deleted"),
}
OTHERWISE = {
    "spend": gettext_lazy("Paid out"),
    "fail": gettext_lazy("A payment came back"),
    "expire": gettext_lazy("Nobody claimed them in their time"),
    "hold": gettext_lazy("Held while somebody looks into it"),
    "seize": gettext_lazy("Taken back after a review"),
    "opening": gettext_lazy("Brought along"),
    "reverse": gettext_lazy("Taken back"),
    "award": gettext_lazy("Given by the rule “%(rule)s”"),
}


@dataclass(frozen=True)
class Wallet:
    """Points that a member can use, that are held (each day with what is released on it), looked into, and that wait for a budget."""

    available: int
    held: int
    releases: list[tuple[date, int]]
    looked_into: int
    waiting: int
    this_month: int

    @property
    def is_empty(self) -> bool:
        return not (self.available or self.held or self.waiting)

    @property
    def next_release(self) -> tuple[date, int] | None:
        return self.releases[0] if self.releases else None


@dataclass(frozen=True)
class Shown:
    """A line as a page shows it. `points` is what it changed, `balance` what was there after it, held or not; a release changes nothing,
    and says how many in its text."""

    at: datetime
    points: int
    text: Markup
    what: str
    rule: str = ""
    version: int | None = None
    held_until: datetime | None = None
    looked_into: bool = False
    note: str = ""
    after: int = 0
    balance: int = 0
    recorded: datetime | None = None


@dataclass(frozen=True)
class History:
    """Some lines, and how many to skip for the next page, or None."""

    lines: list[Shown]
    older: int | None


def wallet(member: Member) -> Wallet:
    """What somebody has now; three statements, however much there is."""
    pockets = dict(Account.objects.filter(owner=member.pk, unit=POINTS).values_list("kind", "balance"))
    days: dict[date, int] = {}
    looked_into = 0
    lots = Lot.objects.filter(owner=member.pk, unit=POINTS, held__gt=0)
    for until, frozen, held in (
        lots.values_list("release_at", "frozen").annotate(sum=Sum("held")).order_by("release_at")
    ):
        if frozen or until is None:
            looked_into += held
        else:
            day = timezone.localdate(until)
            days[day] = days.get(day, 0) + held
    month = timezone.localtime(clock.now()).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    own = Earned.objects.filter(lane=0, member=member.pk)
    return Wallet(
        available=pockets.get(Kind.MEMBER, 0),
        held=pockets.get(Kind.HELD, 0),
        releases=sorted(days.items())[:MOST_DAYS],
        looked_into=looked_into,
        waiting=own.filter(state=Earned.State.WAITING).aggregate(sum=Sum("points"))["sum"] or 0,
        this_month=own.filter(at__gte=month, standing=True).aggregate(sum=Sum("points"))["sum"] or 0,
    )


def skipped_by(after: str) -> int:
    """How many lines come before a page, as its address says; 0 for what is no number."""
    return int(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0


def history(
    member: Member,
    *,
    skipped: int = 0,
    most: int = A_PAGE,
    since: datetime | None = None,
    before: datetime | None = None,
) -> History:
    """A page of what came and went: the newest first, or, of a time that has a beginning, in its order. Costs as many statements for one
    line as for a hundred."""
    skipped = min(max(0, skipped), FARTHEST)
    lines = statement(
        member.pk, most=most + 1, skipped=skipped, since=since, before=before, oldest_first=since is not None
    )
    return History(_shown(lines[:most], member), skipped + most if len(lines) > most else None)


def _shown(lines: Sequence[Line], member: Member) -> list[Shown]:
    entries = LogEntry.objects.in_bulk([line.entry for line in lines if line.entry])
    titles = _titles(entries.values(), member)
    given = {
        lot.born_id: lot
        for lot in Lot.objects.filter(born__in=[line.transfer for line in lines if line.what == "award"])
    }
    found: list[Shown] = []
    for line in lines:
        if line.what == "release" and found and found[-1].what == "release" and _same_day(found[-1].at, line.recorded):
            found[-1] = _released(found[-1].at, line, found[-1].after + line.available)
        elif line.what == "release":
            found.append(_released(line.recorded, line, line.available))
        else:
            found.append(_one(line, entries.get(line.entry or 0), titles, given.get(line.transfer)))
    return found


def _same_day(one: datetime, other: datetime) -> bool:
    return timezone.localdate(one) == timezone.localdate(other)


def _released(at: datetime, line: Line, points: int) -> Shown:
    text = ngettext("%(n)s point became available", "%(n)s points became available", points) % {"n": points}
    return Shown(
        at=at,
        points=0,
        text=Markup.escape(text),
        what=line.what,
        after=points,
        balance=line.held_after + line.available_after,
    )


def _one(line: Line, entry: LogEntry | None, titles: dict[int, str], lot: Lot | None) -> Shown:
    held = lot if lot and lot.held else None
    return Shown(
        at=line.at if line.what == "award" else line.recorded, points=line.held + line.available, text=_text(line, entry, titles),
        what=line.what, rule=line.rule, version=line.version, note=line.note,
        held_until=held.release_at if held and not held.frozen else None, looked_into=bool(held and held.frozen), balance=line.held_after + line.available_after,
        recorded=line.recorded,
    )  # fmt: skip


def _text(line: Line, entry: LogEntry | None, titles: dict[int, str]) -> Markup:
    said: object = None
    if entry and line.what in {"award", "reverse"}:
        words = EARNED if line.what == "award" else UNDONE
        said = words.get(entry.name) or words.get(f"{entry.name}/{entry.data.get('on', '')}")
    where = _where(entry.data, titles) if entry else Markup("")
    if said is None and line.what == "award" and not line.rule:
        said = _("Given by the team")
    return Markup(str(said or OTHERWISE.get(line.what) or line.what)) % {"where": where, "rule": line.rule}


def _where(data: dict[str, Any], titles: dict[int, str]) -> Markup:
    question = data.get("question")
    title = titles.get(question or 0)
    if not title:
        return Markup("<i>{}</i>").format(_("(deleted)"))
    answer = data.get("answer") or (data.get("subject") if data.get("on") == "answer" else None)
    page = reverse("support:question", args=[question, slugify(title)[:60].strip("-") or "-"])
    return Markup('<a href="{}{}">{}</a>').format(page, f"#answer-{answer}" if answer else "", title)


def _titles(entries: Iterable[LogEntry], member: Member) -> dict[int, str]:
    """Of the questions that are there, and that the member may still read."""
    questions = {entry.data.get("question") for entry in entries} - {None}
    found = Voice.objects.filter(question__pk__in=questions, question__deleted_at=None)
    found = found.exclude(question__topic__in=shut_places(member))
    return dict(found.values_list("question__pk", "title"))
