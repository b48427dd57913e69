"""The form of what somebody wants to be told: read from a request, and what the page needs to show it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from groundswell.derived.notifications.doors import Door, address_of
from groundswell.derived.notifications.kinds import BY_MAIL, CHANNELS, CHOICES, choices_of
from groundswell.derived.notifications.push import devices, house_key
from groundswell.derived.notifications.wishes import Wishes, local_time
from groundswell.log import clock
from groundswell.members.models import Member
from groundswell.members.rules import Invalid

AMOUNTS = (3, 5, 10, 20, 50, 100)


def wishes_in(data: QueryDict, member: Member) -> Wishes:
    """Raises Invalid for what cannot be a day or a number."""
    chosen = {channel: {c.key: f"{c.key}.{channel}" in data for c in CHOICES} for channel in CHANNELS}
    if not settings.PUSH:  # the page shows no column of it, and what was chosen there stays
        chosen["push"] = dict(Wishes.of(member.settings).chosen.get("push", {}))
    begin, end = _number(data.get("quiet_from", "")), _number(data.get("quiet_to", ""))
    return Wishes(
        chosen=chosen,
        often=data.get("often", "weekly"),
        quiet=(begin, end) if begin is not None and end is not None else None,
        away=_day(data.get("away", "")),
        most=_number(data.get("most", "20")) or 0,
    )


def shown(member: Member, wishes: Wishes | None = None, problem: str = "") -> dict[str, Any]:
    """What the page shows: what is chosen, or what was typed and refused."""
    now = local_time(member, clock.now())
    return {
        "choices": CHOICES,
        "by_mail": BY_MAIL,
        "wanted": choices_of(member),
        "wishes": wishes or Wishes.of(member.settings),
        "hours": [
            ("", _("not at all")),
            *((hour, time_format(now.replace(hour=hour, minute=0))) for hour in range(24)),
        ],
        "amounts": [(amount, amount) for amount in AMOUNTS],
        "local": time_format(now),
        "door": address_of(Door(member.pk, "ask")),
        "devices": list(devices.of(member)) if settings.PUSH else [],
        "house_key": house_key.public_key() if settings.PUSH else "",
        "problem": problem,
    }


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 5 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid(_("Write the day as 2026-12-31."), "away") from None
