"""A gate that opens, for the tests of what leaves the house."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from groundswell.events import Event
from groundswell.log import journal
from groundswell.log.deliveries import send_next
from groundswell.log.models import Delivery

NAME = "tests.crier"


@dataclass(frozen=True, kw_only=True)
class GateOpened(Event):
    """For these tests."""

    name = "tests.gate_opened"
    member: int
    origin: str = "here"


def open_gate(member: int = 7, *, origin: str = "here", ago: timedelta = timedelta(0)) -> int:
    with transaction.atomic():
        event = GateOpened(member=member, origin=origin)
        return journal.record(event, by=None, at=timezone.now() - ago)


def send_all() -> None:
    while send_next():
        pass


def due_now() -> None:
    Delivery.objects.update(next_try=timezone.now() - timedelta(seconds=1))


def the_row() -> Delivery:
    return Delivery.objects.get()
