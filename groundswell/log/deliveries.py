"""What leaves the house: written by a consumer in its transaction, sent later, one by one, and never twice by a rebuild.

A row is claimed by moving its next try into the future, so it needs no open transaction while the world outside takes
its time, and comes again when the worker that had it was killed. Outside that is at least once, as nobody can have
more; each row has a key that never changes, by which the other side can tell a repetition.
"""

import hashlib
import json
import re
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import structlog
from django.db import DatabaseError, connection
from django.utils import timezone

from groundswell.log.consumers import Entry
from groundswell.log.models import Delivery
from groundswell.log.postgres.prepared import run_prepared

CHANNEL = "deliveries"
NEWS = timedelta(days=3)  # a weekend without a worker; what is older is no news to anybody
LEASE = timedelta(minutes=5)  # longer than any sender may take
PATIENCE = 60.0  # seconds after which the rest of a bundle is put back, long before its lease is over
MOST_ATTEMPTS = 12  # some ten hours, so that a mail server may be away for a night
KEPT = timedelta(days=90)  # much longer than NEWS, so that a rebuild cannot make a row again that was forgotten
PLAIN = re.compile(r"[a-z0-9_:.-]{1,60}")
ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@]+")
logger = structlog.get_logger()

DELIVER = """
WITH made AS (
    INSERT INTO log_delivery (key, consumer, entry, recipient, channel, about, state, attempts, next_try, problem, made_at)
    SELECT d.key, c.consumer, d.entry, d.recipient, d.channel, d.about::jsonb,
           CASE WHEN d.generation < log_current_generation() THEN 'dead' ELSE 'waiting' END, 0, now(),
           CASE WHEN d.generation < log_current_generation() THEN %s ELSE '' END, now()
    FROM unnest(%s::text[], %s::bigint[], %s::int[], %s::timestamptz[], %s::text[], %s::text[], %s::text[])
         AS d (key, entry, generation, at, recipient, channel, about)
    JOIN log_cursor c ON c.consumer = %s AND d.entry > c.since
    WHERE d.at > now() - %s::interval
    ON CONFLICT (key) DO NOTHING RETURNING id
)
SELECT count(*), CASE WHEN count(*) > 0 THEN pg_notify(%s, '') END FROM made
"""
PLANNED = """
WITH made AS (
    INSERT INTO log_delivery (key, consumer, entry, recipient, channel, about, state, attempts, next_try, problem, made_at)
    SELECT d.key, %s::text, 0, d.recipient, d.channel, d.about::jsonb, 'waiting', 0, now(), '', now()
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[]) AS d (key, recipient, channel, about)
    ON CONFLICT (key) DO NOTHING RETURNING id
)
SELECT count(*), CASE WHEN count(*) > 0 THEN pg_notify(%s, '') END FROM made
"""
CLAIM = """
UPDATE log_delivery SET attempts = attempts + 1, next_try = now() + %s::interval
WHERE id = (SELECT id FROM log_delivery WHERE state = 'waiting' AND next_try <= now()
            ORDER BY next_try, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, key, entry, recipient, channel, about, attempts
"""
# What goes by the same way at the same time. Only first attempts: what killed a worker once must not take others with it again.
CLAIM_MORE = """
WITH due AS MATERIALIZED (
    SELECT id FROM log_delivery WHERE state = 'waiting' AND next_try <= now() AND channel = %s::text AND attempts = 0
    ORDER BY next_try, id LIMIT %s::int FOR UPDATE SKIP LOCKED
), claimed AS (
    UPDATE log_delivery d SET attempts = 1, next_try = now() + %s::interval FROM due WHERE d.id = due.id
    RETURNING d.id, key, entry, recipient, channel, about, attempts
)
SELECT * FROM claimed ORDER BY id
"""
# That it was sent is true whatever happened to the row meanwhile; that it failed counts only while nobody else has it.
# Nobody waits until the disk has it: a worker that is killed has committed already, and when the power of the database's host goes within
# the next half second, the row is due again and goes out twice, which is no worse than what a kill between "250" and here does.
END = """
WITH at_once AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
UPDATE log_delivery SET state = %s::text, problem = %s::text, ended_at = now() FROM at_once
WHERE id = %s::bigint AND (%s::text = 'sent' OR (state = 'waiting' AND attempts = %s::int))
"""
LATER = """
UPDATE log_delivery SET problem = %s::text, next_try = now() + least(interval '30 s' * 2 ^ (attempts - 1), interval '3 h')
    * (0.75 + random() / 2)
WHERE id = %s::bigint AND state = 'waiting' AND attempts = %s::int
"""
NOT_NOW = """
UPDATE log_delivery SET next_try = %s::timestamptz, attempts = attempts - 1
WHERE id = %s::bigint AND state = 'waiting' AND attempts = %s::int
"""
AGAIN = """
WITH again AS (
    UPDATE log_delivery SET state = 'waiting', attempts = 0, next_try = now(), ended_at = NULL
    WHERE state = 'dead' AND (%s::bigint IS NULL OR id = %s::bigint) RETURNING id
)
SELECT count(*), CASE WHEN count(*) > 0 THEN pg_notify(%s, '') END FROM again
"""
COUNTED = """
SELECT waiting.count, waiting.overdue, dead.count, coalesce(dead.problem, '') FROM
    (SELECT count(*), coalesce(greatest(0, extract(epoch FROM now() - min(next_try))), 0)::float AS overdue
     FROM log_delivery WHERE state = 'waiting') AS waiting,
    (SELECT count(*), (array_agg(problem ORDER BY id DESC))[1] AS problem FROM log_delivery WHERE state = 'dead') AS dead
"""
PARKED = "It was waiting when the backup was made, and may have been sent since. Send it again if it was not."


class Dropped(Exception):
    """Raised by a sender: nobody is to get this any more. The message is kept as the reason."""


class Later(Exception):
    """Raised by a sender: not now, but at `until`. Does not count as an attempt."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class NeverAccepted(Exception):
    """Raised by a sender: the other side refused for good, so another try is of no use."""


class Wanted(NamedTuple):
    """What a consumer wants sent; `about` holds ids and plain values."""

    entry: Entry
    recipient: str
    channel: str
    about: dict[str, Any]


@dataclass(frozen=True)
class Parcel:
    """What a sender is given. `key` stays the same in every attempt: the other side can tell a repetition by it."""

    id: int
    key: str
    entry: int
    recipient: str
    channel: str
    about: dict[str, Any]
    attempt: int

    @property
    def number(self) -> int:
        """The id of who gets it."""
        return int(self.recipient.rpartition(":")[2])


class Counted(NamedTuple):
    """What is not done: `overdue` says for how many seconds a row that is due has waited, `problem` why one is dead."""

    waiting: int
    overdue: float
    dead: int
    problem: str


Send = Callable[[Parcel], None]
Bundler = Callable[[Sequence[Parcel]], AbstractContextManager[Send]]
senders: dict[str, Send] = {}
bundlers: dict[str, Bundler] = {}


def sender(channel: str) -> Callable[[Send], Send]:
    """Register the function that composes and sends what goes by this channel. It has to end within the lease."""

    def register(send: Send) -> Send:
        senders[channel] = send
        return send

    return register


def bundler(channel: str) -> Callable[[Bundler], Bundler]:
    """Register a context manager that reads what several parcels need at once, and gives the function that sends one of them."""

    def register(carry: Bundler) -> Bundler:
        bundlers[channel] = carry
        return carry

    return register


def deliver_many(consumer: str, wanted: Iterable[Wanted]) -> int:
    """Have these sent, once each however often it is asked, unless they are no news; return how many rows are new.

    Nothing is sent about what was imported, is older than three days, or was in the log before the consumer was.
    """
    rows = [_row(consumer, one) for one in wanted if getattr(one.entry.event, "origin", "here") == "here"]
    if not rows:
        return 0
    if not connection.in_atomic_block:
        raise RuntimeError("deliver_many() belongs inside the transaction of its consumer.")
    columns = [list(column) for column in zip(*rows, strict=True)]
    return int(run_prepared(DELIVER, [PARKED, *columns, consumer, NEWS, CHANNEL])[0][0])


def deliver_planned(consumer: str, when: str, wanted: Sequence[tuple[str, str, dict[str, Any]]]) -> int:
    """Have these sent, each as (recipient, channel, about), that follow from no single entry: once for each `when`."""
    rows = [(f"{consumer}:{when}:{to}", to, channel, json.dumps(_checked(about))) for to, channel, about in wanted]
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], [], []]
    return int(run_prepared(PLANNED, [consumer, *columns, CHANNEL])[0][0])


def withdraw(consumer: str, entries: list[int], reason: str) -> None:
    """What is not sent yet about these entries is not sent at all."""
    waiting = Delivery.objects.filter(consumer=consumer, entry__in=entries, state="waiting")
    waiting.update(state="dropped", problem=reason, ended_at=timezone.now())


def send_next() -> bool:
    """Send what is due first, if anything is."""
    return send_some(1) > 0


def send_some(most: int, stopped: Callable[[], bool] = lambda: False) -> int:
    """Send what is due first, and with it up to `most` in all that go the same way; return how many were taken.

    Belongs outside any transaction: each step commits by itself. When `stopped` says so, or it takes long, the rest is put back.
    """
    parcels = _claim(most)
    if not parcels:
        return 0
    until, taken = time.monotonic() + PATIENCE, 0
    with ExitStack() as stack:
        try:
            send = _way(parcels, stack)
        except Exception as problem:
            for parcel in parcels:
                _failed(parcel, problem)
            return len(parcels)
        for parcel in parcels:
            if taken and (stopped() or time.monotonic() > until):
                run_prepared(NOT_NOW, [timezone.now(), parcel.id, parcel.attempt])
            else:
                _send(parcel, send)
                taken += 1
    return taken


def _claim(most: int) -> list[Parcel]:
    """What is due first, and if nobody tried it before, others like it."""
    rows = run_prepared(CLAIM, [LEASE])
    if rows and most > 1 and rows[0][6] == 1:
        rows += run_prepared(CLAIM_MORE, [rows[0][4], most - 1, LEASE])
    return [
        Parcel(id, public_key(key), entry, recipient, channel, json.loads(about), attempt)
        for id, key, entry, recipient, channel, about, attempt in rows
    ]


def _way(parcels: list[Parcel], stack: ExitStack) -> Send:
    channel = parcels[0].channel
    return stack.enter_context(bundlers[channel](parcels)) if channel in bundlers else senders[channel]


def _send(parcel: Parcel, send: Send) -> None:
    """One of them, whatever comes of it."""
    if parcel.attempt > MOST_ATTEMPTS:
        _end(parcel, "dead", "The worker ended in the middle of it each time.")
        return
    try:
        send(parcel)
    except Dropped as why:
        _end(parcel, "dropped", str(why))
    except Later as then:
        run_prepared(NOT_NOW, [then.until, parcel.id, parcel.attempt])
    except NeverAccepted as why:
        _end(parcel, "dead", str(why))
    except Exception as problem:
        _failed(parcel, problem)
    else:
        _end(parcel, "sent", "")


def resend(id: int | None = None) -> int:
    """Send a dead one again, or all of them; return how many there were."""
    return int(run_prepared(AGAIN, [id, id, CHANNEL])[0][0])


def give_up(id: int | None = None) -> int:
    """Leave a dead one, or all of them, unsent for good; return how many there were."""
    dead = Delivery.objects.filter(state="dead", **({} if id is None else {"pk": id}))
    return dead.update(state="dropped", ended_at=timezone.now())


def counted() -> Counted:
    """Read from two small indexes, whatever was sent before."""
    return Counted(*run_prepared(COUNTED)[0])


def park() -> int:
    """After a restore: what was waiting in the backup may have been sent since, so a person decides."""
    waiting = Delivery.objects.filter(state="waiting")
    return waiting.update(state="dead", problem=PARKED, ended_at=timezone.now())


def forget_ended() -> int:
    """Rows that ended three months ago, but not the dead ones, which wait for a person."""
    ended = Delivery.objects.filter(state__in=("sent", "dropped"), ended_at__lt=timezone.now() - KEPT)
    return ended.delete()[0]


def _row(consumer: str, one: Wanted) -> tuple[Any, ...]:
    entry = one.entry
    _checked(one.about)
    # A restored database counts its entries on from the backup, so a number alone could come twice.
    key = f"{consumer}:{entry.generation}.{entry.position}:{one.recipient}"
    return key, entry.position, entry.generation, entry.at, one.recipient, one.channel, json.dumps(one.about)


def _checked(about: dict[str, Any]) -> dict[str, Any]:
    for value in about.values():
        if not (value is None or isinstance(value, int) or PLAIN.fullmatch(value)):
            raise ValueError("A delivery holds ids and plain values only; texts are composed when it is sent.")
    return about


def public_key(key: str) -> str:
    """The key that the other side sees."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _end(parcel: Parcel, state: str, problem: str) -> None:
    run_prepared(END, [state, _without_addresses(problem), parcel.id, state, parcel.attempt])
    logger.info("delivery_ended", delivery=parcel.id, channel=parcel.channel, state=state, attempt=parcel.attempt)


def _failed(parcel: Parcel, problem: Exception) -> None:
    """Later again, and later each time; at last it is dead."""
    if isinstance(problem, DatabaseError) and not connection.is_usable():
        raise problem
    reason = _without_addresses("".join(traceback.format_exception_only(problem)).strip())
    if parcel.attempt >= MOST_ATTEMPTS:
        _end(parcel, "dead", reason)
        return
    logger.warning("delivery_failed", delivery=parcel.id, channel=parcel.channel, problem=reason)
    run_prepared(LATER, [reason, parcel.id, parcel.attempt])


def _without_addresses(problem: str) -> str:
    """Mail servers repeat the address in what they say; it is not ours to keep."""
    return ADDRESS.sub("…@…", problem)[:500]
