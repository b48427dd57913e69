"""The first steps of newcomers are seen."""

from dataclasses import dataclass

from groundswell.events.event import Event


@dataclass(frozen=True, kw_only=True)
class NewcomerWelcomed(Event):
    """A helper or the team welcomed a newcomer at their first answer; without `answer`, at their first question."""

    name = "support.newcomer_welcomed"
    question: int
    answer: int | None = None
    member: int
