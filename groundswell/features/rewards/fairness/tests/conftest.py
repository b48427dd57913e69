"""A quarter with a ring of four: eve, and three who are in it with her."""

import pytest

from groundswell.features.rewards.fairness.tests.quarter import Quarter, crowd
from groundswell.members.actions import join
from groundswell.members.models import Member


@pytest.fixture
def honest(db: None) -> list[Member]:
    return crowd()


@pytest.fixture
def ring(eve: Member) -> list[Member]:
    names = ("Finn Falk", "Gus Grau", "Hugo Holm")
    return [eve, *(join(handle=n.split()[0].lower(), name=n, email=f"{n[0]}@example.com", how="test") for n in names)]


@pytest.fixture
def quarter(honest: list[Member], ring: list[Member]) -> Quarter:
    """Settled: everybody's points are available."""
    found = Quarter()
    found.honest(honest)
    found.ring(ring, honest)
    found.settle()
    return found
