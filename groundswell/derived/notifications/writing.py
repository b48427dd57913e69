"""The statements behind the consumer: sets in, sets out. They set, they never add."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from groundswell.derived.notifications.models import Thread
from groundswell.log.postgres.arrays import columns
from groundswell.members.groups.audiences import SHUT_TO_MEMBER

MOST_COUNTED = 100  # the bell says "99+", so counting further would be for nobody
INTERESTS = "SELECT thing, member_id, question FROM notification_interest WHERE thing = ANY(%s) ORDER BY id"
THREADS = """
INSERT INTO notification_thread (question, asker, voice_id) SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[])
ON CONFLICT (question) DO NOTHING
"""
FORGET = "DELETE FROM {} WHERE member_id = ANY(%s)"
FOLLOWERS = "DELETE FROM notification_interest WHERE thing = ANY(%s)"
LEAVE_TALKS = """
DELETE FROM notification_interest i USING unnest(%s::bigint[], %s::bigint[]) AS gone (member, question)
WHERE i.member_id = gone.member AND i.question = gone.question
"""
LEAVE = """
DELETE FROM notification_interest i USING unnest(%s::bigint[], %s::text[]) AS gone (member, thing)
WHERE i.member_id = gone.member AND i.thing = gone.thing
"""
JOIN = """
INSERT INTO notification_interest (member_id, thing, question) SELECT * FROM unnest(%s::bigint[], %s::text[], %s::bigint[])
ON CONFLICT (member_id, thing) DO NOTHING
"""
NOTES = f"""
INSERT INTO notification (entry, latest, member_id, kind, question, answer, comment, voice, by, at, because, count, hidden, read_at)
SELECT n.entry, n.entry, n.member, n.kind, n.question, n.answer, n.comment, n.voice, n.by, n.at, n.because, 1, false, s.at
FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[],
            %s::timestamptz[], %s::text[]) AS n (entry, member, kind, question, answer, comment, voice, by, at, because)
JOIN member m ON m.id = n.member AND m.erased_at IS NULL
LEFT JOIN notification_seen s ON s.member_id = n.member AND s.entry = n.entry
WHERE NOT {SHUT_TO_MEMBER.format(question="n.question", member="m")}
ON CONFLICT (entry, member_id) DO NOTHING
"""
TAKE_BACK_THANKS = """
DELETE FROM notification n USING unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[]) AS t (by, question, answer, entry)
WHERE n.kind = 'thanks' AND n.by = t.by AND n.question = t.question AND n.answer IS NOT DISTINCT FROM t.answer AND n.entry < t.entry
"""
UPVOTES = """
INSERT INTO notification_upvote (post, voter, author, question, answer, entry, latest, at, live)
SELECT * FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[],
                     %s::timestamptz[], %s::bool[])
ON CONFLICT (post, voter) DO UPDATE SET latest = EXCLUDED.latest, at = EXCLUDED.at, live = EXCLUDED.live
"""
NO_LONGER_UP = """
UPDATE notification_upvote u SET live = false FROM unnest(%s::text[], %s::bigint[]) AS v (post, voter)
WHERE u.post = v.post AND u.voter = v.voter AND u.live
"""
BUNDLES = """
WITH posts AS (
    SELECT min(entry) AS entry, max(latest) AS latest, author, question, answer, max(at) AS at, count(*) FILTER (WHERE live) AS votes
    FROM notification_upvote WHERE post = ANY(%s) GROUP BY post, author, question, answer
), emptied AS (
    DELETE FROM notification n USING posts p WHERE p.votes = 0 AND n.entry = p.entry AND n.member_id = p.author
)
INSERT INTO notification (entry, latest, member_id, kind, question, answer, at, because, count, hidden, read_at)
SELECT p.entry, p.latest, p.author, 'votes', p.question, p.answer, p.at, '', p.votes, false, s.at
FROM posts p JOIN member m ON m.id = p.author AND m.erased_at IS NULL
LEFT JOIN notification_seen s ON s.member_id = p.author AND s.entry = p.entry AND s.latest >= p.latest
WHERE p.votes > 0
ON CONFLICT (entry, member_id) DO UPDATE
SET latest = EXCLUDED.latest, at = EXCLUDED.at, count = EXCLUDED.count, read_at = EXCLUDED.read_at
"""
DELETED = """
INSERT INTO notification_gone (post, question) SELECT * FROM unnest(%s::text[], %s::bigint[]) ON CONFLICT (post) DO NOTHING
"""
RESTORED = "DELETE FROM notification_gone WHERE post = ANY(%s)"
# What is told of a deletion shows while that lasts, all else while it does not.
HIDDEN = """
WITH wanted AS (
    SELECT n.id, CASE
        WHEN n.kind <> 'deleted' THEN q.post IS NOT NULL OR a.post IS NOT NULL OR c.post IS NOT NULL
        WHEN n.comment IS NOT NULL THEN c.post IS NULL OR q.post IS NOT NULL OR a.post IS NOT NULL
        WHEN n.answer IS NOT NULL THEN a.post IS NULL OR q.post IS NOT NULL
        ELSE q.post IS NULL END AS hidden
    FROM notification n
    LEFT JOIN notification_gone q ON q.post = 'question:' || n.question
    LEFT JOIN notification_gone a ON a.post = 'answer:' || n.answer
    LEFT JOIN notification_gone c ON c.post = 'comment:' || n.comment
    WHERE n.question = ANY(%s)
)
UPDATE notification n SET hidden = w.hidden FROM wanted w WHERE w.id = n.id AND n.hidden <> w.hidden RETURNING n.member_id
"""
WITH_GONE = "SELECT DISTINCT question FROM notification_gone WHERE question = ANY(%s)"
FIRST_SOLUTIONS = """
INSERT INTO notification_first_solution (member, answer, entry) SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[])
ON CONFLICT (member) DO NOTHING RETURNING entry
"""
# Locked first, so that the count sees what others who changed it have committed.
LOCK = "SELECT FROM member WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
UNREAD = f"""
WITH counted AS (
    SELECT m.id, (SELECT count(*) FROM (
        SELECT FROM notification n WHERE n.member_id = m.id AND n.read_at IS NULL AND NOT n.hidden
        AND coalesce(m.settings -> 'notifications' ->> n.kind, 'true') <> 'false' LIMIT {MOST_COUNTED}) AS few) AS unread
    FROM member m WHERE m.id = ANY(%s) AND m.erased_at IS NULL
)
UPDATE member m SET unread = c.unread FROM counted c WHERE c.id = m.id AND m.unread <> c.unread
"""


class UpvoteRow(NamedTuple):
    """A vote as it is stored; `entry` is when this voter first cast it, `latest` when they did last."""

    post: str
    voter: int
    author: int
    question: int
    answer: int | None
    entry: int
    latest: int
    at: datetime
    live: bool


def read_interests(things: set[str]) -> list[tuple[str, int, int | None]]:
    return _run(INTERESTS, [sorted(things)]) if things else []


def read_askers(questions: set[int]) -> dict[int, int]:
    return dict(Thread.objects.filter(pk__in=questions).values_list("question", "asker")) if questions else {}


def write_threads(rows: list[tuple[int, int, int]]) -> None:
    _write(THREADS, rows)


def write_interests(gone: list[tuple[int, str]], new: list[tuple[int, str, int | None]]) -> None:
    _write(LEAVE, gone)
    _write(JOIN, new)


def leave_talks(rows: list[tuple[int, int]]) -> None:
    _write(LEAVE_TALKS, rows)


def forget_members(members: list[int]) -> None:
    """Nobody is told of an erased member, and they are told of nothing."""
    if members:
        for table in ("notification", "notification_seen", "notification_interest"):
            _run(FORGET.format(table), [members])
        _run(FOLLOWERS, [[f"{thing}:{member}" for member in members for thing in ("member", "mute:member")]])


def write_notes(rows: list[Any]) -> None:
    _write(NOTES, rows)


def take_back_thanks(rows: list[tuple[int, int, int | None, int]]) -> None:
    _write(TAKE_BACK_THANKS, rows)


def write_upvotes(up: list[UpvoteRow], not_up: list[tuple[str, int]]) -> None:
    """Set who found what useful, and the one row that tells its author of all of them."""
    _write(UPVOTES, up)
    _write(NO_LONGER_UP, not_up)
    posts = sorted({row.post for row in up} | {post for post, _voter in not_up})
    if posts:
        _run(BUNDLES, [posts])


def write_gone(deleted: list[tuple[str, int]], restored: list[str]) -> None:
    _write(DELETED, deleted)
    if restored:
        _run(RESTORED, [restored])


def set_hidden(changed: set[int], noted: set[int]) -> set[int]:
    """Hide what is about a deleted post, under these questions; return whose lists changed."""
    with_gone = {question for (question,) in _run(WITH_GONE, [sorted(noted - changed)])} if noted - changed else set()
    questions = sorted(changed | with_gone)
    return {member for (member,) in _run(HIDDEN, [questions])} if questions else set()


def write_first_solutions(rows: list[tuple[int, int, int]]) -> list[int]:
    """Note whose answer was a solution for the first time ever; the entries that say so."""
    return sorted(entry for (entry,) in _run(FIRST_SOLUTIONS, columns(rows))) if rows else []


def count_unread(members: Iterable[int]) -> None:
    """Set `member.unread`; the caller's transaction has changed what these members are told."""
    if people := sorted(set(members)):
        _run(LOCK, [people])
        _run(UNREAD, [people])


def reset_members() -> None:
    _run("UPDATE member SET unread = 0 WHERE unread <> 0", [])


def _write(query: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        _run(query, columns(rows))


def _run(query: str, parameters: Iterable[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, list(parameters))
        return cursor.fetchall() if cursor.description else []
