"""Points in lots: given and held, released, spent oldest first, expired, reversed, paid or failed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Case, Count, F, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.ledger.book import Birth, Change, Posting, Ref, checked, lock, new_of, post, write
from groundswell.ledger.models import Account, Kind, Lot, Move
from groundswell.ledger.units import POINTS, whole
from groundswell.log import clock
from groundswell.members.rules import Invalid, Refused

HOLD = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """Points for a member out of a budget. Nothing held when `hold` is zero."""

    key: str
    owner: int
    amount: int
    pool: str
    at: datetime = field(default_factory=clock.now)
    hold: timedelta = HOLD
    expires_at: datetime | None = None
    entry: int | None = None
    rule: str = ""
    version: int | None = None
    by: int | None = None
    note: str = ""
    unit: str = POINTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Spend:
    """Points that leave a member's available lots, the oldest first, for `to`."""

    key: str
    owner: int
    amount: int
    to: Ref
    at: datetime = field(default_factory=clock.now)
    by: int | None = None
    note: str = ""
    unit: str = POINTS


# What is taken of each lot: lots in the order in which they were given, as far as the sum before them is less than is wanted.
FIRST_IN = """
SELECT lot.owner, lot.id, least(lot.available, wanted.amount - lot.before)
FROM (SELECT id, owner, available, sum(available) OVER (PARTITION BY owner ORDER BY at, id) - available AS before
      FROM ledger_lot WHERE owner = ANY(%s) AND unit = %s AND available > 0) AS lot
JOIN unnest(%s::bigint[], %s::bigint[]) AS wanted (owner, amount) ON wanted.owner = lot.owner
WHERE lot.before < wanted.amount ORDER BY lot.owner, lot.before
"""


def fund(pool: str, amount: int, *, key: str, by: int | None = None, unit: str = POINTS, note: str = "") -> int:
    """Give a budget something to give; return 0 when that was done before."""
    budget = Ref(Kind.BUDGET, 0, pool, unit)
    given = Posting(
        key=key, what="fund", debit=Ref(Kind.EXPENSE, unit=unit), credit=budget, amount=amount, by=by, note=note
    )
    return post([given])


def award(awards: Iterable[Award]) -> int:
    """Give points; return how many of these were not given before. Raises Refused when a pool is empty."""
    return post(awarded(one) for one in awards)


def awarded(one: Award) -> Posting:
    pocket = Kind.HELD if one.hold else Kind.MEMBER
    return Posting(
        key=one.key,
        what="award",
        debit=Ref(Kind.BUDGET, 0, one.pool, one.unit),
        credit=Ref(pocket, one.owner, "", one.unit),
        amount=one.amount,
        at=one.at,
        entry=one.entry,
        rule=one.rule,
        version=one.version,
        by=one.by,
        note=one.note,
        birth=Birth(one.at + one.hold if one.hold else None, one.expires_at),
    )


@transaction.atomic
def hold(lots: Iterable[int], *, note: str, at: datetime | None = None, by: int | None = None) -> int:
    """Somebody looks into these lots: what is available of them is held, and none is released before `let_go`. Returns how many."""
    wanted = list(lots)
    held = lock(_pockets(wanted))
    now, postings = at or clock.now(), []
    times = _times(wanted, "hold")
    for lot in Lot.objects.filter(pk__in=wanted, available__gt=0).order_by("pk"):
        postings.append(
            Posting(
                key=f"hold:{lot.pk}:{times[lot.pk]}", what="hold", debit=_pocket(Kind.MEMBER, lot), credit=_pocket(Kind.HELD, lot),
                amount=lot.available, at=now, by=by, note=note, changes=(Change(lot.pk, lot.available, -lot.available),),
            )
        )  # fmt: skip
    changed = Lot.objects.filter(pk__in=wanted, frozen=False).update(
        frozen=True, frozen_at=now, release_at=Coalesce("release_at", Value(now))
    )
    write([checked(posting) for posting in postings], held)
    return changed


@transaction.atomic
def let_go(lots: Iterable[int], *, at: datetime | None = None) -> int:
    """Nothing was found: they are released at their time again, or soon when it has passed. Returns how many.

    Where they are lost some day, that day comes later by the time that they were looked into: nobody could have used them.
    """
    wanted = list(lots)
    lock(_pockets(wanted))
    longer = Value(at or clock.now()) - F("frozen_at")
    later = Case(
        When(expires_at__isnull=False, frozen_at__isnull=False, then=F("expires_at") + longer), default=F("expires_at")
    )
    return Lot.objects.filter(pk__in=wanted, frozen=True).update(frozen=False, expires_at=later, frozen_at=None)


@transaction.atomic
def release(*, at: datetime | None = None, most: int = 1_000) -> int:
    """Make available what was held until now; return how many lots, at most `most`. Call it until it says 0."""
    at = at or clock.now()
    due = list(Lot.objects.filter(release_at__lte=at, held__gt=0, frozen=False).order_by("release_at", "pk")[:most])
    held, postings = lock(_pockets([lot.pk for lot in due])), []
    times = _times([lot.pk for lot in due], "release")
    for lot in Lot.objects.filter(pk__in=times, held__gt=0, frozen=False).order_by("pk"):
        postings.append(
            Posting(
                key=f"release:{lot.pk}:{times[lot.pk]}", what="release", debit=_pocket(Kind.HELD, lot),
                credit=_pocket(Kind.MEMBER, lot), amount=lot.held, at=at, changes=(Change(lot.pk, -lot.held, lot.held),),
            )
        )  # fmt: skip
    return write(postings, held)


@transaction.atomic
def expire(*, at: datetime | None = None, most: int = 1_000) -> int:
    """What was not spent in its time is lost to it; return how many lots, at most `most`. Call it until it says 0."""
    at = at or clock.now()
    due = list(Lot.objects.filter(expires_at__lte=at, available__gt=0).order_by("expires_at", "pk")[:most])
    lost = {lot.unit: Ref(Kind.BREAKAGE, unit=lot.unit) for lot in due}
    held, postings = lock([*_pockets([lot.pk for lot in due]), *lost.values()]), []
    times = _times([lot.pk for lot in due], "expire")
    for lot in Lot.objects.filter(pk__in=times, available__gt=0).order_by("pk"):
        postings.append(
            Posting(
                key=f"expire:{lot.pk}:{times[lot.pk]}", what="expire", debit=_pocket(Kind.MEMBER, lot), credit=lost[lot.unit],
                amount=lot.available, at=at, changes=(Change(lot.pk, 0, -lot.available),),
            )
        )  # fmt: skip
    return write(postings, held)


def _pocket(kind: Kind, lot: Lot) -> Ref:
    return Ref(kind, lot.owner, "", lot.unit)


def _pockets(lots: list[int]) -> list[Ref]:
    """Both accounts of everybody whose lots these are; an owner never changes, so this may be read before they are locked."""
    whose = Lot.objects.filter(pk__in=lots).values_list("owner", "unit").distinct()
    return [Ref(kind, owner, "", unit) for owner, unit in whose for kind in (Kind.HELD, Kind.MEMBER)]


def _times(lots: Iterable[int], what: str) -> dict[int, int]:
    """How often this was done to each lot: it can be done again when it was reversed."""
    counted = Move.objects.filter(lot__in=lots, transfer__what=what).values_list("lot").annotate(Count("pk"))
    return {**dict.fromkeys(lots, 0), **dict(counted)}


def spend(one: Spend) -> int:
    return spend_many([one])


@transaction.atomic
def spend_many(spends: Sequence[Spend]) -> int:
    """Take points from several members, once each; return how many of these were new.

    Raises Refused when somebody has not as much to spend, Invalid when a member is there twice.
    """
    if len({(one.owner, one.unit) for one in spends}) < len(spends):
        raise Invalid(_("Each member can be there once."), "owner")
    asked = [checked(_spent(one, ())) for one in spends]
    held = lock(ref for posting in asked for ref in (posting.debit, posting.credit))
    new = {posting.key for posting in new_of(asked, held)}
    rest = [one for one in spends if one.key in new]
    return write([_spent(one, parts) for one, parts in zip(rest, _first_in(rest), strict=True)], held)


def _spent(one: Spend, parts: tuple[Change, ...]) -> Posting:
    return Posting(
        key=one.key,
        what="spend",
        debit=Ref(Kind.MEMBER, one.owner, "", one.unit),
        credit=one.to,
        amount=one.amount,
        at=one.at,
        by=one.by,
        note=one.note,
        changes=parts,
    )


def _first_in(spends: Sequence[Spend]) -> list[tuple[Change, ...]]:
    parts: dict[tuple[int, str], list[Change]] = {(one.owner, one.unit): [] for one in spends}
    for unit in {one.unit for one in spends}:
        owners, amounts = zip(*[(one.owner, one.amount) for one in spends if one.unit == unit], strict=True)
        with connection.cursor() as cursor:
            cursor.execute(FIRST_IN, [list(owners), unit, list(owners), list(amounts)])
            for owner, lot, taken in cursor.fetchall():
                parts[owner, unit].append(Change(lot, available=-int(taken)))
    for one in spends:
        there = -sum(part.available for part in parts[one.owner, one.unit])
        if there < one.amount:
            raise Refused(
                ngettext("There is %(there)s point to spend, not %(wanted)s.",
                         "There are %(there)s points to spend, not %(wanted)s.", there)
                % {"there": there, "wanted": one.amount}
            )  # fmt: skip
    return [tuple(parts[one.owner, one.unit]) for one in spends]


def spendable(owner: int, unit: str = POINTS) -> int:
    """What a member could spend now."""
    return (
        Account.objects.filter(kind=Kind.MEMBER, owner=owner, unit=unit).values_list("balance", flat=True).first() or 0
    )


def opening(owner: int, amount: int, *, key: str, by: int, approved_by: int, note: str) -> int:
    """Points that somebody brought from elsewhere, labelled, available at once. Raises Refused when one person did both."""
    if by == approved_by:
        raise Refused(_("Points that were brought along are entered by one person and approved by another."))
    given = Posting(
        key=key, what="opening", debit=Ref(Kind.OPENING), credit=Ref(Kind.MEMBER, owner), amount=whole(amount), by=by,
        note=f"{note} (approved by member {approved_by})", birth=Birth(),
    )  # fmt: skip
    return post([given])
