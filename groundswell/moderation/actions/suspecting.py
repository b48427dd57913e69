"""Raise accounts that seem to belong together, with the evidence; people decide, nothing follows by itself.

Devices are those of the list of sessions that every member sees in their own settings; nothing more is stored for this.
"""

from datetime import timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from groundswell.analysis.rings import Pair, groups, reciprocal
from groundswell.events.moderation import PeopleSuspected
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.models import Member
from groundswell.members.rules import require
from groundswell.moderation.actions.deciding import close
from groundswell.moderation.matters import matter_named
from groundswell.moderation.models import Item, What
from groundswell.moderation.models.queue import LATER
from groundswell.moderation.rules import may_moderate

LOOKS_BACK = timedelta(days=90)
# Up-votes that stand, from the log: the last word of a voter about a post counts.
VOTES = """
SELECT by, author FROM (
    SELECT DISTINCT ON (by, data->>'on', data->>'subject') by, (data->>'author')::bigint AS author,
           CASE WHEN name = 'support.vote_cast' THEN (data->>'value')::int ELSE 0 END AS value
    FROM log_entry WHERE name IN ('support.vote_cast', 'support.vote_withdrawn') AND at >= %s AND by IS NOT NULL
    ORDER BY by, data->>'on', data->>'subject', position DESC
) AS last WHERE value > 0
"""
# The same browser at the same address; households do that too, so it counts only for two of whom one voted for the other.
DEVICES = """
SELECT a.user_id, b.user_id, count(DISTINCT (a.ip, a.user_agent)) FROM usersessions_usersession a
JOIN usersessions_usersession b ON b.ip = a.ip AND b.user_agent = a.user_agent AND b.user_id > a.user_id
WHERE a.last_seen_at >= %s GROUP BY 1, 2 HAVING count(DISTINCT (a.ip, a.user_agent)) >= 1 ORDER BY 3 DESC LIMIT 200
"""


def suspect() -> int:
    """Look for pairs and rings of the last 90 days; how many new items were raised. Run by the clock, once a day."""
    since = clock.now() - LOOKS_BACK
    with connection.cursor() as cursor:
        cursor.execute(VOTES, [since])
        votes = cursor.fetchall()
        cursor.execute(DEVICES, [since])
        devices = cursor.fetchall()
    voted = {tuple(sorted(vote)) for vote in votes}
    pairs = reciprocal(votes)
    by_pair = {(pair.first, pair.second): pair for pair in pairs}
    raised = sum(_raise(group, [by_pair[p] for p in by_pair if set(p) <= set(group)]) for group in groups(pairs))
    shared = [(first, second, times) for first, second, times in devices if (first, second) in voted]
    return raised + sum(_raise_device(*found) for found in shared)


@transaction.atomic
def decide_people(item: Item, *, by: Member, reason: str = "") -> None:
    """Somebody has looked; what they decided about each account is a decision of its own."""
    require(may_moderate(by), _("Only moderators decide this."))
    item = Item.objects.select_for_update().get(pk=item.pk)
    require(item.done_at is None, _("Somebody else has decided this already."))
    require(matter_named(item.kind) is None, _("This is decided on the page of the finding."))
    close(item, "looked_at", by)


@transaction.atomic
def _raise(group: list[int], pairs: list[Pair]) -> bool:
    """One item for a ring, once: not again for the same people within the time that is looked at."""
    names = dict(Member.objects.present().filter(pk__in=group).values_list("pk", "handle"))
    because = [
        {
            "rule": "votes",
            "first": names.get(pair.first, "?"),
            "second": names.get(pair.second, "?"),
            "mutual": pair.mutual,
            "votes": pair.votes,
            "expected": pair.expected,
            "people": [pair.first, pair.second],
        }
        for pair in pairs
    ]
    return _item(group, because, "votes")


@transaction.atomic
def _raise_device(first: int, second: int, times: int) -> bool:
    names = dict(Member.objects.present().filter(pk__in=[first, second]).values_list("pk", "handle"))
    if len(names) < 2:
        return False
    found = {
        "rule": "device",
        "first": names[first],
        "second": names[second],
        "times": times,
        "people": [first, second],
    }
    return _item([first, second], [found], "device")


def _item(people: list[int], because: list[dict[str, object]], cause: str) -> bool:
    """The number of the smallest account names the item, so that the same ring is open once."""
    recent = Item.objects.filter(
        what=What.PEOPLE, kind=cause, subject=people[0], opened_at__gte=clock.now() - LOOKS_BACK
    )
    if recent.exists() or not Member.objects.present().filter(pk=people[0]).exists():
        return False
    item = Item.objects.create(
        what=What.PEOPLE,
        kind=cause,
        subject=people[0],
        about_id=people[0],
        rank=LATER,
        because=because,
        opened_at=clock.now(),
    )
    record(PeopleSuspected(item=item.pk, people=people, cause=cause), by=None)
    return True
