"""The append-only log, and how far each consumer has read."""

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from groundswell.log import clock

if TYPE_CHECKING:
    Field = models.Field[int, int]
else:
    Field = models.Field


class TransactionId(Field):
    """PostgreSQL's 64-bit transaction id (xid8), which never wraps round."""

    def db_type(self, connection: Any) -> str:
        return "xid8"


class CurrentTransaction(models.Func):
    template = "pg_current_xact_id()"
    output_field = TransactionId()


class CurrentGeneration(models.Func):
    template = "log_current_generation()"
    output_field = models.IntegerField()


class Generation(models.Model):
    """A count of transaction ids. A restored database starts a new one; all older entries are settled."""

    id = models.IntegerField(primary_key=True)
    started = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "log_generation"

    def __str__(self) -> str:
        return str(self.pk)


class LogEntry(models.Model):
    """One recorded event. A trigger refuses UPDATE, DELETE and TRUNCATE."""

    position = models.BigAutoField(primary_key=True)
    generation = models.IntegerField(db_default=CurrentGeneration())
    xid = TransactionId(db_default=CurrentTransaction())
    name = models.CharField(max_length=80)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    data = models.JSONField()

    class Meta:
        db_table = "log_entry"
        indexes = [
            models.Index(fields=["generation", "xid", "position"], name="log_entry_order"),
            models.Index(fields=["by", "position"], name="log_entry_by"),
            BrinIndex(fields=["at"], autosummarize=True, name="log_entry_at"),
        ]

    def __str__(self) -> str:
        return f"#{self.position} {self.name}"


class Cursor(models.Model):
    """The last entry that a consumer has finished, and why and on which entry it stands still if it does.

    Entries up to `since` were there before the consumer was, or are the past of a demo: nothing is sent about them.
    """

    consumer = models.CharField(max_length=80, primary_key=True)
    generation = models.IntegerField(default=0)
    xid = models.BigIntegerField(default=0)
    position = models.BigIntegerField(default=0)
    stopped = models.TextField(default="")
    stopped_at = models.DateTimeField(null=True)
    stopped_on = models.BigIntegerField(null=True)
    since = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "log_cursor"

    def __str__(self) -> str:
        return f"{self.consumer} at {self.position}"


class Skipped(models.Model):
    """An entry that an operator told a consumer to leave out; `by` is nobody for the command line."""

    consumer = models.CharField(max_length=80)
    position = models.BigIntegerField()
    problem = models.TextField()
    by = models.BigIntegerField(null=True)
    because = models.TextField(default="")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "log_skipped"
        constraints = [models.UniqueConstraint(fields=["consumer", "position"], name="skipped_once")]

    def __str__(self) -> str:
        return f"{self.consumer} without #{self.position}"


class Delivery(models.Model):
    """Something that is to leave the house: a mail, a push, a call of a webhook. A rebuild leaves it alone.

    `about` holds ids and plain values; what is sent is composed when it is sent. While a worker sends it, and when
    that failed, `next_try` lies ahead. `recipient` is a "member:7".
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        DEAD = "dead"
        DROPPED = "dropped"

    key = models.CharField(max_length=200, unique=True)
    consumer = models.CharField(max_length=80)
    entry = models.BigIntegerField()
    recipient = models.CharField(max_length=60)
    channel = models.CharField(max_length=20)
    about = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.SmallIntegerField(default=0)
    next_try = models.DateTimeField()
    problem = models.TextField(default="")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "log_delivery"
        indexes = [
            models.Index(fields=["next_try", "id"], name="delivery_waiting", condition=models.Q(state="waiting")),
            models.Index(fields=["id"], name="delivery_dead", condition=models.Q(state="dead")),
        ]

    def __str__(self) -> str:
        return f"{self.channel} to {self.recipient} about #{self.entry}"
