"""Discussions and replies as moderation knows them (groundswell/moderation/kinds.py)."""

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groundswell.features.discussions.actions import guarded, hiding
from groundswell.features.discussions.actions.blogging import MATTER
from groundswell.features.discussions.models import BlogDraft, Discussion, Reply
from groundswell.features.discussions.rules import may_see
from groundswell.members.models import Member
from groundswell.members.rules import Viewer, is_member
from groundswell.moderation.kinds import Kind, Subject, register
from groundswell.moderation.matters import Matter
from groundswell.moderation.matters import register as register_matter
from groundswell.moderation.models import Decision


def _discussion(pk: int) -> Discussion | None:
    return Discussion.objects.select_related("voice", "space").filter(pk=pk).first() if 0 < pk < 2**63 else None


def _reply(pk: int) -> Reply | None:
    rows = Reply.objects.select_related("discussion__voice", "discussion__space")
    return rows.filter(pk=pk).first() if 0 < pk < 2**63 else None


def _find_discussion(pk: int, viewer: Viewer | None) -> Subject | None:
    post = _discussion(pk)
    if post is None or (viewer is not None and not may_see(viewer, post)):
        return None
    return _subject("discussion", post, post)


def _find_reply(pk: int, viewer: Viewer | None) -> Subject | None:
    post = _reply(pk)
    if post is None or (viewer is not None and not _sees(viewer, post)):
        return None
    return _subject("reply", post, post.discussion)


def _sees(viewer: Viewer, reply: Reply) -> bool:
    own = is_member(viewer) and (viewer.moderates or viewer.pk == reply.author_id)
    return may_see(viewer, reply.discussion) and (reply.deleted_at is None or own)


def _subject(kind: str, post: Discussion | Reply, discussion: Discussion) -> Subject:
    return Subject(
        kind=kind,
        pk=post.pk,
        voice=post.voice_id,
        author=post.author_id,
        title=discussion.voice.title,
        url=post.get_absolute_url(),
        gone=post.deleted_at is not None,
    )


def _hide(pk: int, by: Member | None, reason: str) -> None:
    if post := _discussion(pk):
        hiding.hide(post, by, reason)


def _restore(pk: int, by: Member | None, reason: str) -> None:
    if post := _discussion(pk):
        hiding.restore(post, by, reason)


def _hide_reply(pk: int, by: Member | None, reason: str) -> None:
    if post := _reply(pk):
        hiding.hide(post, by, reason)


def _restore_reply(pk: int, by: Member | None, reason: str) -> None:
    if post := _reply(pk):
        hiding.restore(post, by, reason)


def _titles(pks: Collection[int]) -> dict[int, str]:
    return dict(Reply.objects.filter(pk__in=pks).values_list("pk", "discussion__voice__title"))


register(
    Kind(
        name="discussion",
        label=_("Discussion"),
        find=_find_discussion,
        hide=_hide,
        restore=_restore,
        publish=guarded.publish_discussion,
        address=r"/(?:discussion|blog)/(\d+)/",
    )
)
register(
    Kind(
        name="reply",
        label=_("Reply"),
        find=_find_reply,
        hide=_hide_reply,
        restore=_restore_reply,
        publish=guarded.publish_reply,
        titles=_titles,
        address=r"#reply-(\d+)",
    )
)


def _page(draft: int) -> str:
    return reverse("discussions:review", args=[draft])


def _evidence(found: Mapping[str, Any]) -> str:
    return str(_("A change to a blog post that is there.") if found.get("change") else _("A blog post of a member."))


def _heads(drafts: Collection[int]) -> dict[int, str]:
    return dict(BlogDraft.objects.filter(pk__in=drafts).values_list("pk", "title"))


def _undo(decision: Decision, by: Member, why: str) -> None:
    """A returned post is handed in again; there is nothing to undo."""


register_matter(Matter(name=MATTER, label=_("Blog post"), page=_page, evidence=_evidence, undo=_undo, titles=_heads))
