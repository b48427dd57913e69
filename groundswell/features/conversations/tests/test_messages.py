"""Messages: who begins, who reads, who is told, who may be written to, and what moderation gets to see."""

from uuid import uuid4

import pytest
from django.test import Client

from groundswell.derived.notifications.listing import address, notifications_of
from groundswell.derived.notifications.models import Notification
from groundswell.features.conversations import actions
from groundswell.features.conversations.models import Block, Conversation, Message
from groundswell.features.conversations.personal import conversations
from groundswell.features.conversations.queries import list_conversations, read_thread, unread_of
from groundswell.log import clock, follow
from groundswell.log.models import LogEntry
from groundswell.members.models import Member
from groundswell.members.personal import forget
from groundswell.members.rules import Invalid, Refused
from groundswell.moderation import house
from groundswell.moderation.actions import flag
from groundswell.moderation.kinds import find
from groundswell.moderation.models import WordRule


@pytest.fixture
def about_his_bill(cleo: Member, ada: Member) -> Conversation:
    """Cleo, who moderates, wrote to Ada."""
    return actions.begin(by=cleo, to=ada, subject="Your bill", body="Please never post its *number*.")


@pytest.fixture
def members_write(settings: object) -> None:
    settings.MESSAGES_FROM_LEVEL = 0  # type: ignore[attr-defined]


def texts(conversation: Conversation, reader: Member) -> list[str]:
    thread = read_thread(conversation.pk, reader)
    return [message.voice.source for message in thread.messages] if thread else []


def test_the_team_begins_and_both_go_on(about_his_bill: Conversation, ada: Member, cleo: Member) -> None:
    assert unread_of(ada) == 1
    actions.reply(about_his_bill, by=ada, body="I see, thank you.")

    assert texts(about_his_bill, cleo) == ["Please never post its *number*.", "I see, thank you."]
    (row,) = list_conversations(cleo).rows
    assert (row.other, row.unread, row.last and row.last.voice.excerpt) == (ada, True, "I see, thank you.")
    assert unread_of(ada) == 0
    actions.see(Conversation.objects.get(pk=about_his_bill.pk), by=cleo)
    assert not list_conversations(cleo).rows[0].unread


def test_members_begin_only_where_the_operator_lets_them(ada: Member, ben: Member, settings: object) -> None:
    with pytest.raises(Refused, match="Only the team"):
        actions.begin(by=ada, to=ben, subject="Hello", body="Are you there?")
    settings.MESSAGES_FROM_LEVEL = ada.level + 1  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="Only the team"):
        actions.begin(by=ada, to=ben, subject="Hello", body="Are you there?")
    settings.MESSAGES_FROM_LEVEL = ada.level  # type: ignore[attr-defined]

    assert texts(actions.begin(by=ada, to=ben, subject="Hello", body="Are you there?"), ben) == ["Are you there?"]


def test_nobody_else_reads_it_whatever_they_are(
    about_his_bill: Conversation, ben: Member, mia: Member, client: Client
) -> None:
    for reader in (ben, mia):
        assert read_thread(about_his_bill.pk, reader) is None
        client.force_login(reader)
        assert client.get(about_his_bill.get_absolute_url()).status_code == 404
        assert client.post(about_his_bill.get_absolute_url(), {"body": "Me too"}).status_code == 404
        assert client.get(f"/api/v1/messages/{about_his_bill.pk}").status_code == 404
        with pytest.raises(Conversation.DoesNotExist):
            actions.reply(about_his_bill, by=reader, body="Me too")
        assert client.get(f"/report/message/{about_his_bill.last or 1}/").status_code == 404
    client.logout()
    assert client.get(about_his_bill.get_absolute_url()).status_code == 302


def test_sent_twice_it_is_sent_once_and_the_log_holds_no_word_of_it(cleo: Member, ada: Member) -> None:
    once, again = uuid4(), uuid4()
    begun = {actions.begin(by=cleo, to=ada, subject="Your bill", body="Xylophones", once=once).pk for _time in range(2)}
    conversation = Conversation.objects.get(pk=begun.pop())
    said = {actions.reply(conversation, by=ada, body="Xylophones too", once=again).pk for _time in range(2)}

    assert (len(begun), len(said), Message.objects.count()) == (0, 1, 2)
    sent = LogEntry.objects.filter(name="conversations.message_sent").order_by("position")
    assert [(one.by, one.data["to"], one.data["first"]) for one in sent] == [
        (cleo.pk, ada.pk, True),
        (ada.pk, cleo.pk, False),
    ]
    assert "ylophone" not in str(list(LogEntry.objects.values_list("data", flat=True)))
    assert "Your bill" not in str(list(LogEntry.objects.values_list("data", flat=True)))


def test_who_is_written_to_hears_of_it(about_his_bill: Conversation, ada: Member, cleo: Member) -> None:
    follow.run("notifications.page")

    ((line,),) = [day.lines for day in notifications_of(ada).days]
    assert "has written to you" in line.text
    assert address(Notification.objects.get()) == about_his_bill.get_absolute_url()
    assert not notifications_of(cleo).days


@pytest.mark.usefixtures("members_write")
def test_blocked_members_write_no_more_until_they_may_again(ada: Member, eve: Member, cleo: Member) -> None:
    conversation = actions.begin(by=eve, to=ada, subject="Buy", body="Cheap phones")
    for _time in range(2):
        actions.block(eve, by=ada)

    with pytest.raises(Refused, match="takes no messages from you"):
        actions.reply(conversation, by=eve, body="Really cheap")
    with pytest.raises(Refused, match="takes no messages from you"):
        actions.begin(by=eve, to=ada, subject="Buy", body="Cheap phones")
    actions.reply(conversation, by=ada, body="No, thank you.")
    with pytest.raises(Refused, match="the team reach everybody"):
        actions.block(cleo, by=ada)
    assert LogEntry.objects.filter(name="conversations.member_blocked").count() == 1

    actions.unblock(eve, by=ada)
    actions.reply(conversation, by=eve, body="As you like.")
    assert not Block.objects.exists()


def test_a_moderator_sees_what_was_reported_and_nothing_beside_it(
    about_his_bill: Conversation, ada: Member, ben: Member, mia: Member, client: Client, settings: object
) -> None:
    settings.MESSAGES_FROM_LEVEL = 0  # type: ignore[attr-defined]
    talk = actions.begin(by=ben, to=ada, subject="Psst", body="A harmless word")
    bad = actions.reply(talk, by=ben, body="An insult")
    subject = find("message", bad.pk, ada)
    assert subject is not None
    assert find("message", bad.pk, mia) is None

    flag(subject, by=ada, reason="rude")

    assert texts(talk, mia) == ["An insult"]
    client.force_login(mia)
    shown = client.get(talk.get_absolute_url())
    assert b"An insult" in shown.content
    assert b"harmless" not in shown.content
    assert b"Psst" not in shown.content
    with pytest.raises(Conversation.DoesNotExist):
        actions.reply(talk, by=mia, body="Stop it")

    actions.hide(bad, mia, hidden=True)
    client.force_login(ada)
    shown = client.get(talk.get_absolute_url())
    assert b"An insult" not in shown.content
    assert b"A harmless word" in shown.content
    assert "html" in client.get(f"/api/v1/messages/{talk.pk}").json()["messages"][1]
    assert client.get(f"/api/v1/messages/{talk.pk}").json()["messages"][1]["html"] == ""


@pytest.mark.usefixtures("members_write")
def test_word_rules_hold_here_too(ada: Member, ben: Member, mia: Member) -> None:
    WordRule.objects.create(kind="word", text="free phones", act="refuse", why="No adverts, please.", by=mia)
    house.forget()
    with pytest.raises(Refused, match="No adverts"):
        actions.begin(by=ada, to=ben, subject="Hello", body="Free phones for you")
    assert not Conversation.objects.exists()


def test_what_cannot_be_sent_is_said_and_stays_in_the_form(cleo: Member, ada: Member, client: Client) -> None:
    with pytest.raises(Invalid, match="what it is about"):
        actions.begin(by=cleo, to=ada, subject="  ", body="Hello")
    with pytest.raises(Invalid, match="Write between 1"):
        actions.begin(by=cleo, to=ada, subject="Hello", body=" \n ")
    with pytest.raises(Refused, match="This is you"):
        actions.begin(by=cleo, to=cleo, subject="Hello", body="Me")
    ada.erased_at = clock.now()
    ada.save(update_fields=["erased_at"])
    with pytest.raises(Refused, match="nobody uses this account"):
        actions.begin(by=cleo, to=ada, subject="Hello", body="Hello")
    client.force_login(cleo)
    answer = client.post("/messages/new/", {"to": "@nobody-here", "subject": "A subject", "body": "A long text"})
    assert answer.status_code == 422
    assert b"A long text" in answer.content
    assert b"Nobody here is called nobody-here" in answer.content


def test_pages_and_calls_say_the_same(about_his_bill: Conversation, ada: Member, client: Client) -> None:
    client.force_login(ada)
    assert b"Your bill" in client.get("/messages/").content
    assert client.get("/api/v1/messages").json()["items"][0]["unread"]
    sent = client.post(about_his_bill.get_absolute_url(), {"body": "Thank you."})
    assert sent.status_code == 302
    assert sent["Location"].endswith(f"#message-{Message.objects.latest('pk').pk}")
    page = client.get(about_his_bill.get_absolute_url())
    assert b"Thank you." in page.content
    assert "no-store" in page["Cache-Control"] or "no-cache" in page["Cache-Control"]
    assert not client.get("/api/v1/messages").json()["items"][0]["unread"]


def test_a_person_takes_their_conversations_along_and_is_forgotten(
    about_his_bill: Conversation, ada: Member, cleo: Member
) -> None:
    said = actions.reply(about_his_bill, by=ada, body="My secret")
    assert "Your bill" in str(conversations(ada))

    forget(ada, keep_texts=False)

    said.voice.refresh_from_db()
    assert "secret" not in said.voice.source + said.voice.html
    assert len(texts(about_his_bill, cleo)) == 2
