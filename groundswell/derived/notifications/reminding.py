"""Askers who have answers and no solution are asked whether one solved it: after 3, 7 and 30 days, and then never again."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.db import connection, transaction
from django.urls import reverse

from groundswell.derived.notifications.models import Unsettled
from groundswell.events import asking, sorting
from groundswell.events import support as it
from groundswell.log import clock
from groundswell.log.consumers import Batch, consumer
from groundswell.log.deliveries import deliver_planned

NAME = "notifications.unsettled"
LETTERS = "notifications.reminders"
DAYS = (3, 7, 30)
GOOD_FOR = 60 * 86_400  # seconds: until a month after the last of them
SALT = "settle"
EVENTS = (
    it.AnswerPosted, it.AnswerAccepted, it.SolutionRevoked, it.QuestionClosed, it.QuestionDeleted, it.QuestionLocked,
    sorting.QuestionMerged, asking.NotSolvedYet,
)  # fmt: skip
# At most one letter a day for each member: what it is about longest.
DUE = """
WITH due AS (
    SELECT DISTINCT ON (u.asker) u.question, u.asker, d.days
    FROM notification_unsettled u CROSS JOIN unnest(%(days)s::int[]) AS d (days)
    WHERE u.since <= %(now)s - make_interval(days => d.days) AND u.since > %(now)s - make_interval(days => d.days + 2)
    AND NOT EXISTS (SELECT FROM notification_reminded r WHERE r.question = u.question AND r.days >= d.days)
    AND NOT EXISTS (SELECT FROM notification_reminded r WHERE r.member_id = u.asker AND r.at > %(now)s - interval '20 h')
    ORDER BY u.asker, u.since
)
INSERT INTO notification_reminded (question, member_id, days, at) SELECT question, asker, days, %(now)s FROM due
ON CONFLICT DO NOTHING RETURNING question, member_id, days
"""


@consumer(NAME, *EVENTS, rebuilds=(Unsettled,))
def keep_unsettled(batch: Batch) -> None:
    """Which questions have an answer, and nobody said that it solved them; since their first answer."""
    asked = {getattr(entry.event, "question", 0) for entry in batch.entries}
    known: dict[int, Unsettled | None] = dict(Unsettled.objects.in_bulk(asked))
    for entry in batch.entries:
        event = entry.event
        match event:
            case it.AnswerPosted(question=question, author=author, asker=asker, origin="here"):
                if author != asker and known.get(question) is None:
                    known[question] = Unsettled(question=question, asker=asker, since=entry.at)
            case it.SolutionRevoked(question=question, asker=asker):
                known[question] = Unsettled(question=question, asker=asker, since=entry.at)
            case it.AnswerPosted():
                pass
            case _:
                known[getattr(event, "question", 0)] = None
    rows = [row for row in known.values() if row]
    Unsettled.objects.filter(pk__in=[question for question, row in known.items() if row is None]).delete()
    Unsettled.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["question"], update_fields=["asker", "since"]
    )


@transaction.atomic
def remind() -> int:
    """Have those reminded for whom it is time; return how many. Whoever was missed for two days is left in peace."""
    known: dict[str, Any] = {"now": clock.now(), "days": list(DAYS)}
    with connection.cursor() as cursor:
        cursor.execute(DUE, known)
        rows = cursor.fetchall()
    for question, member, days in rows:
        about = {"letter": "reminder", "question": question, "days": days}
        deliver_planned(LETTERS, f"{question}.{days}", [(f"member:{member}", "mail", about)])
    return len(rows)


class Settle(NamedTuple):
    """What a link of such a letter does: says that this answer solved it, or with 0 that none did. `over`: too late."""

    member: int
    question: int
    answer: int
    over: bool = False


@dataclass(frozen=True)
class Choice:
    """An answer in the letter, and the link that says that it was the one."""

    who: str
    text: str
    language: str
    href: str


def link(settle: Settle) -> str:
    token = signing.dumps(list(settle[:3]), salt=SALT)
    return f"{settings.SITE_URL}{reverse('settling:settle', args=[token])}"


def read(token: str) -> Settle | None:
    """Nothing for a link that is not ours; one that is too old leads to its question and decides nothing."""
    try:
        return Settle(*signing.loads(token, salt=SALT, max_age=GOOD_FOR))
    except signing.SignatureExpired:
        return Settle(*signing.loads(token, salt=SALT))._replace(over=True)
    except signing.BadSignature:
        return None
