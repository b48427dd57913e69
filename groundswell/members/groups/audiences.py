"""Who may read what is not for everybody: one condition, which every statement that reads for somebody takes in.

It is asked in the statement itself, so nothing is remembered that could be out of date: a topic that gets an audience is
closed to others with the commit (docs/decisions/0021-audiences.md). Those who moderate read everything.

    f"SELECT … WHERE {open_to('q.topic_id')}", [*reader(viewer)]
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from groundswell.log.postgres.prepared import run_prepared
from groundswell.members.groups.models import Audience
from groundswell.members.rules import Viewer, is_member

NOBODY: list[Any] = [False, "", -1, []]
NAMES = ("sees_all", "role", "level", "groups")
_FITS = "{0}::bool OR {1}::varchar = ANY(aud.roles) OR coalesce(aud.level <= {2}::int, false) OR aud.groups && {3}::bigint[]"
# The places that a reader may not read, as an array; PostgreSQL works it out once for a statement. Takes `reader(…)`.
SHUT = f"""(SELECT coalesce(array_agg(aud.place), ARRAY[]::bigint[]) FROM member_audience aud
            WHERE NOT ({_FITS.format(*["%s"] * 4)}))::bigint[]"""
# The same with named parameters: `reader_named(…)`.
SHUT_NAMED = SHUT.replace(_FITS.format(*["%s"] * 4), _FITS.format(*(f"%(reads_{name})s" for name in NAMES)))


def open_to(place: str, shut: str = SHUT) -> str:
    """The condition that a reader may read in a place, by the column that names it and the array of those they may not.

    Within coalesce, because PostgreSQL takes an array that it does not know for one of ten values, and expects that to leave
    nothing of a community with two topics: it then plans for no rows.
    """
    return f"coalesce({place} <> ALL({shut}), false)"


# Where a question is at this moment, for those who know it from events that may be older (`question_place` is a view).
HERE = "(SELECT place FROM question_place here WHERE here.question = {question})"
# Whether a question, whose column is named, is in such a place. The look at the question is spared while there is none.
SHUT_AT = f"(cardinality((SELECT {SHUT_NAMED})) > 0 AND coalesce({HERE} = ANY((SELECT {SHUT_NAMED})::bigint[]), false))"
_NOT_FOR = """NOT ({member}.role IN ('moderator', 'manager', 'admin') OR {member}.role = ANY(aud.roles)
             OR coalesce(aud.level <= {member}.level, false) OR aud.groups && {member}.groups)"""
# Whether the member of a row may not read what is at a question: for statements about many members at once.
SHUT_TO_MEMBER = f"""EXISTS (
    SELECT FROM question_place here JOIN member_audience aud ON aud.place = here.place WHERE here.question = {{question}}
    AND {_NOT_FOR})"""
# The same of a topic.
PLACE_SHUT_TO_MEMBER = f"EXISTS (SELECT FROM member_audience aud WHERE aud.place = {{place}} AND {_NOT_FOR})"

# The audiences of these questions, of those that have one.
AUDIENCES = """
SELECT here.question, aud.place, aud.roles, aud.level, aud.groups
FROM question_place here JOIN member_audience aud ON aud.place = here.place WHERE here.question = ANY(%s::bigint[])"""


def reader(viewer: Viewer | None) -> list[Any]:
    """What the conditions know of somebody: whether they read everything, their role, level and groups."""
    if viewer is None or not is_member(viewer):
        return NOBODY
    return [viewer.moderates, viewer.role, viewer.level, list(viewer.groups)]


def reader_named(viewer: Viewer | None) -> dict[str, Any]:
    """The same by name."""
    return {f"reads_{name}": value for name, value in zip(NAMES, reader(viewer), strict=True)}


def shut_places(viewer: Viewer | None) -> QuerySet[Audience, Any]:
    """The places that somebody may not read, as a subquery of numbers."""
    sees_all, role, level, groups = reader(viewer)
    if sees_all:
        return Audience.objects.none().values("place")
    fits = Q(roles__contains=[role]) | Q(level__isnull=False, level__lte=level) | Q(groups__overlap=groups)
    return Audience.objects.exclude(fits).values("place")


def is_shut(place: int, viewer: Viewer | None) -> bool:
    """Whether somebody may not read a place; those who moderate read all, which needs no look."""
    if viewer is not None and is_member(viewer) and viewer.moderates:
        return False
    return bool(run_prepared(f"SELECT %s = ANY({SHUT})", [place, *reader(viewer)])[0][0])


def shut_for(asked: set[tuple[int, int]], members: Mapping[int, Viewer]) -> set[tuple[int, int]]:
    """Those of these pairs of member and question in which the one may not read the other, for many members at once."""
    if not asked:
        return set()
    rows = run_prepared(AUDIENCES, [sorted({question for _member, question in asked})])
    audiences = {row[0]: Audience(place=row[1], roles=row[2], level=row[3], groups=row[4]) for row in rows}
    return {pair for pair in asked if not fits(audiences.get(pair[1]), members.get(pair[0]))}


def fits(audience: Audience | None, viewer: Viewer | None) -> bool:
    """The same for an audience that is at hand; none is everybody."""
    sees_all, role, level, groups = reader(viewer)
    if audience is None or sees_all or role in audience.roles:
        return True
    return (audience.level is not None and audience.level <= level) or not set(groups).isdisjoint(audience.groups)


def shut_among(questions: set[int], viewer: Viewer | None) -> set[int]:
    """Those of these questions that somebody may not read, wherever they are by now."""
    if not questions:
        return set()
    query = f"""SELECT question FROM question_place
                WHERE question = ANY(%s::bigint[]) AND place = ANY({SHUT})"""  # nosec B608: names are ours
    return {question for (question,) in run_prepared(query, [sorted(questions), *reader(viewer)])}
