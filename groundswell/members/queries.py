"""Lists of members."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, Q, Value
from django.utils.dateparse import parse_datetime

from groundswell.members.models import Member
from groundswell.members.names import key_of

A_PAGE = 48
LARGEST = 2**31 - 1
CARD = ("id", "handle", "name", "avatar", "role", "level", "reputation", "expertise", "joined")
ORDERS = {"reputation": "reputation", "newest": "joined"}


@dataclass(frozen=True)
class People:
    """A page of the directory, and the cursor of the next one."""

    rows: list[dict[str, Any]]
    older: str


def directory(*, order: str, search: str = "", after: str = "") -> People:
    """Members who can be met, by reputation or by age. Pages go by cursor, so page 100 costs what page 1 does."""
    field = ORDERS.get(order, "reputation")
    found = Member.objects.shown().order_by(f"-{field}", "-id")
    if search:
        found = found.filter(Q(name__icontains=search) | Q(handle_key__startswith=key_of(search) or "?"))
    if (place := _place(field, after)) is not None:
        found = found.filter(Q(**{f"{field}__lt": place[0]}) | Q(**{field: place[0], "id__lt": place[1]}))
    rows = list(found.values(*CARD)[: A_PAGE + 1])
    last = rows[A_PAGE - 1] if len(rows) > A_PAGE else None
    return People(rows[:A_PAGE], f"{_written(last[field])}~{last['id']}" if last else "")


def suggestions(start: str, *, most: int = 6) -> list[dict[str, str]]:
    """Whom somebody may mean who has written "@be"."""
    key = key_of(start[:40])
    if not key:
        return []
    found = Member.objects.shown().filter(Q(handle_key__startswith=key) | Q(name__istartswith=start[:40]))
    ranked = found.order_by(Func(F("handle_key"), Value(key), function="starts_with").desc(), "-reputation", "id")
    return [{"handle": handle, "name": name} for handle, name in ranked.values_list("handle", "name")[:most]]


def _written(value: Any) -> str:
    return str(value) if isinstance(value, int) else str(value.isoformat())


def _place(field: str, after: str) -> tuple[Any, int] | None:
    """Where the last page ended; nothing for a cursor that is not one of ours."""
    text, _tilde, number = after.rpartition("~")
    try:
        value = min(int(text), LARGEST) if field == "reputation" else parse_datetime(text)
        exact = value is not None and getattr(value, "tzinfo", True)
        return (value, min(int(number), LARGEST)) if exact else None
    except ValueError:
        return None
