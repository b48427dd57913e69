"""A member's statement of a month: what was there, each line with its answer, what was there then."""

import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.derived.notifications.models import Notification
from groundswell.features.rewards import statements
from groundswell.features.rewards.cycles.actions import make_statements
from groundswell.features.rewards.tests.conftest import Helped, earn, rules_hold
from groundswell.features.support import actions
from groundswell.ledger import lots
from groundswell.ledger.book import Ref
from groundswell.ledger.models import Kind
from groundswell.log import clock, follow
from groundswell.members.groups.models import Audience
from groundswell.members.models import Member

APRIL, MAY = datetime(2026, 4, 20, 9, tzinfo=UTC), datetime(2026, 5, 10, 9, tzinfo=UTC)


@pytest.fixture
def spring(answered: Helped, ada: Member, ben: Member, eve: Member) -> Helped:
    """In April Ben's answer became the solution; in May somebody liked it, took that back, thanked him, and he got a ticket."""
    with clock.standing_at(APRIL):
        rules_hold()
        actions.accept_answer(answered.answer, by=ada)
        earn()
    with clock.standing_at(MAY):
        lots.release()
        actions.vote(answered.answer, by=eve, value=1)
        earn()
        actions.withdraw_vote(answered.answer, by=eve)
        earn()
        actions.give_thanks(answered.answer, by=ada)
        earn()
        lots.spend(lots.Spend(key="ticket", owner=ben.pk, amount=20, to=Ref(Kind.SETTLED)))
    with clock.standing_at(datetime(2026, 6, 2, tzinfo=UTC)):
        make_statements(date(2026, 5, 3))
        make_statements()
    return answered


def shown(client: Client, path: str) -> str:
    got = client.get(path)
    assert got.status_code == 200
    return got.content.decode()


def test_each_month_says_what_was_there_what_came_and_went_and_what_was_there_then(spring: Helped, ben: Member) -> None:
    may, april = statements.months(ben)

    assert (april.before, april.earned, april.held, april.available, april.after) == (0, 60, 60, 0, 60)
    assert (may.before, may.earned, may.taken_back, may.paid, may.held, may.available) == (60, 13, 10, 20, 0, 43)
    lines = statements.lines_of(ben, may).lines
    assert [(line.what, line.points, line.balance) for line in lines] == [
        ("release", 0, 60),
        ("award", 10, 70),
        ("reverse", -10, 60),
        ("award", 3, 63),
        ("spend", -20, 43),
    ]
    assert lines[-1].balance == may.after


def test_ben_reads_prints_and_takes_it_along_and_nobody_else_does(
    spring: Helped, ben: Member, ada: Member, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(ben)
    assert "May 2026" in shown(client, "/rewards/statements/") and "/rewards/statements/2026-04/" in shown(
        client, "/rewards/statements/"
    )
    page = shown(client, "/rewards/statements/2026-05/")
    assert f"#answer-{spring.answer.pk}" in page and "There before" in page and "There at the end" in page

    monkeypatch.setattr(statements, "A_PAGE", 3)
    first, last = shown(client, "/rewards/statements/2026-05/"), shown(client, "/rewards/statements/2026-05/?after=3")
    assert first.count("There at the end") == 1 and last.count("There at the end") == 2, (
        "the line stands on the last page"
    )
    assert "Later lines" in first and "Earlier lines" in last

    sheet = list(csv.DictReader(StringIO(client.get("/rewards/statements/2026-05.csv").content.decode())))
    assert [(row["what"], row["held"], row["available"]) for row in sheet] == [
        ("release", "-60", "60"), ("award", "10", "0"), ("reverse", "-10", "0"), ("award", "0", "3"), ("spend", "0", "-20"),
    ]  # fmt: skip
    client.force_login(ada)
    assert client.get("/rewards/statements/2026-05/").status_code == 404
    assert client.get("/rewards/statements/2026-05.csv").status_code == 404
    assert "No statement yet" in shown(client, "/rewards/statements/")


def test_it_is_told_once_and_leads_there(spring: Helped, ben: Member) -> None:
    follow.run("notifications.page")
    with clock.standing_at(datetime(2026, 6, 3, tzinfo=UTC)):
        make_statements()
    follow.run("notifications.page")

    assert Notification.objects.filter(member=ben, kind="statement").count() == 2


def test_a_question_that_ben_may_read_no_longer_is_not_named(spring: Helped, ben: Member, client: Client) -> None:
    client.force_login(ben)
    assert "No signal in the lift" in shown(client, "/rewards/statements/2026-05/")
    Audience.objects.create(place=spring.question.topic_id, roles=["agent"])

    for path in ("/rewards/statements/2026-05/", "/rewards/"):
        assert "No signal in the lift" not in shown(client, path)


def test_a_longer_statement_asks_the_database_no_more_often(spring: Helped, ben: Member, client: Client) -> None:
    client.force_login(ben)
    shown(client, "/rewards/statements/2026-05/")

    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            shown(client, path)
        return len(seen)

    assert asked("/rewards/statements/2026-04/") == asked("/rewards/statements/2026-05/")
