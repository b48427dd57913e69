"""All consumers on the first weeks of the demo: a rebuild gives what the first run gave."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import models, transaction
from django.test import override_settings

from groundswell.demo import fill
from groundswell.log import follow
from groundswell.log.consumers import consumers
from groundswell.members.models import Member

LAST_MOMENT = datetime(2030, 5, 6, 20, 0, tzinfo=UTC)
DAYS = 28
NAMES = sorted(name for name, found in consumers.items() if found.rebuilds)
SET_BY_CONSUMERS = ("reputation", "level", "unread")


@pytest.fixture(scope="module", autouse=True)
def weeks(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), override_settings(LOG_READS_OWN_TRANSACTION=True), transaction.atomic():
        fill.fill(fill.plan(until=LAST_MOMENT, days=DAYS), lambda done: None)
        yield
        transaction.set_rollback(True)


def everything(name: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows that the consumer derived, without their numbers, and what it set on members."""
    found = {model.__name__: _rows(model) for model in consumers[name].rebuilds}
    return {**found, "Member": sorted(Member.objects.values_list("handle", *SET_BY_CONSUMERS))}


def _rows(model: type[models.Model]) -> list[tuple[Any, ...]]:
    key = model._meta.pk
    own = {key.name} if isinstance(key, models.AutoField) else set()
    fields = [field.attname for field in model._meta.concrete_fields if field.name not in own]
    return sorted(model._default_manager.values_list(*fields), key=repr)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_a_rebuild_gives_the_same_in_whatever_batches_the_log_comes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(name)
    assert all(before.values()) or sum(map(len, before.values())) > 100

    follow.rebuild(name)
    assert everything(name) == before

    monkeypatch.setattr(follow, "BATCH", 67)
    follow.rebuild(name)
    assert everything(name) == before
    assert follow.run(name) == 0
