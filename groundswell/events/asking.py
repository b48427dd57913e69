"""What happens around a question before it has an answer: similar ones, more details, the same trouble, a claim."""

from dataclasses import dataclass

from groundswell.events.event import Event


@dataclass(frozen=True, kw_only=True)
class TopicFormSet(Event):
    """Staff said what questions in a topic are asked for besides title and text."""

    name = "support.topic_form_set"
    topic: int
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class SimilarShown(Event):
    """While somebody wrote a question, similar ones were shown. `attempt` is that one writing of a question."""

    name = "support.similar_shown"
    attempt: int
    similar: list[int]


@dataclass(frozen=True, kw_only=True)
class SimilarOpened(Event):
    """They opened one of the similar questions."""

    name = "support.similar_opened"
    attempt: int
    similar: int


@dataclass(frozen=True, kw_only=True)
class SimilarSolved(Event):
    """They said that it solved their question, and did not ask: a confirmed deflection."""

    name = "support.similar_solved"
    attempt: int
    similar: int


@dataclass(frozen=True, kw_only=True)
class SimilarPassedBy(Event):
    """They asked in spite of the similar questions that they were shown."""

    name = "support.similar_passed_by"
    attempt: int
    question: int


@dataclass(frozen=True, kw_only=True)
class DetailsRequested(Event):
    """A helper or the team asked the asker for more; `comment` says for what."""

    name = "support.details_requested"
    question: int
    comment: int
    asker: int


@dataclass(frozen=True, kw_only=True)
class DetailsGiven(Event):
    """The asker commented or edited after being asked for more."""

    name = "support.details_given"
    question: int
    asker: int


@dataclass(frozen=True, kw_only=True)
class NotSolvedYet(Event):
    """The asker said that the answers so far did not solve it; so it waits for helpers again."""

    name = "support.not_solved_yet"
    question: int
    asker: int


@dataclass(frozen=True, kw_only=True)
class MeTooSaid(Event):
    """A member has the same trouble, and follows the question from then on, so they hear of the solution."""

    name = "support.me_too_said"
    question: int
    member: int
    asker: int


@dataclass(frozen=True, kw_only=True)
class MeTooTakenBack(Event):
    """A member does not have the same trouble after all."""

    name = "support.me_too_taken_back"
    question: int
    member: int


@dataclass(frozen=True, kw_only=True)
class QuestionClaimed(Event):
    """A member is working on an answer, for so many `minutes`; it ends sooner when they answer or claim another."""

    name = "support.question_claimed"
    question: int
    member: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class ClaimReleased(Event):
    """Whoever claimed a question let it go without an answer."""

    name = "support.claim_released"
    question: int
    member: int
