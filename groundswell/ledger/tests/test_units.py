"""Amounts of money as people and files write them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.ledger.units import DIGITS, minor, spelled
from groundswell.members.rules import Invalid


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [("12.50", "EUR", 1250), ("12.5", "EUR", 1250), (" 7 ", "GBP", 700), ("1250", "JPY", 1250), ("0.125", "KWD", 125)],
)
def test_money_is_counted_in_minor_units(text: str, currency: str, amount: int) -> None:
    assert minor(text, currency) == amount


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("12.505", "EUR"),
        ("1.5", "JPY"),
        ("-1", "EUR"),
        ("1,50", "EUR"),
        ("", "EUR"),
        ("0", "EUR"),
        ("1e3", "EUR"),
        ("١", "XXX"),
    ],
)
def test_what_is_no_amount_of_a_currency_is_refused(text: str, currency: str) -> None:
    with pytest.raises(Invalid):
        minor(text, currency)


@given(st.integers(1, 10**14), st.sampled_from(sorted(DIGITS)))
def test_what_is_spelled_is_read_again(amount: int, currency: Any) -> None:
    if amount < 10**13:
        assert minor(spelled(amount, currency), currency) == amount
    assert spelled(-amount, currency) == "-" + spelled(amount, currency)
