"""Flags: with a reason, by weight, hidden when enough people say so; whoever flagged learns what became of it."""

import pytest
from django.test import Client

from groundswell.features.support.models import Answer
from groundswell.log.models import LogEntry
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused
from groundswell.moderation import actions
from groundswell.moderation.kinds import Subject
from groundswell.moderation.models import Decision, Flag, Item
from groundswell.moderation.rules import flag_weight
from groundswell.moderation.tests.people import person


def names() -> list[str]:
    return list(LogEntry.objects.order_by("position").values_list("name", flat=True))


def people(count: int) -> list[Member]:
    return [person(f"flagger-{n}", f"Flagger {n}") for n in range(count)]


def test_a_flag_brings_a_text_into_the_queue_once(subject: Subject, ada: Member, ben: Member) -> None:
    actions.flag(subject, by=ada, reason="spam")
    actions.flag(subject, by=ben, reason="rude", note="He always does that")
    actions.flag(subject, by=ben, reason="spam")

    item = Item.objects.get()
    assert (item.flags, item.weight, item.done_at) == (2, 2.0, None)
    assert names().count("moderation.text_flagged") == 2


def test_a_flag_needs_a_reason_and_other_needs_words(subject: Subject, ada: Member) -> None:
    with pytest.raises(Invalid, match="Choose what is wrong"):
        actions.flag(subject, by=ada, reason="boring")
    with pytest.raises(Invalid, match="in a few words"):
        actions.flag(subject, by=ada, reason="other", note="  ")

    assert not Item.objects.exists()


def test_nobody_flags_themselves(subject: Subject, eve: Member) -> None:
    with pytest.raises(Refused):
        actions.flag(subject, by=eve, reason="spam")


def test_enough_weight_of_several_people_hides_a_text_until_somebody_has_looked(
    subject: Subject, answer: Answer, client: Client, eve: Member, cleo: Member
) -> None:
    for member in people(2):
        actions.flag(subject, by=member, reason="spam")
    answer.refresh_from_db()
    assert answer.deleted_at is None

    actions.flag(subject, by=person("third", "Third"), reason="spam")

    answer.refresh_from_db()
    item, decision = Item.objects.get(), Decision.objects.get()
    assert answer.deleted_at is not None
    assert (item.hidden, item.done_at, item.because[0]["rule"]) == (True, None, "weight")
    assert (decision.automatic, decision.by, decision.person, decision.ground) == (True, None, eve, "spam")
    page = client.get(answer.question.get_absolute_url()).content.decode()
    assert "cards.example" not in page
    client.force_login(eve)
    assert "cards.example" in client.get(answer.question.get_absolute_url()).content.decode()
    assert "No person yet" in client.get(decision.get_absolute_url()).content.decode()


def test_one_person_alone_hides_nothing_however_much_they_weigh(subject: Subject, answer: Answer, dan: Member) -> None:
    actions.flag(subject, by=dan, reason="spam")

    answer.refresh_from_db()
    assert (answer.deleted_at, Item.objects.get().weight) == (None, 3.0)


def test_what_the_team_let_stand_is_not_hidden_by_flags_again(subject: Subject, answer: Answer, cleo: Member) -> None:
    actions.flag(subject, by=people(1)[0], reason="rude")
    actions.decide_flags(Item.objects.get(), by=cleo, hide=False)

    for number in range(5):
        actions.flag(subject, by=person(f"again-{number}", "Again"), reason="rude")

    answer.refresh_from_db()
    assert answer.deleted_at is None
    assert Item.objects.filter(done_at=None).get().flags == 5


@pytest.mark.parametrize(
    ("level", "agreed", "disagreed", "weight"), [(0, 0, 0, 1.0), (4, 0, 0, 3.0), (4, 98, 0, 5.94), (0, 0, 98, 0.02)]
)
def test_a_flag_weighs_by_level_and_by_how_often_it_was_right(
    level: int, agreed: int, disagreed: int, weight: float
) -> None:
    assert flag_weight(Member(level=level), agreed, disagreed) == weight


def test_whoever_flagged_learns_what_became_of_it(subject: Subject, ada: Member, cleo: Member, client: Client) -> None:
    actions.flag(subject, by=ada, reason="spam")
    client.force_login(ada)
    assert "Is being looked at" in client.get("/moderation/mine/").content.decode()

    actions.decide_flags(Item.objects.get(), by=cleo, hide=True)

    assert Flag.objects.get().outcome == "agreed"
    assert LogEntry.objects.get(name="moderation.flag_decided").data["flagger"] == ada.pk
    assert "You were right" in client.get("/moderation/mine/").content.decode()


def test_the_form_asks_what_is_wrong_and_leads_back(subject: Subject, ada: Member, client: Client) -> None:
    path = f"/report/answer/{subject.pk}/"
    assert client.get(path).status_code == 302
    client.force_login(ada)

    assert "cards.example" in client.get(path).content.decode()
    assert client.post(path, {"reason": "other", "note": ""}).status_code == 422
    assert client.post(path, {"reason": "spam"})["Location"] == subject.url
    assert client.get("/report/answer/999999/").status_code == 404
    assert client.get("/report/nothing/1/").status_code == 404
