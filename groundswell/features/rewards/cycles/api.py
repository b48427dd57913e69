"""The calls: what a member chooses and got, charities, and the cockpit of those who pay."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import Field

from groundswell.features.rewards.cycles import actions
from groundswell.features.rewards.cycles.counting import Split
from groundswell.features.rewards.cycles.models import Charity, Cycle, Payout, Prize, State
from groundswell.features.rewards.cycles.queries import (
    Purse,
    candidates,
    catalogue,
    cockpit,
    code_of,
    current_cycle,
    giving,
    purse,
    receipts,
)
from groundswell.features.rewards.cycles.rules import may_run_cycles
from groundswell.features.rewards.cycles.steps import drive, settle
from groundswell.members.api.calls import FAILURES, Call, Pk, Text, Word, member_of, moderating
from groundswell.members.api.schemas import Schema
from groundswell.members.models import Member
from groundswell.members.rules import require

router = Router(tags=["payouts"])
Whole = Annotated[int, Field(ge=0, le=10**9)]
Percent = Annotated[int, Field(ge=0, le=100)]


class SplitOut(Schema):
    """Percent for each way."""

    credit: int
    cash: int
    charity: int
    keep: int


class PrizeOut(Schema):
    """Something that points can be had for; `left` is how many there are."""

    id: int
    name: str
    about: str
    kind: str
    points: int
    left: int | None = None


class PurseOut(Schema):
    """What there is to choose about. Amounts in points; `worth` is what one is worth, in minor units of `currency`."""

    cycle: str
    points: int
    older: int
    held: int
    worth: int
    currency: str
    open: bool
    choose_until: datetime
    cash_minimum: int
    charity: str
    account: str
    said: bool
    standing: bool
    split: SplitOut
    prizes: list[int]
    comes_to: dict[str, int]
    kept: int


class ChoiceIn(Schema):
    """Percent that sum to 100; prizes by their number come off first."""

    credit: Percent = 0
    cash: Percent = 0
    charity: Percent = 0
    keep: Percent = 0
    prizes: Annotated[list[Pk], Field(max_length=5)] = []
    address: Annotated[Word, Field(max_length=300)] = ""
    standing: bool = False


class AccountIn(Schema):
    """The bank account that cash goes to."""

    iban: Word
    holder: Word


class PayoutOut(Schema):
    """One payout; `money` in minor units of the currency, `code` of a voucher that is the caller's."""

    id: int
    cycle: str
    way: str
    status: str
    points: int
    money: int
    currency: str
    note: str
    prize: str
    code: str
    ended_at: datetime | None


class CharityOut(Schema):
    """Whom points can be given to, with its votes in the cycle that is voted in."""

    id: int
    name: str
    about: str
    url: str
    state: str
    votes: int


class GivingOut(Schema):
    """What was given so far, in points and, by currency, in minor units; and who can be voted for."""

    points: int
    money: dict[str, int]
    candidates: list[CharityOut]


class NominationIn(Schema):
    name: Word
    about: Annotated[Word, Field(max_length=300)]
    url: Word = ""
    number: Word = ""


class CycleIn(Schema):
    """A period that is to be paid together."""

    name: Word
    first: date
    last: date
    window_days: Annotated[int, Field(ge=1, le=90)] = 14
    cash_minimum: Annotated[int, Field(ge=1, le=10**9)] = 1_000
    match_percent: Annotated[int, Field(ge=0, le=1_000)] = 100
    match_most: Whole = 0


class LineOut(Schema):
    """What is paid by one way; payouts by where they are."""

    way: str
    payouts: int
    points: int
    money: int
    waiting: int
    under_way: int
    paid: int
    back: int


class CycleOut(Schema):
    """Where a cycle stands."""

    name: str
    first: date
    last: date
    state: str
    choose_from: datetime
    choose_until: datetime
    currency: str
    charity: str
    matched: int
    approved_by: str
    confirmed_by: str
    people: int
    points: int
    ways: list[LineOut]


class DeedIn(Schema):
    """approve, withdraw, extend, file, credited, transferred, hand_over or close; `points` is the sum that an approver saw."""

    deed: Word
    points: Annotated[int, Field(ge=0, le=10**15)] | None = None


class SettleIn(Schema):
    """confirm, fail or withhold; the member reads the note."""

    deed: Word
    note: Annotated[Word, Field(max_length=200)] = ""


class PrizeIn(Schema):
    name: Word
    about: Annotated[Word, Field(max_length=300)] = ""
    kind: Word
    points: Annotated[int, Field(ge=1, le=10**9)]
    stock: Whole = 0


class CodesIn(Schema):
    """Codes, one a line, or the text of a CSV whose first column they are."""

    codes: Text


@router.get("/payout", response={200: PurseOut, **FAILURES}, operation_id="read_payout")
def read_payout(request: Call) -> Any:
    """What the caller has to choose about, and what they chose."""
    by, cycle = member_of(request), current_cycle()
    if cycle is None:
        raise Http404
    return purse_out(purse(cycle, by))


@router.post("/payout/choice", response={200: PurseOut, **FAILURES}, operation_id="choose_payout")
def choose(request: Call, said: ChoiceIn) -> Any:
    """Say what the points are to become. Said again, it replaces what was said before."""
    by, cycle = member_of(request), current_cycle()
    if cycle is None:
        raise Http404
    prizes = list(Prize.objects.filter(pk__in=said.prizes))
    if len(prizes) < len(set(said.prizes)):
        raise Http404
    split = Split(said.credit, said.cash, said.charity, said.keep)
    actions.choose(cycle, split, by=by, prizes=prizes, address=said.address, standing=said.standing)
    return purse_out(purse(cycle, by))


@router.put("/payout/account", response={200: dict[str, str], **FAILURES}, operation_id="set_payout_account")
def set_account(request: Call, said: AccountIn) -> Any:
    """Give or change the bank account; only its ends are ever shown again."""
    return {"account": actions.change_details(by=member_of(request), number=said.iban, holder=said.holder).hint}


@router.delete("/payout/account", response={204: None, **FAILURES}, operation_id="forget_payout_account")
def forget_account(request: Call) -> Any:
    """Forget the bank account."""
    actions.remove_details(by=member_of(request))
    return Status(204, None)


@router.get("/payouts", response={200: list[PayoutOut], **FAILURES}, operation_id="list_payouts")
def payouts(request: Call) -> Any:
    """What the caller was paid, or was not; the newest hundred."""
    return [payout_out(one) for one in receipts(member_of(request))]


@router.post("/payouts/{pk}/settlement", response={200: PayoutOut, **FAILURES}, operation_id="settle_payout")
def settle_payout(request: Call, pk: Pk, said: SettleIn) -> Any:
    """Confirm a payout, withhold it, or note that it came back."""
    by = _running(request)
    found = get_object_or_404(Payout, pk=pk)
    settle(found, said.deed, by=by, note=said.note)
    return payout_out(Payout.objects.select_related("cycle", "order__prize").get(pk=pk), own=False)


@router.get("/charities", response={200: GivingOut, **FAILURES}, operation_id="list_charities")
def charities(request: Call) -> Any:
    """What was given, and who can be voted for."""
    board = giving()
    return {
        "points": board.total,
        "money": board.money,
        "candidates": [charity_out(one) for one in candidates(_voting())],
    }


@router.post("/charities", response={201: CharityOut, **FAILURES}, operation_id="nominate_charity")
def nominate(request: Call, said: NominationIn) -> Any:
    """Propose a charity."""
    return Status(201, charity_out(actions.nominate(by=member_of(request), **said.model_dump())))


@router.post("/charities/{pk}/vote", response={204: None, **FAILURES}, operation_id="vote_charity")
def vote(request: Call, pk: Pk) -> Any:
    """The caller's one vote in this cycle; it can be moved."""
    cycle = _voting()
    if cycle is None:
        raise Http404
    actions.vote_for(get_object_or_404(Charity, pk=pk), cycle, by=member_of(request))
    return Status(204, None)


@router.get("/cycles", response={200: list[CycleOut], **FAILURES}, operation_id="list_cycles")
def cycles(request: Call) -> Any:
    """All cycles, the newest first, for those who run them."""
    _running(request)
    return [cycle_out(one) for one in Cycle.objects.select_related("charity", "approved_by", "confirmed_by")[:20]]


@router.post("/cycles", response={201: CycleOut, **FAILURES}, operation_id="open_cycle")
def open_cycle(request: Call, said: CycleIn) -> Any:
    """Plan a cycle."""
    values = said.model_dump()
    window = timedelta(days=values.pop("window_days"))
    return Status(201, cycle_out(actions.open_cycle(by=_running(request), window=window, **values)))


@router.post("/cycles/{name}/deeds", response={200: CycleOut, **FAILURES}, operation_id="drive_cycle")
def drive_cycle(request: Call, name: Word, said: DeedIn) -> Any:
    """Take the next step of a cycle, as the buttons of its page do."""
    by = _running(request)
    found = get_object_or_404(Cycle, name=name)
    drive(found, said.deed, by=by, points=said.points)
    return cycle_out(Cycle.objects.select_related("charity", "approved_by", "confirmed_by").get(pk=found.pk))


@router.get("/prizes", response={200: list[PrizeOut], **FAILURES}, operation_id="list_prizes")
def prizes(request: Call) -> Any:
    """What can be had for points now."""
    return catalogue()


@router.post("/prizes", response={201: PrizeOut, **FAILURES}, operation_id="add_prize")
def add_prize(request: Call, said: PrizeIn) -> Any:
    """Offer something."""
    made = actions.add_prize(by=_running(request), **said.model_dump())
    return Status(201, catalogue(everything=True).get(pk=made.pk))


@router.post("/prizes/{pk}/codes", response={200: PrizeOut, **FAILURES}, operation_id="add_prize_codes")
def add_codes(request: Call, pk: Pk, said: CodesIn) -> Any:
    """Add voucher codes, all of them or none."""
    by = _running(request)
    actions.add_codes(get_object_or_404(Prize, pk=pk), said.codes, by=by)
    return catalogue(everything=True).get(pk=pk)


def _running(request: Call) -> Member:
    by = moderating(request)
    require(may_run_cycles(by), _("Only managers and admins see what is paid."))
    return by


def _voting() -> Cycle | None:
    return Cycle.objects.filter(state__in=(State.EARNING, State.FROZEN)).order_by("first").first()


def purse_out(own: Purse) -> dict[str, Any]:
    cycle, counted = own.cycle, own.counted
    return {
        "cycle": cycle.name, "points": own.due.points, "older": own.due.older, "held": own.held, "worth": cycle.worth,
        "currency": cycle.currency, "open": own.open, "choose_until": cycle.choose_until, "cash_minimum": cycle.cash_minimum,
        "charity": cycle.charity.name if cycle.charity else "", "account": own.account.hint if own.account else "",
        "said": own.said, "standing": own.standing, "split": asdict(own.split),
        "prizes": [order.prize_id for order in own.orders], "kept": counted.kept,
        "comes_to": {str(way): points for way, points in counted.parts()},
    }  # fmt: skip


def payout_out(one: Payout, *, own: bool = True) -> dict[str, Any]:
    return {
        "id": one.pk, "cycle": one.cycle.name, "way": one.way, "status": one.status, "points": one.points, "money": one.money,
        "currency": one.cycle.currency, "note": one.note, "prize": one.order.prize.name if one.order else "",
        "code": code_of(one) if own else "", "ended_at": one.ended_at,
    }  # fmt: skip


def charity_out(one: Charity) -> dict[str, Any]:
    return {"id": one.pk, "name": one.name, "about": one.about, "url": one.url, "state": one.state,
            "votes": getattr(one, "votes_now", 0)}  # fmt: skip


def cycle_out(one: Cycle) -> dict[str, Any]:
    seen = cockpit(one)
    return {
        "name": one.name, "first": one.first, "last": one.last, "state": one.state, "choose_from": one.choose_from,
        "choose_until": one.choose_until, "currency": one.currency, "charity": one.charity.name if one.charity else "",
        "matched": one.matched, "approved_by": one.approved_by.handle if one.approved_by else "",
        "confirmed_by": one.confirmed_by.handle if one.confirmed_by else "", "people": seen.people, "points": seen.points,
        "ways": [asdict(line) for line in seen.lines],
    }  # fmt: skip
