"""Lists of questions: one statement a page, pages by cursor, so that page 1,000 costs what page 1 does."""

import base64
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from groundswell.features.support.queries.foryou import Narrowed, for_you
from groundswell.features.support.queries.rows import PERSON, ListRow, with_person
from groundswell.features.support.tagging import MEANT
from groundswell.log.postgres.prepared import run_prepared
from groundswell.members.groups.audiences import open_to, reader
from groundswell.members.rules import Invalid, Viewer, is_member

PAGE = 20
SORTS = {
    "newest": "q.asked_at",
    "unanswered": "q.asked_at",
    "active": "q.active_at",
    "hot": "q.hot",
    "needs": "q.active_at",
    "wanted": "q.active_at",
    "mine": "q.active_at",
}
LIST = f"""
SELECT q.id, q.topic_id, q.tags, q.language, q.asked_at, q.active_at, q.answer_count, q.ups - q.downs, q.views,
       q.solution_id IS NOT NULL, q.closed_at IS NOT NULL, v.title, v.excerpt,
       %s > 0 AND (r.at IS NULL OR r.at < q.active_at), {{sort}}, {PERSON.format("m")}
FROM support_question q JOIN voice v ON v.id = q.voice_id JOIN member m ON m.id = q.asker_id
LEFT JOIN support_reading r ON r.question_id = q.id AND r.member_id = %s
WHERE q.deleted_at IS NULL {{filters}}
ORDER BY {{sort}} DESC, q.id DESC LIMIT %s
"""
# The asker was asked for more and has not said it yet.
NEEDS = """AND q.closed_at IS NULL AND q.solution_id IS NULL
AND q.id IN (SELECT question_id FROM support_asking WHERE needs_at IS NOT NULL)"""
OPEN = f"AND {open_to('q.topic_id')}"
# The asker said that the answers did not solve it, and none has come since.
WANTED = """AND q.closed_at IS NULL AND q.solution_id IS NULL
AND q.id IN (SELECT question_id FROM support_asking k WHERE wanted_at IS NOT NULL AND NOT EXISTS (
    SELECT FROM support_answer a WHERE a.question_id = k.question_id AND a.posted_at > k.wanted_at AND a.deleted_at IS NULL))"""
TOPICS = "AND q.topic_id = ANY(%s)"
ANSWERED = "AND q.id IN (SELECT question_id FROM support_answer WHERE author_id = %s AND deleted_at IS NULL)"
MINE = {
    "asked": "AND q.asker_id = %s",
    "answered": ANSWERED,
    "followed": "AND q.id IN (SELECT subject FROM support_follow WHERE member_id = %s AND kind = 'question')",
}


@dataclass
class Filters:
    """Which questions: `shown` is one of SORTS or "foryou"; `mine` one of asked, answered, followed."""

    shown: str = "newest"
    topics: list[int] = field(default_factory=list)
    tag: str = ""
    language: str = ""
    solved: bool | None = None
    asker: int | None = None
    answered_by: int | None = None
    mine: str = "asked"
    after: str = ""
    size: int = PAGE


@dataclass(slots=True)
class Listing:
    """A page of a list, and the cursor of the next (empty at the end)."""

    rows: list[ListRow]
    next: str


def list_questions(filters: Filters, viewer: Viewer) -> Listing:
    """Raises Invalid for an unknown list or a cursor that is not ours."""
    if filters.shown == "foryou":
        return _chosen(filters, viewer)
    if filters.shown not in SORTS:
        raise Invalid(_("There is no list called “%(name)s”.") % {"name": filters.shown[:40]}, "shown")
    sort = SORTS[filters.shown]
    where, parameters = _where(filters, sort, viewer)
    who = viewer.pk if is_member(viewer) else 0
    rows = run_prepared(LIST.format(sort=sort, filters=" ".join(where)), [who, who, *parameters, filters.size + 1])
    found = [with_person(ListRow, row) for row in rows]
    more = len(found) > filters.size
    found = found[: filters.size]
    return Listing(found, cursor_of(found[-1]) if more else "")


def _chosen(filters: Filters, viewer: Viewer) -> Listing:
    if not is_member(viewer):
        raise Invalid(_("Sign in to see a list of your own."), "shown")
    narrowed = Narrowed(filters.topics, filters.tag, filters.language, filters.solved)
    return Listing(*for_you(viewer, narrowed, filters.after, filters.size))


def _where(filters: Filters, sort: str, viewer: Viewer) -> tuple[list[str], list[Any]]:
    parts: list[tuple[str, list[Any]]] = [(OPEN, reader(viewer))]
    if filters.shown == "unanswered":
        parts.append(("AND q.closed_at IS NULL AND q.answer_count = 0", []))
    if filters.shown == "needs":
        parts.append((NEEDS, []))
    if filters.shown == "wanted":
        parts.append((WANTED, []))
    if filters.shown == "mine":
        parts.append(_personal(filters, viewer))
    if filters.topics:
        parts.append((TOPICS, [filters.topics]))
    if filters.tag:
        parts.append((f"AND q.tags @> ARRAY[{MEANT.format('%s::varchar')}]::varchar[]", [filters.tag] * 2))
    if filters.language:
        parts.append(("AND q.language = %s", [filters.language]))
    if filters.solved is not None:
        parts.append((f"AND q.solution_id IS {'NOT' if filters.solved else ''} NULL", []))
    if filters.asker is not None:
        parts.append(("AND q.asker_id = %s", [filters.asker]))
    if filters.answered_by is not None:
        parts.append((ANSWERED, [filters.answered_by]))
    if filters.after:
        parts.append((f"AND ({sort}, q.id) < (%s, %s)", _read_cursor(filters.after, sort)))
    return [text for text, _values in parts], [value for _text, values in parts for value in values]


def _personal(filters: Filters, viewer: Viewer) -> tuple[str, list[Any]]:
    if not is_member(viewer):
        raise Invalid(_("Sign in to see a list of your own."), "shown")
    if filters.mine not in MINE:
        raise Invalid(_("There is no list called “%(name)s”.") % {"name": filters.mine[:40]}, "mine")
    return MINE[filters.mine], [viewer.pk]


def cursor_of(row: ListRow) -> str:
    value = row.sort.isoformat() if isinstance(row.sort, datetime) else row.sort
    return base64.urlsafe_b64encode(json.dumps([value, row.id]).encode()).decode().rstrip("=")


def _read_cursor(cursor: str, sort: str) -> list[Any]:
    try:
        value, pk = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return [float(value) if sort == "q.hot" else datetime.fromisoformat(value), int(pk)]
    except (ValueError, TypeError):
        raise Invalid(_("This page of the list cannot be found; start again at the first."), "after") from None
