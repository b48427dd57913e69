"""Facts about sorting questions out: what was merged, split off and marked, and what went along with it."""

from dataclasses import dataclass, field

from groundswell.events.event import Event


@dataclass(frozen=True, kw_only=True)
class PostsMoved(Event):
    """Answers, and comments on the question itself, went from one question to another; comments on answers go along.

    Votes on an answer, thanks for it and its mark as a solution stay with it.
    """

    name = "support.posts_moved"
    question: int
    into: int
    answers: list[int] = field(default_factory=list)
    comments: list[int] = field(default_factory=list)


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
