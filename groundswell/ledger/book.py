"""Write transfers: many at once, each at most once, all or none, and never below a floor.

Whoever writes makes the accounts that are missing, then locks all that take part, once and in the order of their numbers, so that no
two wait for each other in a circle: nobody who has a lock ever asks for another. What is read after that (balances, lots, keys) stays
true until the transaction ends. A person's lots are guarded by the locks of their two accounts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext as _

from groundswell.ledger.models import BOTTOMLESS, Kind
from groundswell.ledger.units import POINTS, known, whole
from groundswell.log import clock
from groundswell.members.rules import Invalid, Refused

LONGEST_KEY, LONGEST_NOTE, LONGEST_NAME = 120, 200, 60


class Ref(NamedTuple):
    """Which account: its kind, a member's number or 0, a name or "", its unit."""

    kind: Kind
    owner: int = 0
    name: str = ""
    unit: str = POINTS


@dataclass(frozen=True, slots=True)
class Change:
    """What a transfer does to a lot that is there."""

    lot: int
    held: int = 0
    available: int = 0


@dataclass(frozen=True, slots=True)
class Birth:
    """A lot that a transfer makes, for the owner of the account that it credits."""

    release_at: datetime | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A transfer as it is asked for. `amount` is in points or in minor units of the accounts' currency."""

    key: str
    what: str
    debit: Ref
    credit: Ref
    amount: int
    at: datetime = field(default_factory=clock.now)
    entry: int | None = None
    rule: str = ""
    version: int | None = None
    reverses: int | None = None
    by: int | None = None
    note: str = ""
    changes: tuple[Change, ...] = ()
    birth: Birth | None = None


@dataclass(slots=True)
class Held:
    """A locked account."""

    pk: int
    floor: int | None
    balance: int


Accounts = dict[Ref, Held]

ENSURE = """
INSERT INTO ledger_account (kind, owner, name, unit, floor, balance)
SELECT kind, owner, name, unit, floor, 0
FROM unnest(%s::text[], %s::bigint[], %s::text[], %s::text[], %s::bigint[]) AS wanted (kind, owner, name, unit, floor)
ORDER BY kind, owner, name, unit ON CONFLICT (kind, owner, name, unit) DO NOTHING
"""
THESE = """
FROM ledger_account a JOIN unnest(%s::text[], %s::bigint[], %s::text[], %s::text[]) AS wanted (kind, owner, name, unit)
  ON (a.kind, a.owner, a.name, a.unit) = (wanted.kind, wanted.owner, wanted.name, wanted.unit)
"""
LOCK = f"""
SELECT a.kind, a.owner, a.name, a.unit, a.id, a.floor, a.balance {THESE} ORDER BY a.id FOR NO KEY UPDATE OF a
"""
DONE = "SELECT key, debit_id, credit_id, amount FROM ledger_transfer WHERE key = ANY(%s)"
TRANSFERS = """
INSERT INTO ledger_transfer
  (key, what, debit_id, credit_id, amount, at, entry, rule, version, reverses_id, by_id, note, recorded)
SELECT *, %s::timestamptz FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::timestamptz[],
  %s::bigint[], %s::text[], %s::integer[], %s::bigint[], %s::bigint[], %s::text[])
RETURNING key, id
"""
BALANCES = """
UPDATE ledger_account a SET balance = a.balance + change.amount
FROM unnest(%s::bigint[], %s::bigint[]) AS change (id, amount) WHERE a.id = change.id
"""
LOTS = """
INSERT INTO ledger_lot (born_id, owner, unit, amount, held, available, at, release_at, expires_at, frozen)
SELECT born, owner, unit, held + available, held, available, at, release_at, expires_at, false
FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::bigint[], %s::bigint[], %s::timestamptz[], %s::timestamptz[],
  %s::timestamptz[]) AS birth (born, owner, unit, held, available, at, release_at, expires_at)
RETURNING born_id, id, held, available
"""
MOVES = """
INSERT INTO ledger_move (transfer_id, lot_id, held, available)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])
"""
CHANGED = """
UPDATE ledger_lot l SET held = l.held + change.held, available = l.available + change.available
FROM (SELECT id, sum(held)::bigint AS held, sum(available)::bigint AS available
      FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS one (id, held, available) GROUP BY id) AS change
WHERE l.id = change.id
"""


@transaction.atomic
def post(postings: Iterable[Posting]) -> int:
    """Write what was not written before; return how many that were.

    Raises Invalid for what cannot be transferred, and for a key that stands for another transfer; Refused for an account that
    would fall below its floor. Then nothing is written.
    """
    wanted = [checked(posting) for posting in postings]
    held = lock(ref for posting in wanted for ref in (posting.debit, posting.credit))
    return write(new_of(wanted, held), held)


def checked(posting: Posting) -> Posting:
    whole(posting.amount)
    if known(posting.debit.unit) != known(posting.credit.unit):
        raise Invalid(_("A transfer stays in one unit; money is exchanged by two."), "unit")
    if posting.debit == posting.credit:
        raise Invalid(_("A transfer needs two accounts."), "account")
    if not posting.key or len(posting.key) > LONGEST_KEY:
        raise Invalid(_("A transfer needs a key of at most %(most)s characters.") % {"most": LONGEST_KEY}, "key")
    if len(posting.note) > LONGEST_NOTE or max(len(posting.debit.name), len(posting.credit.name)) > LONGEST_NAME:
        raise Invalid(_("A note has at most 200 characters, the name of an account 60."), "note")
    return posting


def lock(refs: Iterable[Ref]) -> Accounts:
    """These accounts, made where they were missing, and nobody else's until the transaction ends. Once in a transaction."""
    wanted = list(dict.fromkeys(refs))
    columns = [list(column) for column in zip(*wanted, strict=True)] or [[], [], [], []]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {THESE}", columns)
        if cursor.fetchone()[0] < len(wanted):
            cursor.execute(ENSURE, [*columns, [None if ref.kind in BOTTOMLESS else 0 for ref in wanted]])
        cursor.execute(LOCK, columns)
        return {Ref(Kind(row[0]), *row[1:4]): Held(*row[4:]) for row in cursor.fetchall()}


def new_of(postings: Sequence[Posting], held: Accounts) -> list[Posting]:
    """Those whose key is not in the book, each once. The accounts must be locked. Raises Invalid when a key stands for another one."""
    with connection.cursor() as cursor:
        cursor.execute(DONE, [[posting.key for posting in postings]])
        before = {key: tuple(rest) for key, *rest in cursor.fetchall()}
    seen = dict(before)
    new: dict[str, Posting] = {}
    for posting in postings:
        content = (held[posting.debit].pk, held[posting.credit].pk, posting.amount)
        if seen.setdefault(posting.key, content) != content:
            raise Invalid(_("“%(key)s” was transferred before, with another content.") % {"key": posting.key}, "key")
        if posting.key not in before:
            new.setdefault(posting.key, posting)
    return list(new.values())


def write(postings: Sequence[Posting], held: Accounts) -> int:
    """Write postings whose accounts are locked and whose keys are new."""
    if not postings:
        return 0
    for posting in postings:
        _require_lots(posting)
    change: defaultdict[Ref, int] = defaultdict(int)
    for posting in postings:
        change[posting.debit] -= posting.amount
        change[posting.credit] += posting.amount
    for ref, amount in change.items():
        _require_floor(ref, held[ref], amount)
    ids = _insert(postings, held)
    moves = _births(postings, ids)
    moves += [(ids[posting.key], one.lot, one.held, one.available) for posting in postings for one in posting.changes]
    with connection.cursor() as cursor:
        refs = sorted(change, key=lambda ref: held[ref].pk)
        cursor.execute(BALANCES, [[held[ref].pk for ref in refs], [change[ref] for ref in refs]])
        if moves:
            cursor.execute(MOVES, [list(column) for column in zip(*moves, strict=True)])
        if changes := [one for posting in postings for one in posting.changes]:
            columns = [[c.lot for c in changes], [c.held for c in changes], [c.available for c in changes]]
            cursor.execute(CHANGED, columns)
    for ref, amount in change.items():
        held[ref].balance += amount
    return len(postings)


def _require_lots(posting: Posting) -> None:
    """What a transfer does to somebody's pocket it does to their lots. Nobody outside can cause this."""
    for pocket in (Kind.HELD, Kind.MEMBER):
        due = posting.amount * ((posting.credit.kind == pocket) - (posting.debit.kind == pocket))
        in_lots = sum(one.held if pocket == Kind.HELD else one.available for one in posting.changes)
        if posting.birth and posting.credit.kind == pocket:
            in_lots += posting.amount
        if due != in_lots:
            raise ValueError(f"{posting.key} changes {pocket} by {due}, but its lots by {in_lots}.")


def _require_floor(ref: Ref, account: Held, change: int) -> None:
    if change >= 0 or account.floor is None or account.balance + change >= account.floor:
        return
    there = {"there": account.balance - account.floor, "wanted": -change}
    if ref.kind in (Kind.MEMBER, Kind.HELD):
        raise Refused(_("There are %(there)s to give, not %(wanted)s.") % there)
    raise Refused(_("The account “%(name)s” has %(there)s left, not %(wanted)s.")
                  % {"name": ref.name or ref.kind.label, **there})  # fmt: skip


def _insert(postings: Sequence[Posting], held: Accounts) -> dict[str, int]:
    columns: list[list[Any]] = [
        [p.key for p in postings],
        [p.what for p in postings],
        [held[p.debit].pk for p in postings],
        [held[p.credit].pk for p in postings],
        [p.amount for p in postings],
        [p.at for p in postings],
        [p.entry for p in postings],
        [p.rule for p in postings],
        [p.version for p in postings],
        [p.reverses for p in postings],
        [p.by for p in postings],
        [p.note for p in postings],
    ]
    with connection.cursor() as cursor:
        cursor.execute(TRANSFERS, [clock.now(), *columns])
        return dict(cursor.fetchall())


def _births(postings: Sequence[Posting], ids: dict[str, int]) -> list[tuple[int, int, int, int]]:
    """Make the lots that begin; return the moves that filled them."""
    rows = [
        (
            ids[posting.key],
            posting.credit.owner,
            posting.credit.unit,
            posting.amount if posting.credit.kind == Kind.HELD else 0,
            posting.amount if posting.credit.kind == Kind.MEMBER else 0,
            posting.at,
            posting.birth.release_at,
            posting.birth.expires_at,
        )
        for posting in postings
        if posting.birth
    ]
    if not rows:
        return []
    with connection.cursor() as cursor:
        cursor.execute(LOTS, [list(column) for column in zip(*rows, strict=True)])
        return list(cursor.fetchall())
