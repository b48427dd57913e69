"""What members choose about their own standing: whether ranks show them."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from groundswell.events.standing import RanksJoined, RanksLeft
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import may_act, require

SET = """
UPDATE member SET settings = jsonb_set(settings, '{standing}', coalesce(settings -> 'standing', '{}') || jsonb_build_object(%s::text, %s::bool))
WHERE id = %s AND coalesce((settings -> 'standing' ->> %s)::bool, false) <> %s RETURNING id
"""


def is_ranked(member: Member) -> bool:
    """Whether ranks show this member; they do unless somebody said no."""
    return not member.settings.get("standing", {}).get("unranked", False)


@transaction.atomic
def show_in_ranks(wanted: bool, *, by: Member) -> None:
    """Appear in the ranks, or not. What one did goes on counting for reputation, levels and badges."""
    require(may_act(by), _("You cannot do this now."))
    limit(by.pk, "ranks", most=20, per=HOUR)
    with connection.cursor() as cursor:
        cursor.execute(SET, ["unranked", not wanted, by.pk, "unranked", not wanted])
        changed = cursor.fetchone() is not None
    by.refresh_from_db(fields=["settings"])
    if changed:
        record(RanksJoined(member=by.pk) if wanted else RanksLeft(member=by.pk), by=by)
