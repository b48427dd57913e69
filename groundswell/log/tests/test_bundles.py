"""What goes the same way goes together, and each parcel still ends by itself."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from django.utils import timezone

from groundswell.log import deliveries, follow
from groundswell.log.deliveries import Parcel
from groundswell.log.models import Delivery
from groundswell.log.tests.gate import NAME, due_now, open_gate, send_all


def bundled(arrived: list[Parcel], sizes: list[int]) -> deliveries.Bundler:
    @contextmanager
    def carry(parcels: Sequence[Parcel]) -> Iterator[deliveries.Send]:
        sizes.append(len(parcels))
        yield arrived.append

    return carry


def test_what_goes_the_same_way_goes_together_but_what_failed_once_goes_alone(
    outside: list[Parcel], monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    monkeypatch.setitem(deliveries.bundlers, "tests", bundled(outside, sizes))
    for member in range(5):
        open_gate(member)
    follow.run(NAME)
    Delivery.objects.filter(recipient="member:0").update(attempts=1)

    assert [deliveries.send_some(3) for _ in range(4)] == [1, 3, 1, 0]
    assert [parcel.number for parcel in outside] == [0, 1, 2, 3, 4] and sizes == [1, 3, 1]
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_what_a_worker_that_ends_has_in_hand_is_put_back_and_no_attempt_is_counted(
    outside: list[Parcel], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(deliveries.bundlers, "tests", bundled(outside, []))
    for member in range(3):
        open_gate(member)
    follow.run(NAME)

    assert deliveries.send_some(3, lambda: True) == 1
    assert sorted(Delivery.objects.values_list("state", "attempts")) == [("sent", 1), ("waiting", 0), ("waiting", 0)]
    due_now()
    send_all()
    assert len(outside) == 3


def test_when_a_bundle_cannot_be_made_each_of_it_is_tried_alone_later(
    outside: list[Parcel], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(parcels: Sequence[Parcel]) -> Any:
        raise LookupError("one of them is not to be read")

    monkeypatch.setitem(deliveries.bundlers, "tests", broken)
    for member in range(2):
        open_gate(member)
    follow.run(NAME)

    assert deliveries.send_some(9) == 2
    assert [row.attempts for row in Delivery.objects.all()] == [1, 1]
    assert all("not to be read" in row.problem and row.next_try > timezone.now() for row in Delivery.objects.all())
