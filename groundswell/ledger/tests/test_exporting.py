"""The journal as the company's bookkeepers get it."""

import csv
import io
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from groundswell.ledger.book import Ref
from groundswell.ledger.exporting import Period, beancount_name, write_beancount, write_csv
from groundswell.ledger.lots import Award, Spend, award, fund, release, spend
from groundswell.ledger.models import Account, Kind
from groundswell.ledger.undoing import fail, pay
from groundswell.log import clock

MAY, JUNE = datetime(2026, 5, 10, 9, tzinfo=UTC), datetime(2026, 6, 3, 9, tzinfo=UTC)


@pytest.fixture
def two_months(db: None) -> None:
    """In May two people earn; in June one is paid, one payment fails, and a charity gets euros."""
    with clock.standing_at(MAY):
        fund("help: the “first” pool", 1_000, key='a "quoted" key')
        fund("Trees", 12_345, key="euros", unit="EUR")
        for owner, amount in ((7, 300), (8, 200)):
            given = Award(key=f"given {owner}", owner=owner, amount=amount, pool="help: the “first” pool", rule="solutions",
                          version=2, entry=owner)  # fmt: skip
            award([given])
    with clock.standing_at(JUNE):
        release(at=JUNE)
        for owner in (7, 8):
            spend(
                Spend(key=f"payout {owner}", owner=owner, amount=150, to=Ref(Kind.CLEARING, name="2026-1"), note="=1+1")
            )
        pay(["payout 7"])
        fail("payout 8", note="IBAN closed\nby the bank")


def beancount(first: date, last: date) -> str:
    out = io.StringIO()
    write_beancount(Period(first, last), out)
    return out.getvalue()


def bean_check(text: str, folder: Path) -> str:
    """What bean-check has to say; nothing when all is well."""
    file = folder / "journal.beancount"
    file.write_text(text, encoding="utf-8")
    command = Path(sys.executable).with_name("bean-check")
    done = subprocess.run([command, "--no-cache", str(file)], capture_output=True, text=True)
    return done.stderr or ("" if done.returncode == 0 else "failed")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 5, 1), date(2026, 5, 31)),
        (date(2026, 6, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 7, 31)),
        (date(2025, 7, 1), date(2025, 7, 31)),
    ],
)
def test_bean_check_accepts_any_period(two_months: None, tmp_path: Path, first: date, last: date) -> None:
    assert bean_check(beancount(first, last), tmp_path) == ""


@pytest.mark.slow
def test_bean_check_would_find_a_transfer_that_is_missing(two_months: None, tmp_path: Path) -> None:
    text = beancount(date(2026, 6, 1), date(2026, 6, 30))
    paid = next(part for part in text.split("\n\n") if '* "pay"' in part)

    assert "Balance failed" in bean_check(text.replace(paid, ""), tmp_path)


def test_a_month_begins_with_what_was_carried_forward(two_months: None) -> None:
    text = beancount(date(2026, 6, 1), date(2026, 6, 30))

    assert '2026-06-01 * "Carried forward"\n' in text
    assert "  Liabilities:Members:Held:M7  -300 POINTS\n" in text
    assert "  Expenses:Rewards  123.45 EUR\n" in text
    assert '2026-06-03 * "fail" "IBAN closed by the bank"' in text
    assert "2026-07-01 balance Liabilities:Members:Available:M8 -200 POINTS\n" in text


def test_accounts_that_differ_have_different_names() -> None:
    names = ["help", "Help", "h elp", "h-elp", "h.elp", "ü", "", "2026-1", "—"]
    accounts = [Account(kind=Kind.BUDGET, name=name, unit="points") for name in names]

    assert len({beancount_name(account) for account in accounts}) == len(names)


def test_the_csv_has_a_row_for_each_transfer_and_no_formulas(two_months: None) -> None:
    out = io.StringIO()

    assert write_csv(Period(date(2026, 6, 1), date(2026, 6, 30)), out) == 6

    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert [row["what"] for row in rows] == ["release", "release", "spend", "spend", "pay", "fail"]
    assert (rows[2]["debit"], rows[2]["credit"], rows[2]["amount"]) == ("member:7", "clearing:2026-1", "150")
    assert rows[2]["note"] == "'=1+1"
    assert rows[5]["reverses"] == rows[3]["number"]


def test_money_is_written_as_decimals_of_its_currency(two_months: None) -> None:
    out = io.StringIO()
    write_csv(Period(date(2026, 5, 1), date(2026, 5, 31)), out)

    euros = [row for row in csv.DictReader(io.StringIO(out.getvalue())) if row["unit"] == "EUR"]
    assert [row["amount"] for row in euros] == ["123.45"]


def test_a_period_goes_by_when_a_transfer_was_recorded_so_that_what_is_over_never_changes(two_months: None) -> None:
    before = beancount(date(2026, 5, 1), date(2026, 5, 31))
    with clock.standing_at(JUNE + timedelta(days=1)):
        award([Award(key="late", owner=9, amount=5, pool="help: the “first” pool", at=MAY)])

    assert beancount(date(2026, 5, 1), date(2026, 5, 31)) == before
    assert "  due: 2026-05-10\n" in beancount(date(2026, 6, 1), date(2026, 6, 30))
