"""Facts about topics themselves. Their names and descriptions are texts, so they are not in here."""

from dataclasses import dataclass, field

from groundswell.events.event import Event


@dataclass(frozen=True, kw_only=True)
class TopicMade(Event):
    """A manager made a topic, under `parent` or at the top. `private`: closed to others from the first moment."""

    name = "places.topic_made"
    topic: int
    slug: str
    parent: int | None = None
    private: bool = False


@dataclass(frozen=True, kw_only=True)
class TopicChanged(Event):
    """What a topic is called, where it stands or what holds in it was changed. `was` is its former address, where that changed."""

    name = "places.topic_changed"
    topic: int
    slug: str
    parent: int | None = None
    was: str = ""


@dataclass(frozen=True, kw_only=True)
class TopicsOrdered(Event):
    """The topics stand in this order from now on."""

    name = "places.topics_ordered"
    topics: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class TopicArchived(Event):
    """Nothing new is asked in a topic from now on; what is there stays."""

    name = "places.topic_archived"
    topic: int


@dataclass(frozen=True, kw_only=True)
class TopicReopened(Event):
    """Questions are asked in a topic again."""

    name = "places.topic_reopened"
    topic: int
