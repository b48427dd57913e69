"""Counters that nobody asks for any more: limits of days and months that are over, and all that ended shadows remembered.

They follow from the log, so a rebuild makes them again, and they can be forgotten again.
"""

from datetime import timedelta

from django.db import connection

from groundswell.features.rewards.keeping import forget_memory
from groundswell.features.rewards.models import Version
from groundswell.log.models import Cursor, LogEntry

CONSUMER = "rewards.earning"
LATE = timedelta(days=3)  # an entry may come into the log a little after the moment that it names
# A key is rule/day/member/2026-05-31, rule/pair/by/member/2026-05, or month/member/2026-05; names of rules have no slash.
OVER = """
DELETE FROM rewards_tally WHERE (key LIKE '%%/day/%%' AND split_part(key, '/', 2) = 'day' AND right(key, 10) < %(day)s)
    OR (key LIKE '%%/pair/%%' AND split_part(key, '/', 2) = 'pair' AND right(key, 7) < %(month)s)
    OR (key LIKE 'month/%%' AND key ~ '^month/[0-9]+/[0-9]{4}-[0-9]{2}$' AND right(key, 7) < %(month)s)
"""


def forget_what_is_over() -> int:
    """Returns how many counters went. What counts is how far the log was read, not today: a worker that was away still needs the old ones."""
    read = Cursor.objects.filter(pk=CONSUMER).values_list("position", flat=True).first()
    at = LogEntry.objects.filter(pk=read).values_list("at", flat=True).first() if read else None
    if at is None:
        return 0
    for number in Version.objects.filter(counted=False, shadow_until__lt=at - LATE).values_list("number", flat=True):
        forget_memory(number)
    until = at - LATE
    with connection.cursor() as cursor:
        cursor.execute(OVER, {"day": f"{until:%Y-%m-%d}", "month": f"{until:%Y-%m}"})
        return int(cursor.rowcount)
