"""Rules that hold, full pools, and an answer that helped."""

import json
from typing import Any, NamedTuple

import pytest

from groundswell.features.rewards.actions.drafting import approve_rules, draft_rules
from groundswell.features.rewards.actions.funding import fund_pool
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Question, Topic
from groundswell.log import clock, follow
from groundswell.members.models import Member

RULES: dict[str, Any] = {
    "name": "ours",
    "rules": [
        {"name": "solutions", "when": "support.answer_accepted", "who": "author", "points": 60, "pool": "help"},
        {"name": "votes", "when": "support.vote_cast", "who": "author", "points": 10, "over": "subject", "pool": "help", "where": {"on": "answer"}},
        {"name": "thanks", "when": "support.thanks_given", "who": "author", "points": 3, "hold_days": 0, "pool": "help"},
    ],
}  # fmt: skip


class Helped(NamedTuple):
    question: Question
    answer: Answer


def rules_hold(rules: dict[str, Any] = RULES, *, funds: int = 10**6, note: str = "") -> int:
    """These rules hold from now on; returns their version."""
    version = approve_rules(draft_rules(json.dumps(rules), by=None, note=note), since=clock.now(), by=None)
    if funds:
        fund_pool("help", funds, key=f"v{version.number}", by=None)
    return version.number


def earn() -> int:
    return follow.run("rewards.earning")


@pytest.fixture
def answered(ada: Member, ben: Member) -> Helped:
    """Ben answered Ada."""
    Topic.objects.get_or_create(slug="calling", defaults={"name": {"en": "Calls"}})
    question = actions.ask_question(by=ada, title="No signal in the lift", body="Every morning.")
    return Helped(
        question, actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling, it is in the settings.")
    )


@pytest.fixture
def thanked(answered: Helped, ada: Member, eve: Member) -> Helped:
    """Rules hold, and Ben's answer was accepted, found useful and thanked for."""
    rules_hold(note="Points for what helped.")
    actions.accept_answer(answered.answer, by=ada)
    actions.vote(answered.answer, by=eve, value=1)
    actions.give_thanks(answered.answer, by=ada)
    earn()
    return answered
