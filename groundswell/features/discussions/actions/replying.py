"""Reply in a discussion, and change what a reply says."""

from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from groundswell.events.discussions import ReplyEdited, ReplyPosted
from groundswell.features.discussions.actions.hearing import hear
from groundswell.features.discussions.actions.locking import locked, locked_with
from groundswell.features.discussions.models import Discussion, Hearing, Reply
from groundswell.features.discussions.rules import may_edit, may_reply
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, MINUTE, limit, limits
from groundswell.members.models import Member
from groundswell.members.rules import require
from groundswell.voice import actions as voices
from groundswell.voice.typed import clean_body


@transaction.atomic
def reply_to(discussion: Discussion, *, by: Member, body: str, once: UUID | None = None) -> Reply:
    """Reply; whoever does follows the discussion from then on. Raises Discussion.DoesNotExist where there is none for them."""
    found = locked(discussion.pk, by)
    if before := voices.written_before(once, by):
        return Reply.objects.select_related("voice", "discussion__voice").get(voice=before)
    require(may_reply(by, found), _("This discussion takes no more replies."))
    limits(by.pk, "reply", (10, MINUTE), (120, HOUR))
    body = clean_body(body)
    written = voices.write(
        "reply",
        by=by,
        source=body,
        language=found.language,
        at=clock.now(),
        once=once,
        draft=f"reply:{found.pk}",
    )
    reply = Reply.objects.create(discussion=found, voice=written.voice, author=by, at=written.voice.at)
    hear(by, Hearing.Kind.DISCUSSION, found.pk, Hearing.How.FOLLOWED)
    recount(found)
    record(
        ReplyPosted(
            discussion=found.pk,
            reply=reply.pk,
            voice=written.voice.pk,
            author=by.pk,
            owner=found.author_id,
            mentions=written.mentions,
        ),
        by=by,
    )
    return reply


@transaction.atomic
def edit_reply(reply: Reply, *, by: Member, body: str, reason: str = "") -> None:
    """Change a reply; what it said before is kept."""
    found = locked_with(reply.pk, by)
    require(may_edit(by, found.discussion, found.author_id), _("Only its author and moderators may edit this."))
    limit(by.pk, "edit", most=60, per=HOUR)
    if voices.rewrite(found.voice, by=by, source=clean_body(body), reason=reason):
        record(
            ReplyEdited(
                discussion=found.discussion_id,
                reply=found.pk,
                voice=found.voice_id,
                author=found.author_id,
                revision=found.voice.revision,
            ),
            by=by,
        )


def recount(discussion: Discussion) -> None:
    """Set how many replies there are, and when and by whom something was said last. The caller holds the discussion."""
    last = Reply.objects.filter(discussion=discussion, deleted_at=None)
    counted = last.aggregate(many=Count("pk"), at=Max("at"))
    newest = last.order_by("-pk").values_list("author", flat=True).first()
    discussion.reply_count = counted["many"]
    discussion.active_at = max(counted["at"] or discussion.begun_at, discussion.begun_at)
    discussion.active_by_id = newest or discussion.author_id
    discussion.save(update_fields=["reply_count", "active_at", "active_by"])
