"""What a member sees of their points: balance, reasons, rules in words, and the year as a file."""

import csv
import json
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.features.rewards import paper, yearly
from groundswell.features.rewards.actions.drafting import approve_rules, draft_rules
from groundswell.features.rewards.own import history, wallet
from groundswell.features.rewards.tests.conftest import RULES, Helped, earn, rules_hold
from groundswell.features.support import actions
from groundswell.ledger import lots
from groundswell.ledger.book import Ref
from groundswell.ledger.models import Kind, Lot
from groundswell.log import clock
from groundswell.members import keys
from groundswell.members.models import Member


def page(client: Client, member: Member, address: str = "/rewards/") -> str:
    client.force_login(member)
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_ben_sees_what_he_has_what_is_held_until_when_and_each_line_leads_to_its_answer(
    thanked: Helped, ben: Member, client: Client
) -> None:
    found = wallet(ben)
    assert (found.available, found.held, found.waiting, found.this_month) == (3, 70, 0, 73)
    assert [points for _day, points in found.releases] == [70]

    html = page(client, ben)

    assert html.count(f"#answer-{thanked.answer.pk}") == 3
    assert "became the solution" in html and "Somebody found your answer to" in html and "Somebody thanked you" in html
    assert "held until" in html
    assert 'href="/rewards/rules/?version=' in html


def test_what_was_taken_back_says_why_and_a_release_is_one_line_a_day(
    thanked: Helped, ada: Member, ben: Member
) -> None:
    with clock.standing_at(clock.now() + timedelta(days=20)):
        lots.release()
        actions.revoke_solution(thanked.question, by=ada, reason="It did not help.")
        earn()
        said = [(line.points, str(line.text).split("<")[0].strip()) for line in history(ben).lines]

    assert said[:2] == [(-60, "Your answer to"), (0, "70 points became available")]
    assert "is no longer the solution" in str(history(ben).lines[0].text)


def test_points_that_somebody_looks_into_and_that_wait_for_a_budget_are_said(
    thanked: Helped, ben: Member, dan: Member, client: Client
) -> None:
    lots.hold(Lot.objects.values_list("pk", flat=True), note="Looked into.")
    rules_hold({"name": "dry", "rules": [{**RULES["rules"][2], "pool": "dry"}]}, funds=0)
    actions.give_thanks(thanked.answer, by=Member.objects.get(handle="eve"))
    earn()

    found = wallet(ben)
    assert (found.looked_into, found.waiting) == (73, 3)
    html = page(client, ben)
    assert "until somebody of the team has looked" in html and "Waiting for a budget" in html


def test_who_has_nothing_is_told_how_to_begin(ada: Member, client: Client) -> None:
    assert "Nothing earned yet" in page(client, ada)
    assert "No rules hold yet" in page(client, ada, "/rewards/rules/")
    client.logout()
    assert client.get("/rewards/").status_code == 302


def test_forty_lines_cost_as_many_statements_as_four_and_the_rest_is_on_further_pages(
    answered: Helped, ben: Member, client: Client
) -> None:
    client.force_login(ben)

    def statements(lines: int) -> int:
        lots.award(lots.Award(key=f"{lines} {n}", owner=ben.pk, amount=2, pool="help") for n in range(lines))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get("/rewards/").status_code == 200
        return len(captured)

    lots.fund("help", 10_000, key="enough")
    statements(2)
    assert statements(4) == statements(40)
    html = page(client, ben)
    assert html.count('<li class="point-line') == 40 and "?after=40" in html
    assert page(client, ben, "/rewards/?after=40").count('<li class="point-line') == 6
    assert page(client, ben, "/rewards/?after=99999999999999999999x")


def test_the_rules_stand_in_plain_words_with_their_version_and_what_comes_next(
    thanked: Helped, ben: Member, client: Client
) -> None:
    coming = draft_rules(json.dumps({**RULES, "name": "next"}), by=None, note="Thanks count for more.")
    approve_rules(coming, since=clock.now() + timedelta(days=30), by=None)
    draft_rules(json.dumps({**RULES, "name": "secret"}), by=None, note="Not decided.")

    html = page(client, ben, "/rewards/rules/")

    assert "When an answer becomes the solution, the author gets 60 points." in html
    assert "Points for what helped." in html and "other rules hold" in html and "Thanks count for more." in html
    assert "Not decided." not in html
    assert "which will hold from" in page(client, ben, f"/rewards/rules/?version={coming.number}")
    assert client.get(f"/rewards/rules/?version={coming.number + 1}").status_code == 404


def test_the_year_is_a_file_for_spreadsheets_and_a_document(
    thanked: Helped, ben: Member, client: Client, settings: Any
) -> None:
    settings.TAX_YEAR_BEGINS = (4, 6)
    lots.spend(lots.Spend(key="prize", owner=ben.pk, amount=2, to=Ref(Kind.SETTLED), note="=cmd()"))
    client.force_login(ben)
    (first, *_more) = yearly.years(ben)

    rows = list(csv.DictReader(StringIO(client.get(f"/rewards/{first}.csv").content.decode())))
    document = client.get(f"/rewards/{first}.pdf")

    assert [row["what"] for row in rows] == ["award", "award", "award", "spend"]
    assert sum(int(row["held"]) + int(row["available"]) for row in rows) == 71
    assert rows[-1]["note"] == "'=cmd()"
    assert document.content.startswith(b"%PDF") and len(document.content) > 1_500
    year = yearly.year_of(ben, first)
    assert (year.before, year.after, year.sums["earned"], year.sums["paid"]) == (0, 71, 73, -2)
    assert (year.first, year.last) == (date(first, 4, 6), date(first + 1, 4, 5))
    assert client.get(f"/rewards/{first - 5}.csv").status_code == 404


def test_a_document_can_be_written_with_any_name_where_the_system_has_no_font(
    thanked: Helped, ben: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "FONTS", ())
    ben.name = "Łukasz Ünal Жук"

    assert yearly.pdf_of(yearly.year_of(ben, yearly.years(ben)[0]), ben).startswith(b"%PDF")


def test_the_same_over_the_api_and_only_managers_write_rules_there(
    thanked: Helped, ben: Member, mia: Member, client: Client
) -> None:
    def as_(member: Member, method: str, path: str, body: Any = None) -> Any:
        _key, secret = keys.make_key(by=member, name="test", scopes=["read", "write"])
        answer = client.generic(
            method,
            f"/api/v1{path}",
            json.dumps(body) if body else "",
            "application/json",
            headers={"Authorization": f"Bearer {secret}"},
        )
        return answer.status_code, answer.json()

    status, found = as_(ben, "GET", "/rewards")
    assert (status, found["available"], found["held"], len(found["releases"])) == (200, 3, 70, 1)
    assert [line["points"] for line in as_(ben, "GET", "/rewards/lines")[1]["items"]] == [3, 10, 60]
    assert as_(ben, "GET", "/rewards/rules")[1][0]["state"] == "holds"
    assert as_(ben, "POST", "/rewards/rules", {"text": json.dumps(RULES)})[0] == 403

    status, made = as_(mia, "POST", "/rewards/rules", {"text": json.dumps({**RULES, "name": "new"})})
    assert (status, made["state"]) == (201, "draft")
    number = made["number"]
    assert as_(mia, "PUT", f"/rewards/rules/{number}/shadow")[1]["state"] == "shadow"
    assert as_(mia, "DELETE", f"/rewards/rules/{number}/shadow")[1]["state"] == "draft"
    assert as_(mia, "PUT", f"/rewards/rules/{number}/approval", {"since": "2000-01-01T00:00:00Z"})[0] == 422
    later = (clock.now() + timedelta(days=2)).isoformat()
    assert as_(mia, "PUT", f"/rewards/rules/{number}/approval", {"since": later})[1]["state"] == "will hold"
    assert as_(mia, "POST", "/rewards/funds", {"pool": "Help!", "points": 5, "key": "a"})[0] == 422
    assert as_(mia, "POST", "/rewards/funds", {"pool": "help", "points": 5, "key": "a"}) == (201, {"new": True})
