"""Who may do what with spaces, discussions and replies. Actions enforce these; templates ask them too."""

from dataclasses import dataclass

from groundswell.features.discussions.models import Discussion, Poll, Reply, Space
from groundswell.members.groups.audiences import is_shut
from groundswell.members.models import Member, Role
from groundswell.members.rules import Viewer, is_member, may_act, may_write

ALONE = 3  # level from which members publish blog posts without asking
CLOSER = 4  # level from which members close discussions


def reaches(member: Member, level: int) -> bool:
    """Whether somebody is at this level or of the team."""
    return member.is_team or member.level >= level


def may_read(viewer: Viewer, space: Space) -> bool:
    return not space.private or not is_shut(space.place, viewer)


def may_see(viewer: Viewer, discussion: Discussion) -> bool:
    """As DiscussionQuerySet.visible_to, for one that is at hand."""
    own = is_member(viewer) and (viewer.moderates or viewer.pk == discussion.author_id)
    return (discussion.deleted_at is None or own) and may_read(viewer, discussion.space)


def may_begin(member: Viewer, space: Space) -> bool:
    return is_member(member) and may_write(member) and reaches(member, space.from_level) and may_read(member, space)


def may_reply(member: Viewer, discussion: Discussion) -> bool:
    if not is_member(member) or not may_write(member) or not may_read(member, discussion.space):
        return False
    return member.moderates or (discussion.closed_at is None and discussion.deleted_at is None)


def may_thank(member: Viewer, discussion: Discussion, author: int) -> bool:
    if not is_member(member) or not may_write(member) or member.pk == author:
        return False
    return discussion.deleted_at is None and may_read(member, discussion.space)


def may_vote(member: Viewer, poll: Poll) -> bool:
    """Whoever may write and read it, until it is over; its author too."""
    return is_member(member) and may_write(member) and not poll.is_over and may_read(member, poll.discussion.space)


def may_edit(member: Viewer, discussion: Discussion, author: int) -> bool:
    """Their own while nothing is closed; those who moderate anything."""
    if not is_member(member) or not may_write(member) or not may_read(member, discussion.space):
        return False
    return member.moderates or (member.pk == author and discussion.closed_at is None and discussion.deleted_at is None)


def may_close(member: Viewer, discussion: Discussion) -> bool:
    """Those who moderate, agents, and members whom much is trusted."""
    if not is_member(member) or not may_act(member) or not may_read(member, discussion.space):
        return False
    return member.moderates or (discussion.deleted_at is None and reaches(member, CLOSER))


def may_move(member: Viewer, discussion: Discussion) -> bool:
    """Those who moderate: a space has its own readers."""
    return is_member(member) and may_act(member) and member.moderates


def may_delete(member: Viewer, discussion: Discussion, reply: Reply | None = None) -> bool:
    """Those who moderate anything; others their own reply, and what they began while nobody has replied."""
    if not is_member(member) or not may_act(member):
        return False
    if member.moderates:
        return True
    untouched = discussion.closed_at is None and discussion.deleted_at is None and may_read(member, discussion.space)
    if reply is not None:
        return untouched and member.pk == reply.author_id
    return untouched and member.pk == discussion.author_id and discussion.reply_count == 0


def may_blog(member: Viewer, space: Space) -> bool:
    """Write blog posts for a space."""
    return is_member(member) and may_write(member) and reaches(member, space.blog_from) and may_read(member, space)


def publishes_alone(member: Member) -> bool:
    """Whether what they hand in appears at once; others' posts and changes the team looks at first."""
    return reaches(member, ALONE)


def may_change_post(member: Viewer, post: Discussion) -> bool:
    """Its author, unless the team has taken it out of sight."""
    if not is_member(member) or not may_write(member) or not post.blog or member.pk != post.author_id:
        return False
    last = post.changes.filter(reply=None, what__in=("deleted", "unpublished", "restored")).last()
    return post.deleted_at is None or (last is not None and last.what == "unpublished")


def may_review(member: Viewer) -> bool:
    """Let blog posts appear, or return them."""
    return is_member(member) and may_act(member) and member.moderates


def may_restore(member: Viewer) -> bool:
    return is_member(member) and may_act(member) and member.moderates


def may_make_space(member: Viewer) -> bool:
    """Make spaces, and say who reads and writes there: managers and admins."""
    return is_member(member) and may_act(member) and member.role in (Role.MANAGER, Role.ADMIN)


@dataclass(frozen=True)
class Allowed:
    """What the page of a discussion offers to its reader."""

    reply: bool = False
    edit: bool = False
    close: bool = False
    move: bool = False
    delete: bool = False
    moderate: bool = False
    thank: bool = False
    member: int = 0

    def changes(self, author: int) -> bool:
        return self.moderate or (self.edit and self.member == author)


def for_page(viewer: Viewer, discussion: Discussion) -> Allowed:
    """All rules that the page asks, asked once."""
    if not is_member(viewer):
        return Allowed()
    return Allowed(
        reply=may_reply(viewer, discussion),
        edit=may_edit(viewer, discussion, viewer.pk),
        close=may_close(viewer, discussion),
        move=may_move(viewer, discussion),
        delete=may_delete(viewer, discussion),
        moderate=may_restore(viewer),
        thank=may_write(viewer),
        member=viewer.pk,
    )
