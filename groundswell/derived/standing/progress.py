"""How far it is to the next level, in words and as a share."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, Sum
from django.utils.formats import number_format
from django.utils.translation import ngettext

from groundswell.derived.standing.catalogue import LEVELS, WINDOW, Level
from groundswell.derived.standing.models import Day, Standing
from groundswell.log import clock
from groundswell.members.models import Member


@dataclass(frozen=True)
class Need:
    """One thing that a level takes: what of it somebody has; `more` says in words what is missing, or is empty."""

    text: str
    have: int
    need: int
    more: str

    @property
    def share(self) -> int:
        return int(100 * min(1.0, self.have / self.need))


@dataclass(frozen=True)
class Progress:
    """A member's level, the one above, what that takes and what of it is missing; `share` is from 0 to 100."""

    level: Level
    following: Level | None
    needs: list[Need]

    @property
    def missing(self) -> list[str]:
        return [need.more for need in self.needs if need.more]

    @property
    def share(self) -> int:
        return sum(need.share for need in self.needs) // len(self.needs) if self.needs else 100


@dataclass(frozen=True)
class Recent:
    """What somebody did within the last WINDOW days."""

    days: int = 0
    answered: int = 0
    solved: int = 0


def standing_of(member: Member) -> Standing:
    """A member's standing; who did nothing yet has one of noughts."""
    return Standing.objects.filter(member=member).first() or Standing(member=member)


def recent_of(member: Member) -> Recent:
    since = clock.now().date() - timedelta(days=WINDOW)
    took_part = Q(asked__gt=0) | Q(answered__gt=0) | Q(commented__gt=0) | Q(voted__gt=0)
    found = Day.objects.filter(took_part, member=member, day__gt=since).aggregate(
        days=Count("pk"), answered=Sum("answered"), solved=Sum("solved")
    )
    return Recent(**{name: number or 0 for name, number in found.items()})


def progress_of(standing: Standing, recent: Recent | None = None) -> Progress:
    """Towards the next level; without `recent`, as if there were nothing of late."""
    level = LEVELS[standing.level]
    following = LEVELS[standing.level + 1] if standing.level + 1 < len(LEVELS) else None
    return Progress(level, following, needs_of(standing, recent or Recent(), following) if following else [])


def needs_of(standing: Standing, recent: Recent, level: Level) -> list[Need]:
    """What a level asks for, and what of it there is."""
    posts = standing.asked + standing.answered
    have = {
        "solved": standing.solved,
        "answered": standing.answered,
        "posts": posts,
        "reputation": standing.reputation,
        "days": standing.days,
        "recent_days": recent.days,
        "recent_answered": recent.answered,
        "recent_solved": recent.solved,
    }
    return [
        Need(_takes(what, need), have[what], need, _more(what, need - have[what]) if have[what] < need else "")
        for what, need in _asked_for(level).items()
    ]


def takes(level: Level) -> list[str]:
    """What a level takes, from the catalogue."""
    return [_takes(what, need) for what, need in _asked_for(level).items()]


def _asked_for(level: Level) -> dict[str, int]:
    """By what is counted; only what the level asks for. Where answers are asked for, as many posts follow from them."""
    found = {
        "solved": level.solved,
        "answered": level.answered,
        "posts": level.posts if level.posts > level.answered else 0,
        "reputation": level.reputation,
        "days": level.days,
        "recent_solved": level.recent_solved,
        "recent_answered": level.recent_answered,
        "recent_days": level.recent_days,
    }
    return {what: need for what, need in found.items() if need}


def _more(what: str, n: int) -> str:
    texts = {
        "solved": ngettext("%(n)s more solution", "%(n)s more solutions", n),
        "answered": ngettext("%(n)s more answer", "%(n)s more answers", n),
        "posts": ngettext("%(n)s more question or answer", "%(n)s more questions or answers", n),
        "reputation": ngettext("%(n)s more reputation", "%(n)s more reputation", n),
        "days": ngettext("%(n)s more day on which you take part", "%(n)s more days on which you take part", n),
        "recent_solved": ngettext("%(n)s more recent solution", "%(n)s more recent solutions", n),
        "recent_answered": ngettext("%(n)s more recent answer", "%(n)s more recent answers", n),
        "recent_days": ngettext("%(n)s more recent day", "%(n)s more recent days", n),
    }
    return texts[what] % {"n": _spoken(n)}


def _takes(what: str, n: int) -> str:
    texts = {
        "solved": ngettext("%(n)s solution", "%(n)s solutions", n),
        "answered": ngettext("%(n)s answer", "%(n)s answers", n),
        "posts": ngettext("%(n)s question or answer", "%(n)s questions or answers", n),
        "reputation": ngettext("%(n)s reputation", "%(n)s reputation", n),
        "days": ngettext("%(n)s day on which you take part", "%(n)s days on which you take part", n),
        "recent_solved": ngettext(
            "%(n)s solution in the last %(window)s days", "%(n)s solutions in the last %(window)s days", n
        ),
        "recent_answered": ngettext(
            "%(n)s answer in the last %(window)s days", "%(n)s answers in the last %(window)s days", n
        ),
        "recent_days": ngettext(
            "taking part on %(n)s of the last %(window)s days", "taking part on %(n)s of the last %(window)s days", n
        ),
    }
    return texts[what] % {"n": _spoken(n), "window": WINDOW}


def _spoken(n: int) -> str:
    return number_format(n, use_l10n=True, force_grouping=True)
