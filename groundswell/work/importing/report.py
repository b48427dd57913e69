"""The reconciliation: every row that was read is imported, was there already, or is left out for a reason."""

from dataclasses import asdict, dataclass, field
from typing import Any

from groundswell.work.importing import state
from groundswell.work.importing.reputation import Reputation, compare_reputation
from groundswell.work.importing.shapes import SHAPES
from groundswell.work.importing.state import Run

# What a row of each file is, and how many of those are in the tables now.
KINDS = {
    "users": "'users'",
    "posts": """CASE kind WHEN 1 THEN 'questions' WHEN 2 THEN 'answers' WHEN 4 THEN 'tag descriptions'
                ELSE 'other posts' END""",
    "votes": """CASE kind WHEN 1 THEN 'acceptances' WHEN 2 THEN 'up votes' WHEN 3 THEN 'down votes'
                ELSE 'other votes' END""",
    "comments": "'comments'",
    "badges": "'badges'",
    "postlinks": "'links'",
    "tags": "'tags'",
}
FOUND = {
    "users": ("users", "member", ""),
    "questions": ("posts", "support_question", ""),
    "answers": ("posts", "support_answer", ""),
    "comments": ("comments", "support_comment", ""),
    "up votes": ("votes", "support_former_vote", "AND f.value = 1"),
    "down votes": ("votes", "support_former_vote", "AND f.value = -1"),
    "badges": ("badges", "member_honour", ""),
}
IN_TABLES = """
SELECT count(*) FROM importing.{} r JOIN {} f ON f.source = %(origin)s AND f.source_id = r.id WHERE r.reason IS NULL {}
"""
LINES = """
SELECT {kind} AS what, count(*), count(*) FILTER (WHERE reason IS NOT NULL) FROM importing.{table} GROUP BY 1 ORDER BY 1
"""
REASONS = """
SELECT what, reason, max(total), array_agg(id ORDER BY n) FROM (
    SELECT {kind} AS what, reason, n, id, row_number() OVER (PARTITION BY {kind}, reason ORDER BY n) AS turn,
           count(*) OVER (PARTITION BY {kind}, reason) AS total
    FROM importing.{table} WHERE reason IS NOT NULL) AS left_out
WHERE turn <= 5 GROUP BY 1, 2 ORDER BY 3 DESC, 2
"""
SCORE_DIFFERENCES = """
SELECT count(*) OVER (), p.id, p.score, (coalesce(s.ups, 0) - coalesce(s.downs, 0))::bigint FROM importing.posts p
LEFT JOIN importing.scores s ON s.post = p.id
WHERE p.reason IS NULL AND p.kind IN (1, 2) AND p.score <> coalesce(s.ups, 0) - coalesce(s.downs, 0)
ORDER BY p.n LIMIT 20
"""
BAD_ACCEPTED = """
SELECT count(*) OVER (), p.id FROM importing.posts p
LEFT JOIN importing.place q ON q.id = p.id LEFT JOIN importing.place a ON a.id = p.accepted
WHERE p.kind = 1 AND p.reason IS NULL AND p.accepted IS NOT NULL
AND (a.answer IS NULL OR a.question IS DISTINCT FROM q.question) ORDER BY p.n LIMIT 5
"""
WRONG_ACCEPTED = "AcceptedAnswerId names no answer to this question and was taken as missing"


@dataclass(frozen=True)
class Reason:
    reason: str
    count: int
    ids: list[int]


@dataclass
class Line:
    """Rows of one kind in one file."""

    file: str
    what: str
    read: int
    imported: int
    already: int
    left_out: int
    reasons: list[Reason] = field(default_factory=list)


@dataclass(frozen=True)
class Note:
    file: str
    note: str
    count: int
    ids: list[int]


@dataclass
class Report:
    """What became of a dump. `troubles` are sentences about broken files; `absent` names files that are not there."""

    site: str
    lines: list[Line]
    former_authors: int
    notes: list[Note]
    troubles: list[str]
    absent: list[str]
    score_differences: list[dict[str, int]]
    score_differences_count: int
    reputation: Reputation | None
    seconds: dict[str, float] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def imported(self) -> int:
        return sum(line.imported for line in self.lines)


class DoesNotAddUp(AssertionError):
    """The importer has lost or doubled a row: a mistake of ours."""


def reconcile(run: Run, absent: list[str]) -> Report:
    """Account for every row. Raises DoesNotAddUp when the numbers disagree with the dump or with the tables."""
    tallies = {
        what: (new, old) for what, new, old in state.query("SELECT what, imported, already FROM importing.tally")
    }
    lines = [line for shape in SHAPES for line in _lines(shape.file, shape.table, tallies)]
    for shape in SHAPES:
        _must_be(state.step(f"read {shape.table}").done, sum(x.read for x in lines if x.file == shape.file), shape.file)
    for line in lines:
        _must_be(line.read, line.imported + line.already + line.left_out, line.what)
        if line.what in FOUND:
            there = state.one(IN_TABLES.format(*FOUND[line.what]), {"origin": run.origin})
            _must_be(there, line.imported + line.already, f"{line.what} in the tables")
    differences = state.query(SCORE_DIFFERENCES)
    return Report(
        site=run.site,
        lines=lines,
        former_authors=tallies.get("former authors", (0, 0))[0],
        notes=_notes(),
        troubles=[sentence for (sentence,) in state.query("SELECT sentence FROM importing.trouble ORDER BY file")],
        absent=absent,
        score_differences=[{"id": post, "dump": score, "votes": votes} for _count, post, score, votes in differences],
        score_differences_count=differences[0][0] if differences else 0,
        reputation=compare_reputation(run),
    )


def _lines(file: str, table: str, tallies: dict[str, tuple[int, int]]) -> list[Line]:
    kind = KINDS[table]
    lines = {
        what: Line(file, what, read, *tallies.get(what, (0, 0)), left_out)
        for what, read, left_out in state.query(LINES.format(kind=kind, table=table))
    }
    for what, reason, count, ids in state.query(REASONS.format(kind=kind, table=table)):
        lines[what].reasons.append(Reason(reason, count, [number for number in ids if number is not None]))
    return list(lines.values())


def _notes() -> list[Note]:
    notes = [Note(*row) for row in state.query("SELECT file, note, count, ids FROM importing.note ORDER BY file, note")]
    if wrong := state.query(BAD_ACCEPTED):
        notes.append(Note("Posts.xml", WRONG_ACCEPTED, wrong[0][0], [number for _count, number in wrong]))
    return notes


def _must_be(expected: int, found: int, what: str) -> None:
    if expected != found:
        raise DoesNotAddUp(f"The numbers do not add up for {what}: {expected} and {found}. Please report this.")
