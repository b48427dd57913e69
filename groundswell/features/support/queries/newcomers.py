"""First answers and first questions that nobody has reacted to yet, for those who welcome newcomers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from groundswell.features.support.models.questions import question_url
from groundswell.features.support.queries.rows import PERSON, Person, with_person
from groundswell.log import clock
from groundswell.log.postgres.prepared import run_prepared
from groundswell.members.groups.audiences import open_to, reader
from groundswell.members.models import Member

LOOKED_AT = timedelta(days=14)  # later a welcome is no welcome any more
MOST = 50
# An answer makes its question active, so what is recent is found by the index of active questions.
FIRSTS = f"""
WITH recent AS MATERIALIZED (
    SELECT q.* FROM support_question q
    WHERE q.active_at > %s::timestamptz AND q.deleted_at IS NULL AND {open_to("q.topic_id")}
), firsts AS (
    SELECT 'answer' AS what, a.id, q.id AS question, q.voice_id AS title, a.voice_id AS voice, a.posted_at AS at, a.author_id AS who
    FROM recent q JOIN support_answer a ON a.question_id = q.id
    WHERE a.posted_at > %s::timestamptz AND a.deleted_at IS NULL AND a.author_id <> q.asker_id AND a.source = ''
    AND a.ups = 0 AND a.thanks = 0 AND a.marked_at IS NULL AND a.id IS DISTINCT FROM q.solution_id
    AND NOT EXISTS (SELECT FROM support_answer b WHERE b.author_id = a.author_id AND b.posted_at < a.posted_at)
    AND NOT EXISTS (SELECT FROM support_comment c WHERE c.answer_id = a.id AND c.author_id <> a.author_id AND c.deleted_at IS NULL)
    AND NOT EXISTS (SELECT FROM support_welcome w WHERE w.answer_id = a.id)
    UNION ALL
    SELECT 'question', q.id, q.id, q.voice_id, q.voice_id, q.asked_at, q.asker_id FROM recent q
    WHERE q.asked_at > %s::timestamptz AND q.source = '' AND q.closed_at IS NULL AND q.answer_count = 0 AND q.ups = 0
    AND NOT EXISTS (SELECT FROM support_question b WHERE b.asker_id = q.asker_id AND b.asked_at < q.asked_at)
    AND NOT EXISTS (SELECT FROM support_comment c WHERE c.question_id = q.id AND c.answer_id IS NULL AND c.author_id <> q.asker_id
        AND c.deleted_at IS NULL)
    AND NOT EXISTS (SELECT FROM support_welcome w WHERE w.question_id = q.id AND w.answer_id IS NULL)
)
SELECT f.what, f.id, f.question, t.title, t.language, v.excerpt, v.language, f.at, {PERSON.format("m")}
FROM firsts f JOIN voice t ON t.id = f.title JOIN voice v ON v.id = f.voice JOIN member m ON m.id = f.who
WHERE f.who <> %s AND m.role = 'member' AND m.erased_at IS NULL AND m.is_active ORDER BY f.at, f.id LIMIT {MOST}
"""


@dataclass(slots=True)
class First:
    """The first answer or question of somebody; `what` says which."""

    what: str
    id: int
    question: int
    title: str
    title_language: str
    excerpt: str
    language: str
    at: datetime
    by: Person

    @property
    def href(self) -> str:
        page = question_url(self.question, self.title)
        return f"{page}#answer-{self.id}" if self.what == "answer" else page

    @property
    def waits_long(self) -> bool:
        """Past the day within which everybody should be seen."""
        return clock.now() - self.at > timedelta(days=1)


def firsts_unseen(viewer: Member) -> list[First]:
    """The longest waiting first, the most recent MOST; those in topics that are not for this member are left out."""
    since = clock.now() - LOOKED_AT
    return [with_person(First, row) for row in run_prepared(FIRSTS, [since, *reader(viewer), since, since, viewer.pk])]
