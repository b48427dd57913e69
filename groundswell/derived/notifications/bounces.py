"""Letters that came back: after three in a row an address gets none, until it changes or its owner says that it works."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from django.db import connection

from groundswell.derived.notifications.models import Bounce
from groundswell.log import clock
from groundswell.log.deliveries import public_key
from groundswell.log.models import Delivery
from groundswell.members.models import Member

ENOUGH = 3
REPORTED_WITHIN = timedelta(days=10)
COUNT = """
INSERT INTO notification_bounce (member_id, address, count, at) VALUES (%s, %s, 1, %s)
ON CONFLICT (member_id) DO UPDATE SET at = EXCLUDED.at, address = EXCLUDED.address,
    count = CASE WHEN notification_bounce.address = EXCLUDED.address THEN notification_bounce.count + 1 ELSE 1 END
"""


def count_bounce(member: Member) -> None:
    """A server refused this member's address for good, at once or by a letter that came back."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [member.pk, _hash(member), clock.now()])


def count_returned(address: str, message: str) -> bool:
    """A report says that the letter with this Message-ID did not reach this address. Believed only of a letter that we sent."""
    member = Member.objects.present().filter(email=address.lower()).first()
    if member is None:
        return False
    lately = Delivery.objects.filter(
        recipient=f"member:{member.pk}", channel="mail", made_at__gt=clock.now() - REPORTED_WITHIN
    )
    keys = {public_key(key) for key in lately.values_list("key", flat=True)}
    if message.strip("<> ").partition("@")[0] not in keys:
        return False
    count_bounce(member)
    return True


def forgive(member: Member) -> None:
    """It works again: a letter was taken, or its owner says so."""
    Bounce.objects.filter(member=member).delete()


def is_stopped(member: Member) -> bool:
    """Whether nothing more is sent to the address that this member has now."""
    return Bounce.objects.filter(member=member, address=_hash(member), count__gte=ENOUGH).exists()


def bounced_among(members: Iterable[Member]) -> dict[int, bool]:
    """Those to whose addresses letters came back, and whether nothing more is sent there; one statement for all."""
    hashes = {member.pk: _hash(member) for member in members}
    rows = Bounce.objects.filter(member__in=hashes).values_list("member_id", "address", "count")
    return {pk: count >= ENOUGH and hashes[pk] == address for pk, address, count in rows}


def _hash(member: Member) -> str:
    return hashlib.sha256((member.email or "").encode()).hexdigest()
