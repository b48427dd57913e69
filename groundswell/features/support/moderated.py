"""Questions, answers and comments as moderation knows them (groundswell/moderation/kinds.py)."""

from collections.abc import Callable, Collection
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groundswell.features.support.actions import guarded, hiding
from groundswell.features.support.models import Answer, Comment, Question
from groundswell.features.support.queries.history import subject_of
from groundswell.features.support.rules import may_see
from groundswell.members.models import Member
from groundswell.members.rules import Viewer, is_member
from groundswell.moderation.kinds import Kind, Subject, register

Post = Question | Answer | Comment
Publish = Callable[[Member, dict[str, Any]], Subject]
Titles = Callable[[Collection[int]], dict[int, str]]


def _find(kind: str, pk: int, viewer: Viewer | None) -> Subject | None:
    post = subject_of(kind, pk) if 0 < pk < 2**63 else None
    if post is None or (viewer is not None and not _sees(viewer, post)):
        return None
    return _subject(kind, post)


def _sees(viewer: Viewer, post: Post) -> bool:
    question = post if isinstance(post, Question) else post.question
    own = is_member(viewer) and (viewer.moderates or viewer.pk == post.voice.author_id)
    return may_see(viewer, question) and (post.deleted_at is None or own)


def _subject(kind: str, post: Post) -> Subject:
    question = post if isinstance(post, Question) else post.question
    return Subject(
        kind=kind,
        pk=post.pk,
        voice=post.voice_id,
        author=post.asker_id if isinstance(post, Question) else post.author_id,
        title=question.voice.title,
        url=post.get_absolute_url(),
        gone=post.deleted_at is not None,
    )


def _change(kind: str, pk: int, by: Member | None, reason: str, *, hide: bool) -> None:
    post = subject_of(kind, pk)
    if post is not None:
        (hiding.hide if hide else hiding.restore)(post, by, reason)


def _titles_of_answers(pks: Collection[int]) -> dict[int, str]:
    return dict(Answer.objects.filter(pk__in=pks).values_list("pk", "question__voice__title"))


def _titles_of_comments(pks: Collection[int]) -> dict[int, str]:
    return dict(Comment.objects.filter(pk__in=pks).values_list("pk", "question__voice__title"))


def _kind(name: str, label: Promise, address: str, publish: Publish, titles: Titles | None = None) -> Kind:
    return Kind(
        name=name,
        label=label,
        find=lambda pk, viewer: _find(name, pk, viewer),
        hide=lambda pk, by, reason: _change(name, pk, by, reason, hide=True),
        restore=lambda pk, by, reason: _change(name, pk, by, reason, hide=False),
        address=address,
        publish=publish,
        titles=titles,
    )


register(_kind("question", _("Question"), r"/question/(\d+)/", guarded.publish_question))
register(_kind("answer", _("Answer"), r"#answer-(\d+)", guarded.publish_answer, _titles_of_answers))
register(_kind("comment", _("Comment"), r"#comment-(\d+)", guarded.publish_comment, _titles_of_comments))
