"""Credit on the bill: a signed call for each payout, and a CSV."""

import base64
import hashlib
import hmac
import io
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from groundswell.features.rewards.cycles import actions, billing
from groundswell.features.rewards.cycles.counting import Split
from groundswell.features.rewards.cycles.models import Cycle, Payout, Status
from groundswell.features.rewards.cycles.tests.conftest import CHOOSING, OVER, Give
from groundswell.features.rewards.cycles.tests.test_cycle import approved, at, choose
from groundswell.ledger.lots import spendable
from groundswell.log.deliveries import send_next
from groundswell.log.models import Delivery
from groundswell.members.models import Member

SECRET = "whsec_" + base64.b64encode(b"a secret of thirty-two bytes, so").decode()


class Bill(HTTPServer):
    """A billing system that answers what it was told to, and remembers what it heard."""

    answers: list[int]
    heard: list[tuple[dict[str, str], bytes]]


class Hears(BaseHTTPRequestHandler):
    server: Bill

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.answers.pop(0))
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def bill(settings: Any) -> Iterator[Bill]:
    server = Bill(("127.0.0.1", 0), Hears)
    server.answers, server.heard = [], []
    settings.BILLING_URL = f"http://127.0.0.1:{server.server_port}/credits?from=community"
    settings.BILLING_SECRET = SECRET
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def payout(cycle: Cycle, ada: Member, mia: Member, nora: Member, give: Give, bill: Bill) -> Payout:
    give(ada, 1_234)
    at(CHOOSING)
    choose(cycle, ada, Split(credit=100))
    at(OVER)
    approved(cycle, mia, nora)
    return Payout.objects.get(member=ada)


def test_a_credit_is_told_once_signed_and_paid_when_the_bill_has_taken_it(payout: Payout, bill: Bill) -> None:
    bill.answers = [503, 204]
    assert send_next()
    assert Delivery.objects.get().state == "waiting"
    Delivery.objects.update(next_try="2020-01-01T00:00:00Z")
    assert send_next() and not send_next()

    payout.refresh_from_db()
    assert (payout.status, Delivery.objects.get().state) == (Status.PAID, "sent")
    (first, body), (second, again) = bill.heard
    assert json.loads(body) == {
        "type": "rewards.credit", "payout": payout.pk, "cycle": "2026-1", "member": payout.member_id, "handle": "ada",
        "customer": "", "points": 1_234, "amount": "12.34", "currency": "EUR",
    }  # fmt: skip
    assert (first["webhook-id"], body) == (second["webhook-id"], again)  # by which a repetition is told
    said = f"{first['webhook-id']}.{first['webhook-timestamp']}.".encode() + body
    mac = base64.b64encode(hmac.digest(base64.b64decode(SECRET.removeprefix("whsec_")), said, hashlib.sha256)).decode()
    assert first["webhook-signature"] == f"v1,{mac}"


def test_what_the_bill_refuses_comes_back_to_its_member(payout: Payout, bill: Bill, ada: Member) -> None:
    bill.answers = [422]
    assert send_next()

    payout.refresh_from_db()
    assert (payout.status, spendable(ada.pk)) == (Status.FAILED, 1_234)
    assert Delivery.objects.get().state == "dropped"


def test_what_was_settled_by_hand_is_not_told_any_more(payout: Payout, bill: Bill, mia: Member) -> None:
    actions.confirm(payout, by=mia)
    assert send_next()
    assert (bill.heard, Delivery.objects.get().state) == ([], "dropped")


def test_the_csv_says_what_is_under_way_and_makes_no_formula_of_a_name(payout: Payout, ada: Member) -> None:
    Member.objects.filter(pk=ada.pk).update(handle="=1+2")
    out = io.StringIO()
    assert billing.write_csv(payout.cycle, out) == 1
    assert out.getvalue().splitlines() == [
        "payout,member,handle,customer,points,amount,currency,status",
        f"{payout.pk},{ada.pk},'=1+2,,1234,12.34,EUR,aside",
    ]


def test_without_a_billing_system_nothing_is_sent(
    settings: Any, cycle: Cycle, ada: Member, mia: Member, nora: Member, give: Give
) -> None:
    settings.BILLING_URL = ""
    give(ada, 100)
    at(CHOOSING)
    choose(cycle, ada, Split(credit=100))
    at(OVER)
    approved(cycle, mia, nora)
    assert not Delivery.objects.exists()
