"""What the API sends and takes about moderation."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from groundswell.members.api.calls import PersonOut, Pk, Word
from groundswell.members.api.schemas import Schema
from groundswell.moderation.models import Decision, Flag
from groundswell.moderation.queries.queue import Entry

Ground = Literal["spam", "rude", "personal", "illegal", "misplaced", "other"]


class FlagIn(Schema):
    """`kind` and `subject` name the text: "answer", 7."""

    kind: Word
    subject: Pk
    reason: Ground
    note: str = Field("", max_length=500, pattern=r"^[^\x00]*$")


class FlagOut(Schema):
    """A report of the caller's; `outcome` is agreed or disagreed, empty until it is decided."""

    id: int
    kind: str
    subject: int
    reason: str
    at: datetime
    outcome: str


class FlagShown(Schema):
    """A report as those who moderate see it."""

    by: PersonOut
    reason: str
    note: str
    weight: float
    at: datetime


class ItemOut(Schema):
    """Something that waits; `because` says in words why. `rank` 0 is the most pressing."""

    id: int
    what: str
    kind: str
    subject: int
    about: PersonOut | None
    excerpt: str
    rank: int
    weight: float
    hidden: bool
    opened_at: datetime
    because: list[str]
    flags: list[FlagShown]


class QueueOut(Schema):
    items: list[ItemOut]
    counts: dict[str, int]
    next: str


class DecideIn(Schema):
    """What to do: hide or keep (flags, notices), publish or refuse (what waits to appear), keep (accounts)."""

    deed: Literal["hide", "keep", "publish", "refuse"]
    ground: Ground | Literal[""] = ""
    reason: str = Field("", max_length=2_000, pattern=r"^[^\x00]*$")
    legal: bool = False
    seen: int | None = Field(
        None, description="The revision of what waits that was read; a newer one is not published."
    )


class AppealDecideIn(Schema):
    reverse: bool
    answer: str = Field(max_length=2_000, pattern=r"^[^\x00]*$")


class AppealIn(Schema):
    text: str = Field(max_length=2_000, pattern=r"^[^\x00]*$")


class MeasureIn(Schema):
    """A warning, silence or suspension; without `days` the next step of 1, 3, 7 and 30 days."""

    deed: Literal["warned", "silenced", "suspended", "lifted"]
    ground: Ground | Literal[""] = ""
    reason: str = Field("", max_length=2_000, pattern=r"^[^\x00]*$")
    days: int | None = Field(None, ge=1, le=3_650)


class DecisionOut(Schema):
    """A decision with its statement of reasons."""

    id: int
    deed: str
    kind: str
    subject: int
    ground: str
    legal: bool
    reason: str
    detected: str
    automatic: bool
    until: datetime | None
    at: datetime
    appeal: str | None


class NoticeIn(Schema):
    """Legal notice (Regulation (EU) 2022/2065, article 16)."""

    url: str = Field(max_length=400, pattern=r"^[^\x00]*$")
    why: str = Field(max_length=4_000, pattern=r"^[^\x00]*$")
    law: Word = ""
    name: Word = ""
    email: str = Field("", max_length=200, pattern=r"^([^@\s\x00]+@[^@\s\x00]+)?$")
    child_abuse: bool = False
    good_faith: bool


class NoticeOut(Schema):
    """A notice; at `token` its giver reads what became of it."""

    token: str
    url: str
    at: datetime
    outcome: str
    answer: str


def flag_out(flag: Flag) -> dict[str, Any]:
    return {
        "id": flag.pk,
        "kind": flag.item.kind,
        "subject": flag.item.subject,
        "reason": flag.reason,
        "at": flag.at,
        "outcome": flag.outcome,
    }


def item_out(entry: Entry) -> dict[str, Any]:
    item = entry.item
    said = entry.voice.excerpt if entry.voice else entry.held.body[:300] if entry.held else ""
    return {
        "id": item.pk,
        "what": item.what,
        "kind": item.kind,
        "subject": item.subject,
        "about": entry.about,
        "excerpt": said,
        "rank": item.rank,
        "weight": item.weight,
        "hidden": item.hidden,
        "opened_at": item.opened_at,
        "because": entry.evidence,
        "flags": [
            {"by": flag.by, "reason": flag.reason, "note": flag.note, "weight": flag.weight, "at": flag.at}
            for flag in entry.flags
        ],
    }


def decision_out(decision: Decision) -> dict[str, Any]:
    """`appeal` is None while nobody appealed, empty while it waits, else what came of it."""
    appeal = getattr(decision, "appeal", None)
    names = (
        "id", "deed", "kind", "subject", "ground", "legal", "reason", "detected", "automatic", "until", "at",
    )  # fmt: skip
    return {name: getattr(decision, name) for name in names} | {"appeal": appeal.outcome if appeal else None}
