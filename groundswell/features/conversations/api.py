"""Messages over JSON."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Router, Status

from groundswell.features.conversations import actions, queries
from groundswell.features.conversations.models import Conversation, Message
from groundswell.members.api.calls import FAILURES, Call, PersonOut, Text, Word, member_of
from groundswell.members.api.schemas import Schema
from groundswell.members.models import Member

router = Router(tags=["messages"])


class ConversationOut(Schema):
    """A conversation with one other member; `unread` when the other wrote something that was not read yet."""

    id: int
    subject: str
    other: PersonOut
    last_at: datetime
    unread: bool


class ConversationsOut(Schema):
    """The latest first; `next` is the cursor."""

    items: list[ConversationOut]
    next: str


class MessageOut(Schema):
    """One message; one that moderation took out of sight has no text."""

    id: int
    author: PersonOut | None
    at: datetime
    html: str


class ThreadOut(Schema):
    """The last 200 messages of a conversation, the oldest of them first."""

    id: int
    subject: str
    other: PersonOut
    messages: list[MessageOut]
    more: bool


class ConversationIn(Schema):
    to: Word
    subject: Word
    body: Text
    once: UUID | None = None


class MessageIn(Schema):
    body: Text
    once: UUID | None = None


@router.get("/messages", response={200: ConversationsOut, **FAILURES}, operation_id="list_conversations")
def list_all(request: Call, after: Word = "") -> Any:
    """The caller's conversations."""
    listing = queries.list_conversations(member_of(request), after)
    items = [
        {
            "id": row.conversation.pk,
            "subject": row.conversation.subject,
            "other": row.other,
            "last_at": row.conversation.last_at,
            "unread": row.unread,
        }
        for row in listing.rows
    ]
    return {"items": items, "next": listing.older}


@router.post("/messages", response={201: ThreadOut, **FAILURES}, operation_id="begin_conversation")
def begin(request: Call, said: ConversationIn) -> Any:
    """Write to somebody about something new."""
    me = member_of(request)
    made = actions.begin(by=me, to=_person(said.to), subject=said.subject, body=said.body, once=said.once)
    return Status(201, _thread(made.pk, me))


@router.get("/messages/{id}", response={200: ThreadOut, **FAILURES}, operation_id="read_conversation")
def read(request: Call, id: int) -> Any:
    """What two members wrote to each other. Reading it here marks nothing as seen."""
    return _thread(id, member_of(request))


@router.post("/messages/{id}", response={201: MessageOut, **FAILURES}, operation_id="send_message")
def send(request: Call, id: int, said: MessageIn) -> Any:
    """Answer in a conversation."""
    me = member_of(request)
    conversation = Conversation.objects.filter(pk=id).first() if 0 < id < 2**63 else None
    if conversation is None:
        raise Http404
    try:
        return Status(201, _message(actions.reply(conversation, by=me, body=said.body, once=said.once), me))
    except Conversation.DoesNotExist:
        raise Http404 from None


@router.put("/blocks/{handle}", response={204: None, **FAILURES}, operation_id="block_member")
def block(request: Call, handle: Word) -> Any:
    """Take no more messages from somebody."""
    actions.block(_person(handle), by=member_of(request))
    return Status(204, None)


@router.delete("/blocks/{handle}", response={204: None, **FAILURES}, operation_id="unblock_member")
def unblock(request: Call, handle: Word) -> Any:
    """Take messages from somebody again."""
    actions.unblock(_person(handle), by=member_of(request))
    return Status(204, None)


def _person(handle: str) -> Member:
    found = Member.objects.shown().called(handle).first()
    if found is None:
        raise Http404
    return found


def _thread(pk: int, viewer: Member) -> dict[str, Any]:
    thread = queries.read_thread(pk, viewer) if 0 < pk < 2**63 else None
    if thread is None:
        raise Http404
    return {
        "id": thread.conversation.pk,
        "subject": thread.conversation.subject,
        "other": thread.other,
        "messages": [_message(message, viewer) for message in thread.messages],
        "more": thread.more,
    }


def _message(message: Message, viewer: Member) -> dict[str, Any]:
    seen = not message.hidden or message.author_id == viewer.pk or viewer.moderates
    return {"id": message.pk, "author": message.author, "at": message.at, "html": message.voice.html if seen else ""}
