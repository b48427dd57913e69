"""The parts of a result that do not depend on the query: rendered once for what they show, and kept.

A page has twenty results. Their counts, names, times and tags cost more to render than all the rest of a search.
"""

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.template import engines
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language
from markupsafe import Markup

from groundswell.derived.search.finding import Hit
from groundswell.derived.search.topics import Topic

MINUTE, HOUR, DAY = 60, 3_600, 86_400


def count_of(hit: Hit) -> Markup:
    """How many answers there are, and whether one solved it."""
    return _render("count", get_language() or "", "", "", (hit.answers, hit.solved))


def meta_of(hit: Hit, topic: Topic | None) -> Markup:
    """Who asked and when, where it is, and the votes."""
    place = (topic.name, topic.href) if topic else None
    facts = (hit.asker, hit.asked_at, place, tuple(hit.tags), hit.closed, hit.votes)
    return _render("meta", get_language() or "", get_current_timezone_name(), _age(hit.asked_at), facts)


def _age(moment: datetime) -> int | date:
    """What changes when "3 hours ago" does."""
    seconds = int((datetime.now(UTC) - moment).total_seconds())
    if seconds >= 8 * DAY:
        return date.today()
    return seconds // (MINUTE if seconds < HOUR else HOUR if seconds < DAY else DAY) + seconds // DAY * 100


@lru_cache(maxsize=8_000)
def _render(part: str, language: str, zone: str, age: Any, facts: tuple[Any, ...]) -> Markup:
    template = engines["jinja2"].env.get_template(f"search/_{part}.html")  # type: ignore[attr-defined]
    return Markup(template.render(facts=facts))
