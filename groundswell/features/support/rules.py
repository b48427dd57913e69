"""Who may do what with questions and answers. Actions enforce these; templates ask them too."""

from datetime import timedelta

from groundswell.features.support.models import Answer, Comment, Question
from groundswell.log import clock
from groundswell.members.models import Member
from groundswell.members.rules import may_act

TRUSTED = 3  # level from which members sort things out
EDITOR = 4  # level from which members edit others' texts
ASKER_ALONE = timedelta(days=7)
VOTES_A_DAY = 20
VOTES_PER_AUTHOR = 6


def may_ask(member: Member) -> bool:
    return may_act(member)


def is_settled(question: Question) -> bool:
    """Locked or deleted: only those who moderate change anything."""
    return question.locked_at is not None or question.deleted_at is not None


def may_answer(member: Member, question: Question) -> bool:
    return may_act(member) and question.closed_at is None and (member.moderates or not is_settled(question))


def may_comment(member: Member, question: Question) -> bool:
    return may_act(member) and (member.moderates or not is_settled(question))


def may_vote(member: Member, question: Question, author_id: int) -> bool:
    return may_act(member) and member.pk != author_id and not is_settled(question)


def may_thank(member: Member, answer: Answer) -> bool:
    return may_act(member) and member.pk != answer.author_id and answer.deleted_at is None


def may_accept(member: Member, question: Question) -> bool:
    """The asker at any time; trusted members and staff once the asker had seven days."""
    if not may_act(member) or (is_settled(question) and not member.moderates):
        return False
    if member.pk == question.asker_id:
        return True
    waited = clock.now() - question.asked_at >= ASKER_ALONE
    return waited and (member.is_team or member.level >= TRUSTED)


def may_revoke(member: Member, question: Question) -> bool:
    """Whoever set the mark, the asker, and those who moderate."""
    if not may_act(member) or (is_settled(question) and not member.moderates):
        return False
    return member.moderates or member.pk in {question.asker_id, question.solved_by_id}


def accepts_as(member: Member, question: Question) -> str:
    if member.pk == question.asker_id:
        return "asker"
    return "staff" if member.is_team else "trusted"


def may_edit(member: Member, question: Question, author_id: int | None) -> bool:
    if not may_act(member):
        return False
    if member.moderates or member.role == "agent":
        return True
    return not is_settled(question) and (member.pk == author_id or member.level >= EDITOR)


def may_edit_comment(member: Member, comment: Comment) -> bool:
    return may_act(member) and (member.moderates or (member.pk == comment.author_id and not is_settled(comment.question)))


def may_sort(member: Member, question: Question) -> bool:
    """Retag and move."""
    return may_edit(member, question, question.asker_id) or (
        may_act(member) and member.level >= TRUSTED and not is_settled(question)
    )


def may_close(member: Member, question: Question) -> bool:
    if not may_act(member):
        return False
    return member.moderates or (not is_settled(question) and (member.role == "agent" or member.level >= EDITOR))


def may_lock(member: Member) -> bool:
    return may_act(member) and member.moderates


def may_delete(member: Member, question: Question, author_id: int, answers: int = 0) -> bool:
    """Moderators anything; authors their own while nobody has built on it."""
    if not may_act(member):
        return False
    return member.moderates or (member.pk == author_id and answers == 0 and not is_settled(question))


def may_see_deleted(member: Member, author_id: int) -> bool:
    return member.moderates or member.pk == author_id
