"""Versions of the rules: who lets which hold, from when, and what is refused."""

import json
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from groundswell.features.rewards.actions import drafting
from groundswell.features.rewards.actions.drafting import (
    approve_rules,
    begin_shadow,
    draft_rules,
    end_shadow,
    rewrite_draft,
)
from groundswell.features.rewards.actions.funding import fund_pool
from groundswell.features.rewards.earning.reading import starter
from groundswell.features.rewards.lists import versions
from groundswell.features.rewards.models import Version
from groundswell.features.support.models import Topic
from groundswell.ledger.models import Account
from groundswell.log import clock
from groundswell.log.models import LogEntry
from groundswell.members import keys
from groundswell.members.groups.models import Audience
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused, TooOften
from groundswell.work import cli

KUDOS = {"name": "kudos", "when": "support.thanks_given", "who": "author", "points": 5, "pool": "help"}


def text(name: str = "ours", **changes: Any) -> str:
    return json.dumps({"name": name, "rules": [{**KUDOS, **changes}]})


def last(name: str) -> LogEntry:
    return LogEntry.objects.filter(name=name).latest("position")


def test_mia_drafts_rules_and_lets_them_hold_from_a_moment_on_and_the_log_says_so(mia: Member) -> None:
    version = draft_rules(text(), by=mia, note="Thanks are worth something.")
    moment = clock.now() + timedelta(days=3)

    approved = approve_rules(version, since=moment, by=mia)

    assert (approved.number, approved.name, approved.since, approved.approved_by) == (
        version.number,
        "ours",
        moment,
        mia,
    )
    said = last("rewards.rules_approved")
    assert said.data == {"version": version.number, "since": moment.astimezone(UTC).isoformat()}
    assert said.by == mia.pk
    assert [(one.number, one.state) for one in versions()] == [(version.number, "will hold")]
    with clock.standing_at(moment):
        assert [one.state for one in versions()] == ["holds"]


def test_of_two_that_were_approved_the_later_moment_holds_and_the_older_is_kept(mia: Member) -> None:
    first = approve_rules(draft_rules(text(), by=mia), since=clock.now(), by=mia)
    second = approve_rules(draft_rules(text("more", points=7), by=mia), since=clock.now() + timedelta(days=1), by=mia)

    with clock.standing_at(clock.now() + timedelta(days=2)):
        assert [(one.number, one.state) for one in versions()] == [(second.number, "holds"), (first.number, "held")]
    first.refresh_from_db()
    assert first.rules.rules[0].amount.points == 5


def test_what_was_approved_or_is_counted_is_never_changed(mia: Member) -> None:
    approved = approve_rules(draft_rules(text(), by=mia), since=clock.now(), by=mia)
    counted = draft_rules(text("next"), by=mia)
    begin_shadow(counted, by=mia)

    with pytest.raises(Refused, match="never changed"):
        rewrite_draft(approved, text(points=500), by=mia)
    with pytest.raises(Refused, match="approved before"):
        approve_rules(approved, since=clock.now(), by=mia)
    with pytest.raises(Refused, match="counted in the shadow"):
        rewrite_draft(counted, text(points=500), by=mia)
    approved.refresh_from_db()
    assert approved.rules.rules[0].amount.points == 5


def test_a_draft_can_be_written_anew(mia: Member) -> None:
    draft = draft_rules(text(), by=mia)

    again = rewrite_draft(draft, text("better", points=6), by=mia, note=" Six. ")

    assert (again.number, again.name, again.rules.rules[0].amount.points, again.note) == (
        draft.number,
        "better",
        6,
        "Six.",
    )


def test_rules_never_hold_for_what_was_done_before(mia: Member) -> None:
    draft = draft_rules(text(), by=mia)

    with pytest.raises(Invalid, match="still to come"):
        approve_rules(draft, since=clock.now() - timedelta(days=1), by=mia)
    with pytest.raises(Invalid, match="at most a year"):
        approve_rules(draft, since=clock.now() + timedelta(days=500), by=mia)
    assert Version.objects.get().since is None


@pytest.mark.parametrize("who", ["ben", "cleo", "dan"])
def test_only_managers_and_admins_write_rules_and_fund_budgets(who: str, request: pytest.FixtureRequest) -> None:
    by = request.getfixturevalue(who)

    with pytest.raises(Refused, match="Only managers"):
        draft_rules(text(), by=by)
    with pytest.raises(Refused, match="Only managers"):
        fund_pool("help", 100, key="one", by=by)
    assert not Version.objects.exists()


def test_what_cannot_be_is_refused_when_saved_and_nothing_is_kept(mia: Member) -> None:
    for wrong, sentence in (
        (text(who="question"), "which is nobody"),
        ("{", "no JSON"),
        (" " * 60_000, "at most 50000"),
    ):
        with pytest.raises(Invalid, match=sentence):
            draft_rules(wrong, by=mia)
    with pytest.raises(Invalid, match="at most 300"):
        draft_rules(text(), by=mia, note="x" * 301)
    assert not Version.objects.exists()
    assert not LogEntry.objects.filter(name__startswith="rewards.").exists()


def test_a_topic_that_is_not_there_is_refused_and_those_under_it_are_fixed_when_it_is_approved(mia: Member) -> None:
    calling = Topic.objects.create(slug="calling", name={"en": "Calls"})
    with pytest.raises(Invalid, match="“kudos” asks for the topic “calls”, which is not there"):
        draft_rules(text(topics=["calls"]), by=mia)

    draft = draft_rules(text(topics=["calling"]), by=mia)
    wifi = Topic.objects.create(slug="wifi", name={"en": "Wi-Fi"}, parent=calling)
    approved = approve_rules(draft, since=clock.now(), by=mia)

    assert approved.places == {"calling": [calling.pk, wifi.pk]}
    assert Version.objects.get().rules.rules[0].places == {calling.pk, wifi.pk}


def test_a_private_topic_is_named_to_nobody_who_may_not_read_it(mia: Member, ben: Member, client: Client) -> None:
    beta = Topic.objects.create(slug="beta-phones", name={"en": "Beta phones"}, private=True)
    Audience.objects.create(place=beta.pk, roles=["agent"])
    approve_rules(draft_rules(text(topics=["beta-phones"]), by=mia), since=clock.now(), by=mia)
    _key, secret = keys.make_key(by=ben, name="all", scopes=["read"])
    client.force_login(ben)

    for path in ("/rewards/rules/", "/api/v1/rewards/rules"):
        headers = {"Authorization": f"Bearer {secret}"} if path.startswith("/api") else {}
        seen = client.get(path, headers=headers).content.decode()
        assert "a topic that is not open to everybody" in seen
        assert "eta-phones" not in seen
        assert "Beta phones" not in seen
    client.force_login(mia)
    assert "Beta phones" in client.get("/rewards/rules/").content.decode()


def test_a_shadow_ends_once_and_with_its_approval(mia: Member) -> None:
    draft = draft_rules(text(), by=mia)
    begin_shadow(draft, by=mia)
    with pytest.raises(Refused, match="counted already"):
        begin_shadow(draft, by=mia)
    end_shadow(draft, by=mia)
    with pytest.raises(Refused, match="is not counted"):
        end_shadow(draft, by=mia)

    other = draft_rules(text("other"), by=mia)
    begin_shadow(other, by=mia)
    approve_rules(other, since=clock.now(), by=mia)
    other.refresh_from_db()
    assert not other.is_shadowed
    assert last("rewards.shadow_ended").data == {"version": other.number}


def test_a_budget_is_funded_once_for_a_key(mia: Member) -> None:
    assert fund_pool("help", 1_000, key="spring", by=mia)
    assert not fund_pool("help", 1_000, key="spring", by=mia)
    with pytest.raises(Invalid, match="more than nothing"):
        fund_pool("help", -5, key="minus", by=mia)
    with pytest.raises(Invalid, match="at most"):
        fund_pool("help", 10**12, key="much", by=mia)

    assert Account.objects.get(kind="budget", name="help").balance == 1_000
    assert LogEntry.objects.filter(name="rewards.pool_funded").count() == 1


def test_rules_are_not_drafted_without_end(mia: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "A_FEW", 2)
    with clock.standing_at(clock.now()):
        draft_rules(text(), by=mia)
        draft_rules(text(), by=mia)
        with pytest.raises(TooOften):
            draft_rules(text(), by=mia)


def test_the_command_line_activates_a_file_and_funds_its_pool(
    transactional_db: None, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "ours.json"
    file.write_text(text())

    assert cli.main(["rewards", "activate", str(file), "--note", "A start."]) == 0
    assert "ours, holds from" in capsys.readouterr().out
    assert cli.main(["rewards", "activate", str(file), "--from", "2001-01-01"]) == 1
    assert "still to come" in capsys.readouterr().err
    assert cli.main(["rewards", "fund", "help", "500", "--key", "a"]) == 0
    assert "500 points more" in capsys.readouterr().out
    assert cli.main(["rewards", "fund", "help", "500", "--key", "a"]) == 0
    assert "nothing was given" in capsys.readouterr().out
    assert cli.main(["rewards", "versions", "--json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["name"], listed["state"], listed["new"], listed["points"]) == ("ours", "holds", "A start.", 0)


def test_the_starter_set_can_be_drafted_as_it_is(mia: Member) -> None:
    from importlib import resources

    shipped = resources.files("groundswell.features.rewards").joinpath("starter.json").read_text(encoding="utf-8")

    assert draft_rules(shipped, by=mia).rules == starter()
