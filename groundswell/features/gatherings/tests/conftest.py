"""Gatherings that tests begin with."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from groundswell.features.gatherings import actions
from groundswell.features.gatherings.actions import Plan
from groundswell.features.gatherings.models import Gathering
from groundswell.log import clock
from groundswell.members.models import Member

NOW = datetime(2030, 5, 6, 12, 0, tzinfo=UTC)
Host = Callable[..., Gathering]


def plan(**more: Any) -> Plan:
    said: dict[str, Any] = {
        "title": "Fernweh meetup in Kiel",
        "body": "We talk about **eSIM** abroad.",
        "starts": datetime(2030, 5, 10, 18, 0),
        "ends": datetime(2030, 5, 10, 20, 0),
        "zone": "Europe/Berlin",
        "location": "Café am Hafen, Kiel",
    }
    return Plan(**{**said, **more})


@pytest.fixture
def host(cleo: Member) -> Host:
    """Cleo hosts one, four days from now; the test goes on at that time."""

    def made(aim: Any = None, by: Member | None = None, **more: Any) -> Gathering:
        with clock.standing_at(NOW):
            return actions.make_gathering(plan(**more), by=by or cleo, aim=aim)

    return made
