"""What the demo year is made of: people, places, and texts with the time at which each is said."""

from dataclasses import dataclass, field
from datetime import timedelta

Moment = timedelta  # how long after the year began
STAFF = {"agent", "moderator", "manager", "admin"}
MODERATING = {"moderator", "manager", "admin"}


@dataclass(frozen=True, kw_only=True)
class Place:
    """A topic. `name` and `about` are texts by language."""

    slug: str
    name: dict[str, str]
    about: dict[str, str]
    icon: str = ""
    parent: str = ""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody in the community; `weight` says how much of the helping a regular does, readers never write."""

    where: str
    handle: str
    name: str
    joined: Moment
    languages: tuple[str, ...]
    about: str
    expertise: tuple[str, ...] = ()
    role: str = "member"
    weight: int = 0
    reader: bool = False

    @property
    def staff(self) -> bool:
        return self.role in STAFF


@dataclass(frozen=True, kw_only=True)
class Edit:
    where: str
    by: str
    at: Moment
    reason: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Remark:
    where: str
    by: str
    at: Moment
    body: str


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer; `number` counts from 0 within its question, as they stand in the file."""

    where: str
    number: int
    by: str
    at: Moment
    body: str
    votes: int = 0
    down: int = 0
    thanked: bool = False
    solved: Moment | None = None
    accepted_by: str = ""
    remarks: tuple[Remark, ...] = ()
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a moderator or the asker decided; `what` is one of checks.DECISIONS."""

    where: str
    what: str
    by: str
    at: Moment
    reason: str
    cause: str = "other"
    of: str = ""
    to: str = ""
    answer: int | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question with all that is said under it. `file` and `key` name it."""

    where: str
    file: str
    key: str
    by: str
    at: Moment
    topic: str
    tags: tuple[str, ...]
    language: str
    title: str
    body: str
    votes: int = 0
    down: int = 0
    remarks: tuple[Remark, ...] = ()
    replies: tuple[Reply, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def ended(self, *kinds: str) -> Moment | None:
        """When it was closed, locked or deleted, if ever."""
        return min((one.at for one in self.decisions if one.what in kinds), default=None)


@dataclass(frozen=True, kw_only=True)
class Year:
    places: tuple[Place, ...]
    people: dict[str, Person] = field(default_factory=dict)
    questions: tuple[Asked, ...] = ()
