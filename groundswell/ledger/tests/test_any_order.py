"""Whatever is done in whatever order, the book agrees with itself and with a plain sum beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from groundswell.ledger.book import Ref
from groundswell.ledger.checking import check
from groundswell.ledger.lots import Award, Spend, award, expire, fund, hold, let_go, release, spend
from groundswell.ledger.models import Account, Kind, Lot, Transfer
from groundswell.ledger.undoing import fail, give_back, pay, reverse, seize, take_back
from groundswell.members.rules import Refused

PEOPLE, START = st.integers(1, 3), datetime(2026, 1, 1, tzinfo=UTC)
ANY = st.integers(0, 1_000)


class Book(RuleBasedStateMachine):
    """Refusals are allowed, and change nothing. `outside` is what has left for good."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.now, self.keys, self.spends = START, 0, list[str]()
        fund("help", 5_000, key="fund")

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def key(self) -> str:
        self.keys += 1
        return str(self.keys)

    @contextmanager
    def perhaps(self) -> Iterator[None]:
        """A refusal leaves everything as it was."""
        before = list(Account.objects.order_by("pk").values_list("kind", "owner", "balance").exclude(balance=0))
        try:
            with transaction.atomic():
                yield
        except Refused:
            after = Account.objects.order_by("pk").values_list("kind", "owner", "balance").exclude(balance=0)
            assert list(after) == before

    @rule(owner=PEOPLE, amount=st.integers(1, 400), held=st.booleans(), expires=st.booleans())
    def award(self, owner: int, amount: int, held: bool, expires: bool) -> None:
        wait, end = timedelta(days=14 if held else 0), self.now + timedelta(days=90)
        with self.perhaps():
            key = self.key()
            one = Award(key=key, owner=owner, amount=amount, pool="help", at=self.now, hold=wait,
                        expires_at=end if expires else None)  # fmt: skip
            assert award([one]) == 1
            assert award([one]) == 0

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule()
    def release(self) -> None:
        release(at=self.now)
        assert not Lot.objects.filter(held__gt=0, frozen=False, release_at__lte=self.now).exists()

    @rule()
    def expire(self) -> None:
        expire(at=self.now)
        assert not Lot.objects.filter(available__gt=0, expires_at__lte=self.now).exists()

    @rule(owner=PEOPLE, amount=st.integers(1, 500))
    def spend(self, owner: int, amount: int) -> None:
        with self.perhaps():
            key = self.key()
            spend(Spend(key=key, owner=owner, amount=amount, to=Ref(Kind.CLEARING)))
            self.spends.append(key)

    @precondition(lambda self: self.spends)
    @rule(which=ANY)
    def pay(self, which: int) -> None:
        with self.perhaps():
            pay([self.spends[which % len(self.spends)]])

    @precondition(lambda self: self.spends)
    @rule(which=ANY)
    def fail(self, which: int) -> None:
        with self.perhaps():
            fail(self.spends[which % len(self.spends)])

    @rule(which=ANY)
    def reverse(self, which: int) -> None:
        every = list(Transfer.objects.order_by("pk"))
        with self.perhaps():
            reverse(every[which % len(every)])

    @precondition(lambda self: Lot.objects.exists())
    @rule(which=ANY, deed=st.sampled_from(["hold", "let go", "take back", "seize", "give back"]))
    def look_into(self, which: int, deed: str) -> None:
        lots = list(Lot.objects.order_by("pk"))
        lot = lots[which % len(lots)]
        with self.perhaps():
            if deed == "hold":
                hold([lot.pk], note="", at=self.now)
            elif deed == "let go":
                let_go([lot.pk])
            elif deed == "take back":
                take_back(lot.born)
            elif deed == "give back":
                give_back([lot.pk], note="", by=None)
            else:
                seize([lot.pk], note="", by=None)

    @invariant()
    def agrees(self) -> None:
        assert check().finding == ""
        assert not Account.objects.filter(balance__lt=0).exclude(kind=Kind.EXPENSE).exists()
        paid = [t for t in Transfer.objects.filter(what="pay") if not Transfer.objects.filter(reverses=t).exists()]
        assert sum(t.amount for t in paid) == sum(a.balance for a in Account.objects.filter(kind=Kind.SETTLED))


@pytest.mark.slow
def test_any_sequence_of_deeds_keeps_the_identities(db: None) -> None:
    run_state_machine_as_test(
        Book,
        settings=settings(
            max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
