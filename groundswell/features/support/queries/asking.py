"""What belongs to a question beside its text, as one column of the statement that reads the question."""

import json
from datetime import datetime
from typing import Any

from django.db.models import Count

from groundswell.features.support.demand import REPEATS, repeats_of
from groundswell.features.support.fields import AskField, read_fields
from groundswell.features.support.models import MeToo, TopicForm
from groundswell.features.support.queries.rows import AskingRow
from groundswell.members.groups.audiences import shut_places
from groundswell.members.rules import Viewer

# Whoever claimed it is on it until the time is over or they answered; nothing is written when that happens.
# Parameters: now, who reads. NULL for the many questions that have none of it.
ASKING = f"""
(SELECT jsonb_build_array(k.details, k.me_too,
    reads.who > 0 AND EXISTS (SELECT FROM support_me_too o WHERE o.member_id = reads.who AND o.question_id IN (
        {REPEATS.format("q.id")} SELECT id FROM repeats)), k.needs_at,
    c.id, coalesce(nullif(c.name, ''), c.handle), k.claimed_until, k.wanted_at IS NOT NULL AND NOT EXISTS (
        SELECT FROM support_answer w WHERE w.question_id = q.id AND w.posted_at > k.wanted_at AND w.deleted_at IS NULL))
 FROM (SELECT %s::timestamptz AS now, %s::bigint AS who) reads
 JOIN support_asking k ON k.question_id = q.id
 LEFT JOIN member c ON c.id = k.claimed_by_id AND k.claimed_until > reads.now AND c.erased_at IS NULL AND NOT EXISTS (
    SELECT FROM support_answer a WHERE a.question_id = q.id AND a.author_id = c.id AND a.posted_at >= k.claimed_at))
"""


def asking_of(read: Any) -> AskingRow:
    """From the column, which is JSON or nothing."""
    if read is None:
        return AskingRow()
    found = json.loads(read) if isinstance(read, (str, bytes)) else read
    details, me_too, mine, needs_at, by, name, until, wanted = found
    claimed = (by, name, datetime.fromisoformat(until)) if by else (0, "", None)
    row = AskingRow(details, me_too, mine, datetime.fromisoformat(needs_at) if needs_at else None, *claimed)
    return row._replace(wanted=wanted) if wanted else row


def fields_in(slug: str, viewer: Viewer) -> list[AskField]:
    """What questions in the topic of this address are asked for; nothing where there is no such topic for this reader."""
    forms = TopicForm.objects.filter(topic__slug=slug).exclude(topic__in=shut_places(viewer))
    stored = forms.values_list("fields", flat=True).first() if slug else None
    return read_fields(stored or [])


def devices_of(question: int) -> list[tuple[str, str, int]]:
    """With what others have the same trouble: device, version and how many, the most frequent first; never who."""
    said = MeToo.objects.filter(question__in=repeats_of(question)).exclude(device="", version="")
    counted = said.values_list("device", "version").annotate(many=Count("pk")).order_by("-many", "device", "version")
    return list(counted[:20])
