"""Everything that an import leaves behind, without the numbers that our own tables give."""

from collections.abc import Callable
from typing import Any

QUERIES = {
    "members": "SELECT source_id, handle, name, about, joined, claimed, reputation, level FROM member ORDER BY 1",
    "questions": """
        SELECT q.source_id, v.title, v.html, v.excerpt, v.at, m.source_id, q.tags, q.answer_count, q.ups, q.downs,
               q.hot, a.source_id, q.solved_at, q.closed_as, q.closed_at
        FROM support_question q JOIN voice v ON v.id = q.voice_id JOIN member m ON m.id = q.asker_id
        LEFT JOIN support_answer a ON a.id = q.solution_id ORDER BY 1""",
    "answers": """
        SELECT a.source_id, v.html, v.at, m.source_id, q.source_id, a.ups, a.downs, a.rank
        FROM support_answer a JOIN voice v ON v.id = a.voice_id JOIN member m ON m.id = a.author_id
        JOIN support_question q ON q.id = a.question_id ORDER BY 1""",
    "comments": """
        SELECT c.source_id, v.html, m.source_id FROM support_comment c JOIN voice v ON v.id = c.voice_id
        JOIN member m ON m.id = c.author_id ORDER BY 1""",
    "votes": "SELECT source_id, value, at FROM support_former_vote ORDER BY 1",
    "honours": "SELECT source_id, name, grade, at FROM member_honour ORDER BY 1",
    "links": "SELECT source_id, kind FROM support_link ORDER BY 1",
    "tags": "SELECT name, about, uses FROM support_tag ORDER BY 1",
    "log": "SELECT name, at FROM log_entry ORDER BY generation, xid, position",
    "texts": "SELECT kind, count(*) FROM voice GROUP BY 1 ORDER BY 1",
    "staged": "SELECT to_regclass('importing.run') IS NULL",
}


def snapshot(query: Callable[[str], list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    return {name: query(text) for name, text in QUERIES.items()}
