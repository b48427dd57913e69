"""The page, its files and the JSON: who may see them, and what they say."""

import csv
import json
import re
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.derived.health.catalogue import KINDS
from groundswell.derived.health.tests.conftest import answer, ask, at
from groundswell.features.support.models import Question
from groundswell.log import follow
from groundswell.members.models import Member
from groundswell.ui.tests.marked import leftover
from groundswell.ui.tests.test_german import mark_texts

__all__ = ["mark_texts"]
FEBRUARY = "from=2030-02-01&to=2030-02-28"


@pytest.fixture
def manager(client: Client, mia: Member, february: dict[str, Question]) -> Client:
    """Mia at her desk, in the middle of March."""
    follow.run_all()
    client.force_login(mia)
    return client


def look(client: Client, address: str, status: int = 200) -> str:
    with at(15, month=3):
        response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_a_manager_reads_sentences_first(manager: Client) -> None:
    page = plain(look(manager, f"/health/?{FEBRUARY}"))

    assert (
        "Half of the questions have a first useful reply within 5 h. When nine of ten have one nobody can tell yet."
        in page
    )
    assert "2 of 4 have none so far." in page
    assert (
        "75 % of 4 questions were solved within a week. Customers solved 25 %, staff 25 %, askers themselves 25 %."
        in page
    )
    assert (
        page.index("What changed, and why")
        < page.index("The four that matter")
        < page.index("Every figure with its evidence")
    )


def test_every_figure_stands_there_with_its_evidence(manager: Client) -> None:
    page = look(manager, f"/health/?{FEBRUARY}")

    assert all(str(kind.name) in page for kind in KINDS)
    assert "4, 2 of them open" in page


def test_a_chart_has_a_table_with_the_same_numbers(manager: Client) -> None:
    page = look(manager, f"/health/?{FEBRUARY}")

    figure = page[page.index('id="chart-people"') :]
    figure = figure[: figure.index("</figure>")]
    assert 'role="img" aria-label="Askers, helpers and newcomers"' in figure
    assert re.findall(r'<td class="end">(\d+)</td>', figure) == [
        "1",
        "1",
        "2",
        "1",
        "0",
        "0",
        "1",
        "0",
        "1",
        "1",
        "0",
        "0",
    ]


@pytest.mark.parametrize("address", ["/health/", "/health/report.csv", "/health/charts/people.vl.json"])
def test_only_managers_see_it(client: Client, ada: Member, cleo: Member, address: str) -> None:
    assert client.get(address).status_code == 404
    for member in (ada, cleo):
        client.force_login(member)
        response = client.get(address)
        assert response.status_code == 403
        assert "Only managers and admins" in response.content.decode()


def test_the_csv_has_a_row_for_each_figure(manager: Client) -> None:
    rows = {row["key"]: row for row in csv.DictReader(StringIO(look(manager, f"/health/report.csv?{FEBRUARY}")))}

    assert list(rows) == [kind.key for kind in KINDS]
    assert (rows["reply.p50"]["value"], rows["reply.p50"]["cases"], rows["reply.p50"]["censored"]) == ("5.0", "4", "2")
    assert rows["reply.p90"]["value"] == ""


def test_the_json_of_page_and_api_are_one(manager: Client) -> None:
    file = json.loads(look(manager, f"/health/report.json?{FEBRUARY}"))
    answered = json.loads(look(manager, f"/api/v1/health?{FEBRUARY}"))

    assert answered == file
    assert (file["from"], file["to"], file["before_from"]) == ("2030-02-01", "2030-02-28", "2030-01-04")
    half = next(one for one in file["figures"] if one["key"] == "solution.p50")
    assert (half["now"]["value"], half["now"]["censored"]) == (30, 1)


def test_the_api_is_for_managers(client: Client, ada: Member) -> None:
    assert client.get("/api/v1/health").status_code == 403
    client.force_login(ada)
    assert "Only managers" in client.get("/api/v1/health").json()["detail"]


def test_a_chart_goes_as_vega_lite(manager: Client) -> None:
    spec = json.loads(look(manager, f"/health/charts/solved.vl.json?{FEBRUARY}"))

    assert spec["$schema"].endswith("vega-lite/v5.json")
    assert spec["layer"][0]["encoding"]["y"]["stack"] == "zero"
    assert look(manager, "/health/charts/nothing.vl.json", 404)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from=tomorrow", "is no day"),
        ("from=2030-03-01&to=2030-01-01", "The first day lies after the last."),
        ("topic=nowhere", "There is no topic"),
    ],
)
def test_what_cannot_be_looked_at_is_said_and_the_usual_shown(manager: Client, query: str, said: str) -> None:
    page = look(manager, f"/health/?{query}", 422)

    assert said in page
    assert "Every figure with its evidence" in page
    assert said in look(manager, f"/health/report.csv?{query}", 422)


def test_a_period_without_anybody_says_so(manager: Client) -> None:
    assert "Nobody asked or answered here in this time" in look(manager, "/health/?from=2029-02-01&to=2029-02-28")
    assert "Nobody asked or answered here in this time" in look(manager, f"/health/?{FEBRUARY}&tag=nothing")


def test_any_number_of_questions_takes_the_same_statements(
    manager: Client, ada: Member, ben: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    look(manager, f"/health/?{FEBRUARY}")
    with django_assert_max_num_queries(22) as few:
        look(manager, f"/health/?{FEBRUARY}")
    for day in range(4, 20):
        with at(day):
            answer(ask(ada, title=f"Another question of the day {day}"), ben)
    follow.run_all()

    with django_assert_max_num_queries(len(few.captured_queries)):
        look(manager, f"/health/?{FEBRUARY}")


def test_it_can_all_be_translated(manager: Client, mark_texts: None, settings: Any) -> None:
    manager.cookies["django_language"] = "de-ch"
    settings.USE_L10N = True

    left = leftover(look(manager, f"/health/?{FEBRUARY}"))

    assert [
        word for word in left if word not in {"Anrufe", "Aufzüge", "Roaming", "Mia", "mia", "Brandt", "signal", "bill"}
    ] == []
