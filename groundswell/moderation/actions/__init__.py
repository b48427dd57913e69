"""Everything that changes what is reported and decided, one file per kind of deed."""

from groundswell.moderation.actions.appealing import appeal, decide_appeal
from groundswell.moderation.actions.deciding import decide_flags, decide_many, hide_text, restore_text
from groundswell.moderation.actions.flagging import flag, put_in_queue
from groundswell.moderation.actions.holding import decide_held, hold, revise_held
from groundswell.moderation.actions.learning import learn_spam
from groundswell.moderation.actions.measuring import add_note, lift, silence, suspend, warn
from groundswell.moderation.actions.noticing import Said, decide_notice, give_notice
from groundswell.moderation.actions.setting import add_word, remove_word, set_numbers, set_pace
from groundswell.moderation.actions.suspecting import decide_people, suspect

__all__ = [
    "Said",
    "add_note",
    "add_word",
    "appeal",
    "decide_appeal",
    "decide_flags",
    "decide_held",
    "decide_many",
    "decide_notice",
    "decide_people",
    "flag",
    "give_notice",
    "hide_text",
    "hold",
    "learn_spam",
    "lift",
    "put_in_queue",
    "remove_word",
    "restore_text",
    "revise_held",
    "set_numbers",
    "set_pace",
    "silence",
    "suspect",
    "suspend",
    "warn",
]
