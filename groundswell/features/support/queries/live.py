"""What readers of an open question could see change: asked by each open page every half a minute, so in one statement."""

import hashlib
import json
from typing import Any, NamedTuple

from django.conf import settings

from groundswell.log.postgres.prepared import run_prepared

LIVE = """
SELECT q.topic_id, t.private, q.deleted_at IS NOT NULL, q.closed_at IS NOT NULL, q.locked_at IS NOT NULL, q.ups - q.downs,
    v.revision, coalesce(q.solution_id, 0),
    coalesce((SELECT jsonb_agg(jsonb_build_array(a.id, a.ups - a.downs, v.revision, (a.marked_at IS NOT NULL)::int) ORDER BY a.id)
        FROM support_answer a JOIN voice v ON v.id = a.voice_id
        WHERE a.question_id = q.id AND a.deleted_at IS NULL), '[]')::text,
    coalesce((SELECT jsonb_agg(jsonb_build_array(c.id, coalesce(c.answer_id, 0), v.revision) ORDER BY c.id)
        FROM support_comment c JOIN voice v ON v.id = c.voice_id
        WHERE c.question_id = q.id AND c.deleted_at IS NULL), '[]')::text
FROM support_question q JOIN support_topic t ON t.id = q.topic_id JOIN voice v ON v.id = q.voice_id WHERE q.id = %s::bigint
"""


class Live(NamedTuple):
    """A question as it stands. `tag` names all of it, and no one but this house can make it, so it betrays nothing."""

    tag: str
    shown: dict[str, Any]


def live_question(pk: int) -> Live | None:
    """For everybody alike: whether this reader may see it is asked when there is something to tell. None: no such question."""
    rows = run_prepared(LIVE, [pk])
    if not rows:
        return None
    *about, answers, comments = rows[0]
    secret = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32).digest()
    name = hashlib.blake2b(repr((pk, rows[0])).encode(), digest_size=12, key=secret).hexdigest()
    _topic, _private, _deleted, closed, locked, score, revision, solution = about
    shown = {
        "question": [pk, score, revision, int(closed), int(locked)],
        "answers": [
            [answer, votes, text, int(bool(marked) or answer == solution)]
            for answer, votes, text, marked in json.loads(answers)
        ],
        "comments": json.loads(comments),
    }
    return Live(f'"{name}"', shown)
