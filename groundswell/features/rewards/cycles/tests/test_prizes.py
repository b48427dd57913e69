"""The catalogue: what is there once is given out once."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection, connections

from conftest import person
from groundswell.features.rewards.cycles import actions
from groundswell.features.rewards.cycles.counting import Split
from groundswell.features.rewards.cycles.models import Cycle, Payout, Prize, PrizeOrder, Status, VoucherCode
from groundswell.features.rewards.cycles.personal import forget_payouts
from groundswell.features.rewards.cycles.queries import catalogue, code_of
from groundswell.features.rewards.cycles.tests.conftest import CHOOSING, OVER, SPRING, Give
from groundswell.features.rewards.cycles.tests.test_cycle import approved, at, choose, paid
from groundswell.ledger.checking import check
from groundswell.ledger.lots import Award, award, fund, spendable
from groundswell.ledger.models import Lot
from groundswell.ledger.undoing import seize
from groundswell.log import clock
from groundswell.members.actions import join
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused


@pytest.fixture
def voucher(mia: Member) -> Prize:
    prize = actions.add_prize(by=mia, name="A cinema ticket", kind="code", points=900)
    actions.add_codes(prize, "KINO-1\nKINO-2\n", by=mia)
    return prize


@pytest.fixture
def mug(mia: Member) -> Prize:
    return actions.add_prize(by=mia, name="A mug", kind="shipped", points=300, stock=1)


def test_a_voucher_and_a_mug_from_choosing_to_the_post(
    cycle: Cycle, voucher: Prize, mug: Prize, ada: Member, mia: Member, nora: Member, give: Give
) -> None:
    give(ada, 1_500)
    at(CHOOSING)
    choose(cycle, ada, Split(credit=100), prizes=[voucher, mug], address="Harbour 1, 20457 Hamburg")
    order = PrizeOrder.objects.get(prize=mug)
    assert "Harbour" not in order.sealed
    assert [vars(prize)["left"] for prize in catalogue(everything=True).order_by("name")] == [1, 0]
    at(OVER)
    approved(cycle, mia, nora)

    assert paid(ada) == [("prize", "paid", 900), ("prize", "aside", 300), ("credit", "aside", 300)]
    ticket = Payout.objects.get(order__prize=voucher)
    assert code_of(ticket) == "KINO-1"
    assert code_of(Payout.objects.get(order=order)) == ""
    with pytest.raises(Refused, match="has read this code"):
        actions.fail(ticket, by=mia, note="Not valid.")
    actions.fail(Payout.objects.get(order=order), by=mia, note="Came back from the post.")
    mug.refresh_from_db()
    assert (mug.stock, spendable(ada.pk)) == (1, 300)
    assert check().finding == ""


def test_choosing_anew_frees_what_was_reserved(
    cycle: Cycle, voucher: Prize, mug: Prize, ada: Member, give: Give
) -> None:
    give(ada, 1_500)
    at(CHOOSING)
    choose(cycle, ada, Split(credit=100), prizes=[voucher, mug], address="Harbour 1")
    choose(cycle, ada, Split(credit=100), prizes=[voucher])
    choose(cycle, ada, Split(credit=100))

    mug.refresh_from_db()
    assert (mug.stock, VoucherCode.objects.filter(order=None).count()) == (1, 2)
    assert not PrizeOrder.objects.filter(released_at=None).exists()


def test_what_is_gone_or_too_dear_is_refused_and_nothing_else_is_changed_by_it(
    cycle: Cycle, voucher: Prize, mug: Prize, ada: Member, ben: Member, mia: Member, give: Give
) -> None:
    for one in (ada, ben):
        give(one, 1_000)
    at(CHOOSING)
    choose(cycle, ada, Split(credit=100), prizes=[mug], address="Harbour 1")
    with pytest.raises(Refused, match="“A mug” is gone"):
        choose(cycle, ben, Split(credit=100), prizes=[voucher, mug], address="Street 2")
    with pytest.raises(Invalid, match="cost 200 points more"):
        choose(cycle, ada, Split(credit=100), prizes=[voucher, mug], address="Harbour 1")
    with pytest.raises(Invalid, match="where the prize is to be sent"):
        choose(cycle, ben, Split(credit=100), prizes=[mug])
    assert VoucherCode.objects.filter(order=None).count() == 2
    assert PrizeOrder.objects.filter(released_at=None).count() == 1
    actions.change_prize(voucher, by=mia, name="A ticket", points=1, about="", stock=0, withdrawn=True)
    with pytest.raises(Refused, match="is gone"):
        choose(cycle, ben, Split(credit=100), prizes=[Prize.objects.get(pk=voucher.pk)])
    assert not Prize.objects.offered().exists()


def test_codes_that_were_there_before_are_refused_with_their_lines_and_none_is_added(
    voucher: Prize, mia: Member
) -> None:
    with pytest.raises(Invalid, match=r"codes in lines 2, 3 were uploaded before. Nothing was added."):
        actions.add_codes(voucher, "KINO-3\nKINO-2\nKINO-1", by=mia)
    with pytest.raises(Invalid, match="Line 2 repeats the code of line 1"):
        actions.add_codes(voucher, "KINO-3\nKINO-3", by=mia)
    assert VoucherCode.objects.count() == 2
    assert not any("KINO" in code.sealed + code.fingerprint for code in VoucherCode.objects.all())


@pytest.mark.parametrize(("points", "stock"), [(0, 1), (-5, 1), (10, -1), (10, 100_001)])
def test_negative_prices_and_stocks_are_refused(mia: Member, points: int, stock: int) -> None:
    with pytest.raises(Invalid):
        actions.add_prize(by=mia, name="A mug", kind="shipped", points=points, stock=stock)


@pytest.mark.slow
def test_twelve_at_once_get_five_codes_and_three_mugs_once_each(transactional_db: None) -> None:
    mia = person("mia", "Mia Brandt", "manager")
    with clock.standing_at(SPRING):
        cycle = actions.open_cycle("2026-1", date(2026, 1, 1), date(2026, 6, 30), by=mia)
    voucher = actions.add_prize(by=mia, name="A ticket", kind="code", points=10)
    actions.add_codes(voucher, "\n".join(f"CODE-{n}" for n in range(5)), by=mia)
    mug = actions.add_prize(by=mia, name="A mug", kind="shipped", points=10, stock=3)
    people = [join(handle=f"helper{n}", name=f"Helper {n}", email=f"h{n}@example.com", how="test") for n in range(12)]
    fund("help", 1_000, key="fund")
    award(Award(key=m.handle, owner=m.pk, amount=30, pool="help", at=SPRING, hold=timedelta(0)) for m in people)
    at(CHOOSING)
    start, refused = threading.Barrier(12), []

    def order(member: Member) -> None:
        try:
            start.wait(10)
            for prizes in ([voucher], [voucher, mug]):
                try:
                    choose(cycle, member, Split(credit=100), prizes=prizes, address="Harbour 1")
                except Refused:
                    refused.append(member)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=order, args=(member,)) for member in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    live = PrizeOrder.objects.filter(released_at=None)
    assert live.filter(prize=voucher).count() == 5 == VoucherCode.objects.exclude(order=None).count()
    assert len(set(VoucherCode.objects.exclude(order=None).values_list("order", flat=True))) == 5
    mug.refresh_from_db()
    assert live.filter(prize=mug).count() + mug.stock == 3
    assert refused and connection.is_usable()
    assert not Payout.objects.filter(status=Status.PAID).exists()


def test_a_prize_whose_points_are_gone_when_it_is_counted_is_free_again(
    cycle: Cycle, voucher: Prize, mug: Prize, ada: Member, eve: Member, give: Give
) -> None:
    for one in (ada, eve):
        give(one, 1_300)
    at(CHOOSING)
    choose(cycle, ada, Split(credit=100), prizes=[voucher, mug], address="Harbour 1")
    choose(cycle, eve, Split(credit=100), prizes=[voucher])
    seize([Lot.objects.get(owner=eve.pk).pk], note="A ring.", by=None)
    forget_payouts(ada, True)

    assert at(OVER).state == "counted"
    mug.refresh_from_db()
    assert (mug.stock, VoucherCode.objects.filter(order=None).count()) == (1, 2)
    assert not Payout.objects.exists()
