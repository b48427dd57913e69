"""Facts about discussions and their replies; never what was said."""

from dataclasses import dataclass, field

from groundswell.events.event import Event


class OnPage:
    """A discussion as the floors above know it: they number pages, and one below zero is a discussion (docs/decisions/0024)."""

    discussion: int

    @property
    def question(self) -> int:
        return -self.discussion


class OfReply(OnPage):
    """A reply likewise."""

    reply: int

    @property
    def answer(self) -> int:
        return -self.reply


@dataclass(frozen=True, kw_only=True)
class DiscussionBegun(OnPage, Event):
    """A member began a discussion in a space, or a blog post of theirs was published for the first time (`blog`)."""

    name = "discussions.begun"
    discussion: int
    voice: int
    author: int
    space: int
    language: str
    blog: bool = False
    poll: bool = False
    mentions: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class DiscussionEdited(OnPage, Event):
    """The text of a discussion was changed; `author` wrote it, whoever changed it."""

    name = "discussions.edited"
    discussion: int
    voice: int
    author: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class DiscussionMoved(OnPage, Event):
    """A discussion was put into another space."""

    name = "discussions.moved"
    discussion: int
    author: int
    space: int
    before: int


@dataclass(frozen=True, kw_only=True)
class DiscussionClosed(OnPage, Event):
    """A discussion takes no more replies."""

    name = "discussions.closed"
    discussion: int
    author: int


@dataclass(frozen=True, kw_only=True)
class DiscussionReopened(OnPage, Event):
    """A closed discussion takes replies again."""

    name = "discussions.reopened"
    discussion: int
    author: int


@dataclass(frozen=True, kw_only=True)
class DiscussionDeleted(OnPage, Event):
    """A discussion was taken out of sight, with all under it."""

    name = "discussions.deleted"
    discussion: int
    voice: int
    author: int


@dataclass(frozen=True, kw_only=True)
class DiscussionRestored(OnPage, Event):
    """A deleted discussion was brought back."""

    name = "discussions.restored"
    discussion: int
    voice: int
    author: int


@dataclass(frozen=True, kw_only=True)
class ReplyPosted(OfReply, Event):
    """A member replied in a discussion; `owner` began it."""

    name = "discussions.reply_posted"
    discussion: int
    reply: int
    voice: int
    author: int
    owner: int
    mentions: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ReplyEdited(OfReply, Event):
    """The text of a reply was changed."""

    name = "discussions.reply_edited"
    discussion: int
    reply: int
    voice: int
    author: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class ReplyDeleted(OfReply, Event):
    """A reply was taken out of sight."""

    name = "discussions.reply_deleted"
    discussion: int
    reply: int
    voice: int
    author: int


@dataclass(frozen=True, kw_only=True)
class ReplyRestored(OfReply, Event):
    """A deleted reply was brought back."""

    name = "discussions.reply_restored"
    discussion: int
    reply: int
    voice: int
    author: int


@dataclass(frozen=True, kw_only=True)
class DiscussionThanked(OnPage, Event):
    """A member thanked the author of a discussion, or of one of its replies."""

    name = "discussions.thanked"
    discussion: int
    author: int
    reply: int | None = None

    @property
    def answer(self) -> int | None:
        return -self.reply if self.reply else None


@dataclass(frozen=True, kw_only=True)
class DiscussionThanksTakenBack(OnPage, Event):
    """A member took such thanks back."""

    name = "discussions.thanks_taken_back"
    discussion: int
    author: int
    reply: int | None = None

    @property
    def answer(self) -> int | None:
        return -self.reply if self.reply else None


@dataclass(frozen=True, kw_only=True)
class DiscussionFollowed(Event):
    """A member wants to hear of a discussion or a space (`kind`)."""

    name = "discussions.followed"
    kind: str
    subject: int


@dataclass(frozen=True, kw_only=True)
class DiscussionUnfollowed(Event):
    """A member wants to hear of it no longer."""

    name = "discussions.unfollowed"
    kind: str
    subject: int


@dataclass(frozen=True, kw_only=True)
class DiscussionMuted(Event):
    """A member wants to hear nothing of a discussion or a space, even where they take part."""

    name = "discussions.muted"
    kind: str
    subject: int


@dataclass(frozen=True, kw_only=True)
class DiscussionUnmuted(Event):
    """A member hears of it again."""

    name = "discussions.unmuted"
    kind: str
    subject: int


@dataclass(frozen=True, kw_only=True)
class BlogPostSubmitted(Event):
    """A member handed in a blog post, or a change to one (`discussion`), and the team is to look at it."""

    name = "discussions.blog_post_submitted"
    draft: int
    author: int
    space: int
    item: int
    discussion: int | None = None


@dataclass(frozen=True, kw_only=True)
class BlogPostWithdrawn(Event):
    """Its author took back what waited for the team."""

    name = "discussions.blog_post_withdrawn"
    draft: int
    author: int


@dataclass(frozen=True, kw_only=True)
class BlogPostReturned(Event):
    """The team gave a blog post back to its author, with a note."""

    name = "discussions.blog_post_returned"
    draft: int
    author: int


@dataclass(frozen=True, kw_only=True)
class BlogPostPublished(Event):
    """A blog post, or a `change` to one, was let appear, or published by who may alone."""

    name = "discussions.blog_post_published"
    discussion: int
    draft: int
    author: int
    change: bool = False


@dataclass(frozen=True, kw_only=True)
class BallotCast(OnPage, Event):
    """A member voted in a poll, or voted otherwise (`changed`). For what is in `options` only where everybody sees it."""

    name = "discussions.ballot_cast"
    discussion: int
    poll: int
    options: list[int] = field(default_factory=list)
    changed: bool = False


@dataclass(frozen=True, kw_only=True)
class BallotTakenBack(OnPage, Event):
    """A member took the vote in a poll back."""

    name = "discussions.ballot_taken_back"
    discussion: int
    poll: int


@dataclass(frozen=True, kw_only=True)
class PollEnded(OnPage, Event):
    """A poll is over; `members` are who voted in it, and who asked."""

    name = "discussions.poll_ended"
    discussion: int
    poll: int
    members: list[int]


@dataclass(frozen=True, kw_only=True)
class SpaceMade(Event):
    """There is a new space for discussions and blog posts."""

    name = "discussions.space_made"
    space: int


@dataclass(frozen=True, kw_only=True)
class SpaceChanged(Event):
    """What a space is called, what it is for, or who begins something in it was changed."""

    name = "discussions.space_changed"
    space: int
