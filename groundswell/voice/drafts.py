"""What people are writing and have not posted yet: kept on the server, one draft for each form."""

import json
import re
from datetime import timedelta

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from groundswell.log import clock
from groundswell.log.postgres.prepared import run_prepared
from groundswell.members.limits import MINUTE, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid
from groundswell.voice.models import Draft, Voice

PLACE = re.compile(r"[a-z]{2,20}(?::[a-z]?\d{1,18})?")
LARGEST, MOST_FIELDS, MOST_DRAFTS = 60_000, 20, 100
KEPT_FOR = timedelta(days=90)
UNSTORABLE = re.compile("[\0\ud800-\udfff]")
NOT_TYPED = {"csrfmiddlewaretoken", "once"}
TYPED = {"title", "body"}  # also by language: title_en, body_de
SAVE = """
INSERT INTO voice_draft (member_id, place, text, page, saved) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (member_id, place) DO UPDATE SET text = excluded.text, page = excluded.page, saved = excluded.saved
"""
FORGET = "DELETE FROM voice_draft WHERE member_id = %s AND place = %s"


def save_draft(place: str, fields: dict[str, str], *, by: Member, page: str = "") -> None:
    """Keep what is typed; emptied, it is forgotten. Raises Invalid when it is too much.

    A save that arrives after its text was posted (the same `once`) is nobody's draft any more.
    """
    if not PLACE.fullmatch(place):
        raise Invalid(_("There is no such place to write."), "place")
    limit(by.pk, "draft", most=90, per=MINUTE)
    text = {name: UNSTORABLE.sub("", value) for name, value in fields.items() if name not in NOT_TYPED}
    stored = json.dumps(text, ensure_ascii=False)
    if len(stored.encode()) > LARGEST or len(text) > MOST_FIELDS:
        raise Invalid(_("This draft is too long to be kept on the server."), "body")
    if not any(value.strip() for name, value in text.items() if name.partition("_")[0] in TYPED):
        forget_draft(place, by=by)
    elif not _posted(fields.get("once", ""), by):
        with connection.cursor() as cursor:
            cursor.execute(SAVE, [by.pk, place, stored, page, clock.now()])
        _bound(by)


def draft_of(member: Member, place: str) -> dict[str, str]:
    """What this member was writing here; empty when nothing."""
    found = Draft.objects.filter(member=member, place=place).values_list("text", flat=True).first()
    return {name: str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def drafts_of(member: Member) -> QuerySet[Draft]:
    """All that this member has not finished, the latest first."""
    return Draft.objects.filter(member=member).order_by("-saved", "-pk")


def forget_draft(place: str, *, by: Member) -> None:
    run_prepared(FORGET, [by.pk, place])


def remove_old() -> int:
    """Drafts that nobody touched for 90 days."""
    count, _tables = Draft.objects.filter(saved__lt=clock.now() - KEPT_FOR).delete()
    return count


def _posted(once: str, by: Member) -> bool:
    return bool(re.fullmatch(r"[0-9a-f-]{36}", once)) and Voice.objects.filter(author=by, once=once).exists()


def _bound(member: Member) -> None:
    """The newest hundred are kept."""
    Draft.objects.filter(pk__in=list(drafts_of(member).values_list("pk", flat=True)[MOST_DRAFTS:])).delete()
