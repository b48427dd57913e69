"""Credit on the bill: told to the billing system, once for each payout, signed; and as CSV for who enters it by hand.

The call is what Standard Webhooks describes: the signature is an HMAC of id, time and body, so that nobody can forge one, change
one, or send an old one again. The id stays the same in every attempt: whoever got it before answers 200 and does nothing.
"""

import base64
import csv
import hashlib
import hmac
import http.client
import json
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import Any, TextIO
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialAccount
from django.conf import settings

from groundswell.features.rewards.cycles.models import Cycle, Payout, Status, Way
from groundswell.ledger.units import spelled
from groundswell.log.deliveries import Dropped, Parcel, deliver_planned, sender

CONSUMER = CHANNEL = "billing"
TIMEOUT = 20
REFUSES = 422  # only this says something of the credit; all else may be a mistake of those who set us up
COLUMNS = ("payout", "member", "handle", "customer", "points", "amount", "currency", "status")


def announce(cycle: Cycle, payouts: Sequence[Payout]) -> None:
    """Have these told to the billing system, if there is one. Belongs inside the transaction that set them aside."""
    if settings.BILLING_URL and payouts:
        deliver_planned(
            CONSUMER, "credit", [(f"payout:{payout.pk}", CHANNEL, {"cycle": cycle.pk}) for payout in payouts]
        )


@sender(CHANNEL)
def send_credit(parcel: Parcel) -> None:
    """Raises Dropped for what is not under way any more. What the other side refuses comes back to its member."""
    from groundswell.features.rewards.cycles.actions import confirm, fail

    payout = Payout.objects.select_related("cycle", "member").filter(pk=parcel.number, status=Status.ASIDE).first()
    if payout is None:
        raise Dropped("It was settled by hand meanwhile.")
    body = json.dumps(_said(payout)).encode()
    status = call(settings.BILLING_URL, body, signed(parcel.key, int(time.time()), body, settings.BILLING_SECRET))
    if status == REFUSES:
        fail(payout, by=None, note=f"The billing system refused it ({status}).")
        raise Dropped(f"Refused with {status}; the points went back.")
    if not 200 <= status < 300:
        raise OSError(f"The billing system answered {status}.")
    confirm(payout, by=None)


def signed(key: str, at: int, body: bytes, secret: str) -> dict[str, str]:
    """The headers of a call. `secret` is as it was given, or base64 after "whsec_"."""
    raw = base64.b64decode(secret.removeprefix("whsec_")) if secret.startswith("whsec_") else secret.encode()
    mac = hmac.digest(raw, f"msg_{key}.{at}.".encode() + body, hashlib.sha256)
    return {
        "Content-Type": "application/json",
        "webhook-id": f"msg_{key}",
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
    }


def call(url: str, body: bytes, headers: dict[str, str]) -> int:
    """POST and say the status; a redirect is an answer like any other, because a signed call goes where it was meant to."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with closing(kind(parts.hostname or "", parts.port, timeout=TIMEOUT)) as connection:
        connection.request("POST", path, body, headers)
        return connection.getresponse().status


def write_csv(cycle: Cycle, out: TextIO) -> int:
    """A row for each credit of a cycle that is under way or done; return how many."""
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    credits = Payout.objects.filter(cycle=cycle, way=Way.CREDIT, status__in=(Status.ASIDE, Status.PAID))
    found = list(credits.select_related("member").order_by("pk"))
    known = _customers(payout.member_id for payout in found)
    for payout in found:
        rows.writerow([
            payout.pk, payout.member_id, _harmless(payout.member.handle), _harmless(known.get(payout.member_id, "")),
            payout.points, spelled(payout.money, cycle.currency), cycle.currency, payout.status,
        ])  # fmt: skip
    return len(found)


def _said(payout: Payout) -> dict[str, Any]:
    return {
        "type": "rewards.credit",
        "payout": payout.pk,
        "cycle": payout.cycle.name,
        "member": payout.member_id,
        "handle": payout.member.handle,
        "customer": _customers([payout.member_id]).get(payout.member_id, ""),
        "points": payout.points,
        "amount": spelled(payout.money, payout.cycle.currency),
        "currency": payout.cycle.currency,
    }


def _customers(members: Iterable[int]) -> dict[int, str]:
    """By what the company's own sign-in knows them."""
    found = SocialAccount.objects.filter(user__in=list(members), provider="company").order_by("pk")
    return dict(found.values_list("user", "uid"))


def _harmless(text: str) -> str:
    """A spreadsheet takes what begins so for a formula."""
    return "'" + text if text[:1] in tuple("=+-@\t\r") else text
