"""The list "for you": what is in it, why, in which order, and what never is."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from groundswell.features.support import actions
from groundswell.features.support.models import Question, Tag, Topic
from groundswell.features.support.queries.foryou import why_of
from groundswell.features.support.queries.lists import Filters, Listing, list_questions
from groundswell.features.support.tests.test_api import send, signed
from groundswell.log import clock
from groundswell.members.models import Member

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def ask(by: Member, title: str, *tags: str, day: float = 0, topic: Topic | None = None) -> Question:
    with clock.standing_at(MONDAY + timedelta(days=day)):
        return actions.ask_question(by=by, title=title, body="What now?", tags=list(tags), topic=topic)


def listing(me: Member, *, day: float = 10, **filters: object) -> Listing:
    me.refresh_from_db()
    with clock.standing_at(MONDAY + timedelta(days=day)):
        return list_questions(Filters(shown="foryou", **filters), me)  # type: ignore[arg-type]


def reasons(me: Member, *, day: float = 10) -> dict[str, str]:
    """By title in the order of the list."""
    return {row.title: why_of(row) for row in listing(me, day=day).rows}


def answer(question: Question, by: Member, *, day: float) -> None:
    with clock.standing_at(MONDAY + timedelta(days=day)):
        actions.answer_question(question, by=by, body="Turn it off and on.")


@pytest.fixture
def helped(ada: Member, ben: Member) -> None:
    """Ben answered three questions on roaming."""
    for number in range(3):
        answer(ask(ada, f"Roaming in land {number}", "roaming"), ben, day=1)


def test_what_one_answered_before_comes_first_and_says_so(helped: None, ada: Member, ben: Member) -> None:
    ask(ada, "Which bill is this", "bill", day=9.9)
    ask(ada, "No roaming in Norway", "roaming", day=8)
    talked = ask(ada, "Roaming is slow", "roaming", day=9)
    answer(talked, ada, day=9)

    found = reasons(ben)

    assert next(iter(found)) == "No roaming in Norway"
    assert found["No roaming in Norway"] == "Nobody has answered yet, and you answered 3 on roaming"
    assert found["Roaming is slow"] == "You answered 3 on roaming"
    assert not any(title.startswith("Roaming in land") for title in found)  # he answered those


def test_whom_one_follows_what_one_follows_and_what_one_asked(ada: Member, ben: Member, eve: Member) -> None:
    ask(ben, "My own bill", "bill")
    ask(ada, "Why is Tuesday quiet", "mast", day=9)
    ask(eve, "Another bill", "bill", day=9)
    ask(eve, "SIM in two phones", "esim", day=9)
    actions.follow("member", ada.pk, by=ben)
    actions.follow("tag", Tag.objects.get(name="esim").pk, by=ben)

    found = reasons(ben)

    assert found["Why is Tuesday quiet"] == "Ada Lindqvist, whom you follow, asked"
    assert found["SIM in two phones"] == "You follow esim"
    assert found["Another bill"] == "You asked about bill too"
    assert "My own bill" not in found


def test_words_of_a_profile_count_as_knowledge(ada: Member, ben: Member) -> None:
    ask(ada, "SIM in two phones", "esim", day=9)
    Member.objects.filter(pk=ben.pk).update(expertise=["eSIM"])

    assert reasons(ben) == {"SIM in two phones": "Nobody has answered yet, and you know esim"}


def test_a_newcomer_has_a_list_of_what_is_new_and_waits(ada: Member, ben: Member, eve: Member) -> None:
    asked = [ask(ada, f"Question {number}", "thing", day=number / 2) for number in range(8)]
    answer(asked[7], eve, day=4)

    found = reasons(ben)

    assert len(found) == 8
    assert found["Question 7"] == "New here"
    assert set(found.values()) <= {"New here", "Nobody has answered yet", "Something new: Calls"}


def test_not_for_me_hides_it_has_less_of_the_kind_and_can_be_taken_back(helped: None, ada: Member, ben: Member) -> None:
    disliked = ask(ada, "No roaming in Norway", "roaming", "ferry", day=9)
    ask(ada, "The ferry has no signal", "ferry", day=9)
    ask(ada, "A mast in the wood", "mast", day=8.9)
    before = list(reasons(ben))
    assert before.index("The ferry has no signal") < before.index("A mast in the wood")

    with clock.standing_at(MONDAY + timedelta(days=9.5)):
        actions.dismiss(disliked, by=ben)
        actions.dismiss(disliked, by=ben)

    after = list(reasons(ben))
    assert "No roaming in Norway" not in after
    assert after.index("A mast in the wood") < after.index("The ferry has no signal")
    actions.take_back_dismissal(disliked, by=ben)
    assert list(reasons(ben)) == before


def test_what_is_muted_closed_locked_or_solved_stays_out(ada: Member, ben: Member, eve: Member, cleo: Member) -> None:
    quiet = Topic.objects.create(slug="quiet", name={"en": "Quiet"})
    asked = {
        name: ask(ada, f"This one is {name}", "thing", day=9)
        for name in ("open", "muted", "closed", "locked", "solved")
    }
    ask(ada, "This is in a muted topic", "thing", day=9, topic=quiet)
    ask(eve, "This is by somebody muted", "thing", day=9)
    actions.mute("question", asked["muted"].pk, by=ben)
    actions.mute("topic", quiet.pk, by=ben)
    actions.mute("member", eve.pk, by=ben)
    actions.close_question(asked["closed"], by=cleo, cause="private")
    actions.lock_question(asked["locked"], by=cleo, reason="Enough.")
    actions.accept_answer(actions.answer_question(asked["solved"], by=eve, body="Like so."), by=ada)

    assert list(reasons(ben)) == ["This one is open"]


def test_what_was_read_goes_down_and_languages_one_does_not_read_stay_out(ada: Member, ben: Member) -> None:
    read = ask(ada, "Read already", "thing", day=9.5)
    ask(ada, "Not read yet", "thing", day=9)
    with clock.standing_at(MONDAY + timedelta(days=9.6)):
        actions.ask_question(by=ada, title="Warum geht das nicht", body="Seit gestern.", language="de")
        actions.mark_read(read, by=ben)
    Member.objects.filter(pk=ben.pk).update(languages=["en"])

    assert list(reasons(ben)) == ["Not read yet", "Read already"]


def test_pages_repeat_and_miss_nothing_whatever_is_asked_and_answered_in_between(
    helped: None, ada: Member, ben: Member
) -> None:
    """A fifth of what is far from somebody is mixed in, one in ten rows, from a draw that holds for the day."""
    for number in range(90):  # sixty far from ben: the draw leaves fewer than two of them once in forty thousand times
        ask(ada, f"Question {number}", "other" if number % 3 else "roaming", day=1 + number / 10)

    first = listing(ben)
    ask(ada, "Asked in between", "roaming", day=10.1)
    pages, after = [first], first.next
    while after:
        pages.append(listing(ben, day=10.2, after=after))
        after = pages[-1].next
    titles = [row.title for page in pages for row in page.rows]

    assert len(titles) == len(set(titles)) == 90
    assert [len(page.rows) for page in pages] == [20, 20, 20, 20, 10]
    new = [at for at, row in enumerate(first.rows) if row.why and row.why.kind == "new"]
    assert new == [5, 15]
    again = listing(ben, day=10.3)
    assert [row.title for row in again.rows if row.why and row.why.kind == "new"] == [
        first.rows[at].title for at in new
    ]
    tomorrow = listing(ben, day=11)
    assert {row.title for row in tomorrow.rows if row.why and row.why.kind == "new"} != {
        first.rows[at].title for at in new
    }


def test_the_last_page_misses_nothing_whatever_the_draw(helped: None, ada: Member, ben: Member) -> None:
    for number in range(45):
        ask(ada, f"Question {number}", "other", day=2 + number / 10)

    for day in range(10, 18):
        titles: list[str] = []
        after = ""
        while page := listing(ben, day=day, after=after):
            titles += [row.title for row in page.rows]
            if not (after := page.next):
                break
        assert len(titles) == len(set(titles)) == 45


def test_a_reason_names_no_topic_or_tag_that_its_reader_may_not_know(
    calling: Topic, ada: Member, ben: Member, mia: Member
) -> None:
    """Ben knew what is in a topic that was closed to him since; the tag is still on questions that he may read."""
    beta = Topic.objects.create(slug="beta", name={"en": "Secret beta"})
    answer(ask(ada, "The beta does not start", "beta-tag", topic=beta), ben, day=1)
    ask(ada, "The beta stopped", "beta-tag", topic=beta, day=9)
    ask(ada, "Out in the open", "lift", topic=calling, day=9)
    actions.set_audience(beta, by=mia, readers=actions.Readers(roles=["agent"]))

    assert list(reasons(ben)) == ["Out in the open"]
    assert "beta" not in str(reasons(ben))


def test_the_page_says_why_and_takes_no_more_statements_than_other_lists(
    helped: None, ada: Member, ben: Member, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with clock.standing_at(MONDAY + timedelta(days=10)):
        ask(ada, "No roaming in Norway", "roaming", day=9)
        client.force_login(ben)
        client.get("/?shown=newest")
        with django_assert_num_queries(5) as newest:
            client.get("/?shown=newest")
        with django_assert_num_queries(len(newest)):
            page = client.get("/").content.decode()

    assert "Nobody has answered yet, and you answered 3 on roaming" in page
    assert 'aria-label="Not for me: No roaming in Norway"' in page


def test_not_for_me_on_the_page_with_and_without_scripts(ada: Member, ben: Member, client: Client) -> None:
    question = ask(ada, "No roaming in Norway", "roaming", day=9)
    client.force_login(ben)
    path = f"/do/not-for-me/{question.pk}/"

    piece = client.post(path, {"value": "1"}, headers={"HX-Request": "true"}).content.decode()
    assert "Undo: No roaming in Norway" in piece
    assert list(reasons(ben)) == []
    assert client.post(path, {"value": "0"}).status_code == 302
    assert list(reasons(ben)) == ["No roaming in Norway"]
    assert client.get(path).status_code == 405


def test_reasons_are_in_the_readers_language(helped: None, ada: Member, ben: Member) -> None:
    ask(ada, "No roaming in Norway", "roaming", day=9)
    with translation.override("de"):
        assert reasons(ben)["No roaming in Norway"] == "Noch ohne Antwort, und du hast 3-mal zu roaming geantwortet"


@pytest.mark.parametrize(
    "after",
    [
        "bm9uc2Vuc2U",
        "WzEsIDJd",
        "WyIyMDI2LTAzLTAyIiwgMSwgMSwgMSwgMV0",
        "W10",
        "WyIwMDAxLTAxLTAyVDAwOjAwOjAwKzAwOjAwIiwgMSwgMSwgMSwgMV0",
    ],
)
def test_a_cursor_that_is_not_ours_is_said(after: str, ben: Member, client: Client) -> None:
    client.force_login(ben)

    assert client.get(f"/?after={after}").status_code == 422


def test_programs_read_the_list_with_its_reasons_and_say_what_is_not_for_them(ada: Member, ben: Member) -> None:
    question = ask(ada, "No roaming in Norway", "roaming", day=9)
    with clock.standing_at(MONDAY + timedelta(days=10)):
        program = signed(ben)
        items = send(program, "GET", "/questions?shown=foryou").json()["items"]
        assert [(item["id"], item["why"]) for item in items] == [(question.pk, "Nobody has answered yet")]
        assert send(program, "GET", "/questions").json()["items"][0]["why"] == ""

        assert send(program, "PUT", f"/questions/{question.pk}/not-for-me").status_code == 204
        assert send(program, "GET", "/questions?shown=foryou").json()["items"] == []
        assert send(program, "DELETE", f"/questions/{question.pk}/not-for-me").status_code == 204
        assert len(send(program, "GET", "/questions?shown=foryou").json()["items"]) == 1
