"""Pay a cycle that two people approved: batch by batch, each wholly or not at all, and each payout once.

Whoever is killed between two batches has done what is written, and whoever begins anew goes on there: what is due is written in
the payouts, and the keys of the book make sure of it. Two at once wait for each other at the cycle's row.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from groundswell.events.payouts import CharityMatched, PayoutFailed, PayoutPaid
from groundswell.features.rewards.cycles.actions.prizes import release_order
from groundswell.features.rewards.cycles.actions.settling import mark_paid, paid_when_done
from groundswell.features.rewards.cycles.billing import announce
from groundswell.features.rewards.cycles.counting import matched
from groundswell.features.rewards.cycles.dues import dues
from groundswell.features.rewards.cycles.models import Cycle, Payout, Prize, State, Status, Way
from groundswell.ledger.book import Posting, Ref, post
from groundswell.ledger.lots import Spend, spend_many
from groundswell.ledger.models import Kind
from groundswell.log import clock
from groundswell.log.journal import record, record_many
from groundswell.members.rules import Refused

BATCH = 200
AT_ONCE = (Way.CHARITY, Way.LOST)  # nobody outside has to do anything for these


def pay_out(cycle: Cycle, *, batch: int = BATCH) -> int:
    """Set aside what is due, give out vouchers, add the company's part; return how many payouts that was news of.

    Call it as often as you like. What the bank, the bill or the post has to do is confirmed later, by `settling`.
    """
    done = 0
    while (some := _set_aside(cycle.pk, batch)) is not None:
        done += some
    while _hand_out_codes(cycle.pk, batch):
        pass
    _add_match(cycle.pk)
    return done


@transaction.atomic
def _set_aside(number: int, most: int) -> int | None:
    """The next batch, all of one way, so that nobody is there twice; None when there is none."""
    cycle = Cycle.objects.select_for_update().get(pk=number)
    if cycle.state != State.APPROVED:
        return None
    due = Payout.objects.filter(cycle=cycle, status=Status.DUE).select_related("order")
    for way in Way:
        batch = list(due.filter(way=way).order_by("pk")[:most])
        if batch:
            return _spend_batch(cycle, _once_each(batch))
    return None


def _once_each(batch: Sequence[Payout]) -> list[Payout]:
    """A member may have two prizes; the second comes with the next batch."""
    first: dict[int, Payout] = {}
    for payout in batch:
        first.setdefault(payout.member_id, payout)
    return list(first.values())


def _spend_batch(cycle: Cycle, batch: Sequence[Payout]) -> int:
    """Points may have been taken back or held since they were counted: then that payout is withheld, and all others go on."""
    there = dues(cycle, [payout.member_id for payout in batch])
    able: list[Payout] = []
    short: list[Payout] = []
    for payout in batch:
        due = there.get(payout.member_id)
        (able if due and due.points >= payout.points else short).append(payout)
    if not _spent(
        cycle, able
    ):  # somebody lost points between our look and the lock of the book: one of them now, the rest next
        first = able[0]
        able, short = ([first], []) if _spent(cycle, [first]) else ([], [first])
    _mark(able, short)
    announce(cycle, [payout for payout in able if payout.way == Way.CREDIT])
    _tell(cycle, able, short)
    return len(able) + len(short)


def _mark(able: Sequence[Payout], short: Sequence[Payout]) -> None:
    now = clock.now()
    done = [payout.pk for payout in able if payout.way in AT_ONCE]
    aside = [payout.pk for payout in able if payout.way not in AT_ONCE]
    note = _("Some of these points are being looked into, or were taken back. What is left stays with you.")
    for numbers, fields in (
        (done, {"status": Status.PAID, "aside_at": now, "ended_at": now}),
        (aside, {"status": Status.ASIDE, "aside_at": now}),
        ([payout.pk for payout in short], {"status": Status.WITHHELD, "ended_at": now, "note": note}),
    ):
        if numbers:
            Payout.objects.filter(pk__in=numbers).update(**fields)
    for payout in short:
        if payout.order:
            release_order(payout.order)


def _spent(cycle: Cycle, batch: Sequence[Payout]) -> bool:
    """All of these, or none: a refusal gives back the locks too, so that nobody is waited for in a circle."""
    try:
        with transaction.atomic():
            spend_many([_spend(cycle, payout) for payout in batch])
    except Refused:
        return False
    return True


def _spend(cycle: Cycle, payout: Payout) -> Spend:
    to = Ref(Kind.CLEARING, 0, f"{cycle.name}:{payout.way}")
    if payout.way == Way.CHARITY and cycle.charity:
        to = Ref(Kind.CHARITY, 0, cycle.charity.slug)
    elif payout.way == Way.LOST:
        to = Ref(Kind.BREAKAGE)
    return Spend(key=payout.key, owner=payout.member_id, amount=payout.points, to=to, by=cycle.confirmed_by_id,
                 note=f"{cycle.name}: {payout.way}")  # fmt: skip


def _tell(cycle: Cycle, able: Sequence[Payout], short: Sequence[Payout]) -> None:
    now = clock.now()
    given = [payout for payout in able if payout.way in AT_ONCE]
    told = [(PayoutPaid(payout=p.pk, cycle=cycle.pk, member=p.member_id, way=p.way, points=p.points, money=p.money), None, now)
            for p in given]  # fmt: skip
    back = [(PayoutFailed(payout=p.pk, cycle=cycle.pk, member=p.member_id, way=p.way, points=p.points), None, now)
            for p in short]  # fmt: skip
    if told or back:
        record_many([*told, *back])


@transaction.atomic
def _hand_out_codes(number: int, most: int) -> int:
    """Vouchers that were reserved are their members' once the points are set aside."""
    Cycle.objects.select_for_update().get(pk=number)
    ready = Payout.objects.filter(cycle=number, status=Status.ASIDE, way=Way.PRIZE, order__prize__kind=Prize.Kind.CODE)
    return mark_paid(list(ready.order_by("pk")[:most]), by=None)


@transaction.atomic
def _add_match(number: int) -> None:
    """When all that members give is set aside, the company adds its part, once."""
    cycle = Cycle.objects.select_for_update().get(pk=number)
    if cycle.state != State.APPROVED or Payout.objects.filter(cycle=cycle, status=Status.DUE).exists():
        return
    gifts = Payout.objects.filter(cycle=cycle, way=Way.CHARITY, status=Status.PAID)
    given = gifts.aggregate(points=Sum("points"))["points"] or 0
    added = matched(given, percent=cycle.match_percent, most=cycle.match_most)
    if cycle.charity and added and not cycle.matched:
        to = Ref(Kind.CHARITY, 0, cycle.charity.slug)
        key = f"cycle:{cycle.pk}:match"
        post([Posting(key=key, what="match", debit=Ref(Kind.EXPENSE), credit=to, amount=added, note=cycle.name)])
        cycle.matched = added
        cycle.save(update_fields=["matched"])
        record(CharityMatched(cycle=cycle.pk, charity=cycle.charity.pk, given=given, matched=added), by=None)
    paid_when_done(cycle)
