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


@dataclass(frozen=True, kw_only=True)
class AnswerMadeOfficial(Event):
    """Staff said that the company stands by an answer."""

    name = "support.answer_made_official"
    question: int
    answer: int
    author: int


@dataclass(frozen=True, kw_only=True)
class OfficialMarkRemoved(Event):
    """It does not any more."""

    name = "support.official_mark_removed"
    question: int
    answer: int
    author: int


@dataclass(frozen=True, kw_only=True)
class AnswerMadeWiki(Event):
    """Members from `level` on may edit an answer; votes and marks bring its author no reputation from then on."""

    name = "support.answer_made_wiki"
    question: int
    answer: int
    author: int
    level: int


@dataclass(frozen=True, kw_only=True)
class WikiEnded(Event):
    """The answer is its author's alone again."""

    name = "support.wiki_ended"
    question: int
    answer: int
    author: int


@dataclass(frozen=True, kw_only=True)
class AnswerMadeCanonical(Event):
    """An answer is the one to these tags and topics now, "tag:wifi" or "topic:calling"; an empty list: to none.

    `any_here` says whether the question has such an answer after that.
    """

    name = "support.answer_made_canonical"
    question: int
    answer: int
    author: int
    to: list[str] = field(default_factory=list)
    any_here: bool = True


@dataclass(frozen=True, kw_only=True)
class SeveralSolutionsSet(Event):
    """Moderators said whether questions in a topic may have several solutions."""

    name = "support.several_solutions_set"
    topic: int
    several: bool


@dataclass(frozen=True, kw_only=True)
class QuestionsArchived(Event):
    """Nothing had happened at these questions for so many days: votes and comments are closed, answers are not."""

    name = "support.questions_archived"
    questions: list[int]
    days: int


@dataclass(frozen=True, kw_only=True)
class QuestionBroughtBack(Event):
    """An archived question was opened again; an answer does that too, and says so itself."""

    name = "support.question_brought_back"
    question: int
    asker: int
