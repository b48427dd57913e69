"""Transfers are written at most once, all or none, and never below a floor; a mistake is reversed and never edited."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from groundswell.ledger.book import Posting, Ref, post
from groundswell.ledger.checking import check, last_check
from groundswell.ledger.lots import Award, Spend, award, expire, fund, hold, let_go, opening, release, spend, spendable
from groundswell.ledger.models import Account, Kind, Lot, Transfer
from groundswell.ledger.statements import statement
from groundswell.ledger.undoing import fail, give_back, pay, reverse, seize, take_back
from groundswell.log import clock
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused

PAYOUT = Ref(Kind.CLEARING, name="2026-1")


@pytest.fixture
def pool(db: None) -> str:
    fund("help", 10_000, key="fund help")
    return "help"


def give(member: Member, amount: int, key: str, **more: Any) -> Transfer:
    award([Award(key=key, owner=member.pk, amount=amount, pool="help", **more)])
    return Transfer.objects.get(key=key)


def now_his(member: Member, amount: int, key: str) -> Lot:
    return give(member, amount, key, hold=timedelta(0)).lot


def balance(kind: Kind, owner: int = 0, name: str = "") -> int:
    return Account.objects.get(kind=kind, owner=owner, name=name).balance


def pockets(member: Member) -> tuple[int, int]:
    both = [Account.objects.filter(kind=kind, owner=member.pk).first() for kind in (Kind.HELD, Kind.MEMBER)]
    return (both[0].balance if both[0] else 0, both[1].balance if both[1] else 0)


def test_points_are_held_for_two_weeks_and_then_available(pool: str, ben: Member) -> None:
    given = give(ben, 15, "an answer was accepted")
    assert pockets(ben) == (15, 0)
    assert balance(Kind.BUDGET, name="help") == 9_985

    assert release(at=given.at + timedelta(days=13)) == 0
    assert release(at=given.at + timedelta(days=14)) == 1
    assert release(at=given.at + timedelta(days=15)) == 0

    assert pockets(ben) == (0, 15)
    assert check().finding == ""


def test_who_tries_again_gives_nothing_and_one_batch_may_hold_a_key_twice(pool: str, ben: Member) -> None:
    twice = [Award(key="one", owner=ben.pk, amount=5, pool=pool)] * 2

    assert award(twice) == 1
    assert award([*twice, Award(key="two", owner=ben.pk, amount=7, pool=pool)]) == 1

    assert pockets(ben) == (12, 0)


def test_a_key_that_stands_for_something_else_is_refused_and_nothing_of_the_batch_is_written(
    pool: str, ben: Member
) -> None:
    give(ben, 5, "one")

    with pytest.raises(Invalid, match="another content"):
        award([Award(key=key, owner=ben.pk, amount=6, pool=pool) for key in ("new", "one")])

    assert pockets(ben) == (5, 0)


def test_the_oldest_points_are_spent_first(pool: str, ben: Member) -> None:
    start = clock.now()
    for day, amount in ((2, 30), (1, 20), (3, 50)):
        give(ben, amount, f"day {day}", at=start + timedelta(days=day), hold=timedelta(0))

    spend(Spend(key="a mug", owner=ben.pk, amount=35, to=PAYOUT))

    left = dict(Lot.objects.order_by("at").values_list("born__key", "available"))
    assert left == {"day 1": 0, "day 2": 15, "day 3": 50}
    assert spendable(ben.pk) == 65


def test_nobody_spends_what_is_held_or_more_than_there_is(pool: str, ben: Member) -> None:
    give(ben, 100, "held")
    now_his(ben, 10, "available")

    with pytest.raises(Refused, match="There are 10 points to spend, not 11"):
        spend(Spend(key="too much", owner=ben.pk, amount=11, to=PAYOUT))

    assert pockets(ben) == (100, 10)
    assert not Transfer.objects.filter(key="too much").exists()


def test_an_empty_pool_gives_nothing_to_anybody(pool: str, ada: Member, ben: Member) -> None:
    with pytest.raises(Refused, match="The account “help” has 10000 left, not 10001"):
        award([Award(key=m.handle, owner=m.pk, amount=n, pool=pool) for m, n in ((ada, 10_000), (ben, 1))])

    assert pockets(ada) == pockets(ben) == (0, 0)


def test_a_payment_is_made_once_and_may_fail_before_or_after(pool: str, ben: Member) -> None:
    now_his(ben, 100, "given")
    for key in ("first", "second"):
        spend(Spend(key=key, owner=ben.pk, amount=40, to=PAYOUT))
    assert (pay(["first"]), pay(["first"])) == (1, 0)
    assert (balance(Kind.CLEARING, name="2026-1"), balance(Kind.SETTLED)) == (40, 40)

    fail("second", note="IBAN closed")
    fail("first", note="sent back by the bank")

    assert pockets(ben) == (0, 100)
    assert balance(Kind.SETTLED) == 0
    for key in ("first", "second"):
        with pytest.raises(Refused, match=f"“{key}” failed"):
            pay([key])
        with pytest.raises(Refused, match="reversed before"):
            fail(key)
    with pytest.raises(Invalid, match="no payment “third”"):
        pay(["third"])
    assert check().finding == ""


def test_what_was_paid_is_not_simply_reversed(pool: str, ben: Member) -> None:
    now_his(ben, 100, "given")
    spend(Spend(key="payout", owner=ben.pk, amount=100, to=PAYOUT))
    pay(["payout"])

    with pytest.raises(Refused, match="paid already"):
        reverse(Transfer.objects.get(key="payout"))


def test_a_reversal_is_made_once_and_not_reversed_itself(pool: str, ben: Member) -> None:
    given = give(ben, 15, "vote", rule="votes", version=3)

    reverse(given, note="the vote was withdrawn")

    back = given.reversed_by
    assert (back.rule, back.version, back.amount) == ("votes", 3, 15)
    assert pockets(ben) == (0, 0)
    before = Transfer.objects.count()
    with pytest.raises(Refused, match="was reversed before"):
        reverse(given)
    with pytest.raises(Refused, match="is a reversal already"):
        reverse(back)
    assert Transfer.objects.count() == before


def test_points_are_taken_back_wherever_they_lie_but_not_when_they_are_spent(pool: str, ben: Member) -> None:
    released, at_once, spent = give(ben, 15, "released"), now_his(ben, 20, "at once").born, None
    release(at=released.at + timedelta(days=20))
    hold([at_once.lot.pk], note="looked into")
    take_back(released)
    take_back(at_once)
    assert pockets(ben) == (0, 0)
    spent = now_his(ben, 30, "spent").born
    spend(Spend(key="a mug", owner=ben.pk, amount=1, to=PAYOUT))

    with pytest.raises(Refused, match="1 of these points is not there"):
        take_back(spent)

    assert pockets(ben) == (0, 29)
    assert check().finding == ""


def test_what_is_looked_into_is_neither_spent_nor_released_until_it_is_let_go(pool: str, ben: Member) -> None:
    first, second = now_his(ben, 10, "first"), give(ben, 20, "second").lot
    later = clock.now() + timedelta(days=30)

    assert hold([first.pk, second.pk], note="same device") == 2
    assert hold([first.pk, second.pk], note="again") == 0
    assert pockets(ben) == (30, 0)
    assert release(at=later) == 0

    assert let_go([first.pk]) == 1
    assert release(at=later) == 1
    assert pockets(ben) == (20, 10)
    assert hold([first.pk], note="once more") == 1
    assert check().finding == ""


def test_for_fraud_is_taken_what_is_left_and_nobody_falls_below_nothing(pool: str, eve: Member, mia: Member) -> None:
    lots = [now_his(eve, 10, "first").pk, give(eve, 20, "second").lot.pk]
    spend(Spend(key="a mug", owner=eve.pk, amount=4, to=PAYOUT))

    assert seize(lots, note="a ring", by=mia.pk) == 26
    assert seize(lots, note="a ring", by=mia.pk) == 0

    assert pockets(eve) == (0, 0)
    assert balance(Kind.RECOVERY) == 26
    assert check().finding == ""


def test_what_was_taken_for_fraud_comes_back_into_its_lots_and_only_once(pool: str, eve: Member, mia: Member) -> None:
    lots = [now_his(eve, 10, "first").pk, give(eve, 20, "second").lot.pk]
    seize(lots, note="a ring", by=mia.pk)

    assert give_back(lots, note="it was none", by=mia.pk) == 30
    assert give_back(lots, note="it was none", by=mia.pk) == 0

    assert pockets(eve) == (20, 10)
    assert balance(Kind.RECOVERY) == 0
    assert seize(lots, note="it was one", by=mia.pk) == 30
    assert check().finding == ""


def test_what_is_not_spent_in_its_time_is_lost(pool: str, ben: Member) -> None:
    end = clock.now() + timedelta(days=180)
    give(ben, 30, "old", hold=timedelta(0), expires_at=end)
    spend(Spend(key="a mug", owner=ben.pk, amount=12, to=PAYOUT))

    assert expire(at=end - timedelta(seconds=1)) == 0
    assert expire(at=end) == 1

    assert (spendable(ben.pk), balance(Kind.BREAKAGE)) == (0, 18)


def test_points_from_elsewhere_need_two_people(pool: str, ben: Member, mia: Member, dan: Member) -> None:
    with pytest.raises(Refused, match="approved by another"):
        opening(ben.pk, 500, key="old", by=mia.pk, approved_by=mia.pk, note="from the former shop")

    opening(ben.pk, 500, key="old", by=mia.pk, approved_by=dan.pk, note="from the former shop")

    assert spendable(ben.pk) == 500
    assert (statement(ben.pk)[0].what, balance(Kind.OPENING)) == ("opening", -500)


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        (-5, "more than nothing"),
        (0, "more than nothing"),
        (1.5, "whole number"),
        (True, "whole number"),
        ("7", "whole number"),
        (10**16, "at most"),
    ],
)
def test_an_amount_is_a_whole_number_above_nothing(pool: str, ben: Member, amount: Any, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        give(ben, amount, "wrong")
    assert pockets(ben) == (0, 0)


@pytest.mark.parametrize("unit", ["XYZ", "eur", "", "pts"])
def test_an_unknown_currency_is_refused(pool: str, unit: str) -> None:
    with pytest.raises(Invalid, match="neither points nor a currency"):
        fund("cash", 100, key="cash", unit=unit)
    assert Account.objects.count() == 2


def test_a_transfer_stays_in_one_unit_and_needs_two_accounts(pool: str) -> None:
    budget = Ref(Kind.BUDGET, 0, "help")
    for credit, sentence in ((budget, "two accounts"), (Ref(Kind.CHARITY, 0, "trees", "EUR"), "one unit")):
        with pytest.raises(Invalid, match=sentence):
            post([Posting(key="wrong", what="fund", debit=budget, credit=credit, amount=1)])


def test_a_pocket_changes_only_with_its_lots(pool: str, ben: Member) -> None:
    now_his(ben, 10, "given")
    with pytest.raises(ValueError, match="but its lots by 0"):
        post([Posting(key="wrong", what="pay", debit=Ref(Kind.MEMBER, ben.pk), credit=PAYOUT, amount=1)])


@pytest.mark.parametrize(
    "order",
    [
        "UPDATE ledger_transfer SET amount = 1",
        "DELETE FROM ledger_transfer",
        "TRUNCATE ledger_transfer CASCADE",
        "UPDATE ledger_move SET held = 1",
        "DELETE FROM ledger_move",
        "DELETE FROM ledger_account",
        "UPDATE ledger_account SET owner = 7",
        "DELETE FROM ledger_lot",
        "UPDATE ledger_lot SET amount = 7",
    ],
)
def test_the_book_is_append_only(pool: str, ben: Member, order: str) -> None:
    give(ben, 15, "given")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing else stands in the way of a TRUNCATE
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(order)


def test_the_database_itself_keeps_the_floors(pool: str, ben: Member) -> None:
    now_his(ben, 10, "given")
    for order in (
        "UPDATE ledger_account SET balance = -1 WHERE kind = 'member'",
        "UPDATE ledger_lot SET available = 11",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(order)


@pytest.mark.parametrize(
    ("order", "finding"),
    [
        (
            "UPDATE ledger_account SET balance = balance + 1 WHERE kind = 'budget'",
            "All balances in points sum to 1, not to 0.",
        ),
        (
            "UPDATE ledger_account SET balance = balance + CASE kind WHEN 'budget' THEN 1 ELSE -1 END WHERE kind IN ('budget', 'expense')",
            "has a balance of 9991, but its transfers sum to 9990",
        ),
        ("UPDATE ledger_lot SET available = 9", "has 0 held and 9 available, but its moves sum to 0 and 10"),
    ],
)
def test_the_check_names_the_first_row_that_does_not_agree(pool: str, ben: Member, order: str, finding: str) -> None:
    now_his(ben, 10, "given")
    assert check().finding == ""
    with connection.cursor() as cursor:
        cursor.execute(order)

    assert finding in check().finding
    assert (last_check() or check()).transfers == 2


def test_a_statement_says_what_each_line_did_and_what_was_there_after_it(pool: str, ada: Member, ben: Member) -> None:
    given = give(ben, 15, "answer", entry=77, rule="solutions", version=2)
    give(ada, 99, "hers")
    release(at=given.at + timedelta(days=14))
    spend(Spend(key="a mug", owner=ben.pk, amount=4, to=PAYOUT, note="A mug"))

    lines = statement(ben.pk)

    assert [(line.what, line.held, line.available, line.held_after, line.available_after) for line in lines] == [
        ("spend", 0, -4, 0, 11),
        ("release", -15, 15, 0, 15),
        ("award", 15, 0, 15, 0),
    ]
    assert (lines[2].entry, lines[2].rule, lines[2].version, lines[0].note) == (77, "solutions", 2, "A mug")
    assert [line.what for line in statement(ben.pk, most=1, skipped=1)] == ["release"]
    assert statement(ben.pk, since=clock.now() + timedelta(days=1)) == []
    assert statement(0) == []


def test_the_time_that_points_were_looked_into_does_not_count_towards_their_end(pool: str, ben: Member) -> None:
    start = clock.now()
    ends = start + timedelta(days=30)
    award([Award(key="soon", owner=ben.pk, amount=40, pool=pool, at=start, hold=timedelta(0), expires_at=ends)])
    award([Award(key="never", owner=ben.pk, amount=2, pool=pool, at=start, hold=timedelta(0))])
    lots = list(Lot.objects.values_list("pk", flat=True))

    hold(lots, note="These votes came at once.", at=start + timedelta(days=20))
    assert expire(at=start + timedelta(days=40)) == 0, "what is held is not lost"
    assert let_go(lots, at=start + timedelta(days=45)) == 2
    release(at=start + timedelta(days=45))

    assert dict(Lot.objects.values_list("born__key", "expires_at")) == {
        "soon": ends + timedelta(days=25),
        "never": None,
    }
    assert expire(at=start + timedelta(days=54)) == 0
    assert expire(at=start + timedelta(days=55)) == 1
    assert pockets(ben) == (0, 2)
