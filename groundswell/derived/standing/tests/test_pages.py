"""The pages about standing: every number has its reason, and every reason a link."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.derived.standing.catalogue import BADGES, LEVELS
from groundswell.derived.standing.models import Gain, Standing
from groundswell.derived.standing.progress import progress_of
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Question, Topic
from groundswell.log import clock, follow
from groundswell.members.actions import erase_member, join
from groundswell.members.models import Member


@pytest.fixture(autouse=True)
def topic(db: None) -> Topic:
    return Topic.objects.create(slug="calling", name={"en": "Calls"})


@pytest.fixture
def question(ada: Member) -> Question:
    return actions.ask_question(by=ada, title="No signal in the lift", body="Every morning.")


@pytest.fixture
def answer(question: Question, ben: Member) -> Answer:
    return actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")


@pytest.fixture
def page(client: Client) -> Callable[[str], str]:
    def look(address: str) -> str:
        follow.run("standing.reputation")
        response = client.get(address)
        assert response.status_code == 200
        return response.content.decode()

    return look


Page = Callable[[str], str]


def test_a_stranger_reads_how_everything_is_earned_with_the_numbers_of_the_catalogue(page: Page) -> None:
    text = page("/standing/")

    assert "+15" in text
    assert "at most 200 a day" in text
    assert all(str(level.name) in text for level in LEVELS)
    assert "2,000 reputation" in text


def test_every_gain_and_what_cancelled_it_has_its_line_with_a_link(ada: Member, answer: Answer, page: Page) -> None:
    actions.vote(answer, by=ada, value=1)
    actions.accept_answer(answer, by=ada)
    actions.revoke_solution(answer.question, by=ada, reason="It came back")

    text = page("/standing/ben/")

    assert text.count('class="gain"') == 3
    assert f'href="{answer.question.get_absolute_url()}#answer-{answer.pk}"' in text
    assert "+15" in text
    assert "−15" in text
    assert "no longer counts as the solution" in text


def test_what_goes_over_the_daily_cap_is_said(answer: Answer, page: Page) -> None:
    for n in range(24):
        actions.vote(answer, by=join(handle=f"voter{n}x"), value=1)

    text = page("/standing/ben/")

    assert "−40" in text
    assert "over the daily cap of 200" in text
    assert "was useful to 24 people" in text
    assert "+200" in text


def test_the_title_of_a_deleted_question_is_not_shown(ada: Member, cleo: Member, answer: Answer, page: Page) -> None:
    actions.vote(answer, by=ada, value=1)
    actions.delete_question(answer.question, by=cleo, reason="Spam")

    text = page("/standing/ben/")

    assert "No signal" not in text
    assert "(not shown)" in text


def test_a_long_history_has_pages_that_cost_the_same(
    ben: Member, client: Client, page: Page, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    today = clock.now()
    Gain.objects.bulk_create(
        Gain(entry=n, member=ben, reason="answer_vote", question=n, subject=f"answer:{n}", points=10, votes=1, capped=True,
             day=(today - timedelta(days=n // 7)).date(), at=today)
        for n in range(120)
    )  # fmt: skip
    text, seen = page("/standing/ben/"), 0
    with django_assert_max_num_queries(6):
        client.get("/standing/ben/")
    while True:
        seen += text.count('class="gain"')
        if 'rel="next"' not in text:
            break
        text = page(text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&"))

    assert seen == 120
    assert page("/standing/ben/?after=2026-13-01~1~1").count('class="gain"') == 50


@pytest.mark.parametrize(
    ("standing", "level", "missing"),
    [
        (Standing(), "Newcomer", ["1 more question or answer", "2 more days on which you take part"]),
        (
            Standing(level=2, answered=20, solved=2, reputation=300, days=30),
            "Regular",
            ["3 more solutions", "2 more recent solutions", "10 more recent answers", "10 more recent days"],
        ),
        (Standing(level=4, answered=999, solved=99, reputation=9_999, days=999), "Guide", []),
    ],
)
def test_the_way_to_the_next_level_is_said_in_words(standing: Standing, level: str, missing: list[str]) -> None:
    progress = progress_of(standing)

    assert str(progress.level.name) == level
    assert progress.missing == missing
    assert (progress.share == 100) == (progress.following is None)


def test_the_card_shows_reputation_level_and_badges(ada: Member, answer: Answer, page: Page) -> None:
    actions.accept_answer(answer, by=ada)

    text = page("/standing/ben/card")

    assert "15" in text
    assert "First solution" in text
    assert "Newcomer" in text
    assert "<html" not in text


def test_badges_are_listed_with_who_has_them(ada: Member, ben: Member, answer: Answer, page: Page) -> None:
    actions.accept_answer(answer, by=ada)

    text = page("/standing/badges/")

    assert all(str(badge.name) in text for badge in BADGES)
    assert "1 member has it" in text
    assert "Ben Okafor" in page("/standing/badges/first-solution/")
    erase_member(ben, by=ben, keep_texts=True)
    assert "Nobody has it yet" in page("/standing/badges/first-solution/")


def test_fifty_badges_cost_the_same_number_of_queries(
    client: Client, question: Question, page: Page, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(15):
        actions.answer_question(question, by=join(handle=f"helper{number}"), body=f"Idea number {number}")
    assert "15 members have it" in page("/standing/badges/")

    for address in (
        "/standing/badges/",
        "/standing/badges/first-answer/",
        "/standing/ranks/",
        "/standing/ranks/?period=all",
    ):
        with django_assert_max_num_queries(4):
            client.get(address)


@pytest.mark.parametrize("address", ["/standing/nobody-here/", "/standing/nobody-here/card", "/standing/badges/none/"])
def test_what_is_not_there_is_404(client: Client, address: str, db: None) -> None:
    assert client.get(address).status_code == 404


def test_a_handle_written_otherwise_leads_to_the_right_address(client: Client, ben: Member) -> None:
    assert client.get("/standing/Ben/")["Location"] == "/standing/ben/"


def test_nobody_can_be_called_like_one_of_these_pages(db: None) -> None:
    from groundswell.members.rules import Invalid

    for handle in ("ranks", "badges", "experts", "pause"):
        with pytest.raises(Invalid):
            join(handle=handle)
