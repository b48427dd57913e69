"""Drafts of a member, what waits for the team, and who wrote a post."""

from groundswell.features.discussions.models import BlogDraft, Discussion
from groundswell.members.models import Member
from groundswell.members.rules import Viewer
from groundswell.voice.markdown import render

WORDS_A_MINUTE = (
    220  # silent reading of prose: Brysbaert, "How many words do we read per minute?", 2019, gives 238 for English
)
MOST_BY_AUTHOR = 3


def drafts_of(member: Member) -> list[BlogDraft]:
    """What somebody has not published, the last saved first."""
    return list(BlogDraft.objects.filter(author=member).select_related("space", "of__voice").order_by("-saved_at"))


def waiting() -> list[BlogDraft]:
    """What the team has to look at, the oldest first."""
    rows = BlogDraft.objects.filter(state=BlogDraft.State.WAITING).select_related("author", "space", "of__voice")
    return list(rows.order_by("submitted_at")[:100])


def count_waiting() -> int:
    return BlogDraft.objects.filter(state=BlogDraft.State.WAITING).count()


def found_draft(pk: int, by: Member) -> BlogDraft | None:
    """A draft for its author, and for the team while it waits."""
    rows = BlogDraft.objects.select_related("author", "space", "cover", "of__voice", "of__space")
    draft = rows.filter(pk=pk).first() if 0 < pk < 2**63 else None
    return draft if draft and (draft.author_id == by.pk or (by.moderates and draft.waits)) else None


def shown_text(draft: BlogDraft) -> str:
    """Its text as readers will see it."""
    return render(draft.body).html


def more_by(post: Discussion, viewer: Viewer) -> list[Discussion]:
    """Other posts of the same author, the newest first."""
    others = Discussion.objects.visible_to(viewer).filter(author=post.author_id, blog=True, deleted_at=None)
    return list(others.exclude(pk=post.pk).select_related("voice").order_by("-pk")[:MOST_BY_AUTHOR])


def minutes(text: str) -> int:
    """How long it takes to read, at least one minute."""
    return max(1, -(-len(text.split()) // WORDS_A_MINUTE))
