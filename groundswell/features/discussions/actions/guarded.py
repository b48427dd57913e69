"""Begin and reply as members do it: what the house rules let through is posted, what they doubt waits for a look.

Raises Waits, which holds what was kept, when a person is to look first. What was approved goes past this file.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.features.discussions.actions import beginning, replying
from groundswell.features.discussions.actions.polling import PollText, check_poll
from groundswell.features.discussions.models import Discussion, Reply, Space
from groundswell.features.discussions.rules import may_reply
from groundswell.members.models import Member
from groundswell.members.rules import require
from groundswell.moderation.actions import hold, put_in_queue
from groundswell.moderation.guard import Post, Waits, judge
from groundswell.moderation.kinds import Subject, find
from groundswell.voice.typed import clean_body, clean_title


def begin_discussion(
    *,
    by: Member,
    space: Space,
    title: str,
    body: str,
    language: str = "",
    poll: PollText | None = None,
    once: UUID | None = None,
) -> Discussion:
    """As beginning.begin_discussion, for whoever may, at the pace and within the limits of the house."""
    poll = poll and check_poll(poll)
    whole = f"{body}\n{poll.text}" if poll else body
    verdict = judge(Post("discussion", whole, title, (f"space:{space.pk}",), once), by=by)
    if verdict.hold:
        beginning.require_may_begin(by, space)
        post = Post("discussion", beginning.body_of(body, poll) or whole, clean_title(title))
        fields = {"space": space.pk, "language": language, "poll": poll and poll.kept(), "alone": not body.strip()}
        raise Waits(hold(post, by=by, fields=fields, because=verdict.hold, once=once, draft="discussion"))
    with transaction.atomic():
        begun = beginning.begin_discussion(
            by=by, space=space, title=title, body=body, language=language, poll=poll, once=once
        )
        _look("discussion", begun.pk, verdict.queue)
    return begun


def reply_to(discussion: Discussion, *, by: Member, body: str, once: UUID | None = None) -> Reply:
    """As replying.reply_to."""
    verdict = judge(Post("reply", body, places=(f"discussion:{discussion.pk}",), once=once), by=by)
    if verdict.hold:
        found = Discussion.objects.visible_to(by).select_related("space").get(pk=discussion.pk)
        require(may_reply(by, found), _("This discussion takes no more replies."))
        post, place = Post("reply", clean_body(body)), f"reply:{found.pk}"
        kept = hold(post, by=by, fields={"discussion": found.pk}, because=verdict.hold, once=once, draft=place)
        raise Waits(kept)
    with transaction.atomic():
        reply = replying.reply_to(discussion, by=by, body=body, once=once)
        _look("reply", reply.pk, verdict.queue)
    return reply


def publish_discussion(author: Member, held: dict[str, Any]) -> Subject:
    """What waited becomes a discussion, now."""
    space = Space.objects.get(pk=held["space"])
    begun = beginning.begin_discussion(
        by=author,
        space=space,
        title=held["title"],
        body="" if held.get("alone") else held["body"],
        language=held.get("language", ""),
        poll=PollText.of(held.get("poll")),
    )
    return _found("discussion", begun.pk)


def publish_reply(author: Member, held: dict[str, Any]) -> Subject:
    """What waited becomes a reply, now."""
    reply = replying.reply_to(Discussion(pk=held["discussion"]), by=author, body=held["body"])
    return _found("reply", reply.pk)


def _look(kind: str, pk: int, because: list[dict[str, Any]]) -> None:
    if because:
        put_in_queue(_found(kind, pk), because)


def _found(kind: str, pk: int) -> Subject:
    subject = find(kind, pk)
    assert subject is not None
    return subject
