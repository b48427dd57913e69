"""What was searched for in vain: the questions that nobody has asked yet, and the articles that are missing.

It is no event, because it is somebody's text. It is kept for three months as words, day and language, with a keyed number that
tells people of one day apart and joins no two days. Rows with an address or a long number in them are never written.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from groundswell.derived.search.asked import Asked
from groundswell.derived.search.filters import SearchFilters
from groundswell.derived.search.finding import SearchResults
from groundswell.derived.search.rows import run
from groundswell.log import clock
from groundswell.members.limits import DAY, counted
from groundswell.members.rules import Viewer, is_member, may_act

SHOWN_DAYS, KEPT_DAYS = 30, 90
MOST_SHOWN, MOST_A_DAY, LEAST = 50, 30, 2
LONGEST = 80
PERSONAL = re.compile(r"@|\d[\d\s./-]{4,}\d|://")
NOTE = "INSERT INTO search_missed (day, words, language, who) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"
MISSED = """
SELECT words, min(language), count(*), max(day) FROM search_missed WHERE day >= %s
GROUP BY words HAVING count(*) >= %s ORDER BY 3 DESC, 4 DESC, 1 LIMIT %s
"""
FORGET = "DELETE FROM search_missed WHERE day < %s"


@dataclass(frozen=True, slots=True)
class Miss:
    """What was searched for, on how many days by somebody (each person once a day), and when last."""

    words: str
    language: str
    times: int
    last: date


def is_telling(results: SearchResults, filters: SearchFilters) -> bool:
    """Whether nothing at all was found for words, and not only nothing among what the filters leave."""
    asked = results.asked
    narrowed = filters.narrows or filters.after or asked.tags or asked.user or asked.solved is not None
    return results.whole and bool(asked.words) and not narrowed and not PERSONAL.search(asked.typed)


def note(asked: Asked, who: object) -> None:
    """Remember it, once a day for each person; of one person at most thirty a day."""
    if counted(who, "missed", per=DAY) > MOST_A_DAY:
        return
    today = clock.now().date()
    number = salted_hmac("search.missed", f"{today}:{who}", algorithm="sha256").hexdigest()[:16]
    words = " ".join(asked.typed.lower().split())[:LONGEST]
    run(NOTE, [today, words, (get_language() or "")[:8], number])


def missed(days: int = SHOWN_DAYS) -> list[Miss]:
    """What several searched for, the most frequent first; what one person sought once stays with them."""
    since = clock.now().date() - timedelta(days=days)
    return [Miss(*row) for row in run(MISSED, [since, LEAST, MOST_SHOWN])]


def forget() -> None:
    """What is older than three months."""
    run(FORGET, [clock.now().date() - timedelta(days=KEPT_DAYS)])


def may_see_missed(viewer: Viewer) -> bool:
    """The team: they can answer before somebody asks."""
    return is_member(viewer) and may_act(viewer) and viewer.role != "member"
