"""Who tells of the gate, and the world outside."""

from collections.abc import Iterator

import pytest

from groundswell.log import deliveries, follow
from groundswell.log.consumers import Batch, consumer, consumers
from groundswell.log.deliveries import Parcel, Wanted, senders
from groundswell.log.tests.gate import NAME, GateOpened


@pytest.fixture
def crier(request: pytest.FixtureRequest) -> Iterator[None]:
    """A consumer that has everybody told who is at the gate; it has begun before anything happens."""
    request.getfixturevalue("transactional_db" if "transactional_db" in request.fixturenames else "db")

    @consumer(NAME, GateOpened)
    def tell(batch: Batch) -> None:
        wanted = [
            Wanted(entry, f"member:{event.member}", "tests", {"gate": 4, "why": "late"})
            for entry, event in batch.of(GateOpened)
        ]
        deliveries.deliver_many(NAME, wanted)

    follow.run(NAME)
    yield
    del consumers[NAME]


@pytest.fixture
def outside(crier: None) -> Iterator[list[Parcel]]:
    """What has arrived in the world outside."""
    arrived: list[Parcel] = []
    senders["tests"] = arrived.append
    yield arrived
    senders.pop("tests", None)
