"""How somebody wants to be told: by which channel of what, how often, and when not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Self
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings

from groundswell.derived.notifications.kinds import CHANNELS, CHOICES, choice_of
from groundswell.members.models import Member

GATHERED = {"votes", "gathered"}  # kinds that neither mail nor a device tells
OFTEN = ("daily", "weekly", "never")
USUALLY, MOST = 20, 100  # mails a day
LONGEST_AWAY = timedelta(days=366)


@dataclass(frozen=True)
class Wishes:
    """What a member chose. `chosen` maps a channel to what was switched there; all else is as usual.

    `quiet` are two hours of the day, as (22, 7); `away` is the last day of an absence.
    """

    chosen: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)
    often: str = "weekly"
    quiet: tuple[int, int] | None = None
    away: date | None = None
    most: int = USUALLY

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """From the settings of a member, whatever they hold."""
        told = kept.get("telling") or {}
        away = told.get("away")
        return cls(
            chosen=told.get("chosen") or {},
            often=told.get("often", "weekly"),
            quiet=tuple(told["quiet"]) if told.get("quiet") else None,
            away=date.fromisoformat(away) if away else None,
            most=told.get("most", USUALLY),
        )

    def kept(self) -> dict[str, Any]:
        """Ready for the settings of a member; only what is not as usual."""
        usual = {choice.key: choice for choice in CHOICES}
        chosen = {
            channel: {key: on for key, on in of.items() if key in usual and on != usual[key].usual(channel)}
            for channel, of in self.chosen.items()
        }
        return {
            "chosen": {channel: of for channel, of in chosen.items() if of},
            "often": self.often,
            "quiet": list(self.quiet) if self.quiet else None,
            "away": self.away.isoformat() if self.away else None,
            "most": self.most,
        }

    def wants(self, channel: str, key: str) -> bool:
        """Whether the switch `key` is on for mail, push or digest."""
        choice = next(choice for choice in CHOICES if choice.key == key)
        return bool(self.chosen.get(channel, {}).get(key, choice.usual(channel)))

    def tells(self, channel: str, kind: str) -> bool:
        """Whether this kind of notification goes by this channel. Votes come one by one, and some finds once a day: they are gathered only."""
        choice = choice_of(kind)
        return choice is not None and (channel == "digest" or kind not in GATHERED) and self.wants(channel, choice.key)

    def kinds(self, channel: str) -> list[str]:
        """All kinds of notification that go by this channel."""
        return sorted(kind for choice in CHOICES for kind in choice.kinds if self.tells(channel, kind))

    def switched(self, channel: str, key: str, on: bool) -> dict[str, dict[str, bool]]:
        """What is chosen once this switch is turned too."""
        chosen = {name: dict(of) for name, of in self.chosen.items()}
        chosen.setdefault(channel, {})[key] = on
        return chosen

    def is_away(self, local: datetime) -> bool:
        return self.away is not None and local.date() <= self.away

    def silent_until(self, local: datetime) -> datetime | None:
        """When the quiet hours end that it is now in for this member; nothing outside of them."""
        if self.quiet is None or self.quiet[0] == self.quiet[1]:
            return None
        begin, end = self.quiet
        inside = begin <= local.hour < end if begin < end else local.hour >= begin or local.hour < end
        if not inside:
            return None
        morning = local.replace(hour=end, minute=0, second=0, microsecond=0)
        return morning if morning > local else morning + timedelta(days=1)


def zone_of(name: str) -> ZoneInfo:
    """The time zone that a member chose, else the one of the community."""
    return ZoneInfo(name if name in _zones() else settings.TIME_ZONE)


@cache
def _zones() -> set[str]:
    """Looking them up walks through folders."""
    return available_timezones()


def local_time(member: Member, now: datetime) -> datetime:
    return now.astimezone(zone_of(member.time_zone))


__all__ = ["CHANNELS", "OFTEN", "Wishes", "local_time", "zone_of"]
