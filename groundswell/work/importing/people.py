"""The people of the old site as unclaimed members: no password, no e-mail address, until they claim the account."""

from collections.abc import Iterable, Sequence

from groundswell.members.models import Member
from groundswell.members.names import LONGEST, key_of
from groundswell.work.importing import state
from groundswell.work.importing.columns import insert
from groundswell.work.importing.handles import FURTHEST, Named, handle_like
from groundswell.work.importing.history import Kind, pending
from groundswell.work.importing.placing import Range, Show, place
from groundswell.work.importing.shapes import USERS
from groundswell.work.importing.state import Run

PORTION = 5_000
LOOK = "ANALYZE member (id, source, source_id)"  # what the planner must know to find people by their old numbers
FRESH = """
SELECT u.id, {columns} FROM importing.{table} u WHERE u.n > %(after)s AND u.n <= %(upto)s AND u.reason IS NULL
AND (SELECT m.id FROM member m WHERE m.source = %(origin)s AND m.source_id = u.id) IS NULL ORDER BY u.n
"""
# Somebody whose row was missing in an earlier dump has only a number for a name until now.
INTRODUCED = """
UPDATE member m SET name = u.name, about = u.about, joined = least(u.at, m.joined) FROM importing.users u
WHERE u.n > %(after)s AND u.n <= %(upto)s AND u.reason IS NULL AND m.source = %(origin)s AND m.source_id = u.id
AND NOT m.claimed AND m.erased_at IS NULL AND m.name = 'user' || u.id AND u.name <> m.name
"""
COUNT = "SELECT count(*) FROM importing.users WHERE n > %(after)s AND n <= %(upto)s AND reason IS NULL"
FORMER = """
CREATE UNLOGGED TABLE importing.{name} AS
SELECT row_number() OVER (ORDER BY at, id) AS n, id, NULL::text AS reason, name, '' AS about, at FROM (
    SELECT owner AS id, min(at) AS at, coalesce(min(nullif(owner_name, '')), {nobody}) AS name
    FROM importing.{table} r WHERE reason IS NULL AND {which}
    AND NOT EXISTS (SELECT FROM member m WHERE m.source = %(origin)s AND m.source_id = r.owner)
    GROUP BY owner) AS people
"""
NOBODY = "CASE WHEN owner BETWEEN -1000000 AND 1000000000000000000 THEN 'user' || owner ELSE 'former member' END"


def place_users(run: Run, show: Show) -> None:
    """Everybody in Users.xml."""
    place("users", "users", run, _users, show, PORTION)
    state.execute(LOOK)


def place_former(run: Run, table: str, which: str, show: Show) -> None:
    """Authors who have no row in Users.xml: one member for each number, and for each display name without one."""
    name = f"former_{table}"
    if not state.step(f"place {name}").ended:
        if state.one("SELECT to_regclass(%s) IS NULL", [f"importing.{name}"]):
            state.execute(FORMER.format(name=name, table=table, which=which, nobody=NOBODY), {"origin": run.origin})
        place(name, name, run, lambda portion: _former(portion, name), show, PORTION)
        if USERS.file not in run.files:  # else they are few beside the rest
            state.execute(LOOK)


def _users(portion: Range) -> dict[str, tuple[int, int]]:
    fresh = state.query(FRESH.format(table="users", columns="u.handle, u.key"), portion.values)
    state.execute(INTRODUCED, portion.values)
    _join(portion, "users", find_free(fresh))
    return {"users": (len(fresh), state.one(COUNT, portion.values) - len(fresh))}


def _former(portion: Range, table: str) -> dict[str, tuple[int, int]]:
    fresh = state.query(FRESH.format(table=table, columns="u.name"), portion.values)
    _join(portion, table, find_free([(number, *handle_like(name, number)) for number, name in fresh]))
    return {"former authors": (len(fresh), 0)}


def _join(portion: Range, table: str, named: list[Named]) -> None:
    if not named:
        return
    chosen = "unnest(%(ids)s::bigint[], %(handles)s::text[], %(keys)s::text[]) AS named (id, handle, key)"
    people = f"importing.{table} u JOIN {chosen} USING (id)"
    statement = insert(
        Member,
        f"{people} WHERE u.n > %(after)s AND u.n <= %(upto)s AND u.reason IS NULL ORDER BY u.n",
        handle="named.handle",
        handle_key="named.key",
        password="'!' || md5(random()::text)",
        name="u.name",
        about="u.about",
        joined="u.at",
        claimed="false",
        source="%(origin)s",
        source_id="u.id",
    )
    told = pending(Kind.JOINED, "joined", "id", "new")
    ids, handles, keys = (list(column) for column in zip(*named, strict=True))
    values = {**portion.values, "ids": ids, "handles": handles, "keys": keys}
    state.execute(f"WITH new AS ({statement} RETURNING id, joined) {told}", values)


def find_free(wanted: Sequence[Named]) -> list[Named]:
    """(number, handle, key) with a free handle: the first to come keeps theirs, others get a number behind it."""
    taken: set[str] = set()
    found: dict[int, Named] = {}
    like = {number: handle for number, handle, _key in wanted}
    tried = list(wanted)
    attempt = 0
    while tried:
        taken |= _in_use(key for *_rest, key in tried)
        again = []
        for number, handle, key in tried:
            if key in taken:
                again.append(number)
            else:
                taken.add(key)
                found[number] = (number, handle, key)
        attempt += 1
        variants = [(number, _variant(like[number], number, attempt)) for number in again]
        tried = [(number, handle, key_of(handle)) for number, handle in variants]
    return [found[number] for number, *_rest in wanted]


def _variant(like: str, number: int, attempt: int) -> str:
    suffix = f"-{number if 0 <= number < FURTHEST else abs(number) % 10**8}" + (f"-{attempt}" if attempt > 1 else "")
    return like[: LONGEST - len(suffix)].rstrip("-.") + suffix


def _in_use(keys: Iterable[str]) -> set[str]:
    found = state.query("SELECT handle_key FROM member WHERE handle_key = ANY(%s)", [list(set(keys))])
    return {key for (key,) in found}
