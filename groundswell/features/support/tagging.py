"""The tags that a question gets: each known by one name, and there before the first question carries it."""

from groundswell.log.postgres.prepared import run_prepared

# One statement, because every question that is asked runs it: what is new is added.
KNOWN = """
WITH wanted AS (SELECT name, number FROM unnest(%s::varchar[]) WITH ORDINALITY AS t (name, number)), made AS (
    INSERT INTO support_tag (name, about, uses) SELECT name, '', 0 FROM wanted ON CONFLICT (name) DO NOTHING
)
SELECT name FROM wanted GROUP BY name ORDER BY min(number)
"""


def known_tags(labels: list[str]) -> list[str]:
    """These labels as tags that there are, in their order."""
    return [name for (name,) in run_prepared(KNOWN, [labels])] if labels else []
