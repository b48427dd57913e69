"""What somebody wants to be told, by which channel, and when not; and what they want to hear no more of."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from groundswell.derived.notifications import reading
from groundswell.derived.notifications.kinds import CHANNELS, CHOICES
from groundswell.derived.notifications.wishes import Wishes
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Mute, Question, Topic
from groundswell.log import follow
from groundswell.members.actions import erase_member
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused

Told = Callable[[Member], list[tuple[str, int | None]]]
ADDRESS = "/settings/notifications/"


def form_of(member: Member, **changes: str) -> dict[str, str]:
    """The page as it would be sent without a change, but for these."""
    wishes = Wishes.of(member.settings)
    ticked = {f"{c.key}.{channel}": "on" for c in CHOICES for channel in CHANNELS if wishes.wants(channel, c.key)}
    return {**ticked, **{c.key: "on" for c in CHOICES}, "often": wishes.often, "most": str(wishes.most), **changes}


def test_who_never_chose_gets_answers_at_once_and_votes_gathered() -> None:
    usual = Wishes()

    assert usual.tells("mail", "answer") and usual.tells("mail", "deleted")
    assert not usual.tells("mail", "votes") and not usual.tells("mail", "thanks")
    assert usual.tells("digest", "votes") and usual.often == "weekly"


def test_ada_chooses_on_the_page_and_finds_her_choice_there_again(ada: Member, client: Client) -> None:
    client.force_login(ada)
    form = form_of(ada, quiet_from="22", quiet_to="7", often="daily", away="2026-12-24", most="5")
    del form["answers.mail"]

    assert client.post(ADDRESS, form).status_code == 302

    ada.refresh_from_db()
    wishes = Wishes.of(ada.settings)
    assert not wishes.wants("mail", "answers") and wishes.wants("mail", "mentions")
    assert (wishes.quiet, wishes.often, wishes.most) == ((22, 7), "daily", 5)
    assert wishes.away == date(2026, 12, 24)
    page = client.get(ADDRESS).content.decode()
    assert 'value="2026-12-24"' in page and '<option value="22" selected>' in page


def test_only_what_is_not_as_usual_is_kept(ada: Member, client: Client) -> None:
    client.force_login(ada)
    client.post(ADDRESS, form_of(ada))

    ada.refresh_from_db()
    assert ada.settings["telling"]["chosen"] == {}


@pytest.mark.parametrize(
    "changes", [{"often": "hourly"}, {"most": "0"}, {"most": "9999"}, {"away": "soon"}, {"away": "2999-01-01"},
                {"quiet_from": "25", "quiet_to": "7"}],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_nothing_changes(
    ada: Member, client: Client, changes: dict[str, str]
) -> None:
    client.force_login(ada)

    assert client.post(ADDRESS, form_of(ada, **changes)).status_code == 422
    ada.refresh_from_db()
    assert "telling" not in ada.settings


def test_choosing_how_leaves_what_is_shown_in_the_page_alone(ada: Member) -> None:
    reading.choose({"votes": False}, by=ada)
    reading.choose_how(Wishes(often="never"), by=ada)

    assert ada.settings["notifications"] == {"votes": False}
    with pytest.raises(Invalid):
        reading.choose_how(Wishes(quiet=(3, 24)), by=ada)


@pytest.mark.parametrize(
    ("quiet", "hour", "ends"), [((22, 7), 23, (2, 7)), ((22, 7), 3, (1, 7)), ((22, 7), 7, None), ((13, 15), 14, (1, 15)),
                                ((13, 15), 12, None), ((9, 9), 9, None), (None, 3, None)],
)  # fmt: skip
def test_quiet_hours_end_on_the_next_morning(
    quiet: tuple[int, int] | None, hour: int, ends: tuple[int, int] | None
) -> None:
    until = Wishes(quiet=quiet).silent_until(datetime(2026, 12, 1, hour, 20, tzinfo=UTC))

    assert until == (datetime(2026, 12, ends[0], ends[1], tzinfo=UTC) if ends else None)


def test_a_muted_question_is_told_no_more_but_what_moderators_do_with_it_is(
    ada: Member, ben: Member, cleo: Member, question: Question, told: Told
) -> None:
    actions.mute("question", question.pk, by=ada)
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling, @ada.")
    actions.lock_question(question, by=cleo, reason="Being looked at")
    actions.unlock_question(question, by=cleo, reason="Being looked at")
    actions.unmute("question", question.pk, by=ada)
    actions.comment_on(question, by=ben, body="Did it help?")

    assert told(ada) == [("locked", cleo.pk), ("comment", ben.pk)]
    before = told(ada)
    follow.rebuild("notifications.page")
    assert told(ada) == before


def test_what_a_muted_member_does_is_told_no_more(ada: Member, eve: Member, question: Question, told: Told) -> None:
    actions.mute("member", eve.pk, by=ada)
    actions.answer_question(question, by=eve, body="Buy a new phone, @ada.")

    assert told(ada) == []


def test_a_muted_topic_spares_its_new_questions(ada: Member, mia: Member, calling: Topic, told: Told) -> None:
    actions.follow("member", ada.pk, by=mia)
    actions.mute("topic", calling.pk, by=mia)
    actions.ask_question(by=ada, title="No signal in the lift", body="Every morning.")

    assert told(mia) == []


def test_nobody_mutes_themselves_nor_what_is_not_there_and_twice_is_once(ada: Member, question: Question) -> None:
    with pytest.raises(Refused):
        actions.mute("member", ada.pk, by=ada)
    for kind, subject in (("question", 0), ("tag", 1)):
        with pytest.raises(Invalid):
            actions.mute(kind, subject, by=ada)
    actions.mute("question", question.pk, by=ada)
    actions.mute("question", question.pk, by=ada)
    assert Mute.objects.count() == 1


def test_who_leaves_is_muted_by_nobody_any_more(ada: Member, eve: Member) -> None:
    actions.mute("member", eve.pk, by=ada)
    erase_member(eve, by=eve, keep_texts=False)

    assert not Mute.objects.exists()


def test_muting_is_done_in_the_notifications_and_undone_in_the_settings(
    ada: Member, ben: Member, answer: Answer, calling: Topic, client: Client
) -> None:
    follow.run("notifications.page")
    client.force_login(ada)
    assert f"/do/mute/member/{ben.pk}/" in client.get("/notifications/").content.decode()

    client.post(f"/do/mute/member/{ben.pk}/")
    client.post("/do/mute/topic/0/", {"subject": str(calling.pk)})
    page = client.get("/settings/muted/").content.decode()
    assert "Ben Okafor" in page and "Calls" in page

    client.post(f"/do/mute/member/{ben.pk}/", {"value": "0"})
    assert list(Mute.objects.values_list("kind", flat=True)) == ["topic"]
    assert client.post("/do/mute/topic/0/", {"subject": "x"}).status_code == 422
