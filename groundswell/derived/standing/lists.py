"""Who has which badge."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Window
from django.db.models.functions import RowNumber
from django.utils.dateparse import parse_date

from groundswell.derived.standing.catalogue import BADGES, BY_KEY, Badge
from groundswell.derived.standing.models import Award
from groundswell.members.models import Member

MOST_SHOWN, A_PAGE = 12, 60


@dataclass(frozen=True)
class Holders:
    """A badge, how many have it, and who got it last."""

    badge: Badge
    count: int
    latest: list[Member]


def all_badges() -> list[Holders]:
    """Every badge, with those who got it last."""
    newest = Window(RowNumber(), partition_by="badge", order_by=("-day", "-pk"))
    awards = _awards().annotate(place=newest).filter(place__lte=MOST_SHOWN).select_related("member").order_by("place")
    counts = dict(_awards().values_list("badge").annotate(Count("pk")))
    shown: dict[str, list[Member]] = {}
    for award in awards:
        shown.setdefault(award.badge, []).append(award.member)
    return [Holders(badge, counts.get(badge.key, 0), shown.get(badge.key, [])) for badge in BADGES]


def holders(badge: Badge, *, after: str = "") -> tuple[list[Award], str]:
    """Who has a badge, the newest first, and the cursor of the next page."""
    found = _awards().filter(badge=badge.key).select_related("member").order_by("-day", "-pk")
    if (place := _place(after)) is not None:
        found = found.filter(Q(day__lt=place[0]) | Q(day=place[0], pk__lt=place[1]))
    rows = list(found[: A_PAGE + 1])
    last = rows[A_PAGE - 1] if len(rows) > A_PAGE else None
    return rows[:A_PAGE], f"{last.day}~{last.pk}" if last else ""


def badges_of(member: Member) -> list[tuple[Badge, Award]]:
    """A member's badges, the weightiest first."""
    weight = {"gold": 0, "silver": 1, "bronze": 2}
    found = [(BY_KEY[award.badge], award) for award in Award.objects.filter(member=member) if award.badge in BY_KEY]
    return sorted(found, key=lambda pair: (weight[pair[0].grade], pair[1].day))


def _awards() -> Any:
    return Award.objects.filter(member__erased_at=None, member__is_active=True)


def _place(after: str) -> tuple[date, int] | None:
    """Where the last page ended; nothing for a cursor that is not one of ours."""
    text, _tilde, number = after.partition("~")
    try:
        day = parse_date(text)
        return (day, int(number)) if day and len(number) < 19 else None
    except ValueError:
        return None
