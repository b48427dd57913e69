"""Take questions, answers and comments out of sight and bring them back: once for their authors, staff and moderation.

The caller has asked the rules, and holds a transaction. `by` is nobody when a weight of flags decided. Done twice, the
second time changes nothing.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from groundswell.events.support import (
    AnswerDeleted,
    AnswerRestored,
    CommentDeleted,
    CommentRestored,
    QuestionDeleted,
    QuestionRestored,
)
from groundswell.features.support.actions.solving import unmark_answer
from groundswell.features.support.counting import recount_answers
from groundswell.features.support.models import Answer, Change, Comment, Question, Split
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.models import Member
from groundswell.members.rules import Refused
from groundswell.voice import actions as voices

Post = Question | Answer | Comment


def hide(post: Post, by: Member | None, reason: str) -> None:
    """Out of sight for all but its author and those who moderate; a solution is none any more."""
    post = _locked(post)
    if post.deleted_at is not None:
        return
    if isinstance(post, Answer):
        unmark_answer(post, by)
    _set(post, hidden=True)
    _note(post, "deleted", by, reason)
    if isinstance(post, Question):
        record(QuestionDeleted(question=post.pk, voice=post.voice_id, asker=post.asker_id), by=by)
    elif isinstance(post, Answer):
        record(AnswerDeleted(**_about(post), answer=post.pk), by=by)
    else:
        record(CommentDeleted(**_about(post), comment=post.pk), by=by)


def restore(post: Post, by: Member | None, reason: str) -> None:
    """Back in its place."""
    post = _locked(post)
    if post.deleted_at is None:
        return
    if isinstance(post, Question) and post.merged_into_id:
        raise Refused(_("This question is merged into another; take the merge back instead."))
    if is_elsewhere(post):
        raise Refused(_("This became a question of its own; take that back instead."))
    _set(post, hidden=False)
    _note(post, "restored", by, reason)
    if isinstance(post, Question):
        record(QuestionRestored(question=post.pk, voice=post.voice_id, asker=post.asker_id), by=by)
    elif isinstance(post, Answer):
        record(AnswerRestored(**_about(post), answer=post.pk), by=by)
    else:
        record(CommentRestored(**_about(post), comment=post.pk), by=by)


def is_elsewhere(post: Post) -> bool:
    """Whether this post is a question of its own now, or its question is a post of another one again."""
    if isinstance(post, Question):
        return Split.objects.filter(question=post).exclude(undone_at=None).exists() and not post.parts
    which = {"answer": post} if isinstance(post, Answer) else {"comment": post}
    return Split.objects.filter(**which, undone_at=None).exists()


def _locked(post: Post) -> Post:
    """As it is now; an answer and a comment with their question held, because counts depend on them."""
    if isinstance(post, Question):
        return _held(Question.objects.all(), post.pk)
    question = _held(Question.objects.all(), post.question_id)
    fresh: Answer | Comment = (
        Answer.objects.get(pk=post.pk) if isinstance(post, Answer) else Comment.objects.get(pk=post.pk)
    )
    if fresh.question_id != question.pk:  # it was moved to another question meanwhile
        return _locked(fresh)
    fresh.question = question
    return fresh


def _held(questions: QuerySet[Question], pk: int) -> Question:
    return questions.select_for_update().get(pk=pk)


def _set(post: Post, *, hidden: bool) -> None:
    post.deleted_at = clock.now() if hidden else None
    post.save(update_fields=["deleted_at"])
    voices.hide(post.voice_id, hidden)
    if isinstance(post, Answer):
        recount_answers(post.question)


def _note(post: Post, what: str, by: Member | None, reason: str) -> None:
    """The words of it, for the question's page. Comments have none."""
    reason, now = reason.strip()[:300], clock.now()
    if isinstance(post, Question):
        Change.objects.create(question=post, what=what, by=by, at=now, reason=reason)
    elif isinstance(post, Answer):
        Change.objects.create(question=post.question, answer=post, what=what, by=by, at=now, reason=reason)


def _about(post: Answer | Comment) -> dict[str, int]:
    return {"question": post.question_id, "voice": post.voice_id, "author": post.author_id}
