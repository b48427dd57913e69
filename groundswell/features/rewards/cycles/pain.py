"""The file that a bank takes to pay many people at once: ISO 20022 customer credit transfers, pain.001.001.09."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.etree import ElementTree as ET  # nosec B405  (we write, and read nothing)

from groundswell.ledger.units import spelled

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
LONGEST_NAME, LONGEST_TEXT, LONGEST_ID = 70, 140, 35
# What every bank of the SEPA scheme has to take (EPC217-08, its basic character set).
FOREIGN = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O",
     "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "&": "+", "\u2019": "'"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """Who pays or is paid: `iban` without spaces, `bic` or ""."""

    name: str
    iban: str
    bic: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """One transfer. `key` comes back in the bank's report; `amount` is in minor units."""

    key: str
    to: Party
    amount: int
    text: str


def plain(text: str, most: int) -> str:
    """In the letters that every bank takes; "-" when nothing is left."""
    folded = unicodedata.normalize("NFKD", text.translate(LETTERS))
    stripped = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return " ".join(FOREIGN.sub(" ", stripped).split())[:most].strip() or "-"


def credit_transfers(
    message: str, payer: Party, payments: Sequence[Payment], *, currency: str, made: datetime, on: date
) -> bytes:
    """The file as UTF-8: one batch of payments that the bank carries out `on` that day. The same input gives the same bytes.

    Raises ValueError when there is nothing to pay, or two payments have the same key.
    """
    if not payments:
        raise ValueError("A file of payments has at least one.")
    if len({payment.key for payment in payments}) < len(payments):
        raise ValueError("Two payments of a file have the same key.")
    root = ET.Element("Document", xmlns=NAMESPACE)
    initiation = ET.SubElement(root, "CstmrCdtTrfInitn")
    total = spelled(sum(payment.amount for payment in payments), currency)
    head = _under(initiation, "GrpHdr")
    _text(head, "MsgId", plain(message, LONGEST_ID))
    _text(head, "CreDtTm", made.isoformat(timespec="seconds"))
    _text(head, "NbOfTxs", str(len(payments)))
    _text(head, "CtrlSum", total)
    _text(head, "InitgPty/Nm", plain(payer.name, LONGEST_NAME))
    batch = _under(initiation, "PmtInf")
    _text(batch, "PmtInfId", plain(message, LONGEST_ID))
    _text(batch, "PmtMtd", "TRF")
    _text(batch, "BtchBookg", "true")
    _text(batch, "NbOfTxs", str(len(payments)))
    _text(batch, "CtrlSum", total)
    _text(batch, "PmtTpInf/SvcLvl/Cd", "SEPA" if currency == "EUR" else "NURG")
    _text(batch, "ReqdExctnDt/Dt", on.isoformat())
    _text(batch, "Dbtr/Nm", plain(payer.name, LONGEST_NAME))
    _text(batch, "DbtrAcct/Id/IBAN", payer.iban)
    _text(batch, "DbtrAgt/FinInstnId/" + ("BICFI" if payer.bic else "Othr/Id"), payer.bic or "NOTPROVIDED")
    _text(batch, "ChrgBr", "SLEV")
    for payment in payments:
        _transfer(batch, payment, currency)
    ET.indent(root, " ")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _transfer(batch: ET.Element, payment: Payment, currency: str) -> None:
    one = _under(batch, "CdtTrfTxInf")
    _text(one, "PmtId/EndToEndId", plain(payment.key, LONGEST_ID))
    amount = _text(one, "Amt/InstdAmt", spelled(payment.amount, currency))
    amount.set("Ccy", currency)
    if payment.to.bic:
        _text(one, "CdtrAgt/FinInstnId/BICFI", payment.to.bic)
    _text(one, "Cdtr/Nm", plain(payment.to.name, LONGEST_NAME))
    _text(one, "CdtrAcct/Id/IBAN", payment.to.iban)
    _text(one, "RmtInf/Ustrd", plain(payment.text, LONGEST_TEXT))


def _under(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, name)


def _text(parent: ET.Element, path: str, text: str) -> ET.Element:
    for name in path.split("/"):
        parent = ET.SubElement(parent, name)
    parent.text = text
    return parent
