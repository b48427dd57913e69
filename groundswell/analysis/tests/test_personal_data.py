"""What looks like personal data is found, and what is only digits is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.analysis.personal_data import is_card, is_iban, masked, personal_data_in


def kinds(text: str) -> list[str]:
    return [one.kind for one in personal_data_in(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Write to ada.lovelace@fernweh.test please", "email"),
        ("Call me: +49 151 23456789", "phone"),
        ("Ruf mich an, 0151/234 567 89, danke", "phone"),
        ("It is (030) 1234567.", "phone"),
        ("my number is 15123456789", "phone"),
        ("Mein IBAN: DE89 3704 0044 0532 0130 00", "iban"),
        ("gb82west12345698765432", "iban"),
        ("Paid with 4111 1111 1111 1111 yesterday", "card"),
        ("Kundennummer: FW-2044871", "customer"),
        ("my order number is A1234567", "customer"),
        ("Vertragsnr. 88812345", "customer"),
        ("The PUK is 12345678", "secret"),
        ("Passwort: hunter22", "secret"),
    ],
)
def test_each_kind_is_found(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Pixel 8 with Android 14.0.1 since 2024-05-01, build 20240501123456",
        "iOS 17.4.1 (21E236), error 10060, 192.168.178.1",
        "My order number has not come by mail",
        "I paid 1.234.567,89 and waited 10 minutes",
        "DE89 3704 0044 0532 0130 01 has wrong check digits",
        "4111 1111 1111 1112 is no card",
        "Dial *#06# or 112, or the hotline 333",
        "See https://fernweh.test/q/4111111111111111 and [this](tel:+4915123456789)",
        "Write to someone@example.org",
        "I changed my password 3 times",
    ],
)
def test_what_is_none_is_left_alone(text: str) -> None:
    assert kinds(text) == []


def test_several_are_found_in_the_order_of_the_text_and_each_once() -> None:
    assert kinds("IBAN DE89370400440532013000, mail ada@fernweh.test, Tel. 0151 23456789") == ["iban", "email", "phone"]


@given(st.integers(min_value=10**17, max_value=10**18 - 1))
def test_exactly_one_pair_of_check_digits_makes_an_iban(account: int) -> None:
    right = [check for check in range(2, 99) if is_iban(f"DE{check:02}{account}")]

    assert len(right) == 1


@given(st.lists(st.integers(0, 9), min_size=12, max_size=17))
def test_exactly_one_last_digit_makes_a_card(digits: list[int]) -> None:
    number = "4" + "".join(map(str, digits))

    assert sum(is_card(f"{number}{last}") for last in range(10)) == 1


@given(st.text(max_size=400))
def test_any_text_can_be_looked_through(text: str) -> None:
    for one in personal_data_in(text):
        assert one.text and text[one.start : one.start + len(one.text)].strip()


def test_a_long_text_of_digits_takes_no_time() -> None:
    assert personal_data_in("0" * 40_000 + " " + "a." * 20_000 + "@" * 100) == []


def test_what_was_found_can_be_recognised_and_not_read() -> None:
    assert masked("0151 23456789") == "01•••••••••89"
    assert masked("1234") == "••••"
