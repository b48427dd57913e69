"""The catalogue: prizes, their stock and their codes; what a member orders is reserved at once, for one of them only."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.events.payouts import CodesAdded, PrizeChanged
from groundswell.features.rewards.cycles.codes import fingerprint, read_codes
from groundswell.features.rewards.cycles.models import Cycle, Prize, PrizeOrder, VoucherCode
from groundswell.features.rewards.cycles.rules import MOST_PRIZES, may_run_cycles
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused, require
from groundswell.members.sealing import seal

MOST_STOCK = 100_000
TAKE_CODE = """
UPDATE rewards_voucher_code SET order_id = %s WHERE id = (
    SELECT id FROM rewards_voucher_code WHERE prize_id = %s AND order_id IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
)
"""


@transaction.atomic
def add_prize(*, by: Member, name: str, kind: str, points: int, about: str = "", stock: int = 0) -> Prize:
    """Offer something. A voucher is offered once it has codes."""
    require(may_run_cycles(by), _("Only managers and admins change the catalogue."))
    if kind not in Prize.Kind.values:
        raise Invalid(_("A prize is a voucher, or a thing that is sent."), "kind")
    _check(name, points, stock)
    there = stock if kind == Prize.Kind.SHIPPED else 0
    prize = Prize.objects.create(name=name.strip(), kind=kind, points=points, about=about.strip()[:300], stock=there)
    record(PrizeChanged(prize=prize.pk, points=points, withdrawn=False), by=by)
    return prize


@transaction.atomic
def change_prize(prize: Prize, *, by: Member, name: str, points: int, about: str, stock: int, withdrawn: bool) -> Prize:
    """What was ordered before keeps its price."""
    require(may_run_cycles(by), _("Only managers and admins change the catalogue."))
    _check(name, points, stock)
    found = Prize.objects.select_for_update().get(pk=prize.pk)
    found.name, found.points, found.about, found.withdrawn = name.strip(), points, about.strip()[:300], withdrawn
    found.stock = stock if found.kind == Prize.Kind.SHIPPED else 0
    found.save()
    record(PrizeChanged(prize=found.pk, points=points, withdrawn=withdrawn), by=by)
    return found


@transaction.atomic
def add_codes(prize: Prize, text: str, *, by: Member) -> int:
    """The codes of a file, all of them or, when one is wrong or was there before, none. Returns how many."""
    require(may_run_cycles(by), _("Only managers and admins change the catalogue."))
    if prize.kind != Prize.Kind.CODE:
        raise Refused(_("This prize is sent by hand, and has no codes."))
    lines = read_codes(text)
    Prize.objects.select_for_update().get(pk=prize.pk)  # two files at once would not see each other's codes
    by_print = {fingerprint("voucher", code): line for code, line in lines.items()}
    there = VoucherCode.objects.filter(prize=prize, fingerprint__in=by_print).values_list("fingerprint", flat=True)
    if before := sorted(by_print[one] for one in there):
        raise Invalid(
            ngettext(
                "The code in line %(lines)s was uploaded before. Nothing was added.",
                "The codes in lines %(lines)s were uploaded before. Nothing was added.",
                len(before),
            )
            % {"lines": ", ".join(str(line) for line in before[:10])},
            "codes",
        )
    VoucherCode.objects.bulk_create(
        [VoucherCode(prize=prize, sealed=seal(code), fingerprint=fingerprint("voucher", code)) for code in lines],
        batch_size=1_000,
    )
    record(CodesAdded(prize=prize.pk, codes=len(lines)), by=by)
    return len(lines)


def reserve(cycle: Cycle, member: Member, prizes: Iterable[Prize], address: str) -> list[PrizeOrder]:
    """Belongs inside a transaction: these orders and no others of this member. What they had ordered before and want no more
    goes back to whoever is next. Raises Refused when something is gone."""
    wanted = {prize.pk: prize for prize in prizes}
    if len(wanted) > MOST_PRIZES:
        raise Invalid(_("Choose at most %(most)s prizes.") % {"most": MOST_PRIZES}, "prizes")
    if any(prize.kind == Prize.Kind.SHIPPED for prize in wanted.values()) and not address.strip():
        raise Invalid(_("Say where the prize is to be sent."), "address")
    orders = list(PrizeOrder.objects.filter(cycle=cycle, member=member, released_at=None).select_related("prize"))
    for order in orders:
        if order.prize_id not in wanted:
            release_order(order)
    kept = [order for order in orders if order.prize_id in wanted]
    for order in kept:
        if order.prize.kind == Prize.Kind.SHIPPED:
            order.sealed = seal(address.strip())
            order.save(update_fields=["sealed"])
    # In the order of their numbers, so that no two who want the same two things wait for each other.
    new = [wanted[pk] for pk in sorted(set(wanted) - {order.prize_id for order in kept})]
    return [*kept, *(_reserve_one(cycle, member, prize, address) for prize in new)]


def release_order(order: PrizeOrder) -> None:
    """The order is off: its code is free again, its thing is back in stock. A code that somebody has read never comes here."""
    if order.released_at is None:
        VoucherCode.objects.filter(order=order).update(order=None)
        if order.prize.kind == Prize.Kind.SHIPPED:
            Prize.objects.filter(pk=order.prize_id).update(stock=F("stock") + 1)
        order.released_at, order.sealed = clock.now(), ""
        order.save(update_fields=["released_at", "sealed"])


def _reserve_one(cycle: Cycle, member: Member, prize: Prize, address: str) -> PrizeOrder:
    gone = Refused(_("“%(prize)s” is gone: somebody was quicker.") % {"prize": prize.name})
    if prize.withdrawn:
        raise gone
    shipped = prize.kind == Prize.Kind.SHIPPED
    order = PrizeOrder.objects.create(
        cycle=cycle, member=member, prize=prize, points=prize.points, sealed=seal(address.strip()) if shipped else ""
    )
    if shipped:
        taken = Prize.objects.filter(pk=prize.pk, stock__gt=0).update(stock=F("stock") - 1)
    else:
        with connection.cursor() as cursor:
            cursor.execute(TAKE_CODE, [order.pk, prize.pk])
            taken = cursor.rowcount
    if not taken:
        raise gone
    return order


def _check(name: str, points: int, stock: int) -> None:
    if not 2 <= len(name.strip()) <= 80:
        raise Invalid(_("A prize has a name of 2 to 80 characters."), "name")
    if not 1 <= points <= 10**9:
        raise Invalid(_("A prize costs a whole number of points, at least one."), "points")
    if not 0 <= stock <= MOST_STOCK:
        raise Invalid(_("There are 0 to %(most)s of a thing.") % {"most": MOST_STOCK}, "stock")
