"""What stands above the lists now: every list asks, so each process remembers it, and what is to come, for some seconds.

What begins or ends by the clock needs nobody to say so: a page is kept no longer than until the next such moment.
"""

import time
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from groundswell.features.announcements.models import Announcement, text_for
from groundswell.log import clock
from groundswell.log.forgetting import on_forgetting, turn
from groundswell.members.groups.aims import Aim
from groundswell.members.rules import Viewer, is_member
from groundswell.voice.models import Voice

KEPT_FOR, MOST_KNOWN = 10.0, 50
MOST_SHOWN = {"bar": 2, "list": 3}


@dataclass(frozen=True, slots=True)
class Said:
    """Its text in one language."""

    language: str
    title: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An announcement as bar and list show it; what it shows is all here (ui/pieces.py)."""

    pk: int
    title: str
    excerpt: str
    language: str
    dismissible: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """One that is shown now or will be."""

    pk: int
    how: str
    since: datetime
    until: datetime | None
    dismissible: bool
    aim: Aim
    texts: dict[str, Said]

    def shown(self) -> Shown:
        said = text_for(self.texts)
        return Shown(self.pk, said.title, said.excerpt, said.language, self.dismissible, self.since)


def running_for(viewer: Viewer, how: str, places: Collection[int] = ()) -> list[Shown]:
    """The latest few that are for this reader and were not dismissed; those for a topic only in one of `places`."""
    known = _known()
    if not known:
        return []
    now = clock.now()
    gone = set(viewer.settings.get("dismissed", ())) if is_member(viewer) else set()
    return [
        one.shown()
        for one in known
        if one.how == how
        and one.since <= now
        and (one.until is None or now < one.until)
        and not (one.dismissible and one.pk in gone)
        and (one.aim.place is None or one.aim.place in places)
        and one.aim.reaches(viewer)
    ][: MOST_SHOWN[how]]


def next_change() -> float | None:
    """In how many seconds one of them begins or ends; nothing when none does."""
    now = clock.now()
    moments = [moment for one in _known() for moment in (one.since, one.until) if moment and moment > now]
    return (min(moments) - now).total_seconds() if moments else None


def _known() -> tuple[Known, ...]:
    global _kept
    if _kept[0] < time.monotonic():
        began, read = turn(), _read()
        if began != turn() or connection.in_atomic_block:  # what is not committed is nobody else's
            return read
        _kept = (time.monotonic() + KEPT_FOR, read)
    return _kept[1]


def _read() -> tuple[Known, ...]:
    coming = Announcement.objects.to_come(clock.now())[:MOST_KNOWN]
    rows = {row.pk: row for row in coming}
    if not rows:
        return ()
    texts: dict[int, dict[str, Said]] = {pk: {} for pk in rows}
    fields = ("announced__announcement", "announced__language", "title", "excerpt")
    said = Voice.objects.filter(announced__announcement__in=rows).order_by("announced__pk").values_list(*fields)
    for pk, language, title, excerpt in said:
        texts[pk][language] = Said(language, title, excerpt)
    return tuple(
        Known(pk, row.how, row.since, row.until, row.dismissible, row.aim, texts[pk])
        for pk, row in rows.items()
        if texts[pk]
    )


@on_forgetting
def forget_running() -> None:
    """Read it anew the next time."""
    global _kept
    _kept = (0.0, ())


_kept: tuple[float, tuple[Known, ...]] = (0.0, ())
