"""The lists: which questions, in which order, in pages, and what is new for this reader."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from groundswell.features.support import actions
from groundswell.features.support.models import Question, Topic
from groundswell.features.support.queries.lists import Filters, list_questions
from groundswell.log import clock
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Viewer

STRANGER = AnonymousUser()
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def week(ada: Member, calling: Topic) -> list[Question]:
    """One question a day, from Monday on."""
    asked = []
    for day, title in enumerate(["Monday lift", "Tuesday mast", "Wednesday bill", "Thursday eSIM", "Friday roaming"]):
        with clock.standing_at(MONDAY + timedelta(days=day)):
            tags = ["esim"] if "eSIM" in title else []
            asked.append(actions.ask_question(by=ada, title=title, body="What now?", tags=tags, topic=calling))
    return asked


def titles(viewer: Viewer = STRANGER, **filters: object) -> list[str]:
    rows = list_questions(Filters(**filters), viewer).rows  # type: ignore[arg-type]
    return [row.title.split()[0] for row in rows]


def test_newest_first_in_pages_that_miss_and_repeat_nothing(week: list[Question], ada: Member) -> None:
    first = list_questions(Filters(size=2), STRANGER)
    actions.ask_question(by=ada, title="Asked in between", body="Sorry.")
    second = list_questions(Filters(size=2, after=first.next), STRANGER)
    third = list_questions(Filters(size=2, after=second.next), STRANGER)

    seen = [row.title.split()[0] for page in (first, second, third) for row in page.rows]
    assert seen == ["Friday", "Thursday", "Wednesday", "Tuesday", "Monday"]
    assert third.next == ""


def test_an_answer_lifts_a_question_in_the_list_of_active_ones(week: list[Question], ben: Member) -> None:
    actions.answer_question(week[0], by=ben, body="Take the stairs.")

    assert titles(shown="active")[0] == "Monday"
    assert titles(shown="newest")[0] == "Friday"


def test_unanswered_are_those_that_wait(week: list[Question], ben: Member, cleo: Member) -> None:
    actions.answer_question(week[1], by=ben, body="It is being mended.")
    actions.close_question(week[2], by=cleo, cause="private")

    assert titles(shown="unanswered") == ["Friday", "Thursday", "Monday"]


def test_hot_is_votes_answers_and_youth_as_published(
    week: list[Question], ben: Member, eve: Member, dan: Member
) -> None:
    """Twice as much makes up for a day: Tuesday with 1 + 2 votes + 1 answer is as hot as a question of two days later."""
    actions.vote(week[1], by=ben, value=1)
    actions.vote(week[1], by=eve, value=1)
    assert titles(shown="hot") == ["Friday", "Thursday", "Tuesday", "Wednesday", "Monday"]

    actions.answer_question(week[1], by=dan, body="It is being mended.")
    actions.answer_question(week[1], by=dan, body="It has been mended.")

    assert titles(shown="hot") == ["Friday", "Tuesday", "Thursday", "Wednesday", "Monday"]


def test_solved_and_language_narrow_a_list(week: list[Question], ada: Member, ben: Member) -> None:
    actions.accept_answer(actions.answer_question(week[3], by=ben, body="Scan it twice."), by=ada)
    actions.ask_question(by=ada, title="Samstags kein Netz mehr", body="Was ist denn da los bei euch?")

    assert titles(solved=True) == ["Thursday"]
    assert "Thursday" not in titles(solved=False)
    assert titles(language="de") == ["Samstags"]


def test_a_topic_shows_what_is_under_it_and_a_tag_what_carries_it(
    week: list[Question], calling: Topic, ada: Member, client: Client
) -> None:
    below = Topic.objects.create(slug="voicemail", name={"en": "Voicemail"}, parent=calling)
    actions.ask_question(by=ada, title="Sunday voicemail", body="It is full.", topic=below)

    assert "Sunday voicemail" in client.get("/topics/calling/").content.decode()
    assert "Monday lift" not in client.get("/topics/voicemail/").content.decode()
    assert titles(tag="esim") == ["Thursday"]


def test_mine_is_what_i_asked_answered_or_follow(week: list[Question], ada: Member, ben: Member) -> None:
    actions.answer_question(week[0], by=ben, body="Take the stairs.")
    actions.follow("question", week[4].pk, by=ben)

    assert len(titles(ada, shown="mine", mine="asked")) == 5
    assert titles(ben, shown="mine", mine="answered") == ["Monday"]
    assert titles(ben, shown="mine", mine="followed") == ["Friday"]


def test_what_was_read_is_new_again_when_something_happens(week: list[Question], ada: Member, ben: Member) -> None:
    def unread() -> list[str]:
        return [row.title.split()[0] for row in list_questions(Filters(), ben).rows if row.unread]

    for question in week[:4]:
        actions.mark_read(question, by=ben)
    assert unread() == ["Friday"]

    actions.answer_question(week[1], by=ada, body="Now there are two bars.")
    assert unread() == ["Friday", "Tuesday"]
    assert not any(row.unread for row in list_questions(Filters(), STRANGER).rows)


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"shown": "best"}, "no list called"),
        ({"after": "nonsense"}, "cannot be found"),
        ({"after": "WzEsIDJd"}, "cannot be found"),
        ({"shown": "mine"}, "Sign in"),
        ({"shown": "foryou"}, "Sign in"),
    ],
)
def test_a_list_that_cannot_be_is_said(week: list[Question], filters: dict[str, str], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        list_questions(Filters(**filters), STRANGER)  # type: ignore[arg-type]


def test_a_page_of_a_list_that_cannot_be_is_422(week: list[Question], client: Client) -> None:
    response = client.get("/questions/?after=nonsense")

    assert response.status_code == 422
    assert "start again at the first" in response.content.decode()


@pytest.mark.parametrize("path", ["/questions/", "/", "/topics/calling/", "/tags/esim/", "/questions/mine/"])
def test_ten_and_twenty_rows_cost_the_same_number_of_queries(
    week: list[Question],
    ada: Member,
    path: str,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(ada)
    client.get(path)
    with django_assert_max_num_queries(8) as few:
        client.get(path)
    for number in range(15):
        with clock.standing_at(MONDAY + timedelta(days=number)):
            actions.ask_question(by=ada, title=f"One more question {number}", body="What now?", tags=["esim"])

    with django_assert_max_num_queries(8) as many:
        client.get(path)

    assert len(many) == len(few)


def test_show_more_gives_rows_and_the_next_button_only(week: list[Question], client: Client) -> None:
    part = client.get("/questions/", headers={"HX-Request": "true", "HX-Target": "rows"}).content.decode()

    assert part.count('<article class="row') == 5
    assert "<html" not in part
