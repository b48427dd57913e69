"""One question with everything on its page, in three statements however many answers there are."""

from dataclasses import dataclass
from datetime import timedelta

from groundswell.features.support.queries.asking import ASKING, asking_of
from groundswell.features.support.queries.repeats import AGAIN, repeats_read
from groundswell.features.support.queries.rows import PERSON, AnswerRow, CommentRow, QuestionRow, with_person
from groundswell.features.support.rules import may_see
from groundswell.log import clock
from groundswell.log.postgres.prepared import run_prepared
from groundswell.members.groups.audiences import SHUT, reader
from groundswell.members.rules import Viewer, is_member

MOST_ANSWERS = 100
ORDERS = {
    "best": "(q.solution_id = a.id) DESC NULLS LAST, a.marked_at, a.rank DESC, a.id",
    "newest": "a.posted_at DESC, a.id DESC",
    "oldest": "a.posted_at, a.id",
}
QUESTION = f"""
SELECT q.id, q.asker_id, q.topic_id, q.tags, q.language, q.asked_at, q.active_at, q.answer_count, q.ups, q.downs, q.views,
       q.solution_id, q.solved_at, q.solved_by_id, q.solved_as, q.closed_at, q.closed_as, q.duplicate_of_id, q.locked_at,
       q.archived_at,
       q.deleted_at, q.merged_into_id, q.merged, q.parts, v.id, v.title, v.html, v.excerpt, v.revision, v.edited_at,
       coalesce((SELECT value FROM support_vote WHERE question_id = q.id AND answer_id IS NULL AND member_id = %s), 0),
       EXISTS (SELECT FROM support_follow WHERE member_id = %s AND kind = 'question' AND subject = q.id),
       coalesce((SELECT text->>'body' FROM voice_draft WHERE member_id = %s AND place = 'answer:' || q.id), ''),
       q.topic_id = ANY({SHUT}),
       {ASKING},
       {AGAIN},
       {PERSON.format("m")}
FROM support_question q JOIN voice v ON v.id = q.voice_id JOIN member m ON m.id = q.asker_id
WHERE q.id = %s
"""
# The first answer that a member gave to somebody else, for a week: others are to be kind. Who works here is no newcomer.
FIRST = """CASE WHEN a.posted_at > %s::timestamptz AND a.author_id <> q.asker_id AND m.role = 'member' AND a.source = '' THEN NOT EXISTS (
    SELECT FROM support_answer b WHERE b.author_id = a.author_id AND b.posted_at < a.posted_at) ELSE false END"""
A_WEEK = timedelta(days=7)
ANSWERS = f"""
SELECT a.id, a.author_id, a.posted_at, a.ups, a.downs, a.thanks, a.deleted_at, v.id, v.html, v.excerpt, v.revision,
       v.edited_at, a.marked_at IS NOT NULL, a.marked_as,
       a.official_at IS NOT NULL, a.wiki_level, a.the_answer, {FIRST}, coalesce(mine.value, 0), t.id IS NOT NULL, {PERSON.format("m")}
FROM support_answer a JOIN support_question q ON q.id = a.question_id JOIN voice v ON v.id = a.voice_id
JOIN member m ON m.id = a.author_id
LEFT JOIN support_vote mine ON mine.answer_id = a.id AND mine.member_id = %s
LEFT JOIN support_thanks t ON t.answer_id = a.id AND t.member_id = %s
WHERE a.question_id = %s AND (a.deleted_at IS NULL OR ((%s OR a.author_id = %s) AND NOT EXISTS (
    SELECT FROM support_split s WHERE s.answer_id = a.id AND s.undone_at IS NULL)))
ORDER BY {{order}} LIMIT %s OFFSET %s
"""
COMMENTS = f"""
SELECT c.id, c.answer_id, c.author_id, c.posted_at, c.deleted_at, v.html, v.source, v.edited_at, {PERSON.format("m")}
FROM support_comment c JOIN voice v ON v.id = c.voice_id JOIN member m ON m.id = c.author_id
WHERE c.question_id = %s AND (c.deleted_at IS NULL OR (%s AND NOT EXISTS (
    SELECT FROM support_split s WHERE s.comment_id = c.id AND s.undone_at IS NULL))) ORDER BY c.id
"""


@dataclass(slots=True)
class QuestionPage:
    """A question, its answers in order, and whether there are more of them."""

    question: QuestionRow
    answers: list[AnswerRow]
    more: bool

    @property
    def marked(self) -> bool:
        """Whether an answer is more than an answer (templates/support/posts.html, `marks`)."""
        return any(a.official or a.wiki is not None or a.the_answer for a in self.answers)

    def people(self) -> set[int]:
        """Everybody whose name is on the page."""
        posts: list[QuestionRow | AnswerRow] = [self.question, *self.answers]
        return {
            self.question.asker_id,
            *(a.author_id for a in self.answers),
            *(c.author_id for p in posts for c in p.comments),
        }


def question_page(pk: int, viewer: Viewer, *, order: str = "best", page: int = 1) -> QuestionPage | None:
    """None when there is no such question, or none that this viewer may see."""
    who = viewer.pk if is_member(viewer) else 0
    sees_all = is_member(viewer) and viewer.moderates
    reads = reader(viewer)
    rows = run_prepared(QUESTION, [who, who, who, *reads, clock.now(), who, *reads, pk])
    if not rows:
        return None
    question = with_person(QuestionRow, rows[0])
    question.asking, question.repeats = asking_of(question.asking), repeats_read(question.repeats)
    if not may_see(viewer, question):
        return None
    answers = _answers(pk, who, sees_all, order, page) if question.answer_count or sees_all or who else []
    _attach_comments(question, answers, sees_all)
    return QuestionPage(question, answers[:MOST_ANSWERS], len(answers) > MOST_ANSWERS)


def _answers(pk: int, who: int, sees_all: bool, order: str, page: int) -> list[AnswerRow]:
    query = ANSWERS.format(order=ORDERS.get(order, ORDERS["best"]))
    since = clock.now() - A_WEEK
    rows = run_prepared(
        query, [since, who, who, pk, sees_all, who, MOST_ANSWERS + 1, (max(1, page) - 1) * MOST_ANSWERS]
    )
    return [with_person(AnswerRow, row) for row in rows]


def _attach_comments(question: QuestionRow, answers: list[AnswerRow], sees_all: bool) -> None:
    on_answer = {answer.id: answer.comments for answer in answers}
    for row in run_prepared(COMMENTS, [question.id, sees_all]):
        comment = with_person(CommentRow, row)
        if comment.answer_id is None:
            question.comments.append(comment)
        elif comment.answer_id in on_answer:
            on_answer[comment.answer_id].append(comment)
