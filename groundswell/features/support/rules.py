"""Who may do what with questions and answers. Actions enforce these; templates ask them too."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from groundswell.features.support.models import Answer, Comment, Question, Topic
from groundswell.log import clock
from groundswell.members.groups.audiences import is_shut
from groundswell.members.models import Member, Role
from groundswell.members.rules import Viewer, is_member, may_act, may_write

if TYPE_CHECKING:
    from groundswell.features.support.models import TagPage
    from groundswell.features.support.queries.rows import QuestionRow

    AnyQuestion = Question | QuestionRow

HELPER = 2  # level from which members ask askers for more
TRUSTED = 3  # level from which members sort things out
GREETER = 2  # level from which members see and welcome newcomers
EDITOR = 4  # level from which members edit others' texts
ASKER_ALONE = timedelta(days=7)
VOTES_A_DAY = 20
VOTES_PER_AUTHOR = 6


def may_ask(member: Member) -> bool:
    return may_write(member)


def may_see(viewer: Viewer, question: "AnyQuestion") -> bool:
    """As QuestionQuerySet.visible_to, for one that is at hand."""
    there = question.deleted_at is None or may_see_deleted(viewer, question.asker_id)
    return there and may_read(viewer, question)


def may_read(viewer: Viewer, question: "AnyQuestion") -> bool:
    """Whether the topic that it is in is for them too. A row of a page was read for its reader, who is who asks."""
    if is_member(viewer) and viewer.moderates:
        return True
    if not isinstance(question, Question):
        return not question.shut
    if question.read_by and is_member(viewer) and question.read_by[0] == viewer.pk:
        return not question.read_by[1]
    return not is_shut(question.topic_id, viewer)


def may_see_deleted(viewer: Viewer, author_id: int | None) -> bool:
    return is_member(viewer) and (viewer.moderates or viewer.pk == author_id)


def is_settled(question: "AnyQuestion") -> bool:
    """Locked or deleted: only those who moderate change anything."""
    return question.locked_at is not None or question.deleted_at is not None


def may_answer(member: Member, question: "AnyQuestion") -> bool:
    return question.closed_at is None and may_say(member, question)


def may_say(member: Member, question: "AnyQuestion") -> bool:
    """Say something there. Nobody where it was merged into another: what is said of it is said there."""
    open_to_all = question.merged_into_id is None and (member.moderates or not is_settled(question))
    return may_write(member) and open_to_all and may_read(member, question)


def may_comment(member: Member, question: "AnyQuestion") -> bool:
    return question.archived_at is None and may_say(member, question)


def may_vote(member: Member, question: "AnyQuestion", author_id: int) -> bool:
    still = not is_settled(question) and question.archived_at is None
    return may_write(member) and member.pk != author_id and still and may_read(member, question)


def may_thank(member: Member, answer: Answer) -> bool:
    thanked = member.pk != answer.author_id and answer.deleted_at is None
    return may_write(member) and thanked and may_read(member, answer.question)


def may_accept(member: Member, question: "AnyQuestion") -> bool:
    """The asker at any time; trusted members and staff once the asker had seven days."""
    if not may_act(member) or (is_settled(question) and not member.moderates) or not may_read(member, question):
        return False
    if member.pk == question.asker_id:
        return True
    waited = clock.now() - question.asked_at >= ASKER_ALONE
    return waited and (member.is_team or member.level >= TRUSTED)


def may_revoke(member: Member, question: "AnyQuestion") -> bool:
    """Whoever set the mark, the asker, and those who moderate."""
    if not may_act(member) or (is_settled(question) and not member.moderates) or not may_read(member, question):
        return False
    return member.moderates or member.pk in {question.asker_id, question.solved_by_id}


def accepts_as(member: Member, question: "AnyQuestion") -> str:
    if member.pk == question.asker_id:
        return "asker"
    return "staff" if member.is_team else "trusted"


def may_edit(member: Member, question: "AnyQuestion", author_id: int | None, wiki_level: int | None = None) -> bool:
    if not may_write(member) or not may_read(member, question):
        return False
    if member.moderates or member.role == "agent":
        return True
    from_level = EDITOR if wiki_level is None else min(wiki_level, EDITOR)
    return not is_settled(question) and (member.pk == author_id or member.level >= from_level)


def may_edit_comment(member: Member, comment: Comment) -> bool:
    question = comment.question
    own = member.pk == comment.author_id and not is_settled(question) and may_read(member, question)
    return may_write(member) and (member.moderates or own)


def may_rewrite(member: Viewer, subject: "Question | Answer | Comment") -> bool:
    """Edit any of the three, or bring a former version of it back."""
    if not is_member(member):
        return False
    if isinstance(subject, Comment):
        return may_edit_comment(member, subject)
    question = subject if isinstance(subject, Question) else subject.question
    wiki_level = subject.wiki_level if isinstance(subject, Answer) else None
    return may_edit(member, question, subject.voice.author_id, wiki_level)


def may_sort(member: Member, question: "AnyQuestion") -> bool:
    """Retag and move."""
    return may_edit(member, question, question.asker_id) or (
        may_write(member) and member.level >= TRUSTED and not is_settled(question) and may_read(member, question)
    )


def may_move(member: Member, question: "AnyQuestion", topic: Topic, private: bool) -> bool:
    """Into a topic that one may read; into and out of private ones (`private` says that it is in one) only those who
    moderate, because that makes public what was said among few, or takes it away from others."""
    if not may_sort(member, question):
        return False
    return member.moderates or not (private or topic.private)


def may_set_audience(member: Viewer) -> bool:
    """Say who may read a topic: managers and admins."""
    return may_act(member) and is_member(member) and member.role in (Role.MANAGER, Role.ADMIN)


def may_keep_topics(member: Viewer) -> bool:
    """Make topics, change, order and archive them: managers and admins."""
    return may_set_audience(member)


def may_close(member: Member, question: "AnyQuestion") -> bool:
    if not may_act(member) or not may_read(member, question):
        return False
    return member.moderates or (not is_settled(question) and (member.role == "agent" or member.level >= EDITOR))


def may_merge(member: Member, question: "AnyQuestion") -> bool:
    """Merge it, into it, split something off it, or take that back; asked of both questions."""
    return may_close(member, question)


def may_mark_official(member: Member) -> bool:
    """Say that the company stands by an answer: who works for it."""
    return may_act(member) and member.is_team


def may_make_wiki(member: Member, question: "AnyQuestion", author_id: int) -> bool:
    """Its author, or who may close questions. That ends it only for the latter."""
    return may_close(member, question) or (may_write(member) and member.pk == author_id and not is_settled(question))


def may_make_canonical(member: Member, question: "AnyQuestion") -> bool:
    """Say that an answer is the one to a tag or topic: the team and trusted members."""
    return may_act(member) and (member.is_team or (member.level >= TRUSTED and not is_settled(question)))


def may_bring_back(member: Member, question: "AnyQuestion") -> bool:
    """Out of the archive: its asker, and who sorts things out."""
    return may_sort(member, question)


def may_propose_synonym(member: Viewer) -> bool:
    return is_member(member) and may_write(member) and (member.is_team or member.level >= TRUSTED)


def may_decide_synonym(member: Viewer) -> bool:
    return is_member(member) and may_act(member) and member.moderates


def may_describe_tag(member: Viewer, page: "TagPage | None") -> bool:
    """The team, and members from the level on that its page names, 3 while there is none."""
    level = page.level if page else TRUSTED
    return is_member(member) and may_write(member) and (member.is_team or member.level >= level)


def may_lock(member: Member) -> bool:
    return may_act(member) and member.moderates


def may_delete(member: Member, question: "AnyQuestion", author_id: int, answers: int = 0) -> bool:
    """Moderators anything; authors their own while nobody has built on it."""
    if not may_act(member):
        return False
    own = member.pk == author_id and answers == 0 and not is_settled(question)
    return member.moderates or (own and may_read(member, question))


def may_set_form(member: Viewer) -> bool:
    """Say what questions in a topic are asked for: who moderates."""
    return may_act(member) and is_member(member) and member.moderates


def may_request_details(member: Member, question: "AnyQuestion") -> bool:
    """Ask the asker for more: the team and helpers, while the question is open."""
    helps = member.is_team or member.level >= HELPER
    open_for_more = question.closed_at is None and question.solution_id is None
    return helps and member.pk != question.asker_id and open_for_more and may_comment(member, question)


def may_say_not_solved(member: Member, question: "AnyQuestion") -> bool:
    """That the answers so far did not solve it: its asker, while it is open and nothing is marked."""
    open_still = question.closed_at is None and question.solution_id is None and not is_settled(question)
    return member.pk == question.asker_id and open_still and may_write(member)


def greets(member: Viewer) -> bool:
    """Sees what newcomers wrote first, and welcomes them."""
    return is_member(member) and may_write(member) and (member.is_team or member.level >= GREETER)


def may_welcome(member: Member, question: "AnyQuestion", author_id: int | None) -> bool:
    return greets(member) and member.pk != author_id and may_read(member, question)


def may_say_me_too(member: Member, question: "AnyQuestion") -> bool:
    return member.pk != question.asker_id and not is_settled(question) and may_say(member, question)


def may_claim(member: Member, question: "AnyQuestion") -> bool:
    """Say that one is writing an answer."""
    return member.pk != question.asker_id and question.solution_id is None and may_answer(member, question)


@dataclass(frozen=True)
class Allowed:
    """What the page of a question offers to its reader."""

    answer: bool = False
    say: bool = False
    comment: bool = False
    edit: bool = False
    sort: bool = False
    close: bool = False
    merge: bool = False
    moderate: bool = False
    accept: bool = False
    revoke: bool = False
    edits_all: bool = False
    me_too: bool = False
    claim: bool = False
    want: bool = False
    request: bool = False
    team: bool = False
    canonical: bool = False
    back: bool = False
    level: int = 0
    member: int = 0

    def edits(self, author_id: int) -> bool:
        return self.edits_all or author_id == self.member


def for_page(viewer: Viewer, question: "AnyQuestion") -> Allowed:
    """All rules that a question's page asks, asked once."""
    if not is_member(viewer):
        return Allowed()
    return Allowed(
        answer=may_answer(viewer, question),
        say=may_say(viewer, question),
        comment=may_comment(viewer, question),
        edit=may_edit(viewer, question, question.asker_id),
        sort=may_sort(viewer, question),
        close=may_close(viewer, question),
        merge=may_merge(viewer, question),
        moderate=may_lock(viewer),
        accept=may_accept(viewer, question),
        revoke=may_revoke(viewer, question),
        edits_all=may_edit(viewer, question, None),
        me_too=may_say_me_too(viewer, question),
        claim=may_claim(viewer, question),
        want=may_say_not_solved(viewer, question),
        request=may_request_details(viewer, question),
        team=viewer.is_team,
        canonical=may_make_canonical(viewer, question),
        back=question.archived_at is not None and may_bring_back(viewer, question),
        level=viewer.level,
        member=viewer.pk,
    )
