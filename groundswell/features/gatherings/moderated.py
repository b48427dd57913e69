"""Gatherings as moderation knows them (groundswell/moderation/kinds.py)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from groundswell.events.gatherings import GatheringHidden, GatheringRestored
from groundswell.features.gatherings.actions.hosting import KIND, make_gathering
from groundswell.features.gatherings.actions.planning import Plan, Repeats
from groundswell.features.gatherings.models import Gathering
from groundswell.log.journal import record
from groundswell.members.groups.aims import Aim
from groundswell.members.models import Member
from groundswell.members.rules import Viewer
from groundswell.moderation.kinds import Kind, Subject, register
from groundswell.voice import actions as voices


def _find(pk: int, viewer: Viewer | None) -> Subject | None:
    seen = Gathering.objects.all() if viewer is None else Gathering.objects.visible_to(viewer)
    found = seen.select_related("voice").filter(pk=pk).first() if 0 < pk < 2**63 else None
    return _subject(found) if found else None


def _subject(found: Gathering) -> Subject:
    return Subject(
        kind=KIND,
        pk=found.pk,
        voice=found.voice_id,
        author=found.host_id,
        title=found.voice.title,
        url=found.get_absolute_url(),
        gone=found.hidden,
    )


@transaction.atomic
def _change(pk: int, by: Member | None, *, hidden: bool) -> None:
    found = Gathering.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None or found.hidden == hidden:
        return
    found.hidden = hidden
    found.save(update_fields=["hidden"])
    voices.hide(found.voice_id, hidden)
    record((GatheringHidden if hidden else GatheringRestored)(gathering=pk, host=found.host_id), by=by)


def publish(author: Member, held: dict[str, Any]) -> Subject:
    """What waited is a gathering now."""
    plan = Plan(
        title=held["title"],
        body=held["body"],
        starts=datetime.fromisoformat(held["starts"]),
        ends=datetime.fromisoformat(held["ends"]),
        zone=held["zone"],
        location=held["location"],
        link=held["link"],
        capacity=held["capacity"],
    )
    repeats = Repeats.of(held.get("repeats"))
    return _subject(make_gathering(plan, by=author, aim=Aim(place=held.get("place")), repeats=repeats))


register(
    Kind(
        name=KIND,
        label=_("Gathering"),
        find=_find,
        hide=lambda pk, by, _reason: _change(pk, by, hidden=True),
        restore=lambda pk, by, _reason: _change(pk, by, hidden=False),
        publish=publish,
        address=r"/gatherings/(\d+)/",
    )
)
