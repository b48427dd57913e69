"""The search page and the fragments."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from groundswell.derived.search.tests.conftest import Ask
from groundswell.features.support import actions
from groundswell.log import clock, follow
from groundswell.members.models import Member

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def get(client: Client, address: str, status: int = 200, headers: dict[str, str] | None = None) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == status
    return response.content.decode()


def test_the_page_shows_what_was_found_with_marks(client: Client, ask: Ask, ben: Member) -> None:
    question = ask("No signal in the <lift>", tags=["lift"])
    actions.answer_question(question, by=ben, body="Buy a repeater.")
    follow.run("search.documents")

    page = get(client, "/search/?q=signal+repeater")

    assert "No <mark>signal</mark> in the &lt;lift&gt;" in page
    assert f'<a class="from-answer" href="{question.get_absolute_url()}#answer-' in page
    assert "About 1 result" in page and "noindex" in page


def test_members_search_too(client: Client, ask: Ask, ben: Member) -> None:
    ask("No signal in the lift")
    follow.run("search.documents")
    client.force_login(ben)

    assert "<mark>signal</mark>" in get(client, "/search/?q=signal")


def test_nothing_found_leads_to_asking(client: Client) -> None:
    page = get(client, "/search/?q=zebra%22%3E%3Cscript%3E")

    assert "Nothing found" in page and "/questions/ask/?title=zebra" in page
    assert "<script>zebra" not in page and '"><script' not in page


def test_without_a_query_the_page_teaches_the_operators(client: Client) -> None:
    assert "is:unsolved" in get(client, "/search/")


def test_a_wrong_order_or_page_is_refused_in_words(client: Client) -> None:
    assert "cannot be sorted" in get(client, "/search/?q=signal&sort=price", 422)
    assert "start again" in get(client, "/search/?q=signal&after=9999999999999999999999", 422)


def test_more_results_are_appended_in_place(client: Client, ask: Ask) -> None:
    for number in range(10):
        ask(f"Signal number {number}")
    follow.run("search.documents")

    rows = get(client, "/search/?q=signal", headers={"HX-Request": "true", "HX-Target": "rows"})

    assert rows.count("<article") == 10 and "<html" not in rows


def test_suggestions_are_items_and_limited(client: Client, ask: Ask) -> None:
    question = ask("No signal in the lift")
    follow.run("search.documents")

    items = get(client, "/search/suggest?q=sign")

    assert items.strip().startswith("<li") and f'data-href="{question.get_absolute_url()}"' in items
    assert get(client, "/search/suggest?q=").strip() == ""
    with clock.standing_at(NOON):  # the limit is one of a minute, which must not end meanwhile
        for _again in range(242):
            response = client.get("/search/suggest?q=")
    assert response.status_code == 429


def test_similar_and_related_fragments(client: Client, ask: Ask) -> None:
    question = ask("No signal in the lift at work")
    ask("Lift blocks the signal")
    follow.run("search.documents")

    assert "Lift blocks the" in get(client, "/search/similar?title=signal+in+lift").replace("<mark>", "").replace(
        "</mark>", ""
    )
    assert get(client, "/search/similar?title=").strip() == ""
    response = client.get(f"/search/related/{question.pk}")
    assert "Lift blocks the signal" in response.content.decode()
    assert f"question:{question.pk}" in response.about  # type: ignore[attr-defined]


@pytest.mark.parametrize("query", ["?topic=nowhere", "?q=x&topic=nowhere", "?tag=nothing", "?author=nobody"])
def test_filters_for_what_is_not_there_find_nothing(client: Client, ask: Ask, query: str) -> None:
    ask("No signal in the lift")
    follow.run("search.documents")

    assert "No signal in the lift" not in get(client, f"/search/{query}")
