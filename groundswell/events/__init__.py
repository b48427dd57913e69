"""The vocabulary of Groundswell: every fact that it can record, as plain Python."""

from groundswell.events.event import Event, catalogue, event_named

__all__ = ["Event", "catalogue", "event_named"]
