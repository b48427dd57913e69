"""Make an answer or a comment a question of its own, and take that back so that everything is where it was.

The text is one row (its voice) all the while. Votes on the answer become votes on the question, comments on it comments on
the question; the post's own row stays out of sight until it is undone. Then all that is at the question goes back.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from groundswell.events.sorting import PostSplit, SplitUndone
from groundswell.features.support.actions.merging import held, move_posts, note, record_moved, within_one_audience
from groundswell.features.support.counting import locked_with, recount_answers, recount_votes
from groundswell.features.support.models import Answer, Comment, Follow, FormerVote, Kind, Question, Split, Topic, Vote
from groundswell.features.support.models.questions import hotness
from groundswell.features.support.rules import may_merge
from groundswell.features.support.tagging import known_tags
from groundswell.features.support.texts import clean_tags, clean_title
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Refused, require
from groundswell.voice import actions as voices

Post = Answer | Comment


@transaction.atomic
def split_post(
    post: Post,
    *,
    by: Member,
    title: str,
    topic: Topic | None = None,
    tags: list[str] | None = None,
    along: Iterable[int] = (),
    reason: str = "",
) -> Question:
    """Make it a question with this title, in the topic and with the tags of the one it was at, if not said otherwise.

    `along` are the numbers of answers at the same question that answer this one; they move. Done twice, it is one question.
    """
    post, out_of = _held_post(post, by)
    if before := _live(post):
        return before.question
    require(may_merge(by, out_of), _("Only trusted members and staff may make a post a question of its own."))
    _require_ready(post, out_of)
    within_one_audience(out_of.topic_id, topic.pk if topic else out_of.topic_id, by)
    limit(by.pk, "split", most=60, per=HOUR)
    title, tags = clean_title(title), known_tags(clean_tags(out_of.tags if tags is None else tags))
    question = _question(post, title, topic or out_of.topic, tags)
    answers = _along(post, out_of, along)
    Split.objects.create(question=question, out_of=out_of, **_as_field(post), by=by, answers=answers)
    Question.objects.filter(pk=out_of.pk).update(parts=F("parts") + 1)
    _take(post)
    comments = _comments_over(post, question)
    _votes_over(post, out_of, question)
    move_posts(out_of, question, answers, [])
    recount_votes(question, None)
    Follow.objects.get_or_create(member_id=question.asker_id, kind=Kind.QUESTION, subject=question.pk)
    note(question, out_of, "split", by, reason)
    record(
        PostSplit(
            question=question.pk, voice=question.voice_id, asker=question.asker_id, topic=question.topic_id, tags=tags,
            language=question.language, asked_at=question.asked_at.isoformat(), out_of=out_of.pk, comments=comments,
            **_as_event(post),
        ),
        by=by,
    )  # fmt: skip
    if answers:
        record_moved(out_of, question, answers, by)
    return question


@transaction.atomic
def undo_split(question: Question, *, by: Member, reason: str = "") -> None:
    """Make it an answer or a comment again. Everything at the question goes with it: its answers are answers there."""
    split = Split.objects.filter(question=question.pk, undone_at=None).first()
    if split is None:
        raise Refused(_("This question was not split off another one."))
    question, into = held(question.pk, split.post.question_id)
    split = Split.objects.select_for_update().get(pk=split.pk)
    post = split.post
    if split.undone_at is not None or post.question_id != into.pk:
        raise Refused(_("This question was not split off another one."))
    require(may_merge(by, into) and may_merge(by, question), _("Only trusted members and staff may take this back."))
    if question.deleted_at or into.deleted_at:
        raise Refused(_("One of the two questions is deleted or merged; undo that first."))
    answers = list(Answer.objects.filter(question=question).order_by("pk").values_list("pk", flat=True))
    split.undone_at, split.returned = clock.now(), answers
    split.save(update_fields=["undone_at", "returned"])
    Question.objects.filter(pk=split.out_of_id).update(parts=F("parts") - 1)
    _parts_back(question, into)
    comments = _comments_back(post, question, into)
    move_posts(question, into, answers, [])
    _votes_back(post, question, into)
    _give_back(post, question)
    recount_answers(into)
    note(question, into, "unsplit", by, reason)
    if answers:
        record_moved(question, into, answers, by)
    record(
        SplitUndone(
            question=question.pk, voice=question.voice_id, asker=question.asker_id, into=into.pk, comments=comments,
            **_as_event(post),
        ),
        by=by,
    )  # fmt: skip


def _live(post: Post) -> Split | None:
    return Split.objects.filter(**_as_field(post), undone_at=None).select_related("question").first()


def _held_post(post: Post, by: Member) -> tuple[Post, Question]:
    """The post and its question as they are now, the question held."""
    if isinstance(post, Answer):
        question = locked_with(post, by)
        fresh: Post = Answer.objects.select_related("voice").get(pk=post.pk)
    else:
        fresh = Comment.objects.select_related("voice").get(pk=post.pk)
        question = Question.objects.select_for_update().get(pk=fresh.question_id)
        at = Comment.objects.values_list("question_id", flat=True).get(pk=post.pk)
        if at != question.pk:  # it was moved meanwhile
            return _held_post(post, by)
    return fresh, Question.objects.select_related("topic", "solution").get(pk=question.pk)


def _require_ready(post: Post, out_of: Question) -> None:
    if post.deleted_at or out_of.deleted_at:
        raise Refused(_("Only what can be seen becomes a question of its own."))
    if isinstance(post, Answer) and (out_of.solution_id == post.pk or post.marked_at is not None):
        raise Refused(_("This is the solution. Take that mark back first."))


def _question(post: Post, title: str, topic: Topic, tags: list[str]) -> Question:
    """The row for it: a new one, or the one that it had before its last split was undone."""
    voices.retitle(post.voice, kind="question", title=title)
    now = clock.now()
    question, _new = Question.objects.update_or_create(
        voice=post.voice,
        defaults={
            "asker_id": post.author_id,
            "topic": topic,
            "tags": tags,
            "language": post.voice.language,
            "asked_at": post.posted_at,
            "active_at": now,
            "active_by_id": post.author_id,
            "hot": hotness(ups=0, downs=0, answers=0, asked_at=post.posted_at),
            "ups_before": getattr(post, "ups_before", 0),
            "downs_before": getattr(post, "downs_before", 0),
            "parts": 1,
            "deleted_at": None,
        },
    )
    return question


def _along(post: Post, out_of: Question, wanted: Iterable[int]) -> list[int]:
    """Those that are answers there and seen; the solution stays where it solved something."""
    rows = Answer.objects.filter(pk__in=list(wanted), question=out_of, deleted_at=None, marked_at=None)
    if isinstance(post, Answer):
        rows = rows.exclude(pk=post.pk)
    if out_of.solution_id:
        rows = rows.exclude(pk=out_of.solution_id)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _take(post: Post) -> None:
    """Out of sight where it was; the text itself is seen at the question."""
    post.deleted_at = clock.now()
    post.save(update_fields=["deleted_at"])


def _give_back(post: Post, question: Question) -> None:
    Question.objects.filter(pk=question.pk).update(deleted_at=clock.now(), parts=0)
    post.deleted_at = None
    post.save(update_fields=["deleted_at"])
    voices.retitle(post.voice, kind="answer" if isinstance(post, Answer) else "comment", title="")


def _comments_over(post: Post, question: Question) -> list[int]:
    if not isinstance(post, Answer):
        return []
    rows = Comment.objects.filter(answer=post)
    comments = list(rows.order_by("pk").values_list("pk", flat=True))
    rows.update(question=question, answer=None)
    return comments


def _comments_back(post: Post, question: Question, into: Question) -> list[int]:
    """To the answer; where it was a comment, to the question that it was on, or to the answer."""
    rows = Comment.objects.filter(question=question, answer=None)
    comments = list(rows.order_by("pk").values_list("pk", flat=True))
    rows.update(question=into, answer=post if isinstance(post, Answer) else post.answer_id)
    return comments


def _parts_back(question: Question, into: Question) -> None:
    """What became a question out of this one is out of the other from now on: this one is no page any more."""
    parts = Split.objects.filter(out_of=question, undone_at=None).update(out_of=into)
    Question.objects.filter(pk=into.pk).update(parts=F("parts") + parts)


def _votes_over(post: Post, out_of: Question, question: Question) -> None:
    """Votes on an answer are votes on the question; a comment has none."""
    if isinstance(post, Answer):
        for votes in (Vote, FormerVote):
            votes._default_manager.filter(answer=post).update(question=question, answer=None)
        recount_votes(out_of, post)


def _votes_back(post: Post, question: Question, into: Question) -> None:
    """Votes on what is a comment again stay with the question, out of sight: comments have none."""
    if isinstance(post, Answer):
        for votes in (Vote, FormerVote):
            votes._default_manager.filter(question=question, answer=None).update(question=into, answer=post)
        recount_votes(into, post)
        recount_votes(question, None)


def _as_field(post: Post) -> dict[str, Post]:
    return {"answer" if isinstance(post, Answer) else "comment": post}


def _as_event(post: Post) -> dict[str, int]:
    return {"was_answer" if isinstance(post, Answer) else "was_comment": post.pk}
