"""What Prometheus is told."""

from django.utils import timezone

from groundswell.log.models import Delivery
from groundswell.work.metrics import DeliveryCollector, LagCollector


def test_what_is_unsent_and_how_far_consumers_are_behind_is_measured(transactional_db: None) -> None:
    for number, state in enumerate(("waiting", "dead", "dead", "sent")):
        Delivery.objects.create(
            key=str(number), consumer="x", entry=1, recipient="member:7", channel="mail", state=state,
            next_try=timezone.now(), made_at=timezone.now(),
        )  # fmt: skip

    rows, overdue = DeliveryCollector().collect()
    events, *_others = LagCollector().collect()

    assert {sample.labels["state"]: sample.value for sample in rows.samples} == {"waiting": 1, "dead": 2}
    assert overdue.samples[0].value >= 0
    assert {sample.value for sample in events.samples} == {0}
