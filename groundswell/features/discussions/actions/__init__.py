"""Everything that changes spaces, discussions and replies, one file per kind of deed."""

from groundswell.features.discussions.actions.beginning import edit_discussion
from groundswell.features.discussions.actions.blogging import (
    BlogText,
    approve_draft,
    change_post,
    discard_draft,
    return_draft,
    save_draft,
    submit_draft,
    unpublish_post,
    withdraw_draft,
)
from groundswell.features.discussions.actions.ending import tell_ended
from groundswell.features.discussions.actions.guarded import begin_discussion, reply_to
from groundswell.features.discussions.actions.hearing import follow, mute, unfollow, unmute
from groundswell.features.discussions.actions.moderating import (
    close_discussion,
    delete_discussion,
    delete_reply,
    move_discussion,
    reopen_discussion,
    restore_discussion,
    restore_reply,
)
from groundswell.features.discussions.actions.polling import PollText, cast_ballot, take_back_ballot
from groundswell.features.discussions.actions.replying import edit_reply
from groundswell.features.discussions.actions.spaces import SpaceText, change_space, make_space, set_audience
from groundswell.features.discussions.actions.thanking import give_thanks, take_back_thanks

__all__ = [
    "BlogText",
    "PollText",
    "SpaceText",
    "approve_draft",
    "begin_discussion",
    "cast_ballot",
    "change_post",
    "change_space",
    "close_discussion",
    "delete_discussion",
    "delete_reply",
    "discard_draft",
    "edit_discussion",
    "edit_reply",
    "follow",
    "give_thanks",
    "make_space",
    "move_discussion",
    "mute",
    "reopen_discussion",
    "reply_to",
    "restore_discussion",
    "restore_reply",
    "return_draft",
    "save_draft",
    "set_audience",
    "submit_draft",
    "take_back_ballot",
    "take_back_thanks",
    "tell_ended",
    "unfollow",
    "unmute",
    "unpublish_post",
    "withdraw_draft",
]
