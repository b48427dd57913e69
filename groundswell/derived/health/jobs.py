"""A report that takes long is made by a worker."""

from procrastinate.contrib.django import app

from groundswell.derived.health import kept
from groundswell.derived.health.scope import scope


@app.task
def make_report(first: str, last: str, topic: str, tag: str) -> None:
    kept.make(scope(first, last, topic, tag))
