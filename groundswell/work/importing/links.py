"""Tags, links between questions, closed questions, and badges."""

from groundswell.features.support.models import Link, Tag
from groundswell.features.support.queries.places import count_tags
from groundswell.members.models import Honour
from groundswell.work.importing import state
from groundswell.work.importing.columns import insert
from groundswell.work.importing.history import Kind, pending
from groundswell.work.importing.placing import Range, Show, place
from groundswell.work.importing.state import Run

WITHIN = "r.n > %(after)s AND r.n <= %(upto)s AND r.reason IS NULL"
USED_TAGS = """
SELECT DISTINCT unnest(tags) AS name FROM importing.posts WHERE kind = 1 AND reason IS NULL
"""
DESCRIBE = """
UPDATE support_tag t SET about = p.excerpt FROM importing.tags r JOIN importing.posts p ON p.id = r.excerpt_post
WHERE r.reason IS NULL AND p.kind = 4 AND p.reason IS NULL AND t.name = r.name AND t.about = '' AND p.excerpt <> ''
"""
DESCRIPTIONS = "SELECT count(*) FROM importing.posts WHERE kind = 4 AND reason IS NULL"
# A question that was reopened here since an earlier import stays open.
CLOSE = """
WITH causes AS (
    SELECT p.id, p.n, p.closed_at, d.at, d.other FROM importing.posts p LEFT JOIN (
        SELECT DISTINCT ON (l.post) l.post, l.at, w.question AS other
        FROM importing.postlinks l JOIN importing.place w ON w.id = l.other
        WHERE l.kind = 3 AND l.reason IS NULL ORDER BY l.post, l.at, l.n) d ON d.post = p.id
    WHERE p.n > %(after)s AND p.n <= %(upto)s AND p.kind = 1 AND p.reason IS NULL
    AND (p.closed_at IS NOT NULL OR d.other IS NOT NULL)
), new AS (
    UPDATE support_question q SET duplicate_of_id = c.other,
        closed_at = greatest(q.asked_at, coalesce(c.closed_at, c.at)),
        closed_as = CASE WHEN c.other IS NULL THEN 'other' ELSE 'duplicate' END
    FROM causes c WHERE q.source = %(origin)s AND q.source_id = c.id AND q.closed_at IS NULL
    AND NOT EXISTS (SELECT FROM support_change r WHERE r.question_id = q.id AND r.what = 'reopened')
    RETURNING q.id, q.closed_at
)
"""
KINDS = "CASE r.kind WHEN 1 THEN 'related' ELSE 'duplicate' END"
LINKS = f"""
importing.postlinks r JOIN importing.place a ON a.id = r.post JOIN importing.place b ON b.id = r.other
WHERE {WITHIN} AND NOT EXISTS (SELECT FROM support_link f WHERE f.source = %(origin)s AND f.source_id = r.id)
AND NOT EXISTS (
    SELECT FROM support_link f WHERE f.question_id = a.question AND f.other_id = b.question AND f.kind = {KINDS})
ORDER BY r.n
"""
BADGES = f"""
importing.badges r JOIN member m ON m.source = %(origin)s AND m.source_id = r.person
WHERE {WITHIN} AND (SELECT f.id FROM member_honour f WHERE f.source = %(origin)s AND f.source_id = r.id) IS NULL
ORDER BY r.n
"""


def place_tags(run: Run) -> None:
    """Tags with their short descriptions, and those that only questions name."""
    wanted = state.one("SELECT count(*) FROM importing.tags WHERE reason IS NULL")
    rows = insert(Tag, "importing.tags r WHERE r.reason IS NULL ORDER BY n", name="r.name")
    new = state.execute(f"{rows} ON CONFLICT (name) DO NOTHING")
    state.tally("tags", new, wanted - new)
    state.execute(insert(Tag, f"({USED_TAGS}) AS r", name="r.name") + " ON CONFLICT (name) DO NOTHING")
    described, there = state.execute(DESCRIBE), state.one(DESCRIPTIONS)
    state.tally("tag descriptions", described, there - described)


def place_links(run: Run, show: Show) -> None:
    place("links", "postlinks", run, _links, show)


def close_questions(run: Run, show: Show) -> None:
    place("closed", "posts", run, _closed, show)


def place_badges(run: Run, show: Show) -> None:
    place("badges", "badges", run, _badges, show)


def count_all_tags(run: Run) -> None:
    count_tags()


def _links(portion: Range) -> dict[str, tuple[int, int]]:
    rows = insert(
        Link, LINKS,
        question_id="a.question", other_id="b.question", kind=KINDS, at="r.at", source="%(origin)s", source_id="r.id",
    )  # fmt: skip
    new = state.execute(rows, portion.values)
    return {"links": (new, _count(portion, "postlinks") - new)}


def _closed(portion: Range) -> dict[str, tuple[int, int]]:
    state.execute(f"{CLOSE} {pending(Kind.CLOSED, 'closed_at', 'id', 'new')}", portion.values)
    return {}


def _badges(portion: Range) -> dict[str, tuple[int, int]]:
    rows = insert(
        Honour, BADGES,
        member_id="m.id", name="r.name", grade="r.grade", at="r.at", source="%(origin)s", source_id="r.id",
    )  # fmt: skip
    new = state.execute(rows, portion.values)
    return {"badges": (new, _count(portion, "badges") - new)}


def _count(portion: Range, table: str) -> int:
    return int(state.one(f"SELECT count(*) FROM importing.{table} r WHERE {WITHIN}", portion.values))
