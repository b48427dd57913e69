"""A space to talk in, and a discussion with a reply."""

import pytest

from groundswell.features.discussions import actions
from groundswell.features.discussions.actions import SpaceText
from groundswell.features.discussions.models import Discussion, Reply, Space
from groundswell.members.models import Member


@pytest.fixture
def lounge(mia: Member) -> Space:
    said = SpaceText(name={"en": "Lounge", "de": "Plauderecke"}, about={"en": "What moves you."})
    return actions.make_space(said, by=mia)


@pytest.fixture
def travels(ada: Member, lounge: Space) -> Discussion:
    """Ada wants to know how others travel."""
    body = "I have **one** bag and no plan. How do you do it?"
    return actions.begin_discussion(by=ada, space=lounge, title="How do you travel light?", body=body)


@pytest.fixture
def socks(travels: Discussion, ben: Member) -> Reply:
    return actions.reply_to(travels, by=ben, body="Three pairs of socks, and a line to dry them on.")
