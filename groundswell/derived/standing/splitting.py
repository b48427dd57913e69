"""What an answer or a comment gained and was, once it is a question of its own; and the other way round.

Votes count from the day on which they were cast, as votes on what it is now. Nothing else that happened to it changes:
deletions that were taken back have cancelled each other out.
"""

from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from groundswell.derived.standing.catalogue import points_of_vote
from groundswell.derived.standing.writing import Touched
from groundswell.events.sorting import PostSplit, SplitUndone

VOTES = """
UPDATE standing_gain SET question = %(question)s, subject = %(new)s,
    reason = CASE reason WHEN %(was_vote)s THEN %(is_vote)s ELSE reason END,
    points = CASE WHEN reason = 'vote_withdrawn' THEN -1 ELSE 1 END * CASE WHEN points = %(was_up)s OR points = -%(was_up)s
             THEN %(is_up)s ELSE %(is_down)s END
WHERE subject = %(old)s AND reason IN (%(was_vote)s, 'vote_withdrawn') RETURNING member_id, day
"""
POST = """
UPDATE standing_deed SET question = %(question)s, subject = %(new)s, kind = %(is)s
WHERE subject = %(old)s AND kind = %(was)s RETURNING member_id, day
"""
VOTED = """
UPDATE standing_deed SET question = %(question)s, subject = %(new)s
WHERE subject = %(old)s AND kind = 'voted' RETURNING member_id, day
"""
COMMENTS = "UPDATE standing_deed SET question = %(question)s WHERE subject = ANY(%(comments)s) AND kind = 'commented'"
NO_SCORE = "DELETE FROM standing_score WHERE subject = %(old)s"


class Side(NamedTuple):
    """What it is before or after: the subject of its gains, the deed of posting it, what votes on it are called."""

    subject: str
    deed: str
    vote: str


def turn(event: PostSplit | SplitUndone) -> Touched:
    """Give gains and deeds to what it is now."""
    question = Side(f"question:{event.question}", "asked", "question")
    post = Side(f"answer:{event.was_answer}", "answered", "answer")
    if event.was_answer is None:
        post = Side(f"comment:{event.was_comment}", "commented", "")
    if isinstance(event, PostSplit):
        return _turn(post, question, event.question, event.comments)
    return _turn(question, post, event.into, event.comments)


def _turn(was: Side, now: Side, question: int, comments: list[int]) -> Touched:
    values = {
        "question": question, "old": was.subject, "new": now.subject, "was": was.deed, "is": now.deed,
        "comments": [f"comment:{pk}" for pk in comments],
    }  # fmt: skip
    _run(COMMENTS, values)
    days = _run(POST, values)
    if was.vote and now.vote:
        values |= {"was_vote": f"{was.vote}_vote", "is_vote": f"{now.vote}_vote"}
        values |= {"was_up": points_of_vote(was.vote, 1), "is_up": points_of_vote(now.vote, 1)}
        days += _run(VOTED, values)
        days += _run(VOTES, values | {"is_down": points_of_vote(now.vote, -1)})
        _run(NO_SCORE, values)
    return Touched(set(days), {(question, now.subject)} if now.vote == "answer" else set())


def _run(query: str, values: dict[str, Any]) -> list[tuple[int, date]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall() if cursor.description else []
