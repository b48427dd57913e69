"""Search follows the log, and can be rebuilt from it."""

from typing import Any

from groundswell.derived.search import vocabulary
from groundswell.derived.search.models import Document, Text, Vote, Wanted, Word
from groundswell.derived.search.tests.conftest import Ask
from groundswell.events.support import AnswerEdited
from groundswell.features.support import actions
from groundswell.log import follow
from groundswell.log.journal import record
from groundswell.members.models import Member


def everything() -> list[list[tuple[Any, ...]]]:
    vocabulary.count()
    orders: dict[Any, str] = {Document: "question", Text: "voice", Vote: "question", Wanted: "voice", Word: "word"}
    return [list(table.objects.order_by(order).values_list()) for table, order in orders.items()]


def test_a_document_holds_what_happened(ask: Ask, ada: Member, ben: Member, cleo: Member) -> None:
    question = ask("No signal in the lift", tags=["lift"])
    answer = actions.answer_question(question, by=ben, body="Use the stairs.")
    other = actions.answer_question(question, by=cleo, body="Or wait.")
    actions.vote(question, by=ben, value=1)
    actions.vote(question, by=cleo, value=-1)
    actions.vote(answer, by=ada, value=1)
    actions.accept_answer(answer, by=ada)
    actions.delete_answer(other, by=cleo, reason="No")
    actions.close_question(question, by=cleo, cause="outdated", reason="")
    follow.run("search.documents")

    found = Document.objects.get()

    assert (found.title, found.tags, found.asker) == ("No signal in the lift", ["lift"], ada.pk)
    assert (found.answers, found.votes, found.solution, found.closed) == (1, 0, answer.pk, True)
    assert found.active_at > found.asked_at


def test_an_edit_of_a_deleted_answer_does_not_bring_it_back(ask: Ask, ben: Member, cleo: Member) -> None:
    answer = actions.answer_question(ask("No signal in the lift"), by=ben, body="Use the stairs.")
    actions.delete_answer(answer, by=cleo, reason="Wrong")
    edited = AnswerEdited(
        question=answer.question_id, answer=answer.pk, voice=answer.voice_id, author=ben.pk, revision=2
    )
    record(edited, by=ben)
    follow.run("search.documents")

    assert not Text.objects.filter(answer=answer.pk).exists()


def test_running_again_changes_nothing_and_rebuilding_gives_the_same(
    ask: Ask, ada: Member, ben: Member, cleo: Member
) -> None:
    question = ask("No signal in the lift", tags=["lift"])
    answer = actions.answer_question(question, by=ben, body="Use the stairs.")
    actions.vote(question, by=ben, value=1)
    actions.accept_answer(answer, by=ada)
    follow.run("search.documents")
    actions.revoke_solution(question, by=ada, reason="It came back")
    actions.edit_question(question, by=ada, title="No signal in the garage", body="At all.")
    actions.delete_question(ask("Buy cheap watches"), by=cleo, reason="Spam")
    follow.run("search.documents")
    before = everything()
    assert all(before)

    assert follow.run("search.documents") == 0
    follow.rebuild("search.documents")

    assert everything() == before
