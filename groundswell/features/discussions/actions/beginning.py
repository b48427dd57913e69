"""Begin a discussion, and change what it says."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.discussions import DiscussionBegun, DiscussionEdited
from groundswell.features.discussions.actions.hearing import hear
from groundswell.features.discussions.actions.locking import locked
from groundswell.features.discussions.actions.polling import PollText, add_poll
from groundswell.features.discussions.models import Discussion, Hearing, Poll, Space
from groundswell.features.discussions.rules import may_begin, may_edit
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import DAY, HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import require
from groundswell.voice import actions as voices
from groundswell.voice.language import detect
from groundswell.voice.typed import clean_body, clean_title


@transaction.atomic
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
    """Begin a discussion; who does follows it. With a `poll` it needs no text. Sent twice with the same `once`, begins once."""
    if before := voices.written_before(once, by):
        return Discussion.objects.select_related("voice", "space").get(voice=before)
    require_may_begin(by, space)
    limit(by.pk, "discussion", most=20, per=DAY)
    title, body = clean_title(title), body_of(body, poll)
    language = language or detect(f"{title}\n{body}")
    written = voices.write(
        "discussion", by=by, source=body, title=title, language=language, at=clock.now(), once=once, draft="discussion"
    )
    begun = add_discussion(written, by=by, space=space)
    if poll is not None:
        add_poll(begun, poll)
    record_begun(begun, written, poll=poll is not None)
    return begun


def body_of(body: str, poll: PollText | None) -> str:
    """A poll alone says enough."""
    return "" if poll is not None and not body.strip() else clean_body(body)


def require_may_begin(by: Member, space: Space) -> None:
    """Raises Refused with the reason."""
    if not may_begin(by, space) and space.from_level > 4:
        require(False, _("Only the team begins discussions in this space."))
    said = _("In this space members begin discussions from level %(level)s on.") % {"level": space.from_level}
    require(may_begin(by, space), said)


def add_discussion(written: voices.Written, *, by: Member, space: Space, **more: Any) -> Discussion:
    """The row of a text that was written; its author follows it."""
    now = written.voice.at
    begun = Discussion.objects.create(
        voice=written.voice,
        author=by,
        space=space,
        language=written.voice.language,
        begun_at=now,
        active_at=now,
        active_by=by,
        **more,
    )
    hear(by, Hearing.Kind.DISCUSSION, begun.pk, Hearing.How.FOLLOWED)
    return begun


def record_begun(begun: Discussion, written: voices.Written, *, poll: bool = False) -> None:
    """The last statement of whatever begins a discussion; its author did it, whoever let it appear."""
    record(
        DiscussionBegun(
            discussion=begun.pk,
            voice=begun.voice_id,
            author=begun.author_id,
            space=begun.space_id,
            language=begun.language,
            blog=begun.blog,
            poll=poll,
            mentions=written.mentions,
        ),
        by=begun.author,
    )


@transaction.atomic
def edit_discussion(discussion: Discussion, *, by: Member, title: str, body: str, reason: str = "") -> None:
    """Change what it says; what it said before is kept. Raises Discussion.DoesNotExist where there is none for them."""
    found = locked(discussion.pk, by)
    require(may_edit(by, found, found.author_id), _("Only its author and moderators may edit this."))
    require(not found.blog or by.moderates, _("A blog post is changed by its draft."))
    limit(by.pk, "edit", most=60, per=HOUR)
    alone = not body.strip() and Poll.objects.filter(discussion=found).exists()
    body = "" if alone else clean_body(body)
    if voices.rewrite(found.voice, by=by, source=body, title=clean_title(title), reason=reason):
        record(
            DiscussionEdited(
                discussion=found.pk, voice=found.voice_id, author=found.author_id, revision=found.voice.revision
            ),
            by=by,
        )
