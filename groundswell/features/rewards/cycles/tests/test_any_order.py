"""Whatever is earned, held, chosen, counted, paid and sent back in whatever order: the book agrees, and nobody is paid twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from conftest import person
from groundswell.features.rewards.cycles import actions
from groundswell.features.rewards.cycles.codes import fingerprint
from groundswell.features.rewards.cycles.counting import Due, Split, count
from groundswell.features.rewards.cycles.iban import iban, shown
from groundswell.features.rewards.cycles.models import Charity, Cycle, Payout, PayoutDetails, Status, Way
from groundswell.ledger.book import Ref
from groundswell.ledger.checking import check
from groundswell.ledger.lots import Award, Spend, award, expire, fund, hold, let_go, release, spend
from groundswell.ledger.models import Account, Kind, Lot, Transfer
from groundswell.ledger.undoing import reverse, take_back
from groundswell.log import clock
from groundswell.members.rules import Invalid, Refused

ANY, WHO = st.integers(0, 1_000), st.integers(0, 2)
SPLITS = st.sampled_from(
    [Split(credit=100), Split(cash=100), Split(charity=50, keep=50), Split(credit=33, cash=33, charity=34)]
)
IBAN = iban("DE89370400440532013000")


class Years(RuleBasedStateMachine):
    """Cycles of thirty days, one after the other. Refusals are allowed, and change nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.now, self.keys = datetime(2026, 1, 1, 12, tzinfo=UTC), 0
        self.people = [person(name, name.title()) for name in ("ada", "ben", "eve")]
        self.staff = [person("mia", "Mia", "manager"), person("nora", "Nora", "admin")]
        Charity.objects.create(slug="sea", name="Sea Rescue", about="Pulls people out.", state="eligible")
        for one in self.people[:2]:
            PayoutDetails.objects.create(
                member=one, iban="-", holder="-", hint=shown(IBAN), fingerprint=fingerprint("iban", IBAN)
            )
        fund("help", 100_000, key="fund")

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @contextmanager
    def perhaps(self) -> Iterator[None]:
        try:
            with clock.standing_at(self.now), transaction.atomic():
                yield
        except (Refused, Invalid):
            pass

    @rule(who=WHO, amount=st.integers(1, 2_500), held=st.booleans(), expires=st.booleans())
    def earn(self, who: int, amount: int, held: bool, expires: bool) -> None:
        self.keys += 1
        with self.perhaps():
            award([Award(key=f"a{self.keys}", owner=self.people[who].pk, amount=amount, pool="help", at=self.now,
                         hold=timedelta(days=14 if held else 0),
                         expires_at=self.now + timedelta(days=100) if expires else None)])  # fmt: skip

    @rule(days=st.integers(1, 25))
    def time_passes(self, days: int) -> None:
        """The schedule does what it does. A cycle is planned whenever there is none to earn in, and every one has its charity."""
        self.now += timedelta(days=days)
        with clock.standing_at(self.now):
            release(at=self.now)
            expire(at=self.now)
            first = self.now.date()
            if not Cycle.objects.filter(last__gte=first).exists():
                actions.open_cycle(f"c{Cycle.objects.count()}", first, first + timedelta(days=29), by=self.staff[0],
                                   cash_minimum=200, match_most=500)  # fmt: skip
                Cycle.objects.update(charity=Charity.objects.get())
            before = self.paid_out()
            actions.move_cycles()
            Cycle.objects.filter(charity=None).update(charity=Charity.objects.get())
            assert actions.move_cycles() == 0 or self.paid_out() >= before

    @rule(who=WHO, split=SPLITS, standing=st.booleans())
    def choose(self, who: int, split: Split, standing: bool) -> None:
        for cycle in Cycle.objects.filter(state="choosing"):
            with self.perhaps():
                actions.choose(cycle, split, by=self.people[who], standing=standing)

    @rule(who=st.integers(0, 1))
    def approve(self, who: int) -> None:
        for cycle in Cycle.objects.filter(state="counted"):
            with self.perhaps():
                actions.approve(cycle, by=self.staff[who])
                actions.pay_out(cycle)

    @rule(which=ANY, deed=st.sampled_from(["confirm", "fail", "withhold", "all credit", "hand over", "close"]))
    def settle(self, which: int, deed: str) -> None:
        payouts = list(Payout.objects.order_by("pk"))
        if not payouts:
            return
        one = payouts[which % len(payouts)]
        with self.perhaps():
            if deed == "confirm":
                actions.confirm(one, by=self.staff[0])
            elif deed == "fail":
                actions.fail(one, by=self.staff[0], note="Came back.")
            elif deed == "withhold":
                actions.withhold(one, by=self.staff[0], note="We look.")
            elif deed == "all credit":
                actions.confirm_way(one.cycle, Way.CREDIT, by=self.staff[0])
            elif deed == "hand over":
                actions.hand_over(one.cycle, by=self.staff[0])
            else:
                actions.close(one.cycle, by=self.staff[0])

    @rule(which=ANY, deed=st.sampled_from(["hold", "let go", "take back", "spend", "reverse"]))
    def look_into(self, which: int, deed: str) -> None:
        lots = list(Lot.objects.order_by("pk"))
        if not lots:
            return
        lot = lots[which % len(lots)]
        self.keys += 1
        with self.perhaps():
            if deed == "hold":
                hold([lot.pk], note="", at=self.now)
            elif deed == "let go":
                let_go([lot.pk])
            elif deed == "take back":
                take_back(lot.born)
            elif deed == "spend":
                spend(Spend(key=f"s{self.keys}", owner=lot.owner, amount=which % 300 + 1, to=Ref(Kind.CLEARING)))
            else:
                some = list(Transfer.objects.filter(what__in=("award", "hold", "release")).order_by("pk"))
                reverse(some[which % len(some)])

    def paid_out(self) -> int:
        """What payouts have taken from members, by the payouts themselves."""
        live = Payout.objects.filter(status__in=(Status.ASIDE, Status.PAID))
        return live.aggregate(p=Sum("points"))["p"] or 0

    @invariant()
    def agrees(self) -> None:
        assert check().finding == ""
        assert not Account.objects.filter(balance__lt=0).exclude(kind=Kind.EXPENSE).exists()
        spent = Transfer.objects.filter(what="spend", key__startswith="cycle:", reversed_by=None)
        assert (spent.aggregate(p=Sum("amount"))["p"] or 0) == self.paid_out()
        settled = Payout.objects.filter(status=Status.PAID, way__in=(Way.CREDIT, Way.CASH, Way.PRIZE))
        handed = Transfer.objects.filter(what="pay", key__endswith=":charity").aggregate(p=Sum("amount"))["p"] or 0
        there = Account.objects.filter(kind=Kind.SETTLED).aggregate(p=Sum("balance"))["p"] or 0
        assert there == (settled.aggregate(p=Sum("points"))["p"] or 0) + handed


@pytest.mark.slow
def test_any_sequence_of_deeds_pays_everybody_at_most_once(db: None) -> None:
    run_state_machine_as_test(
        Years,
        settings=settings(
            max_examples=10, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.parametrize(
    ("due", "split", "more", "by", "kept"),
    [
        (Due(1_000), Split(credit=100), {}, {"credit": 1_000}, 0),
        (Due(1_001), Split(credit=50, charity=50), {}, {"credit": 501, "charity": 500}, 0),
        (Due(999), Split(cash=100), {}, {}, 999),  # below the minimum: kept
        (Due(999, older=400), Split(cash=100), {}, {"lost": 400}, 599),
        (Due(1_000, older=400), Split(credit=30, keep=70), {}, {"credit": 300, "lost": 100}, 600),
        (Due(1_500), Split(cash=100), {"prizes": 500}, {"cash": 1_000}, 0),
        (Due(1_500), Split(cash=100), {"can_cash": False}, {}, 1_500),
        (Due(100), Split(charity=100), {"can_give": False}, {}, 100),
        (Due(0), Split(credit=100), {}, {}, 0),
    ],
)
def test_what_becomes_of_points(due: Due, split: Split, more: dict[str, int], by: dict[str, int], kept: int) -> None:
    counted = count(due, split, cash_minimum=1_000, **more)  # type: ignore[arg-type]

    assert ({str(way): points for way, points in counted.parts()}, counted.kept) == (by, kept)
