"""Legal notices by anybody, the transparency report, and accounts that belong together."""

import csv
import io

import pytest
from django.core import mail
from django.test import Client

from groundswell.analysis.rings import groups, reciprocal
from groundswell.features.support import actions as support
from groundswell.features.support.models import Answer
from groundswell.members.models import Member
from groundswell.members.rules import Invalid
from groundswell.moderation import actions
from groundswell.moderation.actions import Said
from groundswell.moderation.kinds import Subject
from groundswell.moderation.models import Appeal, Item, Notice
from groundswell.moderation.tests.people import person

WHY = "It shows my home address and calls me a thief, which is untrue."


def test_anybody_gives_notice_and_reads_the_decision(
    answer: Answer, cleo: Member, client: Client, django_capture_on_commit_callbacks: object
) -> None:
    typed = {
        "url": f"http://localhost:8000{answer.get_absolute_url()}",
        "why": WHY,
        "name": "Kim",
        "email": "kim@example.net",
    }
    assert client.post("/legal/notice/", typed).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        page = client.post("/legal/notice/", {**typed, "good_faith": "on"}, follow=True)
    assert "We have your notice" in page.content.decode()
    assert (mail.outbox[0].to, mail.outbox[0].subject) == (["kim@example.net"], "We have your notice")
    item = Item.objects.get(what="notice")
    assert (item.kind, item.subject, item.about, item.rank) == ("answer", answer.pk, answer.author, 0)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        actions.decide_notice(item, by=cleo, hide=True, ground="illegal", legal=True, reason="Insult, § 185.")

    answer.refresh_from_db()
    notice = Notice.objects.get()
    assert answer.deleted_at is not None
    assert "Insult, § 185." in mail.outbox[1].body
    assert "The content was hidden" in client.get(f"/legal/notice/{notice.token}/").content.decode()
    decision = answer.author.decisions.get()
    assert (decision.legal, decision.detected) == (True, "notice")


@pytest.mark.parametrize(
    ("change", "field"),
    [({"url": " "}, "url"), ({"why": "Bad."}, "why"), ({"email": ""}, "email"), ({"good_faith": False}, "good_faith")],
)
def test_a_notice_says_what_the_law_asks_for(db: None, change: dict[str, str], field: str) -> None:
    said = {"url": "/question/1/", "why": WHY, "name": "Kim", "email": "kim@example.net", "good_faith": True, **change}
    with pytest.raises(Invalid) as problem:
        actions.give_notice(Said(**said), by=None, address="10.0.0.1")  # type: ignore[arg-type]
    assert problem.value.field == field


def test_where_a_child_is_abused_no_name_is_asked_for(db: None) -> None:
    said = Said(url="https://elsewhere.example/", why=WHY, good_faith=True, child_abuse=True)

    assert actions.give_notice(said, by=None, address="10.0.0.1").item is not None


def test_the_transparency_report_is_counted_from_the_records(
    subject: Subject, ada: Member, eve: Member, cleo: Member, mia: Member, client: Client
) -> None:
    actions.flag(subject, by=ada, reason="spam")
    decision = actions.decide_flags(Item.objects.get(), by=cleo, hide=True)
    actions.warn(eve, by=cleo, ground="spam", reason="Enough.")
    actions.appeal(decision, by=eve, text="No.")
    actions.decide_appeal(Item.objects.get(what="appeal"), by=mia, reverse=False, answer="Yes.")

    text = client.get("/transparency/?format=csv").content.decode()

    figures = {(row["section"], row["key"]): row["value"] for row in csv.DictReader(io.StringIO(text))}
    assert figures["restrictions", "hidden"] == figures["restrictions", "warned"] == "1"
    assert figures["grounds", "spam"] == "2"
    assert (figures["appeals", "upheld"], figures["reports", "agreed"]) == ("1", "1")
    assert "Appeals (article 20)" in client.get("/transparency/").content.decode()
    assert Appeal.objects.get().outcome == "upheld"


def test_two_who_vote_for_nobody_else_are_raised_with_evidence(
    answer: Answer, eve: Member, ben: Member, cleo: Member
) -> None:
    other, question = person("mallory", "Mallory"), answer.question
    crowd = [person(f"crowd-{n}", f"Crowd {n}") for n in range(8)]
    honest = [support.answer_question(question, by=ben, body=f"Try this, {n}.") for n in range(4)]
    for voter in crowd:
        for one in honest:
            support.vote(one, by=voter, value=1)
    for author, voter in ((eve, other), (other, eve)):
        for number in range(4):
            text = support.answer_question(question, by=author, body=f"Me, me, me {number}.")
            support.vote(text, by=voter, value=1)

    assert actions.suspect() == 1
    assert actions.suspect() == 0

    item = Item.objects.get(what="people")
    assert (item.because[0]["mutual"], item.because[0]["votes"]) == (8, 8)
    actions.decide_people(item, by=cleo)
    assert Item.objects.get(what="people").outcome == "looked_at"


def test_friends_who_also_vote_for_others_are_no_ring() -> None:
    votes = [(a, b) for a in range(1, 11) for b in range(1, 11) if a != b] * 2

    assert reciprocal(votes) == []


def test_a_ring_of_three_is_one_group() -> None:
    ring = [(a, b) for a in (1, 2, 3) for b in (1, 2, 3) if a != b] * 5
    others = [(v, a) for v in range(10, 60) for a in range(60, 70)]

    assert groups(reciprocal(ring + others)) == [[1, 2, 3]]
