"""What counts how much: reputation, levels and badges as published to members."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ANSWER_UP, ANSWER_DOWN, QUESTION_UP, QUESTION_DOWN, SOLUTION = 10, -2, 5, -2, 15
DAILY_CAP = 200
GOOD, GREAT = 10, 25
LONG_WAIT = 14  # days without a solution, after which solving a question is worth a badge


def points_of_vote(on: str, value: int) -> int:
    if on == "answer":
        return ANSWER_UP if value > 0 else ANSWER_DOWN
    return QUESTION_UP if value > 0 else QUESTION_DOWN


WINDOW, GRACE = (
    100,
    14,
)  # days: what is looked back on for levels that need recent help, and how long such a level stays on


@dataclass(frozen=True)
class Level:
    """A level, what it takes, and what it lets a member do. `recent_...` is what it takes within the last WINDOW days."""

    number: int
    name: Promise
    privileges: tuple[Promise, ...]
    days: int = 0
    posts: int = 0
    answered: int = 0
    solved: int = 0
    reputation: int = 0
    recent_days: int = 0
    recent_answered: int = 0
    recent_solved: int = 0


LEVELS = (
    Level(0, _("Newcomer"), (_("ask, answer, comment, vote and thank"),)),
    Level(1, _("Member"), (_("do everything that newcomers may"),), days=2, posts=1),
    Level(
        2,
        _("Regular"),
        (_("ask askers for details"), _("appear to others as a regular")),
        days=10,
        posts=5,
        answered=5,
        reputation=50,
    ),
    Level(
        3,
        _("Trusted helper"),
        (_("mark a solution when the asker has not after seven days"), _("retag and move questions")),
        days=30,
        posts=20,
        answered=20,
        solved=5,
        reputation=300,
        recent_days=10,
        recent_answered=10,
        recent_solved=2,
    ),
    Level(
        4,
        _("Guide"),
        (_("edit other people's questions and answers"), _("close and reopen questions")),
        days=100,
        posts=100,
        answered=100,
        solved=30,
        reputation=2_000,
        recent_days=25,
        recent_answered=25,
        recent_solved=8,
    ),
)
STAYS = max(
    level.number for level in LEVELS if not level.recent_days
)  # up to here, levels stay while what earned them does


@dataclass(frozen=True)
class Badge:
    """A badge for helping: given when what it counts reaches `least`, taken back when it falls below.

    It counts a field of a member's standing, or something of MERIT that follows from whom they helped (merits.py).
    """

    key: str
    name: Promise
    about: Promise
    grade: str
    counts: str
    least: int


BADGES = (
    Badge("first-answer", _("First answer"), _("Answered a question."), "bronze", "answered", 1),
    Badge("first-solution", _("First solution"), _("Solved somebody's question."), "bronze", "solved", 1),
    Badge("solver", _("Solver"), _("Solved 10 questions."), "silver", "solved", 10),
    Badge("problem-solver", _("Problem solver"), _("Solved 50 questions."), "gold", "solved", 50),
    Badge("thanked", pgettext_lazy("badge", "Thanked"), _("Was thanked 10 times."), "bronze", "thanked", 10),
    Badge("well-thanked", _("Well thanked"), _("Was thanked 40 times."), "silver", "thanked", 40),
    Badge("much-thanked", _("Much thanked"), _("Was thanked 100 times."), "gold", "thanked", 100),
    Badge(
        "good-answer",
        _("Good answer"),
        _("Wrote an answer that 10 more people found useful than not."),
        "silver",
        "good_answers",
        1,
    ),
    Badge(
        "great-answer",
        _("Great answer"),
        _("Wrote an answer that 25 more people found useful than not."),
        "gold",
        "great_answers",
        1,
    ),
    Badge("topic-hand", _("At home in a topic"), _("Solved 5 questions in one topic."), "bronze", "topic", 5),
    Badge("topic-expert", _("Topic expert"), _("Solved 25 questions in one topic."), "silver", "topic", 25),
    Badge("topic-master", _("Topic master"), _("Solved 100 questions in one topic."), "gold", "topic", 100),
    Badge("warm-welcome", _("Warm welcome"), _("Solved the first question of 3 newcomers."), "bronze", "newcomers", 3),
    Badge("good-host", _("Good host"), _("Solved the first question of 15 newcomers."), "silver", "newcomers", 15),
    Badge("open-door", _("Open door"), _("Solved the first question of 50 newcomers."), "gold", "newcomers", 50),
    Badge("patience", _("Patience"), _("Solved a question that had waited for two weeks."), "bronze", "waited", 1),
    Badge(
        "long-breath", _("Long breath"), _("Solved 10 questions that had waited for two weeks."), "silver", "waited", 10
    ),
    Badge("steady", _("Steady"), _("Helped in 4 weeks in a row."), "bronze", "weeks", 4),
    Badge("reliable", _("Reliable"), _("Helped in 12 weeks in a row."), "silver", "weeks", 12),
    Badge("year-round", _("All year round"), _("Helped in 52 weeks in a row."), "gold", "weeks", 52),
)
MERIT = {"topic", "newcomers", "waited", "weeks"}
COUNTED = tuple(badge for badge in BADGES if badge.counts not in MERIT)
MERITS = tuple(badge for badge in BADGES if badge.counts in MERIT)
BY_KEY = {badge.key: badge for badge in BADGES}
