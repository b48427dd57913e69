"""Facts about sorting questions out: what was merged, split off and marked, and what went along with it."""

from dataclasses import dataclass, field

from groundswell.events.event import Event


@dataclass(frozen=True, kw_only=True)
class PostsMoved(Event):
    """Answers, and comments on the question itself, went from one question to another; comments on answers go along.

    Votes on an answer, thanks for it and its mark as a solution stay with it. `solutions` are those of `question` and of
    `into` after that (0 for none); an old event does not say.
    """

    name = "support.posts_moved"
    question: int
    into: int
    answers: list[int] = field(default_factory=list)
    comments: list[int] = field(default_factory=list)
    solutions: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class QuestionMerged(Event):
    """A question was merged into another; its address leads there. `followers` follow the other one from now on."""

    name = "support.question_merged"
    question: int
    voice: int
    asker: int
    into: int
    followers: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class MergeUndone(Event):
    """A merged question stands on its own again; `followers` follow the other one no longer because of the merge."""

    name = "support.merge_undone"
    question: int
    voice: int
    asker: int
    into: int
    followers: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class PostSplit(Event):
    """An answer, or a comment (`was_answer` or `was_comment`), became a question of its own, out of another one.

    Its author is the asker. Votes on it are votes on a question from then on; `comments` on the answer are on the question.
    `asked_at` is when it was posted (ISO).
    """

    name = "support.post_split"
    question: int
    voice: int
    asker: int
    topic: int
    tags: list[str]
    language: str
    asked_at: str
    out_of: int
    was_answer: int | None = None
    was_comment: int | None = None
    comments: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class SplitUndone(Event):
    """What had become a question is an answer or a comment again, at the question `into`; `comments` are on it again."""

    name = "support.split_undone"
    question: int
    voice: int
    asker: int
    into: int
    was_answer: int | None = None
    was_comment: int | None = None
    comments: list[int] = field(default_factory=list)
