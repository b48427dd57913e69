"""Which notes leave the house: a delivery for each member who wants such news by mail, and for each of their devices."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from groundswell.derived.notifications.models import PushDevice
from groundswell.derived.notifications.telling import Note
from groundswell.derived.notifications.wishes import Wishes
from groundswell.log.consumers import Batch
from groundswell.log.deliveries import Wanted, deliver_many
from groundswell.members.models import Member

NAME = "notifications.page"


class Reach(NamedTuple):
    """How somebody can be reached, and how they want to be."""

    wishes: Wishes
    by_mail: bool
    devices: list[int]


def send_out(batch: Batch, notes: Iterable[Note]) -> None:
    """Composed, and asked for once more, when it is sent. Of what happened before, nothing goes out (log/deliveries.py)."""
    notes = list(notes)
    if notes:
        deliver_many(NAME, _wanted(batch, notes))


def _wanted(batch: Batch, notes: list[Note]) -> Iterator[Wanted]:
    entries = {entry.position: entry for entry in batch.entries}
    reached = _reached({note.member for note in notes})
    for note in notes:
        if (reach := reached.get(note.member)) is None:
            continue
        entry, about = entries[note.entry], {"letter": "news", "kind": note.kind}
        if reach.by_mail and reach.wishes.tells("mail", note.kind):
            yield Wanted(entry, f"member:{note.member}", "mail", about)
        if reach.devices and reach.wishes.tells("push", note.kind):
            yield from (Wanted(entry, f"device:{device}", "push", about) for device in reach.devices)


def _reached(members: set[int]) -> dict[int, Reach]:
    """One statement for all of them."""
    devices = PushDevice.objects.filter(member=OuterRef("pk")).order_by("pk").values("pk")
    rows = Member.objects.present().filter(pk__in=members, claimed=True)
    found = rows.annotate(devices=ArraySubquery(devices)).values_list("pk", "settings", "email", "devices")
    return {pk: Reach(Wishes.of(kept), email is not None, numbers) for pk, kept, email, numbers in found}
