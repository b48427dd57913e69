"""Meaning finds what words do not."""

from typing import Any

import pytest

from groundswell.derived.search import embedding, finding, meaning, vectors
from groundswell.derived.search.filters import SearchFilters
from groundswell.derived.search.model import NoModel, files
from groundswell.derived.search.models import State, Wanted
from groundswell.derived.search.rows import run
from groundswell.derived.search.tests.conftest import Ask, Find
from groundswell.features.support import actions
from groundswell.log import follow
from groundswell.members.models import Member


@pytest.fixture
def model(db: None) -> None:
    try:
        files()
    except NoModel as problem:
        pytest.skip(f"No search by meaning here: {problem}")
    if not vectors.are_there():
        pytest.skip("No search by meaning here: the database has no pgvector.")


def learned() -> int:
    follow.run("search.documents")
    return embedding.embed_pending()


def by_meaning(query: str) -> list[str]:
    """A query is put in the line, a worker answers, and then it is searched."""
    finding.search(query, SearchFilters())
    embedding.answer_queries()
    return [hit.plain_title for hit in finding.search(query, SearchFilters()).hits]


@pytest.mark.usefixtures("model")
def test_a_question_is_found_that_shares_no_word(ask: Ask) -> None:
    ask("My handset loses power quickly", "It is flat by noon.")
    ask("How to cancel my contract", "I want to leave.")
    assert learned() == 2

    assert by_meaning("battery drains fast")[0] == "My handset loses power quickly"


@pytest.mark.usefixtures("model")
def test_in_a_short_query_a_word_that_is_there_counts_as_much_as_a_meaning(ask: Ask) -> None:
    for title in ("Battery drains fast", "Handset loses charge", "Accumulator runs flat", "Charge is gone by noon"):
        ask(title, "My phone is empty so early.")
    ask("Which cable fits", "The accumulator of the E4711 is under the lid.")
    learned()

    assert by_meaning("E4711 accumulator")[0] == "Which cable fits"


@pytest.mark.usefixtures("model")
def test_a_single_letter_means_nothing(ask: Ask) -> None:
    ask("My handset loses power quickly")
    learned()

    assert by_meaning("x") == []


@pytest.mark.usefixtures("model")
def test_meaning_keeps_to_filters_and_exclusions(ask: Ask) -> None:
    ask("My handset loses power quickly", "It is flat by noon.", tags=["phone"])
    learned()
    for query in ("battery drains fast tag:phone", "battery drains fast tag:tablet", "battery drains fast -noon"):
        by_meaning(query)

    assert by_meaning("battery drains fast tag:phone")
    assert by_meaning("battery drains fast -cable") == ["My handset loses power quickly"]
    assert by_meaning("battery drains fast tag:tablet") == by_meaning("battery drains fast -noon") == []


@pytest.mark.usefixtures("model")
def test_search_goes_by_words_until_vectors_are_there(ask: Ask, find: Find) -> None:
    ask("My handset loses power quickly")

    assert find("handset") == ["My handset loses power quickly"]
    assert find("battery drains fast") == []
    assert Wanted.objects.count() == 1


@pytest.mark.usefixtures("model")
def test_vectors_are_made_once_and_again_when_a_text_changes(ask: Ask, ada: Member) -> None:
    question = ask("My handset loses power quickly")
    assert (learned(), learned()) == (1, 0)

    follow.rebuild("search.documents")
    before = run("SELECT xmin::text, voice FROM search_vector")
    assert learned() == 1
    assert run("SELECT xmin::text, voice FROM search_vector") == before

    actions.edit_question(question, by=ada, title="My tablet is slow", body="Very.")
    learned()
    assert not Wanted.objects.exists()
    assert run("SELECT v.digest = t.digest FROM search_vector v JOIN search_text t USING (voice)") == [(True,)]


@pytest.mark.usefixtures("model")
def test_a_deleted_answer_loses_its_vector(ask: Ask, ben: Member, cleo: Member) -> None:
    answer = actions.answer_question(ask("No power"), by=ben, body="Charge it overnight.")
    learned()
    actions.delete_answer(answer, by=cleo, reason="No")
    learned()

    assert run("SELECT count(*) FROM search_vector") == [(1,)]


@pytest.mark.usefixtures("model")
def test_another_model_makes_all_vectors_anew(ask: Ask) -> None:
    ask("No power")
    learned()
    State.objects.update(model="another")

    assert learned() == 1
    assert State.objects.get().model != "another"


@pytest.mark.usefixtures("model")
def test_related_questions_are_found_by_meaning(ask: Ask) -> None:
    question = ask("Battery drains fast", "My phone is empty by noon.")
    ask("Handset loses power quickly", "The charge does not last a day.")
    ask("Cancel a contract", "I want to move to another provider.")
    learned()

    assert [hit.plain_title for hit in finding.related(question.pk)] == ["Handset loses power quickly"]


def test_without_a_model_nothing_is_waited_for(ask: Ask, find: Find, settings: Any) -> None:
    settings.SEARCH_MODEL = "/nowhere"
    ask("My handset loses power quickly")

    assert find("handset") == ["My handset loses power quickly"]
    assert not embedding.meaning().works
    assert "/nowhere" in embedding.meaning().why


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("model")
def test_a_web_process_waits_shortly_and_then_for_some_seconds_not_at_all() -> None:
    State.objects.update_or_create(pk=1, defaults={"model": "some"})
    meaning.look_again()

    assert not meaning._is_known("nobody answers this")
    assert meaning._answers["silent_until"] > 0
    meaning.look_again()
