"""Say of each row that cannot be imported why. What can be said while reading is said there."""

from groundswell.work.importing import state
from groundswell.work.importing.departed import put_pseudonyms
from groundswell.work.importing.shapes import VOTES
from groundswell.work.importing.state import Run

SECOND = """
UPDATE importing.{table} later SET reason = 'a second row with an Id that was there before'
FROM (SELECT id, min(n) AS first FROM importing.{table} WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1) twice
WHERE later.id = twice.id AND later.n > twice.first
"""
ORPHANS = """
UPDATE importing.posts a SET reason = 'an answer to a question that is not there'
WHERE kind = 2 AND reason IS NULL
AND NOT EXISTS (SELECT FROM importing.posts q WHERE q.id = a.parent AND q.kind = 1 AND q.reason IS NULL)
AND NOT EXISTS (SELECT FROM support_question q WHERE q.source = %(origin)s AND q.source_id = a.parent)
"""
EMPTY_EXCERPTS = """
UPDATE importing.posts SET reason = 'the short description of a tag, but it is empty'
WHERE kind = 4 AND reason IS NULL AND excerpt = ''
"""
NAMELESS_EXCERPTS = """
UPDATE importing.posts p SET reason = 'the short description of a tag, but no tag names it'
WHERE kind = 4 AND reason IS NULL
AND NOT EXISTS (SELECT FROM importing.tags t WHERE t.excerpt_post = p.id AND t.reason IS NULL)
"""
# A dump without votes still says how many more were up than down.
SCORES = """
CREATE UNLOGGED TABLE importing.scores AS
SELECT post, sum(up) AS ups, sum(down) AS downs, sum(answer) AS answers, min(accepted_at) AS accepted_at FROM (
    SELECT post, (kind = 2)::int AS up, (kind = 3)::int AS down, 0 AS answer,
           CASE WHEN kind = 1 THEN at END AS accepted_at
    FROM importing.votes WHERE reason IS NULL
    UNION ALL SELECT id, greatest(score, 0), greatest(-score, 0), 0, NULL FROM importing.posts
    WHERE %(no_votes)s AND reason IS NULL AND kind IN (1, 2)
    UNION ALL SELECT parent, 0, 0, 1, NULL FROM importing.posts WHERE kind = 2 AND reason IS NULL) AS rows
GROUP BY post
"""
PLACES = """
CREATE UNLOGGED TABLE importing.place AS
SELECT source_id AS id, id AS question, NULL::bigint AS answer, asker_id AS author, asked_at AS at
FROM support_question WHERE source = %(origin)s
UNION ALL
SELECT a.source_id, a.question_id, a.id, a.author_id, a.posted_at FROM support_answer a WHERE a.source = %(origin)s
"""
ELSEWHERE = """
UPDATE importing.{table} r SET reason = CASE
    WHEN EXISTS (SELECT FROM importing.posts p WHERE p.id = r.{column}) THEN '{what} a post that was left out'
    ELSE '{what} a post that is not in the dump' END
WHERE reason IS NULL AND NOT EXISTS (SELECT FROM importing.place w WHERE w.id = r.{column})
"""
NOT_ACCEPTED = """
UPDATE importing.votes v SET reason = 'an acceptance, but the question names another answer or none'
FROM importing.place w WHERE v.reason IS NULL AND v.kind = 1 AND w.id = v.post AND (w.answer IS NULL OR NOT EXISTS (
    SELECT FROM importing.posts a JOIN importing.posts q ON q.id = a.parent AND q.accepted = a.id AND q.reason IS NULL
    WHERE a.id = v.post AND a.kind = 2 AND a.reason IS NULL))
"""
ACCEPTED_TWICE = """
UPDATE importing.votes later SET reason = 'a second acceptance of the same answer'
FROM (SELECT post, min(n) AS first FROM importing.votes WHERE kind = 1 AND reason IS NULL GROUP BY post
      HAVING count(*) > 1) twice
WHERE later.post = twice.post AND later.n > twice.first AND later.kind = 1 AND later.reason IS NULL
"""
NOBODYS = """
UPDATE importing.badges b SET reason = 'the badge of a user who is not in the dump' WHERE reason IS NULL
AND NOT EXISTS (SELECT FROM member m WHERE m.source = %(origin)s AND m.source_id = b.person)
"""
TO_ITSELF = """
UPDATE importing.postlinks l SET reason = 'a link within one question' FROM importing.place a, importing.place b
WHERE l.reason IS NULL AND a.id = l.post AND b.id = l.other AND a.question = b.question
"""
LINKED_TWICE = """
UPDATE importing.postlinks l SET reason = 'says the same as another link' FROM (
    SELECT l.n, row_number() OVER (PARTITION BY a.question, b.question, l.kind ORDER BY l.n) AS turn
    FROM importing.postlinks l JOIN importing.place a ON a.id = l.post JOIN importing.place b ON b.id = l.other
    WHERE l.reason IS NULL) AS turns
WHERE turns.n = l.n AND turn > 1
"""
TAGGED_TWICE = """
UPDATE importing.tags t SET reason = 'a second tag of the same name' FROM (
    SELECT n, row_number() OVER (PARTITION BY name ORDER BY n) AS turn
    FROM importing.tags WHERE reason IS NULL) AS turns
WHERE turns.n = t.n AND turn > 1
"""


def judge_users(run: Run) -> None:
    _judge_table(run, "users")


def judge_posts(run: Run) -> None:
    """After posts, votes and tags are read: second rows, orphans; and the scores that follow from the votes."""
    for table in ("posts", "votes", "tags"):
        _judge_table(run, table)
    state.execute("CREATE INDEX IF NOT EXISTS posts_id ON importing.posts (id)")
    state.execute(ORPHANS, {"origin": run.origin})
    state.execute(TAGGED_TWICE)
    state.execute(EMPTY_EXCERPTS)
    state.execute(NAMELESS_EXCERPTS)
    state.execute("DROP TABLE IF EXISTS importing.scores")
    state.execute(SCORES, {"no_votes": VOTES.file not in run.files})
    state.execute("CREATE INDEX scores_post ON importing.scores (post)")
    _look_at("scores")


def judge_badges(run: Run) -> None:
    """Once the authors of posts are there; and what can be said of comments and links before the posts are."""
    for table in ("badges", "comments", "postlinks"):
        _judge_table(run, table)
    state.execute(NOBODYS, {"origin": run.origin})


def judge_the_rest(run: Run) -> None:
    """Once the posts have their places: what is said about posts that have none."""
    origin = {"origin": run.origin}
    state.execute("DROP TABLE IF EXISTS importing.place")
    state.execute(PLACES, origin)
    state.execute("CREATE UNIQUE INDEX place_id ON importing.place (id)")
    _look_at("place")
    for table in ("comments", "votes"):
        state.execute(ELSEWHERE.format(table=table, column="post", what="on"))
    state.execute(NOT_ACCEPTED)
    state.execute(ACCEPTED_TWICE)
    for column, what in (("post", "from"), ("other", "to")):
        state.execute(ELSEWHERE.format(table="postlinks", column=column, what=what))
    state.execute(TO_ITSELF)
    state.execute(LINKED_TWICE)


def _judge_table(run: Run, table: str) -> None:
    put_pseudonyms(run, table)
    state.execute(SECOND.format(table=table))
    state.execute(
        f"CREATE INDEX IF NOT EXISTS {table}_n ON importing.{table} USING brin (n) WITH (pages_per_range = 16)"
    )
    _look_at(table)


def _look_at(table: str) -> None:
    """Figures for the planner; a few thousand rows tell it enough about tables that live for an hour."""
    state.execute("SET LOCAL default_statistics_target = 10")
    state.execute(f"ANALYZE importing.{table}")
