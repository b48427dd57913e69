"""What those who run the place did, read from the log itself, which nobody can change."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groundswell.members.models import Member, Role
from groundswell.moderation.models import Decision

A_PAGE = 50
DEEDS: dict[str, Promise] = {
    "moderation.text_hidden": _("hid a text"),
    "moderation.text_restored": _("brought a text back"),
    "moderation.text_kept": _("let a text stand"),
    "moderation.member_warned": _("warned a member"),
    "moderation.member_silenced": _("silenced a member"),
    "moderation.member_suspended": _("suspended a member"),
    "moderation.measure_lifted": _("ended a measure early"),
    "moderation.note_added": _("noted something about a member"),
    "moderation.appeal_decided": _("decided an appeal"),
    "moderation.post_approved": _("let a text appear"),
    "moderation.post_refused": _("did not let a text appear"),
    "moderation.notice_decided": _("decided a legal notice"),
    "moderation.policy_changed": _("changed the numbers of the rules"),
    "moderation.word_rule_changed": _("changed a rule for words"),
    "moderation.pace_set": _("set a pace"),
    "gatherings.gathering_cancelled": _("cancelled a gathering"),
    "gatherings.gathering_hidden": _("hid a gathering"),
    "gatherings.gathering_restored": _("brought a gathering back"),
    "announcements.announcement_made": _("announced something"),
    "announcements.announcement_changed": _("changed an announcement"),
    "announcements.announcement_ended": _("took an announcement down"),
    "members.role_changed": _("gave somebody another role"),
    "support.question_closed": _("closed a question"),
    "support.question_reopened": _("reopened a question"),
    "support.question_locked": _("locked a question"),
    "support.question_unlocked": _("unlocked a question"),
    "support.question_moved": _("moved a question"),
    "support.question_deleted": _("deleted a question"),
    "support.question_restored": _("restored a question"),
    "support.answer_deleted": _("deleted an answer"),
    "support.answer_restored": _("restored an answer"),
    "support.comment_deleted": _("deleted a comment"),
    "support.comment_restored": _("restored a comment"),
}
# One short look into the index (by, position) for each person, so that it costs the same however long the log is.
ENTRIES = """
SELECT e.position, e.name, e.at, e.by, e.data FROM unnest(%s::bigint[]) AS staff (member)
CROSS JOIN LATERAL (
    SELECT position, name, at, by, data FROM log_entry
    WHERE by = staff.member AND position < %s AND name = ANY(%s) ORDER BY position DESC LIMIT %s
) AS e
ORDER BY e.position DESC LIMIT %s
"""


@dataclass(frozen=True)
class Line:
    """One deed: who, what, when, about whom, and the words of its decision."""

    position: int
    what: Promise
    at: datetime
    by: Member | None
    data: Mapping[str, Any]
    decision: Decision | None
    person: Member | None


@dataclass(frozen=True)
class Audit:
    lines: list[Line]
    older: str


def audit(*, by: str = "", after: str = "") -> Audit:
    """A page of deeds by staff, present and former, the newest first; `by` is a handle."""
    before = int(after) if after.isdecimal() and len(after) < 18 else 2**62
    staff = _staff(by)
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES, [staff, before, list(DEEDS), A_PAGE + 1, A_PAGE + 1])
        rows = cursor.fetchall()
    lines = _lines([(*row[:4], _data(row[4])) for row in rows[:A_PAGE]])
    return Audit(lines, str(rows[A_PAGE - 1][0]) if len(rows) > A_PAGE else "")


def _staff(handle: str) -> list[int]:
    if handle:
        return list(Member.objects.called(handle).values_list("pk", flat=True))
    now = set(Member.objects.get_queryset().exclude(role=Role.MEMBER).values_list("pk", flat=True))
    once = set(Decision.objects.exclude(by=None).order_by().values_list("by", flat=True).distinct())
    return sorted(now | {pk for pk in once if pk is not None})


def _data(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(value) if isinstance(value, str) else value
    return found


def _once(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """A text that a decision hides is recorded as deleted just before; that is one deed."""
    decided = {row[0] for row in rows if row[1] in {"moderation.text_hidden", "moderation.text_restored"}}
    return [row for row in rows if not (row[1].startswith("support.") and row[0] + 1 in decided)]


def _lines(rows: list[tuple[Any, ...]]) -> list[Line]:
    rows = _once(rows)
    decisions = Decision.objects.in_bulk([row[4]["decision"] for row in rows if row[4].get("decision")])
    concerned = {row[4].get("person") or row[4].get("author") or row[4].get("member") or 0 for row in rows}
    people = Member.objects.get_queryset().in_bulk({*concerned, *(row[3] for row in rows if row[3])} - {0})
    return [
        Line(
            position,
            DEEDS[name],
            at,
            people.get(by or 0),
            data,
            decisions.get(data.get("decision") or 0),
            people.get(data.get("person") or data.get("author") or data.get("member") or 0),
        )
        for position, name, at, by, data in rows
    ]
