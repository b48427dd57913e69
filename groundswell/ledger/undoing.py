"""What comes after: a payment leaves the house or comes back, a mistake is reversed, points are taken back."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.ledger.book import Accounts, Change, Posting, Ref, checked, lock, new_of, write
from groundswell.ledger.models import Account, Kind, Lot, Move, Transfer
from groundswell.log import clock
from groundswell.members.rules import Invalid, Refused


@transaction.atomic
def pay(keys: Iterable[str], *, at: datetime | None = None, by: int | None = None) -> int:
    """What these spends set aside has left the house; return how many that is news of. Raises Refused when one of them failed."""
    wanted = list(keys)
    spends = list(Transfer.objects.filter(key__in=wanted, what="spend").select_related("credit").order_by("pk"))
    if missing := set(wanted) - {spent.key for spent in spends if spent.credit.kind == Kind.CLEARING}:
        raise Invalid(_("There is no payment “%(key)s”.") % {"key": min(missing)}, "key")
    postings = [
        Posting(
            key=f"pay:{spent.pk}", what="pay", debit=ref_of(spent.credit), amount=spent.amount, at=at or clock.now(), by=by,
            credit=Ref(Kind.SETTLED, unit=spent.credit.unit),
        )
        for spent in spends
    ]  # fmt: skip
    held = lock(ref for posting in postings for ref in (posting.debit, posting.credit))
    if failed := Transfer.objects.filter(reverses__in=spends).select_related("reverses").first():
        key = failed.reverses.key if failed.reverses else ""
        raise Refused(_("The payment “%(key)s” failed, and its points went back.") % {"key": key})
    return write(new_of(postings, held), held)


@transaction.atomic
def fail(key: str, *, by: int | None = None, note: str = "") -> None:
    """A payment did not arrive, or was sent back by the bank: its points are available again, in the lots that they came from."""
    spent = Transfer.objects.filter(key=key, what="spend").first()
    if spent is None:
        raise Invalid(_("There is no payment “%(key)s”.") % {"key": key}, "key")
    refs = [ref_of(spent.debit), ref_of(spent.credit), Ref(Kind.SETTLED, unit=spent.credit.unit)]
    held = lock(refs)
    if paid := _paid(spent):
        _reverse(paid, held, by=by, note=note, what="fail")
    _reverse(spent, held, by=by, note=note, what="fail")


@transaction.atomic
def reverse(of: Transfer, *, by: int | None = None, note: str = "") -> None:
    """The same the other way, with what it did to lots.

    Raises Refused when it was reversed before, is a reversal, was paid out, or when points of it are gone.
    """
    _reverse(of, lock([ref_of(of.credit), ref_of(of.debit)]), by=by, note=note)


@transaction.atomic
def take_back(given: Transfer, *, by: int | None = None, note: str = "") -> None:
    """Reverse an award: what is held of it, and what was released since. Raises Refused when points of it were spent."""
    lot = Lot.objects.filter(born=given).first()
    if lot is None:
        raise Invalid(_("Only points that were given can be taken back."), "transfer")
    held = lock([ref_of(given.debit), *(Ref(kind, lot.owner, "", lot.unit) for kind in (Kind.HELD, Kind.MEMBER))])
    lot.refresh_from_db()
    born_held = given.credit.kind == Kind.HELD
    if lot.amount == (
        lot.available if born_held else lot.held
    ):  # all of it lies in the other pocket now: first back from there
        over = Transfer.objects.filter(moves__lot=lot, what="release" if born_held else "hold", reversed_by=None)
        _reverse(over.latest("pk"), held, by=by, note=note)
    _reverse(given, held, by=by, note=note)


@transaction.atomic
def seize(lots: Iterable[int], *, note: str, by: int | None) -> int:
    """Take for fraud what is left of these lots, held or available; return how much. What was spent is gone, and nobody owes it."""
    wanted = list(lots)
    whose = list(Lot.objects.filter(pk__in=wanted).values_list("owner", "unit").distinct())
    pockets = [Ref(kind, owner, "", unit) for owner, unit in whose for kind in (Kind.HELD, Kind.MEMBER)]
    held = lock([*pockets, *(Ref(Kind.RECOVERY, unit=unit) for unit in {unit for _owner, unit in whose})])
    postings = []
    for lot in Lot.objects.filter(pk__in=wanted).order_by("pk"):
        for kind, left in ((Kind.HELD, lot.held), (Kind.MEMBER, lot.available)):
            change = Change(lot.pk, -left, 0) if kind == Kind.HELD else Change(lot.pk, 0, -left)
            if left:
                key = f"seize:{lot.pk}:{kind}:{Move.objects.filter(lot=lot).count()}"
                postings.append(
                    Posting(
                        key=key, what="seize", debit=Ref(kind, lot.owner, "", lot.unit), credit=Ref(Kind.RECOVERY, unit=lot.unit),
                        amount=left, by=by, note=note, changes=(change,),
                    )
                )  # fmt: skip
    write([checked(posting) for posting in postings], held)
    return sum(posting.amount for posting in postings)


@transaction.atomic
def give_back(lots: Iterable[int], *, note: str, by: int | None) -> int:
    """What was seized of these lots comes back into them, into the pocket that it was in; returns how much: 0 when all of it was back."""
    wanted = Transfer.objects.filter(what="seize", reversed_by=None, moves__lot__in=list(lots)).order_by("pk")
    found = list(wanted.select_related("debit", "credit"))
    held = lock(ref_of(account) for of in found for account in (of.debit, of.credit))
    still = set(wanted.values_list("pk", flat=True))
    postings = [_reversal(of, by=by, note=note, what="reverse") for of in found if of.pk in still]
    write([checked(posting) for posting in postings], held)
    return sum(posting.amount for posting in postings)


def ref_of(account: Account) -> Ref:
    return Ref(Kind(account.kind), account.owner, account.name, account.unit)


def _reverse(of: Transfer, held: Accounts, *, by: int | None, note: str, what: str = "reverse") -> None:
    write([checked(_reversal(of, by=by, note=note, what=what))], held)


def _reversal(of: Transfer, *, by: int | None, note: str, what: str) -> Posting:
    moves = list(Move.objects.filter(transfer=of).select_related("lot"))
    _require_reversible(of, moves)
    changes = tuple(Change(move.lot_id, -move.held, -move.available) for move in moves)
    return Posting(
        key=f"{what}:{of.pk}", what=what, debit=ref_of(of.credit), credit=ref_of(of.debit), amount=of.amount, reverses=of.pk,
        by=by, note=note, entry=of.entry, rule=of.rule, version=of.version, changes=changes,
    )  # fmt: skip


def _require_reversible(of: Transfer, moves: Sequence[Move]) -> None:
    if of.reverses_id is not None:
        raise Refused(_("This is a reversal already; what it took back is given anew instead."))
    if Transfer.objects.filter(reverses=of).exists():
        raise Refused(_("This was reversed before."))
    if of.what == "spend" and _paid(of):
        raise Refused(_("This was paid already. Say that the payment failed instead."))
    for move in moves:
        gone = max(move.held - move.lot.held, move.available - move.lot.available)
        if gone > 0:
            raise Refused(
                ngettext(
                    "%(gone)s of these points is not there any more.",
                    "%(gone)s of these points are not there any more.",
                    gone,
                )
                % {"gone": gone}
            )


def _paid(spent: Transfer) -> Transfer | None:
    return Transfer.objects.filter(key=f"pay:{spent.pk}", reversed_by=None).first()
