"""Questions, the answers that solve them, and what people make of both."""

from groundswell.features.support.models.answers import Answer, Comment
from groundswell.features.support.models.asking import Asking, Attempt, MeToo, TopicForm
from groundswell.features.support.models.merges import Merge
from groundswell.features.support.models.places import Tag, Topic, TopicAddress
from groundswell.features.support.models.questions import CloseReason, Question
from groundswell.features.support.models.reactions import (
    Dismissal,
    Follow,
    FormerVote,
    Kind,
    Mute,
    Reading,
    Thanks,
    Vote,
)
from groundswell.features.support.models.records import Change, Link, ShareLink
from groundswell.features.support.models.splits import Split
from groundswell.features.support.models.tagging import Retagged, Synonym, TagPage
from groundswell.features.support.models.welcomes import Welcome
from groundswell.features.support.models.wikis import Wiki

__all__ = [
    "Answer",
    "Asking",
    "Attempt",
    "Change",
    "CloseReason",
    "Comment",
    "Dismissal",
    "Follow",
    "FormerVote",
    "Kind",
    "Link",
    "MeToo",
    "Merge",
    "Mute",
    "Question",
    "Reading",
    "Retagged",
    "ShareLink",
    "Split",
    "Synonym",
    "Tag",
    "TagPage",
    "Thanks",
    "Topic",
    "TopicAddress",
    "TopicForm",
    "Vote",
    "Welcome",
    "Wiki",
]
