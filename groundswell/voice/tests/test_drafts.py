"""What somebody is writing: kept, brought back, forgotten when it is posted."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from groundswell.features.support.actions import answer_question, ask_question
from groundswell.features.support.models import Question, Topic
from groundswell.log import clock
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, TooOften
from groundswell.voice import drafts
from groundswell.voice.models import Draft


@pytest.fixture
def question(ada: Member) -> Question:
    Topic.objects.create(slug="calling", name={"en": "Calls"})
    return ask_question(by=ada, title="No signal in the lift", body="Every morning.")


def test_the_editor_saves_reads_and_forgets_a_draft(client: Client, ben: Member) -> None:
    client.force_login(ben)
    at = "/voice/drafts/answer:12/"
    page = "http://testserver/question/12/no-signal/?order=best"

    saved = client.post(at, {"body": "Turn on", "once": "x", "csrfmiddlewaretoken": "y"}, HTTP_REFERER=page)

    assert saved.status_code == 204
    assert client.get(at).json() == {"text": {"body": "Turn on"}}
    assert Draft.objects.get().page == "/question/12/no-signal/"
    assert client.delete(at).status_code == 204
    assert client.get(at).json() == {"text": {}}


def test_saving_again_replaces_the_draft_of_this_place_and_of_no_other(ben: Member, ada: Member) -> None:
    for body in ("Turn", "Turn on"):
        drafts.save_draft("answer:12", {"body": body}, by=ben)
    drafts.save_draft("answer:12", {"body": "Mine"}, by=ada)
    drafts.save_draft("ask", {"title": "A title", "body": "", "tags": "lift"}, by=ben)

    assert drafts.draft_of(ben, "answer:12") == {"body": "Turn on"}
    assert drafts.draft_of(ada, "answer:12") == {"body": "Mine"}
    assert drafts.draft_of(ben, "ask") == {"title": "A title", "body": "", "tags": "lift"}


def test_an_emptied_draft_is_forgotten(ben: Member) -> None:
    drafts.save_draft("ask", {"body": "Hm"}, by=ben)
    drafts.save_draft("ask", {"body": "  ", "title": ""}, by=ben)

    assert not Draft.objects.exists()


def test_posting_forgets_the_draft(ben: Member, question: Question) -> None:
    drafts.save_draft(f"answer:{question.pk}", {"body": "Turn on"}, by=ben)

    answer_question(question, by=ben, body="Turn on Wi-Fi calling.")

    assert not Draft.objects.exists()


def test_a_save_that_arrives_after_its_text_was_posted_is_no_draft(ben: Member, question: Question) -> None:
    once = uuid4()
    answer_question(question, by=ben, body="Turn on Wi-Fi calling.", once=once)

    drafts.save_draft(f"answer:{question.pk}", {"body": "Turn on Wi-Fi cal", "once": str(once)}, by=ben)

    assert not Draft.objects.exists()


@pytest.mark.parametrize("place", ["", "../..", "answer:12;", "a" * 61, "ANSWER:1", "answer:" + "9" * 30, "ask/x"])
def test_only_places_to_write_have_drafts(place: str, ben: Member) -> None:
    with pytest.raises(Invalid):
        drafts.save_draft(place, {"body": "x"}, by=ben)


def test_a_draft_of_more_than_60_kilobytes_is_refused_and_the_one_before_stays(client: Client, ben: Member) -> None:
    client.force_login(ben)
    client.post("/voice/drafts/ask/", {"body": "short"})

    response = client.post("/voice/drafts/ask/", {"body": "é" * 30_001})

    assert response.status_code == 422
    assert "too long" in response.json()["detail"]
    assert drafts.draft_of(ben, "ask") == {"body": "short"}


def test_odd_characters_do_no_harm(ben: Member) -> None:
    drafts.save_draft("ask", {"body": 'a\0b\ud83d \\u0000 " é 😀'}, by=ben)

    assert drafts.draft_of(ben, "ask") == {"body": 'ab \\u0000 " é 😀'}


def test_strangers_have_no_drafts_and_are_told_so(client: Client, db: None) -> None:
    for answer in (client.get("/voice/drafts/ask/"), client.post("/voice/drafts/ask/", {"body": "x"})):
        assert answer.status_code == 403
        assert "not signed in" in answer.json()["detail"]


def test_who_saves_without_end_is_asked_to_wait(ben: Member) -> None:
    for number in range(90):
        drafts.save_draft("ask", {"body": f"{number}"}, by=ben)

    with pytest.raises(TooOften):
        drafts.save_draft("ask", {"body": "once more"}, by=ben)


def test_the_newest_hundred_drafts_are_kept(ben: Member) -> None:
    Draft.objects.bulk_create(Draft(member=ben, place=f"answer:{n}", text={"body": "x"}) for n in range(100))

    drafts.save_draft("ask", {"body": "newest"}, by=ben)

    assert Draft.objects.count() == 100
    assert drafts.draft_of(ben, "ask") == {"body": "newest"}


def test_drafts_that_nobody_touched_for_90_days_go(ben: Member) -> None:
    for place, days in (("answer:1", 91), ("answer:2", 89)):
        Draft.objects.create(member=ben, place=place, text={"body": "x"}, saved=clock.now() - timedelta(days=days))

    assert drafts.remove_old() == 1
    assert Draft.objects.get().place == "answer:2"


def test_the_form_brings_the_draft_back(client: Client, ben: Member, question: Question) -> None:
    client.force_login(ben)
    drafts.save_draft("ask", {"title": "Half a title", "body": "Half a <text>", "tags": "lift roaming"}, by=ben)
    drafts.save_draft(f"answer:{question.pk}", {"body": "Half an answer"}, by=ben)
    drafts.save_draft(f"comment:q{question.pk}", {"body": "Half a comment"}, by=ben)

    ask = client.get("/questions/ask/").content.decode()
    page = client.get(question.get_absolute_url()).content.decode()
    comment = client.get(f"/question/{question.pk}/comment/").content.decode()

    assert 'value="Half a title"' in ask
    assert "Half a &lt;text&gt;" in ask
    assert 'value="lift roaming"' in ask
    assert "Half an answer" in page
    assert "Half a comment" in comment


def test_what_is_refused_shows_what_was_typed_and_not_the_draft(
    client: Client, ben: Member, question: Question
) -> None:
    client.force_login(ben)
    drafts.save_draft(f"answer:{question.pk}", {"body": "The draft"}, by=ben)

    response = client.post(f"/do/answer/{question.pk}/", {"body": "?!"})

    assert response.status_code == 422
    assert "?!" in response.content.decode()
    assert "The draft" not in response.content.decode()


def test_a_link_that_names_a_title_goes_before_the_draft(client: Client, ben: Member, question: Question) -> None:
    client.force_login(ben)
    drafts.save_draft("ask", {"title": "Half a title", "body": "Half a text"}, by=ben)

    ask = client.get("/questions/ask/?title=No+signal").content.decode()

    assert 'value="No signal"' in ask
    assert "Half a text" in ask


def test_the_page_of_drafts_leads_back_to_where_one_was(client: Client, ben: Member, ada: Member) -> None:
    client.force_login(ben)
    drafts.save_draft("answer:12", {"body": "Half an <answer>"}, by=ben, page="/question/12/no-signal/")
    drafts.save_draft("ask", {"title": "Half a title", "body": "and a text"}, by=ben)
    drafts.save_draft("ask", {"body": "Ada's own"}, by=ada)

    text = client.get("/voice/drafts/").content.decode()

    assert 'href="/question/12/no-signal/"' in text
    assert "Half an &lt;answer&gt;" in text
    assert "Half a title" in text
    assert "Ada" not in text

    assert client.post("/voice/drafts/", {"place": "answer:12"}).status_code == 302
    assert client.post("/voice/drafts/", {"place": "ask"}).status_code == 302
    assert "Nothing unfinished" in client.get("/voice/drafts/").content.decode()
    assert drafts.draft_of(ada, "ask") == {"body": "Ada's own"}


def test_another_sites_page_is_not_where_the_form_is(client: Client, ben: Member) -> None:
    client.force_login(ben)

    client.post("/voice/drafts/ask/", {"body": "x"}, HTTP_REFERER="https://evil.example/questions/ask/")

    assert Draft.objects.get().page == ""
