"""People of the old site who deleted their account here: importing again finds the former member, never the person.

Erasure left a pseudonym in the place of their number (members.pseudonyms). Before anything is judged or placed, the
staged rows get it too, and lose the name; texts that the person took along are emptied.
"""

from collections.abc import Iterator

from django.db import connection

from groundswell.members.models import Member
from groundswell.members.pseudonyms import departed
from groundswell.voice.personal import words_for_taken_along
from groundswell.work.importing import state
from groundswell.work.importing.state import Run

FETCHED = 10_000
# Where a person's number stands in each staging table, and what else there says who it was.
NUMBERS = {
    "users": {"id": "name = '', handle = 'former', key = 'former', about = ''"},
    "posts": {"owner": "owner_name = ''", "editor": ""},
    "comments": {"owner": "owner_name = ''"},
    "badges": {"person": "reason = coalesce(reason, 'the badge of somebody who deleted their account here')"},
    "votes": {"person": ""},
}
NAMED = "SELECT DISTINCT {column} FROM importing.{table} WHERE {column} IS NOT NULL"
RENUMBER = """
UPDATE importing.{table} r SET {column} = named.pseudonym {more}
FROM unnest(%s::bigint[], %s::bigint[]) AS named (number, pseudonym) WHERE r.{column} = named.number
"""
EMPTY = """
UPDATE importing.{table} SET source = %(said)s, html = %(html)s, excerpt = %(said)s {title} WHERE owner = ANY(%(who)s)
"""
TITLE = ", title = CASE WHEN title = '' THEN '' ELSE %(title)s END"


def put_pseudonyms(run: Run, table: str) -> None:
    """In a staging table. Doing it twice changes nothing."""
    for column, more in NUMBERS.get(table, {}).items():
        gone = departed(run.origin, _numbers(table, column))
        if gone:
            pairs = [list(gone), [member.source_id for member in gone.values()]]
            state.execute(RENUMBER.format(table=table, column=column, more=f", {more}" if more else ""), pairs)
        if gone and column == "owner":
            _empty(run, table, [member for member in gone.values() if not member.settings.get("texts_kept", False)])


def _numbers(table: str, column: str) -> Iterator[int]:
    """Whoever is named there, some at a time: a large dump names millions. Nothing is asked before the first is taken."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(NAMED.format(table=table, column=column))
        while rows := cursor.fetchmany(FETCHED):
            yield from (number for (number,) in rows)


def _empty(run: Run, table: str, members: list[Member]) -> None:
    said, title = words_for_taken_along(run.language)
    named = {"said": said, "html": f"<p>{said}</p>", "title": title, "who": [member.source_id for member in members]}
    state.execute(EMPTY.format(table=table, title=TITLE if table == "posts" else ""), named)
