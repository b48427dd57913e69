"""From the first day that earns to the last payment that arrived."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import override_settings

from groundswell.features.rewards.cycles import actions
from groundswell.features.rewards.cycles.counting import Split
from groundswell.features.rewards.cycles.models import (
    Charity,
    Cycle,
    PaymentFile,
    Payout,
    PayoutDetails,
    Statement,
    Status,
    Way,
)
from groundswell.features.rewards.cycles.tests.conftest import CHOOSING, OVER, SPRING, Give
from groundswell.ledger.checking import check
from groundswell.ledger.lots import hold, spendable
from groundswell.ledger.models import Account, Kind, Lot, Transfer
from groundswell.log import clock
from groundswell.log.models import LogEntry
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused

IBAN = "DE89 3704 0044 0532 0130 00"


def at(moment: datetime) -> Cycle:
    """Let time do what it does until then."""
    with clock.standing_at(moment):
        actions.move_cycles()
    return Cycle.objects.order_by("first").first() or Cycle()


def account(by: Member) -> None:
    with clock.standing_at(CHOOSING):
        actions.change_details(by=by, number=IBAN, holder=by.name)


def choose(cycle: Cycle, by: Member, split: Split, **more: object) -> None:
    with clock.standing_at(CHOOSING):
        actions.choose(cycle, split, by=by, **more)  # type: ignore[arg-type]


def approved(cycle: Cycle, *people: Member) -> None:
    with clock.standing_at(OVER):
        for one in people:
            actions.approve(cycle, by=one)
        actions.move_cycles()


def paid(member: Member) -> list[tuple[str, str, int]]:
    return list(Payout.objects.filter(member=member).order_by("pk").values_list("way", "status", "points"))


def events(name: str) -> list[dict[str, object]]:
    return [entry.data for entry in LogEntry.objects.filter(name=f"rewards.{name}").order_by("pk")]


def test_time_takes_a_cycle_from_planned_to_counted_and_each_step_once(cycle: Cycle, ada: Member, give: Give) -> None:
    give(ada, 1_200)
    assert cycle.state == "earning"

    steps = [(datetime(2026, 6, 30, 23, 59, tzinfo=UTC), "earning"), (datetime(2026, 7, 1, tzinfo=UTC), "frozen"),
             (datetime(2026, 7, 14, 23, tzinfo=UTC), "frozen"), (datetime(2026, 7, 15, tzinfo=UTC), "choosing"),
             (datetime(2026, 7, 26, tzinfo=UTC), "choosing"), (datetime(2026, 7, 29, tzinfo=UTC), "counted"),
             (datetime(2026, 9, 1, tzinfo=UTC), "counted")]  # fmt: skip
    for moment, state in steps:
        assert at(moment).state == state
        assert at(moment).state == state

    assert [event["state"] for event in events("cycle_moved")] == ["earning", "frozen", "choosing", "counted"]
    assert events("choice_invited") == [{"cycle": cycle.pk, "member": ada.pk, "points": 1_200, "until": "2026-07-29"}]
    assert len(events("choice_reminded")) == 1


def test_who_has_chosen_is_not_reminded(cycle: Cycle, ada: Member, ben: Member, give: Give) -> None:
    for one in (ada, ben):
        give(one, 500)
    at(CHOOSING)
    choose(cycle, ada, Split(credit=100))

    at(datetime(2026, 7, 27, tzinfo=UTC))

    assert [event["member"] for event in events("choice_reminded")] == [ben.pk]


def test_a_worker_that_comes_late_takes_nothing_off_the_window(cycle: Cycle, ada: Member, give: Give) -> None:
    give(ada, 500)

    late = at(datetime(2026, 8, 20, tzinfo=UTC))

    assert (late.state, late.choose_until) == ("choosing", datetime(2026, 9, 3, tzinfo=UTC))


def test_everything_from_choosing_to_closed(
    cycle: Cycle, sea_rescue: Charity, ada: Member, ben: Member, eve: Member, mia: Member, nora: Member, give: Give
) -> None:
    give(ada, 2_001)
    give(ben, 999)
    give(eve, 50)
    at(CHOOSING)
    account(ada)
    choose(cycle, ada, Split(cash=60, charity=40), standing=True)
    choose(cycle, ben, Split(credit=100))

    at(OVER)
    assert Transfer.objects.filter(what="spend").count() == 0  # counted is not paid
    approved(cycle, mia, nora)

    assert paid(ada) == [("cash", "aside", 1_201), ("charity", "paid", 800)]
    assert paid(ben) == [("credit", "aside", 1_000)]
    assert paid(eve) == []  # rolls over
    assert spendable(eve.pk) == 50
    assert Account.objects.get(kind=Kind.CHARITY).balance == 1_600  # matched in full: below the ceiling
    with clock.standing_at(OVER):
        file = _file(cycle, mia)
        assert (file.count, file.money) == (1, 1_201)
        assert actions.confirm_way(cycle, Way.CASH, by=mia) == 1
        assert actions.confirm_way(cycle, Way.CASH, by=mia) == 0
        assert actions.confirm_way(cycle, Way.CREDIT, by=mia) == 1
        cycle.refresh_from_db()
        assert cycle.state == "paid"
        with pytest.raises(Refused, match="Hand over first"):
            actions.close(cycle, by=mia)
        assert actions.hand_over(cycle, by=mia) == 1_600
        with pytest.raises(Refused, match="handed over already"):
            actions.hand_over(cycle, by=mia)
        actions.close(cycle, by=mia)
        with pytest.raises(Refused, match="closed already"):
            actions.close(cycle, by=nora)
    assert Account.objects.get(kind=Kind.SETTLED).balance == 1_201 + 1_000 + 1_600
    assert check().finding == ""


def _file(cycle: Cycle, by: Member) -> PaymentFile:
    with override_settings(PAYER_IBAN=IBAN.replace(" ", ""), PAYER_NAME="Fernweh Mobil"):
        return actions.make_payment_file(cycle, by=by)


def test_who_never_chooses_keeps_points_for_one_cycle_and_then_loses_them(
    cycle: Cycle, ada: Member, ben: Member, mia: Member, nora: Member, give: Give
) -> None:
    for one in (ada, ben):
        give(one, 300)
    at(CHOOSING)
    choose(cycle, ben, Split(keep=100), standing=True)
    at(OVER)
    approved(cycle, mia, nora)
    cycle.refresh_from_db()
    assert (cycle.state, spendable(ada.pk), spendable(ben.pk)) == ("paid", 300, 300)

    with clock.standing_at(OVER):
        second = actions.open_cycle("2026-2", date(2026, 7, 1), date(2026, 12, 31), by=mia)
    give(ada, 70, datetime(2026, 9, 1, tzinfo=UTC))
    with clock.standing_at(datetime(2027, 1, 15, 12, tzinfo=UTC)):
        actions.move_cycles()
        actions.choose(second, Split(credit=50, keep=50), by=ben)
    with clock.standing_at(datetime(2027, 2, 1, tzinfo=UTC)):
        actions.move_cycles()
        for one in (mia, nora):
            actions.approve(second, by=one)
        actions.move_cycles()

    assert paid(ada) == [("lost", "paid", 300)]
    assert (spendable(ada.pk), spendable(ben.pk)) == (70, 0)
    assert paid(ben) == [("credit", "aside", 150), ("lost", "paid", 150)]  # kept once is all there is
    assert Account.objects.get(kind=Kind.BREAKAGE).balance == 450
    assert check().finding == ""


def test_what_somebody_always_wants_holds_when_they_say_nothing(
    cycle: Cycle, ada: Member, mia: Member, nora: Member, give: Give
) -> None:
    give(ada, 400)
    at(CHOOSING)
    choose(cycle, ada, Split(credit=100), standing=True)
    at(OVER)
    approved(cycle, mia, nora)
    with clock.standing_at(OVER):
        second = actions.open_cycle("2026-2", date(2026, 7, 1), date(2026, 12, 31), by=mia)
    give(ada, 70, datetime(2026, 9, 1, tzinfo=UTC))
    with clock.standing_at(datetime(2027, 1, 15, 12, tzinfo=UTC)):
        actions.move_cycles()
    with clock.standing_at(datetime(2027, 2, 20, tzinfo=UTC)):
        actions.move_cycles()

    assert list(Payout.objects.filter(cycle=second).values_list("way", "points")) == [("credit", 70)]


@pytest.mark.parametrize("day", ["2026-07-10", "2026-07-29", "2026-10-01"])
def test_a_choice_outside_the_window_is_refused_and_changes_nothing(
    cycle: Cycle, ada: Member, give: Give, day: str
) -> None:
    give(ada, 500)
    at(CHOOSING) if day > "2026-07-15" else at(SPRING)  # even when the job that counts is late
    why = r"The time to choose (begins on 2026-07-15|ended on 2026-07-29)"
    with clock.standing_at(datetime.fromisoformat(f"{day}T00:00:00+00:00")), pytest.raises(Refused, match=why):
        actions.choose(cycle, Split(credit=100), by=ada)
    assert not cycle.choices.exists()


@pytest.mark.parametrize(
    ("split", "why"),
    [
        (Split(credit=50), "sum to 100; these sum to 50"),
        (Split(credit=150, keep=-50), "whole percent"),
        (Split(credit=0.5, keep=99.5), "whole percent"),  # type: ignore[arg-type]
        (Split(cash=100), "from 1000 points; this would be 999"),
        (Split(charity=100), "no charity in this cycle"),
    ],
)
def test_a_split_that_cannot_be_is_refused(cycle: Cycle, ada: Member, give: Give, split: Split, why: str) -> None:
    give(ada, 999)
    at(CHOOSING)
    with pytest.raises(Invalid, match=why):
        choose(cycle, ada, split)
    assert not cycle.choices.exists()


def test_cash_needs_an_account_and_a_wrong_one_is_refused(cycle: Cycle, ada: Member, give: Give) -> None:
    give(ada, 5_000)
    at(CHOOSING)
    with pytest.raises(Invalid, match="to which account"):
        choose(cycle, ada, Split(cash=100))
    with pytest.raises(Invalid, match="check digits"):
        actions.change_details(by=ada, number="DE88 3704 0044 0532 0130 00", holder="Ada")
    account(ada)
    stored = PayoutDetails.objects.get(member=ada)
    assert "3704" not in stored.iban + stored.holder + stored.fingerprint and stored.hint == "DE… 3000"


def test_two_different_people_approve_what_they_saw(
    cycle: Cycle, ada: Member, ben: Member, dan: Member, mia: Member, nora: Member, give: Give
) -> None:
    give(ada, 500)
    give(ben, 100)
    with pytest.raises(Refused, match="nothing to approve yet"):
        actions.approve(cycle, by=mia)
    at(CHOOSING)
    for one in (ada, ben):
        choose(cycle, one, Split(credit=100))
    at(OVER)
    with clock.standing_at(OVER):
        for nobody in (ada, dan):
            with pytest.raises(Refused, match="Only managers and admins"):
                actions.approve(cycle, by=nobody)
        with pytest.raises(Refused, match="it is 600 points now"):
            actions.approve(cycle, by=mia, points=601)
        actions.approve(cycle, by=mia, points=600)
        with pytest.raises(Refused, match="Somebody else has to"):
            actions.approve(cycle, by=mia)
        actions.pay_out(cycle)
        assert not Transfer.objects.filter(what="spend").exists()  # one is not enough
        actions.withhold(Payout.objects.get(member=ben), by=nora, note="We look into it.")
        cycle.refresh_from_db()
        assert cycle.approved_by_id is None  # what changed is approved anew
        actions.approve(cycle, by=nora)
        actions.approve(cycle, by=mia)
        with pytest.raises(Refused, match="approved by two people already"):
            actions.approve(cycle, by=nora)
        with pytest.raises(Refused, match="Only what was counted"):
            actions.withhold(Payout.objects.get(member=ada), by=nora, note="Too late.")
        actions.pay_out(cycle)
    assert (paid(ada), paid(ben)) == ([("credit", "aside", 500)], [("credit", "withheld", 100)])
    assert spendable(ben.pk) == 100


def test_a_payment_that_fails_is_available_again_and_its_member_reads_why(
    cycle: Cycle, ada: Member, mia: Member, nora: Member, give: Give
) -> None:
    give(ada, 500)
    at(CHOOSING)
    choose(cycle, ada, Split(credit=100))
    at(OVER)
    approved(cycle, mia, nora)
    payout = Payout.objects.get(member=ada)
    actions.confirm(payout, by=mia)
    assert (spendable(ada.pk), Account.objects.get(kind=Kind.SETTLED).balance) == (0, 500)
    with pytest.raises(Invalid, match="Say why"):
        actions.fail(payout, by=mia, note=" ")

    actions.fail(payout, by=mia, note="The number was given up.")
    with pytest.raises(Refused, match="Only what was sent out"):
        actions.fail(payout, by=mia, note="Again.")
    with pytest.raises(Refused, match="not under way"):
        actions.confirm(payout, by=mia)

    payout.refresh_from_db()
    assert (payout.status, payout.note, spendable(ada.pk)) == (Status.FAILED, "The number was given up.", 500)
    assert Account.objects.get(kind=Kind.SETTLED).balance == 0
    assert check().finding == ""


def test_points_that_are_held_after_they_were_counted_are_not_paid_and_all_others_are(
    cycle: Cycle, ada: Member, eve: Member, mia: Member, nora: Member, give: Give
) -> None:
    for one in (eve, ada):
        give(one, 500)
    give(eve, 500, datetime(2026, 7, 10, tzinfo=UTC))  # of the next cycle, which pays for nothing of this one
    at(CHOOSING)
    for one in (eve, ada):
        choose(cycle, one, Split(credit=100))
    at(OVER)
    hold([Lot.objects.filter(owner=eve.pk).earliest("at").pk], note="A ring?")

    approved(cycle, mia, nora)

    assert (paid(eve), paid(ada)) == ([("credit", "withheld", 500)], [("credit", "aside", 500)])
    assert spendable(eve.pk) == 500
    assert check().finding == ""


@pytest.mark.parametrize(
    ("first", "last", "more", "why"),
    [
        ("2026-07-01", "2026-06-30", {}, "ends on a day after"),
        ("2026-06-30", "2026-12-31", {}, "overlap the cycle “2026-1”"),
        ("2026-07-01", "2029-12-31", {}, "within two years"),
        ("2026-07-01", "2026-12-31", {"name": "second half!"}, "short name"),
        ("2026-07-01", "2026-12-31", {"name": "2026-1"}, "already"),
        ("2026-07-01", "2026-12-31", {"currency": "EURO"}, "neither points nor a currency"),
        ("2026-07-01", "2026-12-31", {"worth": 0}, "whole number of cents"),
        ("2026-07-01", "2026-12-31", {"window": timedelta(0)}, "1 to 90 days"),
    ],
)
def test_a_cycle_that_cannot_be_is_not_planned(
    cycle: Cycle, mia: Member, first: str, last: str, more: dict[str, object], why: str
) -> None:
    with pytest.raises(Invalid, match=why):
        actions.open_cycle(
            **{
                "name": "2026-2",
                "first": date.fromisoformat(first),
                "last": date.fromisoformat(last),
                "by": mia,
                **more,
            }  # type: ignore[arg-type]
        )
    assert Cycle.objects.count() == 1


def test_only_those_who_run_cycles_do_and_a_window_is_only_made_longer(
    cycle: Cycle, ada: Member, cleo: Member, mia: Member, give: Give
) -> None:
    give(ada, 100)
    at(CHOOSING)
    longer = cycle.choose_until + timedelta(days=7)
    with pytest.raises(Refused, match="Only managers and admins"):
        actions.extend_window(cycle, longer, by=cleo)
    with clock.standing_at(CHOOSING):
        with pytest.raises(Invalid, match="only made longer"):
            actions.extend_window(cycle, cycle.choose_until, by=mia)
        actions.extend_window(cycle, longer, by=mia)
    assert at(OVER).state == "choosing"
    assert at(longer).state == "counted"
    with clock.standing_at(longer), pytest.raises(Refused, match="over in this cycle"):
        actions.extend_window(cycle, longer + timedelta(days=1), by=mia)


def test_a_statement_of_each_month_is_made_once_and_says_what_was_there_at_its_end(
    cycle: Cycle, ada: Member, ben: Member, give: Give
) -> None:
    give(ada, 100, datetime(2026, 2, 10, tzinfo=UTC))
    give(ada, 30, datetime(2026, 3, 10, tzinfo=UTC))
    give(ben, 5, datetime(2026, 3, 10, tzinfo=UTC))

    assert [actions.make_statements(date(2026, 3, 3)), actions.make_statements(date(2026, 3, 4))] == [1, 0]
    assert actions.make_statements(date(2026, 4, 2)) == 2

    rows = (
        Statement.objects.filter(member=ada).order_by("month").values_list("earned", "available", "paid", "taken_back")
    )
    assert list(rows) == [(100, 100, 0, 0), (30, 130, 0, 0)]
    assert [event["member"] for event in events("statement_made")] == [ada.pk, ada.pk, ben.pk]
