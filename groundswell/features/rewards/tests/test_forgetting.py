"""Counters of what is over go; limits that still count, and what was earned, stay as they are."""

from datetime import timedelta

from groundswell.features.rewards.actions.drafting import begin_shadow, draft_rules, end_shadow
from groundswell.features.rewards.forgetting import forget_what_is_over
from groundswell.features.rewards.models import Earned, Reason, Tally
from groundswell.features.rewards.tests.conftest import Helped, earn, rules_hold
from groundswell.features.support import actions
from groundswell.log import clock, follow
from groundswell.members.models import Member

MONTH = {
    "name": "month",
    "when": "support.thanks_given",
    "who": "author",
    "points": 5,
    "per_day": 1,
    "per_pair_month": 1,
    "pool": "help",
}
FIRST = {
    "name": "first-vote",
    "when": "support.vote_cast",
    "who": "author",
    "points": 9,
    "first": 1,
    "per_question": 1,
    "pool": "help",
}


def test_limits_of_days_and_months_that_are_over_are_forgotten_and_those_that_go_on_are_kept(
    answered: Helped, ada: Member, ben: Member, eve: Member
) -> None:
    rules_hold({"name": "ours", "rules": [MONTH, FIRST]})
    actions.give_thanks(answered.answer, by=ada)
    actions.vote(answered.answer, by=eve, value=1)
    earn()
    assert forget_what_is_over() == 0, "the day is not over"
    before = set(Tally.objects.values_list("key", flat=True))
    assert len(before) == 5

    with clock.standing_at(clock.now() + timedelta(days=40)):
        actions.vote(answered.question, by=eve, value=1)
        earn()
        assert forget_what_is_over() == 3
        kept = {f"first-vote/first/{ben.pk}", f"first-vote/question/{ben.pk}/{answered.question.pk}"}
        assert set(Tally.objects.values_list("key", flat=True)) & before == kept
        actions.withdraw_vote(answered.answer, by=eve)
        earn()

    assert {one.rule: one.standing for one in Earned.objects.filter(member=ben.pk)} == {
        "month": True,
        "first-vote": False,
    }
    points = dict(Earned.objects.values_list("entry", "points"))
    follow.rebuild("rewards.earning")
    assert dict(Earned.objects.values_list("entry", "points")) == points


def test_a_shadow_that_ended_keeps_what_it_counted_and_nothing_else(answered: Helped, ada: Member, eve: Member) -> None:
    import json

    rules_hold({"name": "ours", "rules": [FIRST]})
    draft = draft_rules(json.dumps({"name": "draft", "rules": [MONTH]}), by=None)
    begin_shadow(draft, by=None)
    actions.give_thanks(answered.answer, by=ada)
    end_shadow(draft, by=None)
    earn()
    with clock.standing_at(clock.now() + timedelta(days=4)):
        actions.vote(answered.answer, by=eve, value=1)
        earn()
        forget_what_is_over()

    assert Earned.objects.filter(lane=draft.number).count() == 1
    assert not Tally.objects.filter(lane=draft.number).exists()
    assert not Reason.objects.filter(lane=draft.number).exists()
