"""Facts about questions, answers and what people make of them.

`origin` is "here", or the site ("stackexchange:beer") from which an old fact was imported: nobody is told of those.
"""

from dataclasses import dataclass, field

from groundswell.events.event import Event


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Event):
    """A member asked the community a question."""

    name = "support.question_asked"
    question: int
    voice: int
    asker: int
    topic: int
    tags: list[str]
    language: str
    mentions: list[int] = field(default_factory=list)
    origin: str = "here"


@dataclass(frozen=True, kw_only=True)
class QuestionEdited(Event):
    """Somebody changed the title or text of a question."""

    name = "support.question_edited"
    question: int
    voice: int
    asker: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class QuestionRetagged(Event):
    """A question got other tags."""

    name = "support.question_retagged"
    question: int
    tags: list[str]
    was: list[str]


@dataclass(frozen=True, kw_only=True)
class QuestionMoved(Event):
    """A question went to another topic."""

    name = "support.question_moved"
    question: int
    topic: int
    was: int


@dataclass(frozen=True, kw_only=True)
class AnswerPosted(Event):
    """A member answered a question."""

    name = "support.answer_posted"
    question: int
    answer: int
    voice: int
    author: int
    asker: int
    mentions: list[int] = field(default_factory=list)
    origin: str = "here"


@dataclass(frozen=True, kw_only=True)
class AnswerEdited(Event):
    """Somebody changed the text of an answer."""

    name = "support.answer_edited"
    question: int
    answer: int
    voice: int
    author: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class CommentPosted(Event):
    """A member commented on a question, or on an answer when `answer` is given; `owner` wrote what is commented on."""

    name = "support.comment_posted"
    question: int
    comment: int
    voice: int
    author: int
    owner: int
    answer: int | None = None
    mentions: list[int] = field(default_factory=list)
    origin: str = "here"


@dataclass(frozen=True, kw_only=True)
class CommentEdited(Event):
    """Somebody changed the text of a comment."""

    name = "support.comment_edited"
    question: int
    comment: int
    voice: int
    author: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class VoteCast(Event):
    """A member found a question or an answer useful (+1) or not (-1). `on` is "question" or "answer".

    For a `wiki` answer it counts for nobody.
    """

    name = "support.vote_cast"
    on: str
    subject: int
    question: int
    author: int
    value: int
    origin: str = "here"
    wiki: bool = False


@dataclass(frozen=True, kw_only=True)
class VoteWithdrawn(Event):
    """A member took a vote back; `cast_on` is the UTC day (ISO) on which it was cast, for a `wiki` answer or not."""

    name = "support.vote_withdrawn"
    on: str
    subject: int
    question: int
    author: int
    value: int
    cast_on: str
    wiki: bool = False


@dataclass(frozen=True, kw_only=True)
class ThanksGiven(Event):
    """A member thanked the author of an answer."""

    name = "support.thanks_given"
    question: int
    answer: int
    author: int


@dataclass(frozen=True, kw_only=True)
class ThanksTakenBack(Event):
    """A member took thanks back."""

    name = "support.thanks_taken_back"
    question: int
    answer: int
    author: int


@dataclass(frozen=True, kw_only=True)
class AnswerAccepted(Event):
    """The asker, or a trusted member or staff later, marked an answer as the solution; `role` says as what.

    For a `wiki` answer it counts for nobody.
    """

    name = "support.answer_accepted"
    question: int
    answer: int
    author: int
    asker: int
    role: str = "asker"
    origin: str = "here"
    wiki: bool = False


@dataclass(frozen=True, kw_only=True)
class SolutionRevoked(Event):
    """The mark was taken off again; `accepted_on` is the UTC day (ISO) on which it had been set.

    `solution` is another answer that has such a mark and is the question's own solution now; 0 when there is none.
    """

    name = "support.solution_revoked"
    question: int
    answer: int
    author: int
    asker: int
    accepted_on: str
    solution: int = 0
    wiki: bool = False


@dataclass(frozen=True, kw_only=True)
class QuestionClosed(Event):
    """No more answers; `cause` is one of the close reasons, `duplicate_of` the older question, which `followers` follow from now on."""

    name = "support.question_closed"
    question: int
    asker: int
    cause: str
    duplicate_of: int | None = None
    origin: str = "here"
    followers: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class QuestionReopened(Event):
    """A closed question takes answers again; `followers` follow the one that it repeated no longer because of that."""

    name = "support.question_reopened"
    question: int
    asker: int
    duplicate_of: int | None = None
    followers: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class QuestionLocked(Event):
    """Only staff may change anything on the question."""

    name = "support.question_locked"
    question: int


@dataclass(frozen=True, kw_only=True)
class QuestionUnlocked(Event):
    """The lock was taken off."""

    name = "support.question_unlocked"
    question: int


@dataclass(frozen=True, kw_only=True)
class QuestionDeleted(Event):
    """A question went out of sight, with all under it."""

    name = "support.question_deleted"
    question: int
    voice: int
    asker: int


@dataclass(frozen=True, kw_only=True)
class QuestionRestored(Event):
    """A deleted question came back."""

    name = "support.question_restored"
    question: int
    voice: int
    asker: int


@dataclass(frozen=True, kw_only=True)
class AnswerDeleted(Event):
    """An answer went out of sight."""

    name = "support.answer_deleted"
    question: int
    answer: int
    voice: int
    author: int


@dataclass(frozen=True, kw_only=True)
class AnswerRestored(Event):
    """A deleted answer came back."""

    name = "support.answer_restored"
    question: int
    answer: int
    voice: int
    author: int


@dataclass(frozen=True, kw_only=True)
class CommentDeleted(Event):
    """A comment went out of sight."""

    name = "support.comment_deleted"
    question: int
    comment: int
    voice: int
    author: int


@dataclass(frozen=True, kw_only=True)
class CommentRestored(Event):
    """A deleted comment came back."""

    name = "support.comment_restored"
    question: int
    comment: int
    voice: int
    author: int


@dataclass(frozen=True, kw_only=True)
class Followed(Event):
    """A member wants to hear of a question, topic, tag or member (`kind`); `tag` is the name of a tag."""

    name = "support.followed"
    kind: str
    subject: int
    tag: str = ""


@dataclass(frozen=True, kw_only=True)
class Unfollowed(Event):
    """A member no longer wants to hear of it."""

    name = "support.unfollowed"
    kind: str
    subject: int
    tag: str = ""


@dataclass(frozen=True, kw_only=True)
class Muted(Event):
    """A member wants to hear no more of a question, of a topic, or of what another member does (`kind`)."""

    name = "support.muted"
    kind: str
    subject: int


@dataclass(frozen=True, kw_only=True)
class Unmuted(Event):
    """A member wants to hear of it again."""

    name = "support.unmuted"
    kind: str
    subject: int


@dataclass(frozen=True, kw_only=True)
class QuestionShared(Event):
    """A member made a link of their own to a question."""

    name = "support.question_shared"
    question: int
    link: int
