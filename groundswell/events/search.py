"""What search tells members of: that there is something new for what they look for. Never what that is."""

from dataclasses import dataclass

from groundswell.events.event import Event


@dataclass(frozen=True, kw_only=True)
class SavedSearchFound(Event):
    """New questions fit a saved search whose member wants to hear soon: so many, the latest of them is `question`."""

    name = "search.saved_search_found"
    search: int
    member: int
    question: int
    count: int


@dataclass(frozen=True, kw_only=True)
class SavedSearchGathered(Event):
    """The same for a member who wants to hear of it once a day, and in the digest."""

    name = "search.saved_search_gathered"
    search: int
    member: int
    question: int
    count: int
