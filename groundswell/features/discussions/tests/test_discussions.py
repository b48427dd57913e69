"""Discussions: begun, replied to, thanked for, changed, closed, deleted; by those who may."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from groundswell.derived.notifications.models import Notification
from groundswell.features.discussions import actions
from groundswell.features.discussions.actions import SpaceText
from groundswell.features.discussions.actions.replying import reply_to
from groundswell.features.discussions.models import Discussion, Hearing, Reply, Space, Thanks
from groundswell.log import follow
from groundswell.log.models import LogEntry
from groundswell.members.groups.readers import Readers
from groundswell.members.models import Member
from groundswell.members.personal import archive, forget
from groundswell.members.rules import Invalid, Refused
from groundswell.moderation import house
from groundswell.moderation.actions import decide_flags, decide_held, flag
from groundswell.moderation.guard import Waits
from groundswell.moderation.kinds import at_address, find
from groundswell.moderation.models import Item
from groundswell.moderation.policy import Numbers


def told(member: Member) -> list[str]:
    follow.run("notifications.page")
    return [note.kind for note in Notification.objects.filter(member=member, hidden=False).order_by("entry")]


def sees(client: Client, path: str, member: Member | None = None) -> str:
    if member:
        client.force_login(member)
    response = client.get(path, follow=True)
    return response.content.decode() if response.status_code == 200 else f"status {response.status_code}"


def test_ada_begins_and_hears_of_bens_reply(travels: Discussion, socks: Reply, ada: Member, ben: Member) -> None:
    travels.refresh_from_db()

    assert (travels.reply_count, travels.active_by) == (1, ben)
    assert told(ada) == ["reply"]
    assert told(ben) == []


def test_a_form_that_is_sent_twice_begins_and_replies_once(lounge: Space, ada: Member, ben: Member) -> None:
    token, other = uuid4(), uuid4()
    first, second = (
        actions.begin_discussion(by=ada, space=lounge, title="Said only once", body="However often.", once=token)
        for _turn in "ab"
    )
    replies = {actions.reply_to(first, by=ben, body="Me too.", once=other) for _turn in "ab"}

    assert first == second
    assert len(replies) == 1
    assert LogEntry.objects.filter(name__startswith="discussions.").exclude(name="discussions.space_made").count() == 2


def test_no_text_is_in_the_log(travels: Discussion, socks: Reply) -> None:
    written = str(list(LogEntry.objects.values_list("data", flat=True)))

    assert "socks" not in written
    assert "travel" not in written


def test_thanks_are_given_once_to_others_and_taken_back(
    travels: Discussion, socks: Reply, ada: Member, ben: Member
) -> None:
    for _turn in "ab":
        actions.give_thanks(socks, by=ada)
        actions.give_thanks(travels, by=ben)
    with pytest.raises(Refused):
        actions.give_thanks(travels, by=ada)
    socks.refresh_from_db()
    travels.refresh_from_db()
    assert (socks.thanks, travels.thanks) == (1, 1)
    assert told(ben) == ["thanks"]
    assert told(ada) == ["reply", "thanks"]

    actions.take_back_thanks(travels, by=ben)

    travels.refresh_from_db()
    assert travels.thanks == 0
    assert told(ada) == ["reply"]


def test_the_database_itself_takes_thanks_once(travels: Discussion, ben: Member) -> None:
    Thanks.objects.create(member=ben, discussion=travels)
    with pytest.raises(IntegrityError), transaction.atomic():
        Thanks.objects.create(member=ben, discussion=travels)


def test_what_was_said_before_an_edit_is_kept(travels: Discussion, ada: Member, eve: Member, client: Client) -> None:
    with pytest.raises(Refused):
        actions.edit_discussion(travels, by=eve, title="Buy cheap bags", body="Only today.")
    actions.edit_discussion(
        travels, by=ada, title="How do you travel with one bag?", body="I have one bag.", reason="Shorter"
    )

    travels.voice.refresh_from_db()
    assert travels.voice.revision == 2
    page = sees(client, f"/discussion/{travels.pk}/history/")
    assert "Shorter" in page and "no plan" in page


def test_two_who_edit_at_once_do_not_lose_each_other(
    travels: Discussion, ada: Member, cleo: Member, client: Client
) -> None:
    actions.edit_discussion(travels, by=cleo, title=travels.voice.title, body="Cleo was here.")
    client.force_login(ada)
    sent = {"title": "How do you travel light?", "body": "Ada too.", "revision": "1"}
    response = client.post(f"/discussion/{travels.pk}/edit/", sent)

    assert response.status_code == 422
    assert "Ada too." in response.content.decode()


def test_a_closed_discussion_takes_no_replies_until_it_is_reopened(
    travels: Discussion, ada: Member, ben: Member, cleo: Member
) -> None:
    with pytest.raises(Refused):
        actions.close_discussion(travels, by=ben, reason="Enough")
    with pytest.raises(Refused):
        actions.close_discussion(travels, by=cleo, reason=" ")
    actions.close_discussion(travels, by=cleo, reason="It goes in circles.")
    with pytest.raises(Refused):
        actions.reply_to(travels, by=ben, body="But!")
    assert told(ada) == ["closed"]

    actions.reopen_discussion(travels, by=cleo)

    assert actions.reply_to(travels, by=ben, body="Thank you.").pk


def test_only_an_untouched_discussion_is_deleted_by_who_began_it(
    travels: Discussion, socks: Reply, ada: Member, ben: Member, cleo: Member, client: Client
) -> None:
    with pytest.raises(Refused):
        actions.delete_discussion(travels, by=ada)
    actions.delete_reply(socks, by=ben)
    actions.delete_discussion(travels, by=ada)

    assert sees(client, travels.get_absolute_url()) == "status 404"
    assert "This was deleted" in sees(client, travels.get_absolute_url(), ada)
    actions.restore_discussion(travels, by=cleo)
    client.logout()
    assert "one</strong> bag" in sees(client, travels.get_absolute_url())


def test_a_deleted_reply_is_counted_no_more_and_told_no_more(
    travels: Discussion, socks: Reply, ada: Member, cleo: Member, client: Client
) -> None:
    assert told(ada) == ["reply"]
    actions.delete_reply(socks, by=cleo, reason="It is about trousers.")
    travels.refresh_from_db()

    assert travels.reply_count == 0
    assert travels.active_at == travels.begun_at
    assert told(ada) == []
    assert "socks" not in sees(client, travels.get_absolute_url())
    assert sees(client, f"/reply/{socks.pk}/") == "status 404"

    actions.restore_reply(socks, by=cleo)
    assert told(ada) == ["reply"]


def test_a_muted_discussion_is_silent_and_a_followed_space_is_not(
    travels: Discussion, lounge: Space, ada: Member, ben: Member, eve: Member
) -> None:
    actions.mute("discussion", travels.pk, by=ada)
    actions.follow("space", lounge.pk, by=eve)
    actions.reply_to(travels, by=ben, body="Into the void.")
    actions.begin_discussion(by=ben, space=lounge, title="What do you read?", body="On trains. @ada")

    assert told(ada) == ["mention"]
    assert told(eve) == ["begun"]
    actions.unmute("discussion", travels.pk, by=ada)
    actions.unfollow("space", lounge.pk, by=eve)
    assert not Hearing.objects.filter(member=eve).exists()
    with pytest.raises(Invalid):
        actions.follow("discussion", 99_999, by=ada)


def test_the_sentences_of_news_lead_to_the_place(
    travels: Discussion, socks: Reply, ada: Member, client: Client
) -> None:
    actions.give_thanks(socks, by=ada)
    follow.run("notifications.page")
    page = sees(client, "/notifications/", ada)

    assert "replied to you in" in page
    assert "How do you travel light?" in page
    note = Notification.objects.get(member=ada)
    assert client.get(f"/notifications/{note.entry}/", follow=True).redirect_chain[-1][0].endswith(f"#reply-{socks.pk}")


def test_reports_go_into_the_one_queue_and_hide_the_text(
    travels: Discussion, socks: Reply, eve: Member, cleo: Member, client: Client
) -> None:
    for kind, pk in (("discussion", travels.pk), ("reply", socks.pk)):
        subject = find(kind, pk)
        assert subject is not None
        flag(subject, by=eve, reason="rude")
        decide_flags(Item.objects.get(kind=kind), by=cleo, hide=True, ground="rude")

    assert sees(client, travels.get_absolute_url()) == "status 404"
    assert Discussion.objects.get().deleted_at and Reply.objects.get().deleted_at
    found = at_address(f"http://localhost{travels.get_absolute_url()}")
    assert found is not None and found.pk == travels.pk


def test_a_newcomers_first_words_wait_and_appear_when_approved(
    lounge: Space, travels: Discussion, eve: Member, cleo: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = house.House(Numbers(newcomer_days=30, first_posts_wait=3, newcomer_waiting=9), (), {})
    monkeypatch.setattr(house, "_kept", (float("inf"), waits))
    with pytest.raises(Waits):
        actions.begin_discussion(by=eve, space=lounge, title="Hello from a newcomer", body="I am new here.")
    with pytest.raises(Waits):
        actions.reply_to(travels, by=eve, body="I travel with nothing.")
    assert (Discussion.objects.count(), Reply.objects.count()) == (1, 0)

    for item in Item.objects.filter(what="held"):
        decide_held(item, by=cleo, publish=True)

    assert (Discussion.objects.count(), Reply.objects.count()) == (2, 1)
    assert Discussion.objects.get(author=eve).voice.title == "Hello from a newcomer"


def test_a_space_may_be_for_the_team_or_from_a_level_on(lounge: Space, ben: Member, dan: Member, mia: Member) -> None:
    for level, who in ((5, dan), (2, mia)):
        actions.change_space(lounge, SpaceText(name={"en": "Lounge"}, from_level=level), by=mia)
        lounge.refresh_from_db()
        with pytest.raises(Refused):
            actions.begin_discussion(by=ben, space=lounge, title="May I begin here?", body="I try.")
        assert actions.begin_discussion(by=who, space=lounge, title="The team may begin", body="We do.").pk
    with pytest.raises(Refused):
        actions.make_space(SpaceText(name={"en": "Mine"}), by=ben)


def test_replies_come_in_pages_in_the_order_of_time(
    travels: Discussion, ben: Member, cleo: Member, mia: Member, client: Client
) -> None:
    replies = [reply_to(travels, by=(ben, cleo, mia)[n % 3], body=f"Number {n} of them") for n in range(23)]
    first, last = sees(client, travels.get_absolute_url()), sees(client, f"/reply/{replies[-1].pk}/")

    assert "Number 19 of" in first and "Number 20 of" not in first
    assert "Number 22 of" in last and "Number 19 of" not in last
    assert "Page 2 of 2" in last


def test_what_a_person_takes_along_and_what_is_forgotten(
    travels: Discussion, socks: Reply, ada: Member, ben: Member
) -> None:
    actions.give_thanks(travels, by=ben)
    taken = b"".join(archive(ben))
    assert b"discussions.json" in taken
    forget(ben, keep_texts=False)

    socks.voice.refresh_from_db()
    assert "socks" not in socks.voice.source
    assert not Hearing.objects.filter(member=ben).exists()
    travels.refresh_from_db()
    assert travels.thanks == 1
    forget(ada, keep_texts=False)
    travels.voice.refresh_from_db()
    assert travels.voice.title == "A discussion that was taken back"


def test_moving_gives_a_discussion_other_readers(travels: Discussion, ada: Member, cleo: Member, mia: Member) -> None:
    inner = actions.make_space(SpaceText(name={"en": "Inner circle"}), by=mia)
    actions.set_audience(inner, Readers(level=4), by=mia)
    with pytest.raises(Refused):
        actions.move_discussion(travels, by=ada, space=inner)
    actions.move_discussion(travels, by=cleo, space=inner)

    assert not Discussion.objects.visible_to(ada).exists()
    assert Discussion.objects.visible_to(cleo).exists()
