"""groundswell bench queue: what a page of the moderators' queue costs with a hundred open flags, and with ten thousand."""

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from groundswell.work.bench._scratch import scratch_community
from groundswell.work.cli.say import AsJson, console, table

if TYPE_CHECKING:
    from django.test import Client

ROUNDS = 60
FEW = 100
# Every answer is reported by one to three members; each twentieth author has earlier decisions. Nothing is anybody's text.
ITEMS = """
INSERT INTO moderation_item (what, kind, subject, voice_id, about_id, rank, flags, weight, hidden, because, opened_at, outcome)
SELECT 'flags', 'answer', a.id, a.voice_id, a.author_id, CASE WHEN a.id %% 50 = 0 THEN 0 WHEN a.id %% 10 = 0 THEN 1 ELSE 2 END,
       1 + a.id %% 3, 1 + a.id %% 3, a.id %% 40 = 0, '[]', a.posted_at, ''
FROM support_answer a WHERE a.id > %s ORDER BY a.id LIMIT %s
"""
FLAGS = """
INSERT INTO moderation_flag (item_id, by_id, reason, note, weight, at, outcome)
SELECT i.id, 1 + (i.subject * 13 + n * 101) %% (SELECT count(*) FROM member WHERE id <= %s), (ARRAY['spam', 'rude', 'other'])[1 + i.id %% 3],
       'Look at this, please', 1, i.opened_at, ''
FROM moderation_item i CROSS JOIN generate_series(1, 3) AS n WHERE n <= i.flags ON CONFLICT DO NOTHING
"""
DECISIONS = """
INSERT INTO moderation_decision (deed, person_id, kind, subject, ground, legal, reason, excerpt, detected, automatic, at)
SELECT (ARRAY['hidden', 'warned', 'silenced'])[1 + n %% 3], m.id, 'answer', 0, 'spam', false, 'x', '', 'flags', false, now()
FROM member m CROSS JOIN generate_series(1, 6) AS n WHERE m.id %% 20 = 0
"""


def run(
    flags: Annotated[int, typer.Option(help="Open entries in the long queue.")] = 10_000,
    members: Annotated[int, typer.Option(help="Members, who write and report.")] = 5_000,
    as_json: AsJson = False,
) -> None:
    """Fill a scratch database, and open the queue and decide in it, in this process, with few and with many open entries."""
    with scratch_community(GROUNDSWELL_STATIC_HASHED="0", GROUNDSWELL_ALLOWED_HOSTS="testserver"):
        rows = _measure(flags, members)
    table(
        rows,
        as_json,
        title=f"The queue, {ROUNDS} times each, in one process without a server; the goal is the same cost for both",
    )


def _measure(flags: int, members: int) -> list[dict[str, object]]:
    from django.test import Client

    from groundswell.members.models import Member, Role
    from groundswell.work import database
    from groundswell.work.bench import _content

    with console.status("Filling the scratch database …"):
        database.migrate()
        _content.fill(-(-flags // 4) + 50, 4, members, deep=0)
        moderator = Member.objects.get(pk=members)
        Member.objects.filter(pk=moderator.pk).update(role=Role.MODERATOR)
        _run(DECISIONS, [])
        moderating = Client()
        moderating.force_login(Member.objects.get(pk=moderator.pk))
    rows = []
    for size in (FEW, flags):
        _open_up_to(size, members)
        rows += [
            _timed(f"the queue, {size:,} open", moderating, ["/moderation/"]),
            _timed(
                f"pages deep into it, {size:,} open",
                moderating,
                [f"/moderation/?after=2~{n}" for n in range(1, size, max(1, size // 50))],
            ),
            _timed(f"only flags, {size:,} open", moderating, ["/moderation/?what=flags"]),
            _timed(f"one entry, {size:,} open", moderating, _entries(ROUNDS)),
            _decided(size, moderating),
        ]
    return rows


def _open_up_to(size: int, members: int) -> None:
    from groundswell.moderation.models import Item

    there = Item.objects.filter(done_at=None).count()
    last = Item.objects.order_by("-subject").values_list("subject", flat=True).first() or 0
    _run(ITEMS, [last, size - there])
    _run(FLAGS, [members])
    _run("ANALYZE", [])


def _run(statement: str, values: list[Any]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values or None) if values else cursor.execute(statement.replace("%%", "%"))


def _entries(count: int) -> list[str]:
    from groundswell.moderation.models import Item

    return [f"/moderation/{pk}/" for pk in Item.objects.filter(done_at=None).values_list("pk", flat=True)[:count]]


def _timed(what: str, client: "Client", paths: list[str]) -> dict[str, object]:
    """Percentiles of the wall clock, of this process's time, and the statements of one page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    answer = client.get(paths[0])
    assert answer.status_code == 200, (paths[0], answer.status_code)
    with CaptureQueriesContext(connection) as asked:
        client.get(paths[0])
    statements = len(asked)  # Django forgets them at the next request
    spent, took = time.process_time(), []
    for at in range(ROUNDS):
        began = time.perf_counter()
        client.get(paths[at % len(paths)])
        took.append(time.perf_counter() - began)
    return _row(what, took, time.process_time() - spent, statements)


def _decided(size: int, client: "Client") -> dict[str, object]:
    """Twenty-five entries let stand at once, as the batch button does."""
    from groundswell.moderation.models import Item

    took, spent = [], time.process_time()
    for _time in range(4):
        chosen = list(Item.objects.filter(done_at=None).order_by("rank", "id").values_list("pk", flat=True)[:25])
        began = time.perf_counter()
        client.post("/moderation/decide/", {"item": chosen, "deed": "keep", "what": "", "ground": ""})
        took.append((time.perf_counter() - began) / len(chosen))
        assert not Item.objects.filter(pk__in=chosen, done_at=None).exists()
    return _row(f"deciding in a batch, each, {size:,} open", took, (time.process_time() - spent) / 25, None)


def _row(what: str, took: list[float], spent: float, statements: int | None) -> dict[str, object]:
    ordered = sorted(took)
    return {
        "what": what,
        "p50 ms": round(1000 * ordered[len(ordered) // 2], 1),
        "p95 ms": round(1000 * ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], 1),
        "CPU ms": round(1000 * spent / len(took), 1),
        "statements": statements,
    }
