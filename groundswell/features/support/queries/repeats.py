"""The questions that were closed as asked before, as one column of the statement that reads the older question."""

import json
from typing import Any, NamedTuple

from groundswell.features.support.models.questions import question_url
from groundswell.members.groups.audiences import open_to

MOST = 100
# Those that this reader may not see are there without their title: the kept page changes when that does. Takes `reader(…)`.
AGAIN = f"""
(SELECT jsonb_agg(jsonb_build_array(d.id, d.title) ORDER BY d.asked_at, d.id) FROM (
    SELECT o.id, o.asked_at, CASE WHEN o.deleted_at IS NULL AND {open_to("o.topic_id")} THEN w.title END AS title
    FROM support_question o JOIN voice w ON w.id = o.voice_id WHERE o.duplicate_of_id = q.id
    ORDER BY o.asked_at, o.id LIMIT {MOST}) d)
"""


class Repeat(NamedTuple):
    """A question that was asked again; without a title it is not for this reader."""

    id: int
    title: str | None

    @property
    def url(self) -> str:
        return question_url(self.id, self.title or "")


def repeats_read(read: Any) -> list[Repeat]:
    """From the column, which is JSON or nothing."""
    found = json.loads(read) if isinstance(read, (str, bytes)) else read
    return [Repeat(*one) for one in found or ()]
