"""Digests: for whom it is time, and what each is about. A few statements for thousands of members, numbers only."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from groundswell.derived.notifications.models import Digest
from groundswell.derived.notifications.wishes import Wishes
from groundswell.log import clock
from groundswell.log.deliveries import deliver_planned
from groundswell.members.groups.audiences import SHUT_TO_MEMBER
from groundswell.members.models import Member

NAME = "notifications.digest"
AT_ONCE = 2_000
GONE_QUIET = timedelta(days=180)
SECTIONS = {
    "answers": ("answer", "solved", "mention", "comment", "reply"),
    "thanks": ("thanks", "votes", "accepted"),
}
MOST = {"questions": 5, "answers": 6, "thanks": 5, "news": 5}
# Morning where they are; the daily ones each day, the weekly ones on Tuesday; nobody who is away or was not here for long.
DUE = """
WITH people AS (
    SELECT m.id, m.settings, m.last_login, m.joined, m.email,
           %(now)s::timestamptz AT TIME ZONE coalesce(z.name, %(zone)s) AS here,
           coalesce(m.settings -> 'telling' ->> 'often', 'weekly') AS often
    FROM member m LEFT JOIN pg_timezone_names_kept z ON z.name = m.time_zone
    WHERE m.claimed AND m.is_active AND m.erased_at IS NULL AND m.email IS NOT NULL
)
SELECT p.id FROM people p
WHERE p.often IN ('daily', 'weekly') AND extract(hour FROM p.here) BETWEEN 7 AND 10
AND (p.often = 'daily' OR extract(isodow FROM p.here) = 2)
AND coalesce((p.settings -> 'telling' ->> 'away')::date < p.here::date, true)
AND (greatest(p.last_login, p.joined) > %(now)s - %(quiet)s::interval OR EXISTS (
    SELECT FROM usersessions_usersession u WHERE u.user_id = p.id AND u.last_seen_at > %(now)s - %(quiet)s::interval))
AND NOT EXISTS (SELECT FROM notification_digest d WHERE d.member_id = p.id AND d.at > %(now)s - interval '20 h')
AND NOT EXISTS (SELECT FROM account_emailaddress e WHERE e.user_id = p.id AND e.primary AND NOT e.verified)
AND NOT EXISTS (SELECT FROM notification_bounce b WHERE b.member_id = p.id AND b.count >= 3
                AND b.address = encode(sha256(convert_to(p.email, 'UTF8')), 'hex'))
ORDER BY p.id
""".replace("pg_timezone_names_kept", "(SELECT unnest(%(zones)s::text[]) AS name)")
NOTES = """
SELECT n.member_id, n.kind, n.entry FROM notification n
JOIN (SELECT unnest(%s::bigint[]) AS id) AS p ON p.id = n.member_id
WHERE n.at > coalesce((SELECT max(d.at) FROM notification_digest d WHERE d.member_id = p.id AND d.content <> '{}'::jsonb), %s)
AND n.at > %s AND n.read_at IS NULL AND NOT n.hidden
AND NOT EXISTS (SELECT FROM notification_mailed s WHERE s.member_id = n.member_id AND s.entry = n.entry)
ORDER BY n.member_id, n.at DESC
"""
# By what somebody follows, knows or answered before; of each thing the twelve newest, so that nobody is matched with all.
QUESTIONS = f"""
WITH pool AS MATERIALIZED (
    SELECT o.* FROM notification_open o WHERE NOT o.answered AND NOT o.closed AND o.asked_at > %(since)s
    AND NOT EXISTS (SELECT FROM notification_gone g WHERE g.post = 'question:' || o.question)
), things AS MATERIALIZED (
    SELECT * FROM (
        SELECT t.thing, p.question, p.asked_at, row_number() OVER (PARTITION BY t.thing ORDER BY p.asked_at DESC) AS n
        FROM pool p CROSS JOIN LATERAL (
            SELECT 'topic:' || p.topic AS thing UNION ALL SELECT 'tag:' || tag FROM unnest(p.tags) AS tag) AS t
    ) AS numbered WHERE n <= 12
), people AS MATERIALIZED (
    SELECT m.id, m.languages, m.language, m.expertise, m.role, m.level, m.groups FROM member m WHERE m.id = ANY(%(members)s)
), likes AS (
    SELECT i.member_id AS member, i.thing, 3 AS weight FROM notification_interest i
    WHERE i.member_id = ANY(%(members)s) AND (i.thing LIKE 'topic:%%' OR i.thing LIKE 'tag:%%')
    UNION ALL SELECT p.id, 'tag:' || lower(e), 4 FROM people p CROSS JOIN unnest(p.expertise) AS e
    UNION ALL SELECT h.member, h.thing, 2 FROM notification_helped h WHERE h.member = ANY(%(members)s)
), matched AS (
    SELECT l.member, t.question, sum(l.weight) AS score, max(t.asked_at) AS asked_at
    FROM likes l JOIN things t USING (thing) GROUP BY 1, 2
), fitting AS (
    SELECT m.member, m.question, row_number() OVER (PARTITION BY m.member ORDER BY m.score DESC, m.asked_at DESC) AS n
    FROM matched m JOIN pool o USING (question) JOIN people p ON p.id = m.member
    WHERE o.asker <> m.member
    AND NOT {SHUT_TO_MEMBER.format(question="m.question", member="p")}
    AND (p.languages = '{{}}' OR o.language = ANY(p.languages) OR o.language = p.language)
    AND NOT EXISTS (SELECT FROM notification_interest x WHERE x.member_id = m.member AND x.thing IN (
        'mute:question:' || m.question, 'mute:topic:' || o.topic, 'mute:member:' || o.asker))
)
SELECT member, question FROM fitting WHERE n <= %(most)s ORDER BY member, n
"""


def build_due() -> int:
    """Build the digests that are due now, and have them sent; return how many have something to say."""
    members = due()
    return sum(build(members[at : at + AT_ONCE]) for at in range(0, len(members), AT_ONCE))


def due() -> list[int]:
    """For whom it is time."""
    from zoneinfo import available_timezones

    known: Any = {
        "now": clock.now(),
        "zone": settings.TIME_ZONE,
        "quiet": GONE_QUIET,
        "zones": sorted(available_timezones()),
    }
    with connection.cursor() as cursor:
        cursor.execute(DUE, known)
        return [member for (member,) in cursor.fetchall()]


@transaction.atomic
def build(members: list[int]) -> int:
    """Build the digests of these members; twice on a day changes nothing. Return how many have something to say."""
    now = clock.now()
    contents = _contents(members)
    rows = [Digest(member_id=member, day=now.date(), at=now, content=contents.get(member, {})) for member in members]
    Digest.objects.bulk_create(rows, ignore_conflicts=True)
    made = Digest.objects.filter(member__in=members, day=now.date()).exclude(content={}).values_list("pk", "member")
    wanted = [(f"member:{member}", "mail", {"letter": "digest", "digest": pk}) for pk, member in made]
    return deliver_planned(NAME, now.date().isoformat(), wanted) if wanted else 0


def forget_old() -> None:
    """Digests of a quarter ago: nobody asks for them."""
    Digest.objects.filter(at__lt=clock.now() - timedelta(days=90)).delete()


def _contents(members: list[int]) -> dict[int, dict[str, list[int]]]:
    """By member, the entries and questions of each section; members with nothing to be told are left out."""
    now = clock.now()
    month = now - timedelta(days=31)
    wishes = {pk: Wishes.of(kept) for pk, kept in Member.objects.filter(pk__in=members).values_list("pk", "settings")}
    found: dict[int, dict[str, list[int]]] = defaultdict(dict)
    for member, kind, entry in _run(NOTES, [members, month, month]):
        if wishes[member].tells("digest", kind):
            _add(found[member], _section(kind), entry)
    known = {"since": now - timedelta(days=14), "members": members, "most": MOST["questions"]}
    for member, question in _run(QUESTIONS, known):
        if wishes[member].wants("digest", "questions"):
            _add(found[member], "questions", question)
    return {member: content for member, content in found.items() if content}


def _section(kind: str) -> str:
    return next((name for name, kinds in SECTIONS.items() if kind in kinds), "news")


def _add(content: dict[str, list[int]], section: str, number: int) -> None:
    if len(content.setdefault(section, [])) < MOST[section]:
        content[section].append(number)


def _run(query: str, parameters: Any) -> Iterable[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())
