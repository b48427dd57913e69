"""What Mia sees and does: budgets, what is owed, what a solution costs, and versions tried before they hold."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from groundswell.features.rewards import budgets
from groundswell.features.rewards.actions.drafting import begin_shadow, draft_rules
from groundswell.features.rewards.models import Earned, Version
from groundswell.features.rewards.tests.conftest import RULES, Helped, earn, rules_hold
from groundswell.features.rewards.trial import beside, trial
from groundswell.features.support import actions
from groundswell.ledger import lots
from groundswell.ledger.book import Ref
from groundswell.ledger.models import Account, Kind
from groundswell.log import clock
from groundswell.members.models import Member

DEAR = {**RULES, "name": "dear", "rules": [{**RULES["rules"][2], "points": 500}, *RULES["rules"][:2]]}


@pytest.fixture
def desk(client: Client, mia: Member) -> Client:
    client.force_login(mia)
    return client


def shown(desk: Client, address: str) -> str:
    answer = desk.get(address)
    assert answer.status_code == 200, answer.content[-2_000:]
    return answer.content.decode()


def test_mia_sees_what_is_left_how_fast_it_goes_what_is_owed_and_what_a_solution_cost(
    thanked: Helped, desk: Client, ben: Member
) -> None:
    (pool,) = budgets.pools()
    assert (pool.name, pool.left, pool.given, pool.waiting, pool.is_low) == ("help", 10**6 - 73, 73, 0, False)
    assert budgets.owed().all == 73 and budgets.owed().measured is None
    assert [(month.points, month.solved, month.each) for month in budgets.cost_by_month()][-1] == (73, 1, 73.0)
    lots.spend(lots.Spend(key="prize", owner=ben.pk, amount=3, to=Ref(Kind.SETTLED)))

    html = shown(desk, "/rewards/manage/?breakage=10")

    assert "Of 70 points owed, 7 are expected never to be claimed, if 10 % are not." in html
    assert "Measured so far: 0 % of 3 points" in html
    assert "999,927" in html and "1 · ours" in html.replace(str(Version.objects.get().number), "1")


def test_a_burnt_down_budget_is_drawn_by_week(thanked: Helped, ben: Member) -> None:
    with clock.standing_at(clock.now() + timedelta(days=15)):
        lots.award([lots.Award(key="later", owner=ben.pk, amount=100, pool="help")])
        ((name, weeks),) = budgets.burn_down().items()

    assert name == "help" and len(weeks) == 3
    assert [left for _week, left in weeks] == [10**6 - 73, 10**6 - 73, 10**6 - 173]


def test_an_empty_budget_is_the_first_thing_that_mia_sees_and_fills(
    answered: Helped, ada: Member, ben: Member, desk: Client
) -> None:
    rules_hold(funds=0)
    actions.give_thanks(answered.answer, by=ada)
    earn()
    assert "is empty, and 3 points wait for it" in shown(desk, "/rewards/manage/")

    form = {"known": "1", "pool": "help", "points": "500", "key": "one", "note": "For spring."}
    assert desk.post("/rewards/manage/", form).status_code == 302
    assert desk.post("/rewards/manage/", form).status_code == 302, "sent twice, filled once"
    earn()

    assert Account.objects.get(kind=Kind.BUDGET, name="help").balance == 497
    wrong = desk.post("/rewards/manage/", {"pool": "No!", "points": "5", "key": "two"})
    assert wrong.status_code == 422 and "small letters" in wrong.content.decode()


def test_a_draft_is_refused_with_the_reason_and_what_was_typed_then_tried_counted_and_approved(
    thanked: Helped, desk: Client, ada: Member, eve: Member
) -> None:
    wrong = json.dumps({**RULES, "rules": [{**RULES["rules"][0], "who": "question"}]})
    refused = desk.post("/rewards/manage/draft/", {"text": wrong, "note": "Mine."})
    assert refused.status_code == 422
    assert "which is nobody" in refused.content.decode() and "Mine." in refused.content.decode()

    made = desk.post("/rewards/manage/draft/", {"text": json.dumps(DEAR), "note": "Thanks are dear."})
    draft = Version.objects.get(name="dear")
    assert made["Location"] == f"/rewards/manage/{draft.number}/"
    html = shown(desk, made["Location"])
    assert "497 points more than ours" in html and "1 gain, 0 lose" in html
    assert desk.post(made["Location"], {"deed": "begin"}).status_code == 302
    actions.give_thanks(thanked.answer, by=eve)
    earn()
    found = beside(Version.objects.get(name="dear"))
    assert found and (found.new.points, found.old.points, found.gain, found.lose) == (500, 3, 1, 0)
    assert "it would have given 500 points to 1 people" in shown(desk, made["Location"])
    assert desk.get(f"/rewards/manage/{draft.number}/draft/").status_code == 200
    again = desk.post(f"/rewards/manage/{draft.number}/draft/", {"text": json.dumps(RULES)})
    assert again.status_code == 403 and "counted in the shadow" in again.content.decode()

    late = desk.post(made["Location"], {"deed": "approve", "since": "2020-01-01T00:00"})
    assert late.status_code == 422 and "still to come" in late.content.decode()
    soon = timezone.localtime(clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert desk.post(made["Location"], {"deed": "approve", "since": soon}).status_code == 302
    draft.refresh_from_db()
    assert draft.since and draft.approved_by and not draft.is_shadowed
    assert shown(desk, made["Location"]) and shown(desk, f"{made['Location']}?days=28")


def test_a_trial_says_how_many_gain_and_lose_how_much(thanked: Helped, mia: Member) -> None:
    found = trial(draft_rules(json.dumps(DEAR), by=mia), 28)

    both = found.both
    assert (both.old.points, both.new.points, both.gain, both.lose) == (73, 570, 1, 0)
    assert both.levels == [0, 0, 0, 0, 1]
    assert sum(found.new_by_day.values()) == 570


def test_each_member_is_compared_over_the_past_and_in_the_shadow(
    desk: Client, thanked: Helped, ada: Member, ben: Member, eve: Member, mia: Member
) -> None:
    to_askers = {"name": "askers", "when": "support.answer_accepted", "who": "asker", "points": 5, "pool": "help"}
    votes = {
        "name": "votes",
        "when": "support.vote_cast",
        "who": "author",
        "points": 9,
        "pool": "help",
        "where": {"on": "answer"},
    }
    draft = draft_rules(json.dumps({"name": "askers", "rules": [{**to_askers, "who": "author"}, votes]}), by=mia)
    path = f"/rewards/manage/{draft.number}/members/"

    past = shown(desk, path)
    assert "0 gain, 1 lose" in past and "Ben" in past and "In the shadow" not in past
    assert desk.get(f"{path}?of=live").status_code == 404
    assert "Ben" not in shown(desk, f"{path}?order=gain")
    assert "Ben" in shown(desk, f"{path}?order=lose&q=BEN")
    assert "Nobody of that name" in shown(desk, f"{path}?q=somebody")
    sheet = desk.get(f"/rewards/manage/{draft.number}/members.csv?days=28")
    assert sheet.content.decode().split() == ["member,before,then,change", "ben,73,14,-59"]
    assert "version-" in sheet["Content-Disposition"]

    begin_shadow(draft, by=mia)
    second = actions.answer_question(thanked.question, by=eve, body="Or switch the flight mode on and off again once.")
    actions.vote(second, by=ada, value=1)
    actions.give_thanks(second, by=ada)
    earn()
    live = beside(Version.objects.get(pk=draft.pk))
    assert live and live.rows == [(eve.pk, 13, 9)] and live.levels == [0, 1, 0, 0, 0]
    assert (live.old.newcomer_share, live.new.newcomer_share, live.new.gini) == (1.0, 1.0, 0.0)
    html = shown(desk, f"{path}?of=live")
    assert "0 gain, 1 lose" in html and eve.name in html and "Ben" not in html


def test_a_shadow_begun_again_by_a_rebuild_counts_the_same(thanked: Helped, mia: Member, eve: Member) -> None:
    from groundswell.log import follow

    draft = draft_rules(json.dumps(DEAR), by=mia)
    begin_shadow(draft, by=mia)
    actions.give_thanks(thanked.answer, by=eve)
    earn()
    rows: Any = Earned.objects.order_by("lane", "entry", "rule").values_list("lane", "entry", "rule", "points", "state")
    before = list(rows)

    follow.rebuild("rewards.earning")

    assert list(rows.all()) == before and len(before) == 5


@pytest.mark.parametrize("who", ["ben", "cleo"])
def test_only_managers_come_in_and_strangers_learn_nothing(
    who: str, db: None, client: Client, request: pytest.FixtureRequest
) -> None:
    assert client.get("/rewards/manage/").status_code == 404
    client.force_login(request.getfixturevalue(who))
    assert client.get("/rewards/manage/").status_code == 403
