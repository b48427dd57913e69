"""What time it is. One place, so that the demo year and the tests can live at another time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    return _moment.get() or timezone.now()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Everything inside happens at this moment."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
