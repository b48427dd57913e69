"""How far it is to the next level, in words and as a share."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import ngettext

from groundswell.derived.standing.catalogue import LEVELS, Level
from groundswell.derived.standing.models import Standing
from groundswell.members.models import Member


@dataclass(frozen=True)
class Progress:
    """A member's level, the one above, and what is missing; `share` is from 0 to 100."""

    level: Level
    following: Level | None
    missing: list[str]
    share: int


def standing_of(member: Member) -> Standing:
    """A member's standing; who did nothing yet has one of noughts."""
    return Standing.objects.filter(member=member).first() or Standing(member=member)


def progress_of(standing: Standing) -> Progress:
    level = LEVELS[standing.level]
    following = LEVELS[standing.level + 1] if standing.level + 1 < len(LEVELS) else None
    if following is None:
        return Progress(level, None, [], 100)
    pairs = _requirements(standing, following)
    done = [min(1.0, have / need) for _what, have, need in pairs]
    missing = [_more(what, need - have) for what, have, need in pairs if have < need]
    return Progress(level, following, missing, int(100 * sum(done) / max(1, len(done))))


def _requirements(standing: Standing, level: Level) -> list[tuple[str, int, int]]:
    """(what, how many there are, how many it takes), only of what the level asks for."""
    posts = standing.asked + standing.answered
    found = [
        ("solved", standing.solved, level.solved),
        ("answered", standing.answered, level.answered),
        ("posts", posts, level.posts if level.posts > level.answered else 0),
        ("reputation", standing.reputation, level.reputation),
        ("days", standing.days, level.days),
    ]
    return [row for row in found if row[2]]


def _more(what: str, n: int) -> str:
    texts = {
        "solved": ngettext("%(n)s more solution", "%(n)s more solutions", n),
        "answered": ngettext("%(n)s more answer", "%(n)s more answers", n),
        "posts": ngettext("%(n)s more question or answer", "%(n)s more questions or answers", n),
        "reputation": ngettext("%(n)s more reputation", "%(n)s more reputation", n),
        "days": ngettext("%(n)s more day on which you take part", "%(n)s more days on which you take part", n),
    }
    return texts[what] % {"n": _spoken(n)}


def takes(level: Level) -> list[str]:
    """What a level takes, from the catalogue."""
    n = {
        "days": level.days,
        "posts": level.posts,
        "answered": level.answered,
        "solved": level.solved,
        "reputation": level.reputation,
    }
    if level.posts <= level.answered:
        n["posts"] = 0
    texts = {
        "days": ngettext("%(n)s day on which you take part", "%(n)s days on which you take part", level.days),
        "posts": ngettext("%(n)s question or answer", "%(n)s questions or answers", level.posts),
        "answered": ngettext("%(n)s answer", "%(n)s answers", level.answered),
        "solved": ngettext("%(n)s solution", "%(n)s solutions", level.solved),
        "reputation": ngettext("%(n)s reputation", "%(n)s reputation", level.reputation),
    }
    return [texts[what] % {"n": _spoken(number)} for what, number in n.items() if number]


def _spoken(n: int) -> str:
    return number_format(n, use_l10n=True, force_grouping=True)
