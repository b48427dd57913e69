"""How often somebody may do something: counted per fixed window in the database, so that all web processes agree."""

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.log import clock
from groundswell.log.postgres.prepared import run_prepared
from groundswell.members.rules import TooOften

COUNT = """
INSERT INTO member_tally (key, "window", count)
SELECT key, "window", %s::integer FROM unnest(%s::text[], %s::bigint[]) AS counted (key, "window") ORDER BY key
ON CONFLICT (key, "window") DO UPDATE SET count = member_tally.count + excluded.count RETURNING key, count
"""
OVER = """
DELETE FROM member_tally
WHERE ("window" + 1) * coalesce(substring(key FROM '^[^:]*:([0-9]+):')::bigint, 86400) < extract(epoch FROM now())
"""
MINUTE, HOUR, DAY = 60, 3_600, 86_400
HANDFUL, MOST_HERE = 16, 20_000


@dataclass(slots=True)
class _Here:
    """What this process counted: for which window, how much since it told the database, and what that knew then."""

    window: int
    mine: int = 0
    known: int = 0


_here: dict[str, _Here] = {}


def limit(who: object, what: str, *, most: int, per: int) -> None:
    """Count one more `what` by `who` (a member's id or an address). Raises TooOften after `most` in `per` seconds.

    Runs in the caller's transaction, so what fails is not counted.
    """
    limits(who, what, (most, per))


def limits(who: object, what: str, *allowed: tuple[int, int]) -> None:
    """The same for several windows at once, each as (most, seconds)."""
    now = int(clock.now().timestamp())
    keys = {f"{what}:{per}:{who}": (most, per) for most, per in allowed}
    for key, count in _counted(list(keys), [now // per for _most, per in allowed]):
        most, per = keys[key]
        if count > most:
            raise _too_often(per - now % per)


def limit_roughly(who: object, what: str, *, most: int, per: int) -> None:
    """A wide limit that costs nothing: each process tells the database of every sixteenth, and of all near the limit.

    Of several processes each may let fifteen more pass. Raises TooOften.
    """
    now = int(clock.now().timestamp())
    key = f"{what}:{per}:{who}"
    here = _here.get(key)
    if here is None or here.window != now // per:
        if len(_here) > MOST_HERE:
            _here.clear()
        _here[key] = here = _Here(now // per)
    here.mine += 1
    if here.mine < HANDFUL and here.known + here.mine <= most:
        return
    ((_key, here.known),) = _counted([key], [here.window], here.mine)
    here.mine = 0
    if here.known > most:
        raise _too_often(per - now % per)


def _too_often(wait: int) -> TooOften:
    return TooOften(_("That was a lot in a short time. You can go on in %(wait)s.") % {"wait": spoken(wait)}, wait)


def counted(who: object, what: str, *, per: int) -> int:
    """Count one more, and say how many it is in this window."""
    ((_key, count),) = _counted([f"{what}:{per}:{who}"], [int(clock.now().timestamp()) // per])
    return count


def _counted(keys: list[str], windows: list[int], more: int = 1) -> list[tuple[str, int]]:
    return [(key, count) for key, count in run_prepared(COUNT, [more, keys, windows])]


def forget_tallies() -> int:
    """Windows that are over: they limit nobody, and an address of the network is in some of their names."""
    with connection.cursor() as cursor:
        cursor.execute(OVER)
        return int(cursor.rowcount)


def spoken(seconds: int) -> str:
    if seconds < 2 * MINUTE:
        return ngettext("%d second", "%d seconds", seconds) % seconds
    if seconds < 2 * HOUR:
        return ngettext("%d minute", "%d minutes", seconds // MINUTE) % (seconds // MINUTE)
    return ngettext("%d hour", "%d hours", seconds // HOUR) % (seconds // HOUR)
