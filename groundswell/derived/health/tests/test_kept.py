"""Reports of very large communities are kept for a while, say of when they are, and are made anew behind the scenes."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from groundswell.derived.health import kept
from groundswell.derived.health.jobs import make_report
from groundswell.derived.health.scope import Scope, scope
from groundswell.features.support.actions import ask_question
from groundswell.log import clock, follow
from groundswell.members.models import Member


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MANY", 1)


@pytest.fixture(autouse=True)
def nothing_kept(db: None) -> None:
    cache.clear()


def asked(of: Scope) -> int:
    return kept.report(of).figures["posts.questions"].now.cases


def today() -> Scope:
    now = clock.now()
    return scope((now - timedelta(days=27)).date().isoformat(), now.date().isoformat())


def test_a_small_community_is_counted_anew_each_time(ada: Member) -> None:
    ask_question(by=ada, title="No signal in the lift", body="Every morning.")
    follow.run("health.community")
    assert asked(today()) == 1
    ask_question(by=ada, title="No signal in the cellar", body="Every evening.")
    follow.run("health.community")

    assert asked(today()) == 2
    assert not kept.is_kept(today())


def test_a_large_one_shows_what_it_kept_and_a_worker_makes_the_next(
    ada: Member, mia: Member, large: None, client: Client
) -> None:
    begun = clock.now()
    ask_question(by=ada, title="No signal in the lift", body="Every morning.")
    follow.run("health.community")
    before = asked(today())
    ask_question(by=ada, title="No signal in the cellar", body="Every evening.")
    follow.run("health.community")
    assert (before, asked(today())) == (1, 1)
    of = today()

    with clock.standing_at(begun + timedelta(minutes=20)):
        again = kept.report(of)
        kept.report(of)  # two who ask make one job
        assert again.scope.now < begun + timedelta(minutes=1)
        client.force_login(mia)
        page = client.get("/health/", {"from": of.first.isoformat(), "to": of.last.isoformat()}).content.decode()
        assert "Counted up to" in page
        make_report.func(first=of.first.isoformat(), last=of.last.isoformat(), topic="", tag="")
        assert asked(of) == 2


def test_another_topic_or_period_is_another_report(ada: Member, large: None) -> None:
    ask_question(by=ada, title="No signal in the lift", body="Every morning.", tags=["lift"])
    follow.run("health.community")
    of = today()
    tagged = scope(of.first.isoformat(), of.last.isoformat(), tag="lift")
    kept.report(of)

    assert kept.is_kept(of) and not kept.is_kept(tagged)


def test_the_usual_periods_are_made_before_anybody_asks(ada: Member, large: None) -> None:
    with clock.standing_at(clock.now() - timedelta(days=2)):
        ask_question(by=ada, title="No signal in the lift", body="Every morning.")
    follow.run("health.community")
    usual: Any = kept.make_usual()

    assert usual == 3
