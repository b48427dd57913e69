"""What leaves the house as money: account numbers, the file for the bank, codes from a file."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sepaxml
import xmlschema
from hypothesis import given
from hypothesis import strategies as st

from groundswell.features.rewards.cycles.codes import fingerprint, read_codes
from groundswell.features.rewards.cycles.iban import LENGTHS, iban, shown
from groundswell.features.rewards.cycles.pain import Party, Payment, credit_transfers, plain
from groundswell.members.rules import Invalid

PAYER = Party("Fernweh Mobil GmbH & Co. KG", "DE89370400440532013000", "COBADEFFXXX")
NOON, TOMORROW = datetime(2026, 6, 20, 12, tzinfo=UTC), date(2026, 6, 21)
# Examples of the registry that SWIFT keeps.
GOOD = ("DE89 3704 0044 0532 0130 00", "gb29-nwbk-6016-1331-9268-19", "NO9386011117947", "MT84MALT011000012345MTLCAST001S",
        "FR1420041010050500013M02606", "NL91ABNA0417164300")  # fmt: skip


@pytest.fixture(scope="module")
def bank() -> xmlschema.XMLSchema:
    """What a bank compares a file with, as the ISO publishes it."""
    return xmlschema.XMLSchema(str(Path(sepaxml.__file__).parent / "schemas" / "pain.001.001.09.xsd"))


@pytest.mark.parametrize("number", GOOD)
def test_account_numbers_of_the_registry_are_right_however_they_are_typed(number: str) -> None:
    assert iban(number) == number.upper().replace(" ", "").replace("-", "")


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("DE89 3704 0044 0532 0310 00", "check digits"),
        ("DE89 3704 0044 0532 0130 0", "has 22 characters, this one has 21"),
        ("XX89 3704 0044 0532 0130 00", "No country whose IBANs begin with “XX”"),
        ("my account", "begins with two letters"),
        ("", "begins with two letters"),
        ("DE89３7040044053201300", "begins with two letters"),
    ],
)
def test_a_wrong_account_number_is_refused_with_what_is_wrong_with_it(number: str, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        iban(number)


@given(st.sampled_from(GOOD), st.data())
def test_two_digits_that_changed_places_and_one_that_is_wrong_are_noticed(number: str, data: st.DataObject) -> None:
    right = iban(number)
    place = data.draw(st.integers(4, len(right) - 2))
    one, other = right[place], right[place + 1]
    swapped = right[:place] + other + one + right[place + 2 :]
    wrong = right[:place] + ("1" if one != "1" else "2") + right[place + 1 :]
    for number in (swapped, wrong):
        if number != right:
            with pytest.raises(Invalid):
                iban(number)


def test_an_account_is_shown_by_its_ends_only() -> None:
    assert shown(PAYER.iban) == "DE… 3000"
    assert all(15 <= length <= 34 for length in LENGTHS.values())


def payments(*names: str) -> list[Payment]:
    to = [Party(name, iban(GOOD[number % len(GOOD)])) for number, name in enumerate(names)]
    return [Payment(f"payout-{n}", party, 1000 + n, "Points 2026-1") for n, party in enumerate(to)]


def test_the_file_is_what_the_schema_asks_for_and_the_same_each_time(bank: xmlschema.XMLSchema) -> None:
    asked = payments("Ada Lindqvist", "Dan Wróbel", "Jürgen Groß")
    file = credit_transfers("2026-1 cash 1", PAYER, asked, currency="EUR", made=NOON, on=TOMORROW)

    bank.validate(file.decode())
    assert file == credit_transfers("2026-1 cash 1", PAYER, asked, currency="EUR", made=NOON, on=TOMORROW)
    decoded: Any = bank.to_dict(file.decode())
    told = decoded["CstmrCdtTrfInitn"]
    assert (told["GrpHdr"]["NbOfTxs"], str(told["GrpHdr"]["CtrlSum"])) == ("3", "30.03")
    (batch,) = told["PmtInf"]
    assert [one["Cdtr"]["Nm"] for one in batch["CdtTrfTxInf"]] == ["Ada Lindqvist", "Dan Wrobel", "Juergen Gross"]
    assert batch["Dbtr"]["Nm"] == "Fernweh Mobil GmbH + Co. KG"


@given(st.text(min_size=1), st.integers(1, 10**11), st.sampled_from(["EUR", "GBP", "JPY", "KWD"]))
def test_whatever_somebody_is_called_the_file_stays_valid(
    bank: xmlschema.XMLSchema, name: str, amount: int, currency: str
) -> None:
    one = [Payment("1", Party(name, PAYER.iban), amount, name)]
    file = credit_transfers("m", Party(name, PAYER.iban), one, currency=currency, made=NOON, on=TOMORROW)

    assert bank.is_valid(file.decode())
    assert len(plain(name, 70)) <= 70


def test_a_file_without_payments_or_with_one_twice_is_a_mistake_of_ours() -> None:
    twice = payments("Ada", "Ben")[:1] * 2
    for wrong in ([], twice):
        with pytest.raises(ValueError, match="payment"):
            credit_transfers("m", PAYER, wrong, currency="EUR", made=NOON, on=TOMORROW)


def test_codes_are_read_one_a_line_or_from_the_first_column() -> None:
    assert read_codes("A-1\n\nB-2\r\nC-3\n") == {"A-1": 1, "B-2": 3, "C-3": 4}
    assert read_codes('\ufeffCode;Wert\n"A-1";10\nB-2;10') == {"A-1": 2, "B-2": 3}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A-1\nB-2\nA-1\n", "Line 3 repeats the code of line 1. Nothing was added."),
        ("A-1\n" + "x" * 121, "Line 2 is no code"),
        ("A-1\nB\x07", "Line 2 is no code"),
        ("\n \n", "no code in this file"),
        ("\n".join(str(n) for n in range(20_001)), "at most 20000 codes"),
    ],
)
def test_a_file_of_codes_that_is_wrong_is_refused_with_its_line(text: str, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        read_codes(text)


def test_a_fingerprint_tells_equal_texts_and_nothing_else() -> None:
    assert fingerprint("iban", GOOD[0]) == fingerprint("iban", GOOD[0]) != fingerprint("code", GOOD[0])
    assert GOOD[0] not in fingerprint("iban", GOOD[0])
