"""Search over JSON says what the page says."""

from django.test import Client

from groundswell.derived.search.tests.conftest import Ask
from groundswell.features.support import actions
from groundswell.log import follow
from groundswell.members.models import Member


def test_hits_tell_what_was_found_and_where(client: Client, ask: Ask, ada: Member, ben: Member) -> None:
    question = ask("No signal in the lift", tags=["lift"])
    answer = actions.answer_question(question, by=ben, body="Buy a repeater.")
    actions.accept_answer(answer, by=ada)
    follow.run("search.documents")

    found = client.get("/api/v1/search?q=repeater").json()

    (hit,) = found["items"]
    assert (hit["title"], hit["answer"], hit["solved"]) == ("No signal in the lift", answer.pk, True)
    assert hit["excerpt"] == "Buy a <mark>repeater</mark>."
    assert (found["about"], found["next"], found["corrected"]) == (1, "", "")


def test_similar_and_related_questions(client: Client, ask: Ask) -> None:
    question = ask("No signal in the lift at work")
    ask("Lift blocks the signal")
    follow.run("search.documents")

    similar = client.get("/api/v1/search/similar?title=signal+in+lift").json()
    related = client.get(f"/api/v1/questions/{question.pk}/related").json()

    assert {hit["title"] for hit in similar} == {"No signal in the lift at work", "Lift blocks the signal"}
    assert [hit["title"] for hit in related] == ["Lift blocks the signal"]
    assert client.get("/api/v1/questions/999999/related").status_code == 404
