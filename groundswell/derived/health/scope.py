"""What is looked at: a period, the one before it, and of which topics and tag."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from groundswell.derived.health import places
from groundswell.log import clock
from groundswell.members.rules import Invalid

USUAL, LONGEST = 90, 3_660
WEEKLY_FROM, FOUR_WEEKLY_FROM = 22, 401


@dataclass(frozen=True)
class Scope:
    """From the first to the last day, both in it; days are UTC. `now` is up to when outcomes are known.

    `topics` are the ids of the chosen topic and those under it, empty for all.
    """

    first: date
    last: date
    topic: str = ""
    topics: tuple[int, ...] = ()
    tag: str = ""
    now: datetime = field(default_factory=clock.now)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> date:
        """The first day of the period before, which is as long and ends where this one begins."""
        return self.first - timedelta(days=self.days)

    @property
    def step(self) -> int:
        """How many days one point of a chart stands for."""
        return 1 if self.days < WEEKLY_FROM else 7 if self.days < FOUR_WEEKLY_FROM else 28

    @property
    def steps(self) -> int:
        return self.days // self.step

    @cached_property
    def end(self) -> datetime:
        """The first moment after the period."""
        return midnight(self.last + timedelta(days=1))

    @property
    def values(self) -> dict[str, object]:
        """The names that the statements use."""
        return {
            "before": midnight(self.before),
            "start": midnight(self.first),
            "end": self.end,
            "now": self.now,
            "topics": list(self.topics),
            "tag": [self.tag],
            "step": self.step,
        }

    @property
    def condition(self) -> str:
        """That a question q is of these topics and this tag, as SQL."""
        parts = ["NOT q.hidden"]
        if self.topics:
            parts.append("q.topic = ANY(%(topics)s)")
        if self.tag:
            parts.append("q.tags @> %(tag)s::varchar[]")
        return " AND ".join(parts)

    def day_of(self, step: int) -> date:
        """The first day of a point of a chart; steps count back from the end, 0 being the last."""
        return self.last - timedelta(days=(step + 1) * self.step - 1)


def scope(first: str | date | None = None, last: str | date | None = None, topic: str = "", tag: str = "") -> Scope:
    """What somebody asks for; without dates the 90 days until yesterday. Raises Invalid for what cannot be looked at."""
    end = _day(last, "to") or (clock.now() - timedelta(days=1)).date()
    start = _day(first, "from") or end - timedelta(days=USUAL - 1)
    if start > end:
        raise Invalid(_("The first day lies after the last."), "from")
    if (end - start).days >= LONGEST or start.year < 1980 or end.year > 2200:
        raise Invalid(_("At most ten years can be looked at at once."), "from")
    topics = places.within(topic) if topic else []
    if topic and not topics:
        raise Invalid(_("There is no topic “%(name)s”.") % {"name": topic[:60]}, "topic")
    return Scope(start, end, topic, tuple(topics), tag.replace("\x00", "").strip().lower()[:40])


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _day(given: str | date | None, field_name: str) -> date | None:
    if not given or isinstance(given, date):
        return given if isinstance(given, date) else None
    try:
        found = parse_date(given)
    except ValueError:
        found = None
    if found is None:
        raise Invalid(_("“%(text)s” is no day. Write it as 2026-01-31.") % {"text": given[:40]}, field_name)
    return found
