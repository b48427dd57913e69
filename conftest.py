"""The cast: the same people appear in tests, docs and the demo."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import settings

from groundswell.features.announcements import running
from groundswell.members.actions import change_role, join
from groundswell.members.models import Member, Role
from groundswell.moderation import guard, house
from groundswell.moderation.policy import Numbers

# A busy machine takes longer, which says nothing about the code: speed is measured by benches.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


def person(handle: str, name: str, role: str = Role.MEMBER) -> Member:
    member = join(handle=handle, name=name, email=f"{handle}@example.com", how="test")
    if role != Role.MEMBER:
        change_role(member, role, by=None)
    return member


@pytest.fixture
def ada(db: None) -> Member:
    """Asks questions."""
    return person("ada", "Ada Lindqvist")


@pytest.fixture
def ben(db: None) -> Member:
    """Answers them."""
    return person("ben", "Ben Okafor")


@pytest.fixture
def cleo(db: None) -> Member:
    """Moderates."""
    return person("cleo", "Cleo Marchetti", Role.MODERATOR)


@pytest.fixture
def dan(db: None) -> Member:
    """Is an agent."""
    return person("dan", "Dan Wróbel", Role.AGENT)


@pytest.fixture
def eve(db: None) -> Member:
    """Cheats."""
    return person("eve", "Eve Sandler")


@pytest.fixture
def mia(db: None) -> Member:
    """Manages."""
    return person("mia", "Mia Brandt", Role.MANAGER)


@pytest.fixture(autouse=True)
def consumers_see_what_the_test_did(request: pytest.FixtureRequest, settings: Any) -> None:
    """A test inside one transaction never commits, so its consumers read their own transaction too."""
    settings.LOG_READS_OWN_TRANSACTION = "transactional_db" not in request.fixturenames


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """the_cast_is_known_here: nobody is a newcomer, and what is read every few seconds stands still, until a test asks for more."""
    for_ever = float("inf")
    house._kept = (for_ever, house.House(replace(Numbers(), newcomer_days=0), (), {}))
    guard._learned = (for_ever, None)
    running._kept = (for_ever, ())
