"""The tags that a question gets: each known by one name, and there before the first question carries it."""

from groundswell.log.postgres.prepared import run_prepared

# One statement, because every question that is asked runs it: what is new is added.
KNOWN = """
WITH wanted AS (
    SELECT coalesce(g.name, t.name) AS name, number FROM unnest(%s::varchar[]) WITH ORDINALITY AS t (name, number)
    LEFT JOIN support_synonym s ON s.name = t.name AND s.state = 'approved' LEFT JOIN support_tag g ON g.id = s.tag_id
), made AS (
    INSERT INTO support_tag (name, about, uses) SELECT DISTINCT name, '', 0 FROM wanted ON CONFLICT (name) DO NOTHING
)
SELECT name FROM wanted GROUP BY name ORDER BY min(number)
"""


def known_tags(labels: list[str]) -> list[str]:
    """These labels as tags that there are, in their order; a synonym is the tag that it means."""
    return [name for (name,) in run_prepared(KNOWN, [labels])] if labels else []


MEANT = """
coalesce((SELECT g.name FROM support_synonym s JOIN support_tag g ON g.id = s.tag_id
          WHERE s.name = {0} AND s.state = 'approved'), {0})
"""


def meant_by(name: str) -> str:
    """The name of the tag that a word means, which is the word itself for most."""
    return str(run_prepared(f"SELECT {MEANT.format('%s::varchar')}", [name, name])[0][0])
