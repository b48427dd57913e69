"""Compare the reputation that follows from the imported votes with the one that the dump states, and explain the rest.

    dump - ours  =  (theirs - ours)  +  (dump - theirs)

`ours` is replayed from the log by derived.standing; `theirs` is replayed here from the same votes by the old site's
rules. So the first bracket is the difference of rules, the second is what the dump does not contain.
"""

from dataclasses import dataclass

from groundswell.derived.standing.catalogue import (
    ANSWER_DOWN,
    ANSWER_UP,
    DAILY_CAP,
    QUESTION_DOWN,
    QUESTION_UP,
    SOLUTION,
)
from groundswell.work.importing import state
from groundswell.work.importing.state import Run

# Since 13 November 2019 a vote for a question is worth 10 there, in hindsight too; before, 5.
QUESTIONS_WORTH_TEN_SINCE = "2019-11-13"
REPLAY = f"""
CREATE UNLOGGED TABLE importing.reputation AS
WITH worth AS (
    SELECT CASE WHEN max(at) >= '{QUESTIONS_WORTH_TEN_SINCE}' THEN 10 ELSE 5 END AS question_up FROM importing.votes
), voted AS (
    SELECT p.owner AS id, p.kind, v.kind AS vote, v.at, p.wiki, v.bounty, p.id AS post, p.parent
    FROM importing.votes v JOIN importing.posts p ON p.id = v.post AND p.reason IS NULL AND p.kind IN (1, 2)
    WHERE v.kind IN (1, 2, 3, 9) AND (v.reason IS NULL OR v.kind = 9)
), days AS (
    SELECT id, at::date AS day,
           sum(CASE WHEN vote = 3 THEN -2 WHEN kind = 2 THEN 10 ELSE question_up END) FILTER (WHERE NOT wiki) AS theirs,
           sum(CASE WHEN vote = 3 THEN CASE kind WHEN 2 THEN {ANSWER_DOWN} ELSE {QUESTION_DOWN} END
                    WHEN kind = 2 THEN {ANSWER_UP} ELSE {QUESTION_UP} END) AS ours,
           sum(CASE WHEN vote = 2 AND kind = 1 THEN question_up - {QUESTION_UP} ELSE 0 END)
               FILTER (WHERE NOT wiki) AS questions,
           sum(CASE WHEN vote = 3 THEN 2 WHEN kind = 2 THEN -{ANSWER_UP} ELSE -{QUESTION_UP} END)
               FILTER (WHERE wiki) AS wiki
    FROM voted, worth WHERE vote IN (2, 3) GROUP BY 1, 2
), by_votes AS (
    SELECT id, sum(least(200, coalesce(theirs, 0))) AS theirs, sum(least({DAILY_CAP}, ours)) AS ours,
           sum(coalesce(questions, 0)) AS questions, sum(coalesce(wiki, 0)) AS wiki FROM days GROUP BY 1
), solved AS (
    SELECT a.id AS author, q.owner AS asker, a.wiki FROM voted a
    JOIN importing.posts q ON q.id = a.parent WHERE a.vote = 1
), others (id, what, points) AS (
    SELECT author, 'solution', 15 FROM solved WHERE author <> asker AND NOT wiki
    UNION ALL SELECT asker, 'accepting', 2 FROM solved WHERE author <> asker
    UNION ALL SELECT id, 'bounty', bounty FROM voted WHERE vote = 9
    UNION ALL SELECT person, 'bounty', -bounty FROM importing.votes WHERE kind = 8
    UNION ALL SELECT author, 'wiki solution', {SOLUTION} FROM solved WHERE author <> asker AND wiki
), by_others AS (
    SELECT id, coalesce(sum(points) FILTER (WHERE what = 'solution'), 0) AS solution,
           coalesce(sum(points) FILTER (WHERE what = 'accepting'), 0) AS accepting,
           coalesce(sum(points) FILTER (WHERE what = 'bounty'), 0) AS bounty,
           coalesce(sum(points) FILTER (WHERE what = 'wiki solution'), 0) AS wiki FROM others GROUP BY 1
)
SELECT u.id, u.reputation AS dump, m.reputation AS ours, u.down,
       greatest(1, 1 + coalesce(v.theirs, 0) + coalesce(o.solution, 0) + coalesce(o.accepting, 0)
                     + coalesce(o.bounty, 0)) AS theirs,
       coalesce(v.questions, 0) AS questions, coalesce(v.wiki, 0) - coalesce(o.wiki, 0) AS wiki,
       coalesce(o.accepting, 0) AS accepting, coalesce(o.bounty, 0) AS bounty
FROM importing.users u JOIN member m ON m.source = %(origin)s AND m.source_id = u.id
LEFT JOIN by_votes v ON v.id = u.id LEFT JOIN by_others o ON o.id = u.id
WHERE u.reason IS NULL AND u.reputation IS NOT NULL
"""
SUMS = """
SELECT count(*), sum(dump), sum(ours), sum(theirs), sum(questions), sum(wiki), sum(accepting), sum(bounty),
       count(*) FILTER (WHERE dump = ours), count(*) FILTER (WHERE dump = theirs),
       count(*) FILTER (WHERE dump - theirs >= 50), count(*) FILTER (WHERE dump - theirs NOT IN (0, 100)), sum(down),
       coalesce(max(abs(CASE WHEN dump - theirs >= 50 THEN dump - theirs - 100 ELSE dump - theirs END)), 0)
FROM importing.reputation
"""


@dataclass(frozen=True)
class Cause:
    """Why the sums differ: by `points` over all people, for `people` of them where that is known."""

    why: str
    points: int
    people: int | None = None


@dataclass(frozen=True)
class Reputation:
    """Sums over all people of the dump. `rules` add up to theirs - ours, `missing` to dump - theirs."""

    people: int
    dump: int
    ours: int
    theirs: int
    same_as_ours: int
    same_as_theirs: int
    rules: list[Cause]
    missing: list[Cause]


def compare_reputation(run: Run) -> Reputation | None:
    """None when the dump has no people or no votes."""
    if not {"Users.xml", "Votes.xml"} <= set(run.files):
        return None
    state.execute("DROP TABLE IF EXISTS importing.reputation")
    state.execute(REPLAY, {"origin": run.origin})
    found = [int(value or 0) for value in state.query(SUMS)[0]]
    people, dump, ours, theirs, questions, wiki, accepting, bounty = found[:8]
    same_as_ours, same_as_theirs, bonus, others, cast, furthest = found[8:]
    known = people + questions + wiki + accepting + bounty
    rules = [
        Cause("everybody begins with 1 there, with 0 here", people, people),
        Cause("2 for accepting an answer there", accepting),
        Cause("bounties offered and won there", bounty),
        Cause("votes and solutions on wiki posts count here only", wiki),
        Cause("a vote for a question is worth more there", questions),
        Cause("nobody has less than 1 there, than 0 here; and what a day is limited to", theirs - ours - known),
    ]
    rest = "approved edits (+2 each), down votes cast on answers (-1 each; {:,} down votes were cast), posts and votes "
    rest += "that were deleted; for nobody more than {:,}"
    missing = [
        Cause("100 for having a known account on another site", bonus * 100, bonus),
        Cause(rest.format(cast, furthest), dump - theirs - bonus * 100, others),
    ]
    return Reputation(people, dump, ours, theirs, same_as_ours, same_as_theirs, rules, missing)
