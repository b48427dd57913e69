"""The queue, decisions with reasons, measures about people, and appeals."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from groundswell.features.support import actions as support
from groundswell.features.support.models import Answer, Question
from groundswell.log import clock
from groundswell.members.actions import erase_member
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused
from groundswell.moderation import actions
from groundswell.moderation.kinds import Subject
from groundswell.moderation.links import link_to
from groundswell.moderation.models import Decision, Flag, Item
from groundswell.moderation.queries.queue import queue
from groundswell.moderation.tests.people import person


@pytest.fixture
def item(subject: Subject, ada: Member) -> Item:
    actions.flag(subject, by=ada, reason="spam", note="The third time")
    return Item.objects.get()


def test_a_decision_says_why_even_when_nobody_typed_a_reason(item: Item, answer: Answer, cleo: Member) -> None:
    decision = actions.decide_flags(item, by=cleo, hide=True)

    answer.refresh_from_db()
    assert answer.deleted_at is not None
    assert (decision.ground, decision.by, decision.automatic) == ("spam", cleo, False)
    assert decision.reason.startswith("It advertises something")
    assert decision.excerpt.startswith("Buy cheap cards")


def test_only_moderators_decide_and_each_item_once(item: Item, ben: Member, cleo: Member) -> None:
    with pytest.raises(Refused, match="Only moderators"):
        actions.decide_flags(item, by=ben, hide=True)
    actions.decide_flags(item, by=cleo, hide=False)
    with pytest.raises(Refused, match="Somebody else"):
        actions.decide_flags(item, by=cleo, hide=True)


def test_the_queue_shows_the_pressing_first_and_pages_by_cursor(question: Question, ben: Member, mia: Member) -> None:
    texts = [support.answer_question(question, by=mia, body=f"Answer {n}") for n in range(2)]
    for text in texts:
        actions.flag(Subject("answer", text.pk, text.voice_id, mia.pk, "", ""), by=ben, reason="rude")
    found = Subject("question", question.pk, question.voice_id, question.asker_id, "", "")
    actions.flag(found, by=ben, reason="personal")

    shown = queue()

    assert [entry.item.kind for entry in shown.entries] == ["question", "answer", "answer"]
    assert (shown.total, shown.older) == (3, "")
    assert [e.item.subject for e in queue(after=f"0~{shown.entries[0].item.pk}").entries] == [t.pk for t in texts]
    assert len(queue(after="nonsense").entries) == 3


def test_several_are_decided_at_once(item: Item, question: Question, ben: Member, cleo: Member, client: Client) -> None:
    found = Subject("question", question.pk, question.voice_id, question.asker_id, "", "")
    actions.flag(found, by=ben, reason="misplaced")
    client.force_login(cleo)
    page = client.get("/moderation/").content.decode()
    assert "The third time" in page and "2 things wait for you" in page

    chosen = list(Item.objects.values_list("pk", flat=True))
    client.post("/moderation/decide/", {"item": chosen, "deed": "hide", "ground": "rude"})

    assert Item.objects.filter(done_at=None).count() == 0
    assert set(Decision.objects.values_list("ground", flat=True)) == {"rude"}
    assert "Nothing waits" in client.get("/moderation/").content.decode()


@pytest.mark.parametrize("path", ["/moderation/", "/moderation/log/", "/moderation/rules/", "/moderation/members/ben/"])
def test_the_pages_of_those_who_moderate_are_theirs(path: str, ben: Member, client: Client) -> None:
    assert client.get(path).status_code == 404
    client.force_login(ben)
    assert client.get(path).status_code == 403


def test_a_silenced_member_reads_but_does_not_write_and_is_told_why(
    question: Question, eve: Member, cleo: Member, client: Client
) -> None:
    decision = actions.silence(eve, by=cleo, ground="rude", reason="Three insults in a day.")
    eve.refresh_from_db()
    assert eve.silenced_until and eve.silenced_until - clock.now() <= timedelta(days=1)

    with pytest.raises(Refused, match="You cannot write here until"):
        support.answer_question(question, by=eve, body="Ha.")
    with pytest.raises(Refused):
        support.vote(question, by=eve, value=-1)
    client.force_login(eve)
    assert client.get(question.get_absolute_url()).status_code == 200
    assert "Three insults in a day." in client.get(decision.get_absolute_url()).content.decode()


def test_each_further_measure_takes_longer(eve: Member, cleo: Member) -> None:
    days = []
    for _time in range(5):
        decision = actions.silence(eve, by=cleo, ground="rude", reason="Again.")
        assert decision.until is not None
        days.append(round((decision.until - decision.at) / timedelta(days=1)))

    assert days == [1, 3, 7, 30, 30]


def test_a_suspended_member_is_out_at_once_and_reads_why_when_signing_in(
    eve: Member, cleo: Member, client: Client
) -> None:
    eve.set_password("correct horse battery")
    eve.save()
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=eve, email=eve.email, verified=True, primary=True)
    client.force_login(eve)
    assert client.get("/moderation/mine/").status_code == 200

    decision = actions.suspend(eve, by=cleo, ground="spam", reason="Advertising, warned twice.")

    assert client.get("/moderation/mine/").status_code == 302
    answer = client.post("/accounts/login/", {"login": "eve", "password": "correct horse battery"}, follow=True)
    page = answer.content.decode()
    assert "Your account is suspended" in page and "Advertising, warned twice." in page
    assert client.get("/moderation/mine/").status_code == 302

    client.post(link_to(decision).removeprefix("http://localhost:8000"), {"text": "My brother used my laptop."})
    assert Item.objects.get(what="appeal").about == eve


def test_staff_are_measured_by_admins_only_and_nobody_themselves(cleo: Member, dan: Member) -> None:
    for whom in (dan, cleo):
        with pytest.raises(Refused, match="cannot decide about this member"):
            actions.warn(whom, by=cleo, ground="rude", reason="Tone.")


def test_an_appeal_is_decided_by_somebody_else_and_can_bring_the_text_back(
    item: Item, answer: Answer, eve: Member, cleo: Member, mia: Member
) -> None:
    decision = actions.decide_flags(item, by=cleo, hide=True)
    actions.appeal(decision, by=eve, text="It is my own shop, and free.")
    with pytest.raises(Refused, match="no appeal"):
        actions.appeal(decision, by=eve, text="Again.")
    waiting = Item.objects.get(what="appeal")
    with pytest.raises(Refused, match="Somebody else has to look"):
        actions.decide_appeal(waiting, by=cleo, reverse=False, answer="No.")
    with pytest.raises(Invalid):
        actions.decide_appeal(waiting, by=mia, reverse=True, answer=" ")

    made = actions.decide_appeal(waiting, by=mia, reverse=True, answer="True: it costs nothing.")

    answer.refresh_from_db()
    assert (answer.deleted_at, made.outcome) == (None, "reversed")


def test_an_appeal_that_is_right_ends_the_measure(eve: Member, cleo: Member, mia: Member) -> None:
    decision = actions.suspend(eve, by=cleo, ground="spam", reason="Spam.")
    actions.appeal(decision, by=eve, text="Not me.")

    actions.decide_appeal(Item.objects.get(what="appeal"), by=mia, reverse=True, answer="We mixed you up.")

    eve.refresh_from_db()
    assert eve.suspended_until is None


def test_strangers_read_no_decision(item: Item, ben: Member, cleo: Member, client: Client) -> None:
    decision = actions.decide_flags(item, by=cleo, hide=True)
    client.force_login(ben)

    assert client.get(decision.get_absolute_url()).status_code == 404
    assert client.get("/decisions/by-link/forged/").status_code == 404


def test_nobody_changes_a_decision_but_erasure_takes_the_words(item: Item, eve: Member, cleo: Member) -> None:
    decision = actions.decide_flags(item, by=cleo, hide=True)
    for change in ("UPDATE moderation_decision SET reason = 'Kind words'", "DELETE FROM moderation_decision"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)

    erase_member(eve, by=eve, keep_texts=False)

    decision.refresh_from_db()
    assert (decision.person, decision.reason, decision.excerpt, decision.ground) == (None, "", "", "spam")


def test_every_deed_of_the_team_is_in_the_log_page(item: Item, eve: Member, cleo: Member, client: Client) -> None:
    actions.decide_flags(item, by=cleo, hide=True)
    actions.warn(eve, by=cleo, ground="spam", reason="Last time.")
    actions.add_note(eve, by=cleo, text="Same shop as in May.")
    client.force_login(cleo)

    page = client.get("/moderation/log/").content.decode()
    for words in ("hid a text", "warned a member", "noted something", "Last time."):
        assert words in page
    assert "Same shop as in May." in client.get("/moderation/members/eve/").content.decode()


@pytest.mark.slow
def test_the_queue_costs_the_same_with_ten_as_with_fifty(question: Question, cleo: Member, client: Client) -> None:
    from django.db import connection as db
    from django.test.utils import CaptureQueriesContext

    flagger = person("flagger", "Flagger")
    client.force_login(cleo)
    counts = []
    for size in (10, 20):
        while Item.objects.count() < size:
            Item.objects.create(what="flags", kind="answer", subject=10_000 + Item.objects.count(), about=flagger)
        client.get("/moderation/")
        with CaptureQueriesContext(
            db,
        ) as ran:
            assert client.get("/moderation/").status_code == 200
        counts.append(len(ran))
    assert counts[0] == counts[1]


def test_an_appeal_that_was_right_settles_the_reports_that_hid_it_by_their_weight(
    subject: Subject, ada: Member, ben: Member, dan: Member, eve: Member, mia: Member
) -> None:
    for member in (ada, ben, dan):
        actions.flag(subject, by=member, reason="spam")
    hidden = Decision.objects.get(automatic=True)
    actions.appeal(hidden, by=eve, text="It is no advertisement.")

    actions.decide_appeal(Item.objects.get(what="appeal"), by=mia, reverse=True, answer="You are right.")

    assert not Item.objects.filter(done_at=None).exists()
    assert set(Flag.objects.values_list("outcome", flat=True)) == {"disagreed"}
    assert Decision.objects.filter(deed="restored").count() == 1
