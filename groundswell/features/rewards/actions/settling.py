"""Give from the book what was earned, the oldest first while its pool has any, and take back what was undone.

Whatever waits for a pool waits in its row, in the order of the log; nothing is lost. All is one batch under one lock. The book is asked what
it has already, so counting the log again gives and takes nothing twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection, transaction

from groundswell.events.rewards import PointsTakenBack
from groundswell.features.rewards.earning.counting import Happening
from groundswell.features.rewards.earning.memory import Gain
from groundswell.features.rewards.models import Earned
from groundswell.ledger.book import Accounts, Change, Posting, Ref, checked, lock, new_of, write
from groundswell.ledger.lots import Award, awarded
from groundswell.ledger.models import Account, Kind
from groundswell.ledger.units import POINTS
from groundswell.log.journal import record
from groundswell.log.postgres.arrays import columns

MOST = 5_000  # of what waits, in one transaction
ORDER = "SELECT pg_advisory_xact_lock(hashtext('rewards.settle'))"
# What waits, pool by pool in the order of the log, as far as the pool may reach: with what comes back to it in this batch.
WAITING = """
SELECT id, pool, entry, rule, version, member, points, at, hold_days FROM (
    SELECT e.id, e.pool, e.entry, e.rule, v.number AS version, e.member, e.points, e.at, e.hold_days,
           sum(e.points) OVER (PARTITION BY e.pool ORDER BY e.id) AS reach, pool.has
    FROM unnest(%s::text[], %s::bigint[]) AS pool (name, has)
    CROSS JOIN LATERAL (SELECT * FROM rewards_earned WHERE state = 'waiting' AND pool = pool.name ORDER BY id LIMIT %s) AS e
    JOIN rewards_version v ON v.id = e.version_id
) AS row WHERE reach <= has ORDER BY id
"""
IN_BOOK = """
SELECT t.key, t.id, t.amount, l.id, l.held, l.available, l.owner, b.name
FROM ledger_transfer t JOIN ledger_lot l ON l.born_id = t.id JOIN ledger_account b ON b.id = t.debit_id
WHERE t.key = ANY(%s)
"""
STATES = "UPDATE rewards_earned e SET state = s.state FROM unnest(%s::bigint[], %s::text[]) AS s (id, state) WHERE e.id = s.id"


class Taken(NamedTuple):
    """Points that go, and the event that undid their reason."""

    gain: Gain
    because: Happening

    @property
    def key(self) -> str:
        return key_of(self.gain.position, self.gain.rule.name)


class Waiting(NamedTuple):
    """A row that waits to be given."""

    pk: int
    pool: str
    entry: int
    rule: str
    version: int
    member: int
    points: int
    at: datetime
    hold_days: int

    @property
    def key(self) -> str:
        return key_of(self.entry, self.rule)


class Given(NamedTuple):
    """What the book has of an award: its transfer, and what is left of its lot."""

    transfer: int
    amount: int
    lot: int
    held: int
    available: int
    owner: int
    pool: str


@dataclass
class Gone:
    """What went from one member because of one event."""

    because: Happening
    points: int = 0
    spent: int = 0


def key_of(entry: int, rule: str) -> str:
    """Under which key the book has what an entry of the log earned by a rule."""
    return f"earn:{entry}:{rule}"


def settle(taken: Sequence[Taken] = ()) -> int:
    """Give what waits and can be given, take back what went; returns how many awards were given. In the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(ORDER)
    waiting, keys = _waiting(taken), [one.key for one in taken]
    if not waiting and not taken:
        return 0
    held = lock(_accounts(waiting, taken, _in_book(keys).values()))
    given = _give(waiting, held)
    gone = _take(taken, _in_book(keys), held)  # as it is under the lock, and with what was given just now
    back = {one.gain.pk for one in taken}
    there = {one.pk for one in given} | back
    given += _give([one for one in waiting if one.pk not in there], held)
    states = [(one.pk, Earned.State.GIVEN) for one in given if one.pk not in back]
    states += [(one.gain.pk or 0, Earned.State.BACK) for one in taken]
    if states:
        with connection.cursor() as cursor:
            cursor.execute(STATES, columns(states))
    _tell(gone)
    return len(given)


@transaction.atomic
def pay_waiting() -> int:
    """Give what waits, as far as the pools reach; returns how much of it was given. Call it until it says 0."""
    return settle()


def _waiting(taken: Iterable[Taken]) -> list[Waiting]:
    pools = dict(Account.objects.filter(kind=Kind.BUDGET, unit=POINTS).values_list("name", "balance"))
    for one in taken:
        pools[one.gain.rule.pool] = (
            pools.get(one.gain.rule.pool, 0) + 2 * one.gain.points
        )  # it may wait itself, and come back
    reach = sorted(pools.items())
    if not reach:
        return []
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [*columns(reach), MOST])
        return [Waiting(*row) for row in cursor.fetchall()]


def _in_book(keys: Iterable[str]) -> dict[str, Given]:
    with connection.cursor() as cursor:
        cursor.execute(IN_BOOK, [list(keys)])
        return {row[0]: Given(*row[1:]) for row in cursor.fetchall()}


def _accounts(waiting: Iterable[Waiting], taken: Iterable[Taken], known: Iterable[Given]) -> Iterator[Ref]:
    for one in waiting:
        yield Ref(Kind.BUDGET, 0, one.pool)
        yield Ref(Kind.HELD if one.hold_days else Kind.MEMBER, one.member)
    for gone in taken:
        yield Ref(Kind.HELD, gone.gain.member)
        yield Ref(Kind.MEMBER, gone.gain.member)
    for given in known:
        yield Ref(Kind.BUDGET, 0, given.pool)


def _give(waiting: Sequence[Waiting], held: Accounts) -> list[Waiting]:
    """As many as each pool can pay, in their order: who waits longer is never overtaken."""
    left = {one.pool: held[Ref(Kind.BUDGET, 0, one.pool)].balance for one in waiting}
    fits = []
    for one in waiting:
        left[one.pool] -= one.points
        if left[one.pool] >= 0:
            fits.append(one)
    write([checked(awarded(_award(one))) for one in fits], held)
    return fits


def _award(one: Waiting) -> Award:
    return Award(
        key=one.key, owner=one.member, amount=one.points, pool=one.pool, at=one.at, hold=timedelta(days=one.hold_days),
        entry=one.entry, rule=one.rule, version=one.version,
    )  # fmt: skip


def _take(taken: Sequence[Taken], known: dict[str, Given], held: Accounts) -> dict[tuple[int, int], Gone]:
    """Take back what is left of what was given; what was spent is gone, and nobody owes it. By member and entry."""
    gone: dict[tuple[int, int], Gone] = {}
    postings: list[Posting] = []
    for one in taken:
        given = known.get(one.key)
        if given is None:
            continue
        found = gone.setdefault((given.owner, one.because.position), Gone(one.because))
        found.spent += given.amount - given.held - given.available
        for posting in _back_from(one, given):
            found.points += posting.amount
            postings.append(checked(posting))
    new = new_of(postings, held)
    write(new, held)
    fresh = {posting.entry for posting in new}
    return {key: found for key, found in gone.items() if key[1] in fresh}


def _back_from(taken: Taken, given: Given) -> Iterator[Posting]:
    rule, version, at = taken.gain.rule.name, taken.gain.version, taken.because.at
    for kind, left in ((Kind.HELD, given.held), (Kind.MEMBER, given.available)):
        if left:
            change = Change(given.lot, -left, 0) if kind == Kind.HELD else Change(given.lot, 0, -left)
            yield Posting(
                key=f"unearn:{given.transfer}:{kind}", what="reverse", debit=Ref(kind, given.owner), amount=left, at=at,
                credit=Ref(Kind.BUDGET, 0, given.pool), entry=taken.because.position, rule=rule, version=version,
                reverses=given.transfer if left == given.amount else None, changes=(change,),
            )  # fmt: skip


def _tell(gone: dict[tuple[int, int], Gone]) -> None:
    for (member, _entry), found in gone.items():
        event = PointsTakenBack(
            member=member, points=found.points, spent=found.spent, because=found.because.name,
            question=found.because.data.get("question") or 0,
        )  # fmt: skip
        record(event, by=None, at=found.because.at)
