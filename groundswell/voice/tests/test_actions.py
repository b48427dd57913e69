"""Texts: stored once, rewritten with their past kept, brought back."""

import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Question, Topic
from groundswell.features.support.texts import clean_body, clean_tags, clean_title
from groundswell.members.models import Member
from groundswell.members.rules import Invalid
from groundswell.voice.actions import rewrite, version, write
from groundswell.voice.models import Revision, Voice


@pytest.fixture
def calling(db: None) -> Topic:
    return Topic.objects.create(slug="calling", name={"en": "Calls"})


def asked(by: Member, **more: Any) -> Question:
    return actions.ask_question(by=by, **{"title": "No signal in the lift", "body": "Every morning.", **more})


def test_a_rewritten_text_keeps_what_it_said_before(ada: Member, ben: Member) -> None:
    voice = write("question", by=ada, title="No signal", source="Every morning.").voice

    assert rewrite(voice, by=ben, title="No signal in the lift", source="Every **morning**.", reason="Says where")
    assert not rewrite(voice, by=ben, title="No signal in the lift", source="Every **morning**.")

    voice.refresh_from_db()
    assert (voice.revision, voice.edited_by, voice.edit_reason) == (2, ben, "Says where")
    assert voice.html == "<p>Every <strong>morning</strong>.</p>\n"
    assert (version(voice, 1).title, version(voice, 1).source) == ("No signal", "Every morning.")
    assert version(voice, 2).source == "Every **morning**."
    assert Revision.objects.get().by == ada


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_version_that_never_was_is_refused_in_words(number: int, ada: Member) -> None:
    voice = write("answer", by=ada, source="Turn it on.").voice

    with pytest.raises(Invalid, match=f"no version {number}"):
        version(voice, number)


def test_a_former_version_is_brought_back_from_the_history(
    client: Client, ada: Member, ben: Member, calling: Topic
) -> None:
    question = asked(ada)
    answer = actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    comment = actions.comment_on(answer, by=ben, body="In the settings.")
    actions.edit_question(question, by=ada, title="No signal in the tunnel", body="Sometimes.")
    actions.edit_answer(answer, by=ben, body="Never mind.")
    actions.edit_comment(comment, by=ben, body="Gone.")

    for who, on, pk in ((ada, "question", question.pk), (ben, "answer", answer.pk), (ben, "comment", comment.pk)):
        client.force_login(who)
        assert "Bring this version back" in client.get(f"/{on}/{pk}/history/").content.decode()
        assert client.post(f"/{on}/{pk}/edit/", {"version": "1"}).status_code == 302

    voice = Voice.objects.get(pk=question.voice_id)
    assert (voice.title, voice.source, voice.revision) == ("No signal in the lift", "Every morning.", 3)
    assert voice.edit_reason == "Restored version 1"
    assert Voice.objects.get(pk=answer.voice_id).source == "Turn on Wi-Fi calling."
    assert Voice.objects.get(pk=comment.voice_id).source == "In the settings."


def test_only_who_may_edit_may_bring_back(client: Client, ada: Member, eve: Member, calling: Topic) -> None:
    question = asked(ada)
    actions.edit_question(question, by=ada, title="No signal in the tunnel", body="Sometimes.")
    client.force_login(eve)

    assert "Bring this version back" not in client.get(f"/question/{question.pk}/history/").content.decode()
    assert client.post(f"/question/{question.pk}/edit/", {"version": "1"}).status_code == 403
    client.force_login(ada)
    for nonsense in ("0", "99", "x", "9" * 400, "²"):
        assert client.post(f"/question/{question.pk}/edit/", {"version": nonsense}).status_code == 422
    assert Voice.objects.get(pk=question.voice_id).revision == 2


@pytest.mark.parametrize(
    "text", ["\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b", "\u2060 \ufeff \u202e", " \n\t ", "\0" * 20]
)
def test_a_title_or_text_of_invisible_characters_is_empty(text: str) -> None:
    with pytest.raises(Invalid, match="few words"):
        clean_title(text)
    with pytest.raises(Invalid, match="few words"):
        clean_body(text)


def test_invisible_characters_are_taken_out_and_joiners_of_emoji_stay() -> None:
    assert clean_title("No\u200b sig\u00adnal\u202e in\u2066 the\ufeff lift") == "No signal in the lift"
    assert clean_body("Family 👩\u200d👩\u200d👧") == "Family 👩\u200d👩\u200d👧"
    assert clean_tags(["l\u200bift", "lift"]) == ["lift"]


@pytest.mark.parametrize("letter", ["a", "\u200b", "😀", "é\u0301"])
def test_titles_and_texts_of_a_megabyte_are_refused_at_once(letter: str, ada: Member, calling: Topic) -> None:
    huge = letter * (1_000_000 // len(letter))

    for given in ({"title": huge}, {"body": huge}, {"title": "a" + huge}):
        started = time.process_time()
        with pytest.raises(Invalid):
            asked(ada, **given)
        assert time.process_time() - started < 0.5
    with pytest.raises(Invalid):
        asked(ada, tags=["a" * 1_000_000])
    assert not Voice.objects.exists()


def test_a_megabyte_of_title_sent_to_the_form_comes_back_with_a_sentence(
    client: Client, ada: Member, calling: Topic
) -> None:
    client.force_login(ada)
    sent = {"title": "a" * 900_000, "body": "Every morning.", "topic": "calling", "language": "en"}

    assert client.post("/questions/ask/", sent).status_code == 422
    assert client.post("/questions/ask/", sent | {"title": "a" * 1_100_000}).status_code in {400, 413, 422}


def test_the_same_form_of_two_people_are_two_texts(ada: Member, eve: Member, calling: Topic) -> None:
    once = uuid4()

    assert asked(ada, once=once).pk != asked(eve, once=once, title="Something else entirely").pk


def at_once(act: Callable[[], Any]) -> list[Any]:
    """Does the same twice in two threads that start together; what one raises is raised here."""
    start, done = threading.Barrier(2), dict[int, Any]()

    def run(number: int) -> None:
        start.wait()
        try:
            done[number] = act()
        except BaseException as problem:
            done[number] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems := [problem for problem in done.values() if isinstance(problem, BaseException)]:
        raise problems[0]
    return [done[number] for number in range(2)]


@pytest.mark.slow
def test_a_form_that_arrives_twice_in_the_same_moment_is_stored_once(
    transactional_db: None, ada: Member, ben: Member
) -> None:
    Topic.objects.create(slug="calling", name={"en": "Calls"})
    for number in range(5):
        once = uuid4()
        question, same = at_once(partial(asked, ada, once=once, title=f"No signal in lift {number}"))
        assert question.pk == same.pk

        once = uuid4()
        answer, same = at_once(partial(actions.answer_question, question, by=ben, body="Turn it on.", once=once))
        assert answer.pk == same.pk

        once = uuid4()
        comment, same = at_once(partial(actions.comment_on, question, by=ben, body="Me too.", once=once))
        assert comment.pk == same.pk

    assert Question.objects.count() == 5
    assert Answer.objects.filter(question=question).count() == 1
