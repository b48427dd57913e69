"""A member's own calendar by a secret address, which they can end at any time."""

import re

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac

from groundswell.features.gatherings.models import CalendarFeed
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member

SALT = "groundswell.calendar"
TOKEN = re.compile(r"(\d{1,18})-(\d{1,9})-([0-9a-f]{40})")


@transaction.atomic
def make_feed(*, by: Member) -> str:
    """A new secret address; one that was there before leads nowhere from now on."""
    limit(by.pk, "calendar", most=20, per=HOUR)
    CalendarFeed.objects.get_or_create(member=by, defaults={"number": 0})
    CalendarFeed.objects.filter(member=by).update(number=F("number") + 1, live=True)
    return token_of(CalendarFeed.objects.get(member=by))


@transaction.atomic
def revoke_feed(*, by: Member) -> None:
    """The address leads nowhere any more. That it was there is kept, so that its number never comes again."""
    CalendarFeed.objects.filter(member=by).update(number=F("number") + 1, live=False)


def token_of(feed: CalendarFeed) -> str:
    """The secret part of the address. It is signed, not stored, so who reads the database cannot use it."""
    said = f"{feed.member_id}-{feed.number}"
    return f"{said}-{_mac(said, settings.SECRET_KEY)}"


def owner_of(token: str) -> Member | None:
    """Whose calendar it is; nobody's where the address was ended, or they cannot sign in any more."""
    found = TOKEN.fullmatch(token)
    if found is None:
        return None
    said = f"{found[1]}-{found[2]}"
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not any(constant_time_compare(found[3], _mac(said, key)) for key in keys):
        return None
    feed = (
        CalendarFeed.objects.select_related("member")
        .filter(member=int(found[1]), number=int(found[2]), live=True)
        .first()
    )
    if feed is None or not feed.member.is_active or feed.member.erased_at is not None or feed.member.is_suspended:
        return None
    return feed.member


def _mac(said: str, key: str) -> str:
    return salted_hmac(SALT, said, key, algorithm="sha256").hexdigest()[:40]
