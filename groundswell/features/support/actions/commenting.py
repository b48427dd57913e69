"""Comment on questions and answers."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.support import CommentEdited, CommentPosted
from groundswell.features.support.actions.hiding import hide, restore
from groundswell.features.support.actions.waiting import end_request
from groundswell.features.support.counting import locked, locked_with
from groundswell.features.support.models import Answer, Comment, Question
from groundswell.features.support.rules import may_comment, may_edit_comment
from groundswell.features.support.texts import COMMENT_LONGEST, clean_body
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.log.postgres.prepared import insert_prepared
from groundswell.members.limits import HOUR, MINUTE, limit, limits
from groundswell.members.models import Member
from groundswell.members.rules import require
from groundswell.voice import actions as voices


@transaction.atomic
def comment_on(subject: Question | Answer, *, by: Member, body: str, once: UUID | None = None) -> Comment:
    """Remark on a question or an answer."""
    answer = subject if isinstance(subject, Answer) else None
    question = locked_with(answer, by) if answer else locked(subject.pk, by)
    if before := voices.written_before(once, by):
        return Comment.objects.get(voice=before)
    require(may_comment(by, question), _("This question does not take comments any more."))
    limits(by.pk, "comment", (10, MINUTE), (120, HOUR))
    body = clean_body(body, longest=COMMENT_LONGEST)
    written = voices.write(
        "comment",
        by=by,
        source=body,
        language=question.language,
        at=clock.now(),
        once=once,
        draft=f"comment:{'a' if answer else 'q'}{subject.pk}",
    )
    comment = Comment(question=question, answer=answer, voice=written.voice, author=by, posted_at=written.voice.at)
    insert_prepared(comment)
    record(
        CommentPosted(
            question=question.pk,
            comment=comment.pk,
            voice=written.voice.pk,
            author=by.pk,
            owner=answer.author_id if answer else question.asker_id,
            answer=answer.pk if answer else None,
            mentions=written.mentions,
        ),
        by=by,
    )
    end_request(question, by)
    return comment


@transaction.atomic
def edit_comment(comment: Comment, *, by: Member, body: str) -> None:
    """Change a comment; what it said before is kept."""
    require(may_edit_comment(by, comment), _("Only its author and moderators may edit this comment."))
    limit(by.pk, "edit", most=60, per=HOUR)
    voice = comment.voice
    if voices.rewrite(voice, by=by, source=clean_body(body, longest=COMMENT_LONGEST)):
        record(
            CommentEdited(
                question=comment.question_id,
                comment=comment.pk,
                voice=voice.pk,
                author=comment.author_id,
                revision=voice.revision,
            ),
            by=by,
        )


@transaction.atomic
def delete_comment(comment: Comment, *, by: Member) -> None:
    """Take a comment out of sight."""
    require(may_edit_comment(by, comment), _("Only its author and moderators may delete this comment."))
    hide(comment, by, "")


@transaction.atomic
def restore_comment(comment: Comment, *, by: Member) -> None:
    """Bring a deleted comment back."""
    require(by.moderates, _("Only moderators restore comments."))
    restore(comment, by, "")
