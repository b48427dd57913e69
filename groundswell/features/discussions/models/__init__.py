"""Spaces, discussions and what people do with them; one file per noun."""

from groundswell.features.discussions.models.blogs import BlogDraft
from groundswell.features.discussions.models.discussions import Discussion, Reply
from groundswell.features.discussions.models.polls import Ballot, Poll, PollOption
from groundswell.features.discussions.models.reactions import Change, Hearing, Thanks
from groundswell.features.discussions.models.spaces import TEAM_ONLY, Space

__all__ = [
    "TEAM_ONLY",
    "Ballot",
    "BlogDraft",
    "Change",
    "Discussion",
    "Hearing",
    "Poll",
    "PollOption",
    "Reply",
    "Space",
    "Thanks",
]
