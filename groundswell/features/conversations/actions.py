"""Begin a conversation, answer in it, see it, and take no more messages from somebody."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.conversations import (
    MemberBlocked,
    MemberUnblocked,
    MessageHidden,
    MessageRestored,
    MessageSent,
)
from groundswell.features.conversations.models import Block, Conversation, Message
from groundswell.features.conversations.rules import is_blocked, may_begin, may_block, takes_part
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import DAY, HOUR, limit, limits
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require, require_voice
from groundswell.moderation.actions import put_in_queue
from groundswell.moderation.guard import Post, judge
from groundswell.moderation.kinds import Subject
from groundswell.voice import actions as voices

LONGEST, LONGEST_SUBJECT, KIND = 10_000, 120, "message"


@transaction.atomic
def begin(*, by: Member, to: Member, subject: str, body: str, once: UUID | None = None) -> Conversation:
    """Write to somebody about something new. Sent twice with the same `once`, begins once."""
    if before := voices.written_before(once, by):
        return Message.objects.select_related("conversation").get(voice=before).conversation
    require(may_begin(by), _("Only the team begins a conversation here."))
    require(to.pk != by.pk, _("This is you."))
    require(_can_read(to), _("%(name)s cannot read messages: nobody uses this account.") % {"name": to.name})
    require(not is_blocked(by, to), _("%(name)s takes no messages from you.") % {"name": to.name})
    subject = " ".join(subject.split())
    if not subject or len(subject) > LONGEST_SUBJECT:
        raise Invalid(_("Say in at most %(most)s letters what it is about.") % {"most": LONGEST_SUBJECT}, "subject")
    if by.is_team:
        limit(by.pk, "conversation", most=120, per=HOUR)
    else:
        limits(by.pk, "conversation", (10, HOUR), (20, DAY))
    conversation = Conversation.objects.create(subject=subject, first=by, second=to)
    _say(conversation, by, to, body, once, first=True)
    return conversation


@transaction.atomic
def reply(conversation: Conversation, *, by: Member, body: str, once: UUID | None = None) -> Message:
    """Answer in a conversation. Raises Conversation.DoesNotExist for whoever takes no part in it."""
    if before := voices.written_before(once, by):
        return Message.objects.get(voice=before)
    conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if not takes_part(by, conversation):
        raise Conversation.DoesNotExist
    require_voice(by)
    to = conversation.second if conversation.first_id == by.pk else conversation.first
    require(_can_read(to), _("%(name)s cannot read messages: nobody uses this account.") % {"name": to.name})
    require(not is_blocked(by, to), _("%(name)s takes no messages from you.") % {"name": to.name})
    limit(by.pk, "message", most=60, per=HOUR)
    return _say(conversation, by, to, body, once)


@transaction.atomic
def see(conversation: Conversation, *, by: Member) -> None:
    """All that is in it now has been seen."""
    column = "first_seen" if conversation.first_id == by.pk else "second_seen"
    if takes_part(by, conversation) and getattr(conversation, column) < conversation.last:
        Conversation.objects.filter(pk=conversation.pk).update(**{column: conversation.last})


@transaction.atomic
def block(other: Member, *, by: Member) -> None:
    """Take no more messages from somebody; a second time changes nothing."""
    require(may_block(by, other), _("Messages of the team reach everybody. You can report one that is not right."))
    limit(by.pk, "block", most=60, per=HOUR)
    if Block.objects.get_or_create(member=by, blocked=other)[1]:
        record(MemberBlocked(member=by.pk, blocked=other.pk), by=by)


@transaction.atomic
def unblock(other: Member, *, by: Member) -> None:
    """Take messages from somebody again."""
    if Block.objects.filter(member=by, blocked=other).delete()[0]:
        record(MemberUnblocked(member=by.pk, blocked=other.pk), by=by)


def hide(message: Message, by: Member | None, hidden: bool) -> None:
    """Moderation takes a message out of sight, or brings it back; inside its transaction."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.hidden == hidden:
        return
    message.hidden = hidden
    message.save(update_fields=["hidden"])
    voices.hide(message.voice_id, hidden)
    event = MessageHidden if hidden else MessageRestored
    record(event(conversation=message.conversation_id, message=message.pk, author=message.author_id), by=by)


def subject_of(message: Message) -> Subject:
    """The message as moderation knows it."""
    return Subject(
        kind=KIND,
        pk=message.pk,
        voice=message.voice_id,
        author=message.author_id,
        title=_("A message"),
        url=message.get_absolute_url(),
        gone=message.hidden,
    )


def _say(
    conversation: Conversation, by: Member, to: Member, body: str, once: UUID | None, *, first: bool = False
) -> Message:
    body = body.strip()
    if not body or len(body) > LONGEST:
        raise Invalid(_("Write between 1 and %(most)s letters.") % {"most": LONGEST}, "body")
    verdict = judge(Post(KIND, body, conversation.subject if first else ""), by=by)
    now = clock.now()
    draft = "" if first else f"message:{conversation.pk}"
    written = voices.write(KIND, by=by, source=body, at=now, once=once, draft=draft)
    message = Message.objects.create(conversation=conversation, voice=written.voice, author=by, at=now)
    seen = "first_seen" if conversation.first_id == by.pk else "second_seen"
    Conversation.objects.filter(pk=conversation.pk).update(last=message.pk, last_at=now, **{seen: message.pk})
    record(
        MessageSent(
            conversation=conversation.pk,
            message=message.pk,
            voice=written.voice.pk,
            author=by.pk,
            to=to.pk,
            first=first,
        ),
        by=by,
    )
    if found := [*verdict.hold, *verdict.queue]:  # nothing waits between two people, but somebody is to look
        put_in_queue(subject_of(message), found)
    return message


def _can_read(to: Member) -> bool:
    return to.is_active and to.claimed and to.erased_at is None
