"""The list "for you": questions one could answer, what one follows, and a small share of something else (decision 0026).

One statement. It takes a bounded pool of recent questions from indexes, values each by what this member did before, and gives
two rows of them: the best, and some that are far from all that. Everything is worked out as of the moment at which the first
page was read, which the cursor carries, so that later pages repeat and miss nothing.
"""

import base64
import json
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from groundswell.features.support.queries.places import found_topics
from groundswell.features.support.queries.reasons import Reason
from groundswell.features.support.queries.rows import PERSON, ListRow, with_person
from groundswell.features.support.tagging import MEANT
from groundswell.log import clock
from groundswell.members.groups.audiences import SHUT_NAMED, open_to, reader_named
from groundswell.members.models import Member
from groundswell.members.rules import Invalid

RECENT = timedelta(days=60)
EXPLORED = 10  # one row of so many is something new

# What this member knows and likes, by thing: a tag by its name, a topic as ":3". Recent deeds only, so that it stays bounded
# and follows them when they turn to something else. `worth` is negative for what they said is not for them.
TASTE = """
mine AS MATERIALIZED (
    SELECT q.id, q.topic_id, q.tags, q.asker_id = %(me)s AS own,
           1 + CASE WHEN q.solution_id = a.id OR a.marked_at IS NOT NULL THEN 1.5 ELSE 0 END
             + least(greatest(a.ups - a.downs, 0), 4) * 0.25 AS worth
    FROM (SELECT * FROM support_answer WHERE author_id = %(me)s::bigint AND deleted_at IS NULL
          AND posted_at <= %(at)s::timestamptz ORDER BY posted_at DESC LIMIT 200) AS a
    JOIN support_question q ON q.id = a.question_id
), said AS (
    SELECT thing, worth, 1 AS answered, 0 AS asked, false AS followed
    FROM mine CROSS JOIN LATERAL unnest(array_append(tags, ':' || topic_id)) AS thing WHERE NOT own
    UNION ALL SELECT thing, 0.2, 0, 1, false
    FROM (SELECT topic_id, tags FROM support_question WHERE asker_id = %(me)s AND deleted_at IS NULL
          AND asked_at <= %(at)s ORDER BY asked_at DESC LIMIT 30) AS q
    CROSS JOIN LATERAL unnest(array_append(tags, ':' || topic_id)) AS thing
    UNION ALL SELECT CASE f.kind WHEN 'topic' THEN ':' || f.subject ELSE t.name END, 4, 0, 0, true
    FROM support_follow f LEFT JOIN support_tag t ON f.kind = 'tag' AND t.id = f.subject
    WHERE f.member_id = %(me)s AND f.kind IN ('topic', 'tag')
    UNION ALL SELECT lower(word), 3, 0, 0, false FROM unnest(%(expertise)s::varchar[]) AS word
    UNION ALL SELECT thing, -2, 0, 0, false
    FROM (SELECT q.topic_id, q.tags FROM support_dismissal d JOIN support_question q ON q.id = d.question_id
          WHERE d.member_id = %(me)s AND d.at <= %(at)s ORDER BY d.at DESC LIMIT 50) AS q
    CROSS JOIN LATERAL unnest(array_append(tags, ':' || topic_id)) AS thing
), taste AS MATERIALIZED (
    SELECT thing, (CASE WHEN thing LIKE ':%%' THEN 0.2 ELSE 1 END * sum(worth))::float8 AS worth, sum(answered) AS answered,
           sum(asked) AS asked, bool_or(followed) AS followed
    FROM said WHERE thing IS NOT NULL GROUP BY thing
)"""
# Where to look: the newest, those that wait, those of people one follows, and of one's own topics and of tags too rare to be
# among the newest. Each is a short walk along an index.
POOL = """
candidate AS (
    (SELECT id FROM support_question WHERE deleted_at IS NULL AND asked_at <= %(at)s AND asked_at > %(since)s::timestamptz
     ORDER BY asked_at DESC, id DESC LIMIT 500)
    UNION (SELECT id FROM support_question WHERE deleted_at IS NULL AND closed_at IS NULL AND answer_count = 0
           AND asked_at <= %(at)s AND asked_at > %(since)s ORDER BY asked_at DESC, id DESC LIMIT 300)
    UNION SELECT theirs.id FROM
        (SELECT subject FROM support_follow WHERE member_id = %(me)s AND kind = 'member' ORDER BY at DESC LIMIT 100) AS f
        CROSS JOIN LATERAL (SELECT id FROM support_question WHERE asker_id = f.subject AND deleted_at IS NULL
            AND asked_at <= %(at)s AND asked_at > %(since)s ORDER BY asked_at DESC LIMIT 10) AS theirs
    UNION SELECT there.id FROM
        (SELECT substr(thing, 2)::bigint AS topic FROM taste WHERE thing LIKE ':%%' AND worth > 0
         ORDER BY worth DESC LIMIT 5) AS t
        CROSS JOIN LATERAL (SELECT id, asked_at FROM support_question WHERE topic_id = t.topic
            AND active_at > %(since)s ORDER BY active_at DESC LIMIT 80) AS there
    UNION SELECT so.id FROM
        (SELECT g.name FROM taste t JOIN support_tag g ON g.name = t.thing WHERE t.worth > 0 AND g.uses <= 300
         ORDER BY t.worth DESC LIMIT 8) AS t
        CROSS JOIN LATERAL (SELECT id FROM support_question WHERE tags @> ARRAY[t.name]
            AND asked_at > %(since)s LIMIT 60) AS so
)"""
OPEN = f"""
shut AS MATERIALIZED (SELECT {SHUT_NAMED} AS places), pool AS MATERIALIZED (
    SELECT q.id, q.topic_id, q.tags, q.asker_id, q.asked_at, q.answer_count, q.solution_id IS NOT NULL AS solved,
           q.ups - q.downs AS score,
           q.asker_id IN (SELECT subject FROM support_follow WHERE member_id = %(me)s AND kind = 'member') AS by_followed
    FROM candidate JOIN support_question q USING (id)
    WHERE q.deleted_at IS NULL AND q.closed_at IS NULL AND q.locked_at IS NULL AND q.archived_at IS NULL
    AND q.asked_at <= %(at)s AND q.asked_at > %(since)s AND q.asker_id <> %(me)s
    AND {open_to("q.topic_id", "(SELECT places FROM shut)::bigint[]")}
    AND q.id NOT IN (SELECT id FROM mine)
    AND q.id NOT IN (SELECT question_id FROM support_dismissal WHERE member_id = %(me)s)
    AND q.id NOT IN (SELECT subject FROM support_mute WHERE member_id = %(me)s AND kind = 'question')
    AND q.topic_id NOT IN (SELECT subject FROM support_mute WHERE member_id = %(me)s AND kind = 'topic')
    AND q.asker_id NOT IN (SELECT subject FROM support_mute WHERE member_id = %(me)s AND kind = 'member')
    AND (%(languages)s::varchar[] = '{{}}' OR q.language = ANY(%(languages)s))
    FILTERS
)"""
# In millionths, so that what is added in another order is the same. It falls with age as the logarithm of days; what was
# solved is for those who follow it only.
VALUED = """
fit AS (
    SELECT p.id, sum(t.worth) AS worth, bool_or(t.followed) AS followed,
           bool_or(t.worth > 0 AND (p.tags = '{{}}' OR thing NOT LIKE ':%%')) AS known
    FROM pool p CROSS JOIN LATERAL unnest(array_append(p.tags, ':' || p.topic_id)) AS thing JOIN taste t USING (thing)
    GROUP BY p.id
), valued AS MATERIALIZED (
    SELECT p.id, NOT (p.by_followed OR coalesce(f.known OR f.followed, false)) AND p.answer_count = 0
           AND hashint8extended(p.id, %(seed)s::bigint) %% 5 = 0
           AND (SELECT count(*) FROM pool) > {few} AS explored, p.by_followed,
           hashint8extended(p.id, %(seed)s) AS chance,
           round(1e6 * ({fit} * ln(1 + greatest(coalesce(f.worth, 0), 0)) + least(coalesce(f.worth, 0), 0) * 0.5
           + CASE WHEN p.by_followed THEN {person} ELSE 0 END
           + CASE WHEN p.answer_count = 0 THEN {waiting} ELSE 0 END
           + 0.1 * least(greatest(p.score, 0), 5)
           - CASE WHEN r.at IS NOT NULL THEN {seen} ELSE 0 END
           - {age} * ln(1 + extract(epoch FROM %(at)s - p.asked_at)::float8 / 86400)))::bigint AS value
    FROM pool p LEFT JOIN fit f USING (id)
    LEFT JOIN support_reading r ON r.member_id = %(me)s AND r.question_id = p.id AND r.at <= %(at)s
    WHERE NOT p.solved OR p.by_followed OR f.followed
), best AS MATERIALIZED (
    SELECT id, false AS explored, by_followed, value, 0::bigint AS chance FROM valued WHERE NOT explored
    AND (value, id) < (%(value)s::bigint, %(value_id)s::bigint) ORDER BY value DESC, id DESC LIMIT %(size)s::int + 1
), chosen AS (
    -- Where the best are at their end, the others fill the page.
    SELECT * FROM best UNION ALL (SELECT id, true, by_followed, 0, chance FROM valued WHERE explored
     AND (chance, id) < (%(chance)s::bigint, %(chance_id)s::bigint) ORDER BY chance DESC, id DESC
     LIMIT greatest(%(some)s::int, %(size)s::int - (SELECT count(*) FROM best)) + 1)
)"""
ROWS = f"""
SELECT c.explored, c.value, c.chance, c.by_followed, why.thing, why.answered, why.asked, why.followed, why.worth,
       q.id, q.topic_id, q.tags, q.language, q.asked_at, q.active_at, q.answer_count, q.ups - q.downs, q.views,
       q.solution_id IS NOT NULL, false, v.title, v.excerpt, r.at IS NULL OR r.at < q.active_at, 0, {PERSON.format("m")}
FROM chosen c JOIN support_question q USING (id) JOIN voice v ON v.id = q.voice_id JOIN member m ON m.id = q.asker_id
LEFT JOIN support_reading r ON r.question_id = q.id AND r.member_id = %(me)s
LEFT JOIN LATERAL (
    SELECT * FROM taste t WHERE t.thing = ANY(array_append(q.tags, ':' || q.topic_id)) AND t.worth > 0
    ORDER BY t.worth DESC, t.thing LIMIT 1) AS why ON true
ORDER BY c.explored, c.value DESC, c.chance DESC, q.id DESC
"""
# `few`: with so few questions all are seen anyway. The others moved the figures of `groundswell bench foryou` by less than its seeds do.
WEIGHTS = {"fit": 1.0, "person": 2.0, "waiting": 1.0, "seen": 1.5, "age": 1.0, "few": 20}
BEFORE = 9  # columns before those of a row
MOST = 2**63 - 1


class Narrowed(NamedTuple):
    """What a list may be narrowed to besides."""

    topics: list[int]
    tag: str
    language: str
    solved: bool | None


class Place(NamedTuple):
    """Where a page of the list begins: as of when, and after which of the best and of the others."""

    at: datetime
    value: int = MOST
    value_id: int = MOST
    chance: int = MOST
    chance_id: int = MOST


def for_you(me: Member, narrowed: Narrowed, after: str, size: int) -> tuple[list[ListRow], str]:
    """A page, and the cursor of the next. Raises Invalid for a cursor that is not ours."""
    place = _read(after) if after else Place(clock.now())
    some = -(-size // EXPLORED)
    filters, more = _narrowing(narrowed)
    known = {**place._asdict(), **more, **reader_named(me), "me": me.pk, "since": place.at - RECENT, "size": size}
    known |= {"some": some, "seed": _seed(me, place.at), "expertise": me.expertise, "languages": _languages(me)}
    # Not prepared: planned once for everybody it took ten times as long as planned for this member's few rows.
    with connection.cursor() as cursor:
        cursor.execute(_statement(filters), known)
        rows = cursor.fetchall()
    best = [row for row in rows if not row[0]]
    taken = _mixed(best, [row for row in rows if row[0]], size)
    found = [_row(row) for row in taken]
    return found, _cursor(place, taken) if len(rows) > len(taken) else ""


def why_of(row: ListRow, topic: str = "") -> str:
    """The sentence that says why a row is in a list; empty in lists that were not chosen for anybody."""
    if row.why is None:
        return ""
    topic = topic or next(str(place) for place in found_topics(row.topic_id) if place.pk == row.topic_id)
    return row.why.said(row.asker.seen_as, topic)


def _statement(filters: str) -> str:
    parts = (TASTE, POOL, OPEN.replace("FILTERS", filters), VALUED.format(**WEIGHTS))
    return f"WITH {','.join(parts)} {ROWS}"


def _narrowing(wanted: Narrowed) -> tuple[str, dict[str, Any]]:
    parts: list[str] = []
    if wanted.topics:
        parts.append("AND q.topic_id = ANY(%(topics)s::bigint[])")
    if wanted.tag:
        parts.append(f"AND q.tags @> ARRAY[{MEANT.format('%(tag)s::varchar')}]::varchar[]")
    if wanted.language:
        parts.append("AND q.language = %(language)s")
    if wanted.solved is not None:
        parts.append(f"AND q.solution_id IS {'NOT' if wanted.solved else ''} NULL")
    return " ".join(parts), {"topics": wanted.topics, "tag": wanted.tag, "language": wanted.language}


def _languages(me: Member) -> list[str]:
    """Those that they read; none is all."""
    return sorted({*me.languages, *([me.language] if me.language else [])}) if me.languages else []


def _seed(me: Member, at: datetime) -> int:
    """The same for a member all day, so that what is new to them does not change with each look."""
    return me.pk * 100_003 + at.date().toordinal()


def _mixed(best: list[tuple[Any, ...]], others: list[tuple[Any, ...]], size: int) -> list[tuple[Any, ...]]:
    """In each ten one of the others, in the sixth place; where one kind is at its end the other goes on."""
    mixed: list[tuple[Any, ...]] = []
    first, second = list(best), list(others)
    while len(mixed) < size and (first or second):
        turn = second if second and (len(mixed) % EXPLORED == 5 or not first) else first
        mixed.append(turn.pop(0))
    return mixed


def _row(row: tuple[Any, ...]) -> ListRow:
    explored, _value, _chance, by_followed, thing, answered, asked, followed, _worth = row[:BEFORE]
    found = with_person(ListRow, row[BEFORE:])
    found.why = Reason.of(found, explored, by_followed, thing or "", answered or 0, asked or 0, bool(followed))
    return found


def _cursor(place: Place, taken: list[tuple[Any, ...]]) -> str:
    best = next((row for row in reversed(taken) if not row[0]), None)
    other = next((row for row in reversed(taken) if row[0]), None)
    if best is not None:
        place = place._replace(value=best[1], value_id=best[BEFORE])
    if other is not None:
        place = place._replace(chance=other[2], chance_id=other[BEFORE])
    kept = json.dumps([place.at.isoformat(), *place[1:]])
    return base64.urlsafe_b64encode(kept.encode()).decode().rstrip("=")


def _read(cursor: str) -> Place:
    try:
        at, *numbers = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        place = Place(datetime.fromisoformat(at), *map(int, numbers))
        if place.at.tzinfo is None or len(numbers) != 4 or any(abs(number) > MOST for number in numbers):
            raise ValueError
        _since = place.at - RECENT  # there is no time before the year 1
        return place
    except (ValueError, TypeError, OverflowError):
        raise Invalid(_("This page of the list cannot be found; start again at the first."), "after") from None
