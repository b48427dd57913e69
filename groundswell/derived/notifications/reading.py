"""What a member has read, and what they want to hear of: their own doing, so it is no event and survives a rebuild."""

import json
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from groundswell.derived.notifications import writing
from groundswell.derived.notifications.kinds import ALL, switched_off
from groundswell.derived.notifications.models import Notification
from groundswell.derived.notifications.wishes import LONGEST_AWAY, MOST, OFTEN, Wishes
from groundswell.log import clock
from groundswell.members.models import Member
from groundswell.members.rules import Invalid

SEEN = """
WITH read AS (
    UPDATE notification SET read_at = %s WHERE member_id = %s AND read_at IS NULL AND NOT hidden
    AND (%s::bigint IS NULL OR entry = %s) AND (%s::text[] IS NULL OR kind = ANY(%s)) AND at <= coalesce(%s::timestamptz, 'infinity')
    RETURNING entry, latest
)
INSERT INTO notification_seen (member_id, entry, latest, at) SELECT %s, entry, latest, %s FROM read
ON CONFLICT (member_id, entry) DO UPDATE SET latest = EXCLUDED.latest, at = EXCLUDED.at
"""

WISHES = "UPDATE member SET settings = settings || jsonb_build_object('notifications', %s::jsonb) WHERE id = %s"

TELLING = "UPDATE member SET settings = settings || jsonb_build_object('telling', %s::jsonb) WHERE id = %s"


@transaction.atomic
def mark_read(notification: Notification, *, by: Member) -> None:
    """Remember that a member has read one notification."""
    _mark(by, entry=notification.entry)
    writing.count_unread([by.pk])


@transaction.atomic
def mark_all_read(*, by: Member, until: datetime | None = None) -> None:
    """Remember that a member has read all there is now, or what came until then."""
    _mark(by, until=until)
    writing.count_unread([by.pk])


@transaction.atomic
def choose_how(wishes: Wishes, *, by: Member) -> None:
    """By which channels to be told of what, how often, and when not. Raises Invalid for what makes no sense."""
    if wishes.often not in OFTEN:
        raise Invalid(_("Letters come daily, weekly or never."), "often")
    if not 1 <= wishes.most <= MOST:
        raise Invalid(_("Choose between 1 and %(most)s mails a day.") % {"most": MOST}, "most")
    if wishes.quiet and not all(0 <= hour < 24 for hour in wishes.quiet):
        raise Invalid(_("An hour is between 0 and 23."), "quiet")
    if wishes.away and wishes.away - clock.now().date() > LONGEST_AWAY:
        raise Invalid(_("You can be away for a year at most."), "away")
    with connection.cursor() as cursor:
        cursor.execute(TELLING, [json.dumps(wishes.kept()), by.pk])
    by.refresh_from_db(fields=["settings"])


@transaction.atomic
def choose(wanted: dict[str, bool], *, by: Member) -> None:
    """Switch kinds of notification on and off. What piled up while one was off does not come as news."""
    by.refresh_from_db(fields=["settings"])
    was = set(switched_off(by))
    off = {kind for choice in ALL if not wanted.get(choice.key, True) for kind in choice.kinds}
    _mark(by, kinds=sorted(was - off))
    with connection.cursor() as cursor:
        cursor.execute(WISHES, [json.dumps(dict.fromkeys(sorted(off), False)), by.pk])
    writing.count_unread([by.pk])


def _mark(
    by: Member, *, entry: int | None = None, kinds: list[str] | None = None, until: datetime | None = None
) -> None:
    now = clock.now()
    parameters: list[Any] = [now, by.pk, entry, entry, kinds, kinds, until, by.pk, now]
    with connection.cursor() as cursor:
        cursor.execute(SEEN, parameters)
