"""Everything that changes questions and answers, one file per kind of deed."""

from groundswell.features.support.actions.answering import edit_answer
from groundswell.features.support.actions.archiving import archive_old, bring_back
from groundswell.features.support.actions.asking import edit_question, move_question, retag_question
from groundswell.features.support.actions.audiences import set_audience
from groundswell.features.support.actions.commenting import delete_comment, edit_comment, restore_comment
from groundswell.features.support.actions.describing import describe_tag, set_tag_editors
from groundswell.features.support.actions.details import change_details, request_details, set_topic_form
from groundswell.features.support.actions.dismissing import dismiss, take_back_dismissal
from groundswell.features.support.actions.following import count_visit, follow, make_share_link, mark_read, unfollow
from groundswell.features.support.actions.guarded import answer_question, ask_question, comment_on
from groundswell.features.support.actions.joining import claim_question, release_claim, say_me_too, take_back_me_too
from groundswell.features.support.actions.marking import (
    end_wiki,
    make_canonical,
    make_official,
    make_wiki,
    set_several_solutions,
    take_back_official,
)
from groundswell.features.support.actions.merging import merge_question, undo_merge
from groundswell.features.support.actions.moderating import (
    close_question,
    delete_answer,
    delete_question,
    lock_question,
    reopen_question,
    restore_answer,
    restore_question,
    unlock_question,
)
from groundswell.features.support.actions.muting import mute, unmute
from groundswell.features.support.actions.renaming import rename_tag
from groundswell.features.support.actions.solving import accept_answer, revoke_mark, revoke_solution
from groundswell.features.support.actions.sparing import open_similar, show_similar, solve_by_similar
from groundswell.features.support.actions.splitting import split_post, undo_split
from groundswell.features.support.actions.synonyms import (
    approve_synonym,
    decline_synonym,
    propose_synonym,
    retag_all,
    undo_synonym,
)
from groundswell.features.support.actions.topics import (
    archive_topic,
    change_topic,
    make_topic,
    move_topic,
    reopen_topic,
)
from groundswell.features.support.actions.voting import give_thanks, take_back_thanks, vote, withdraw_vote
from groundswell.features.support.actions.wanting import say_not_solved
from groundswell.features.support.actions.welcoming import welcome
from groundswell.members.groups.readers import Readers

__all__ = [
    "Readers",
    "accept_answer",
    "answer_question",
    "approve_synonym",
    "archive_old",
    "archive_topic",
    "ask_question",
    "bring_back",
    "change_details",
    "change_topic",
    "claim_question",
    "close_question",
    "comment_on",
    "count_visit",
    "decline_synonym",
    "delete_answer",
    "delete_comment",
    "delete_question",
    "describe_tag",
    "dismiss",
    "edit_answer",
    "edit_comment",
    "edit_question",
    "end_wiki",
    "follow",
    "give_thanks",
    "lock_question",
    "make_canonical",
    "make_official",
    "make_share_link",
    "make_topic",
    "make_wiki",
    "mark_read",
    "merge_question",
    "move_question",
    "move_topic",
    "mute",
    "open_similar",
    "propose_synonym",
    "release_claim",
    "rename_tag",
    "reopen_question",
    "reopen_topic",
    "request_details",
    "restore_answer",
    "restore_comment",
    "restore_question",
    "retag_all",
    "retag_question",
    "revoke_mark",
    "revoke_solution",
    "say_me_too",
    "say_not_solved",
    "set_audience",
    "set_several_solutions",
    "set_tag_editors",
    "set_topic_form",
    "show_similar",
    "solve_by_similar",
    "split_post",
    "take_back_dismissal",
    "take_back_me_too",
    "take_back_official",
    "take_back_thanks",
    "undo_merge",
    "undo_split",
    "undo_synonym",
    "unfollow",
    "unlock_question",
    "unmute",
    "vote",
    "welcome",
    "withdraw_vote",
]
