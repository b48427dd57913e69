"""groundswell bench pages: question page, list, search and posting, beside a floor in the same run."""

import itertools
import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median_low
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

import typer

from groundswell.work.bench._load import Drive, drive, median, request
from groundswell.work.bench._scratch import scratch_home
from groundswell.work.cli.say import console, table

SECONDS, SESSIONS = 2.5, 2_000
# Kept pages and posts are measured as they are kept; the cold cases say what it costs when they are not.
WARM = {
    "question page, signed out": 15,
    "question page, signed in": 15,
    "search, signed in": 3,
    "search, signed out": 3,
}
COLD = {"any question, signed in", "the same, not kept yet", "new words, signed in", "new words, signed out"}
GOALS = {
    "question page, signed in": ("page", 0.6),
    "any question, signed in": ("page", None),
    "question list, signed in": ("page", 0.6),
    "question page, signed out": ("page", 5.0),
    "the same, not kept yet": ("page", None),
    "question list, signed out": ("page", 5.0),
    "search, signed in": ("page", 0.8),
    "search, signed out": ("page", 0.8),
    "new words, signed in": ("page", None),
    "new words, signed out": ("page", None),
    "posting an answer": ("insert", 0.3),
}


@dataclass
class Case:
    """One thing to measure: where, and the bytes of each request."""

    name: str
    server: str
    following: Callable[[], bytes]


@dataclass
class Row:
    """One line of the table."""

    case: str
    connections: int
    per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    bytes: int
    cpu_ms: float
    database_ms: float
    failed: int
    ratio: float | None = None
    goal: float | None = None


def run(
    questions: Annotated[int, typer.Option(help="Questions in the scratch database.")] = 10_000,
    answers: Annotated[int, typer.Option(help="Answers to each; 500 questions get 20.")] = 5,
    members: Annotated[int, typer.Option(help="Members.")] = 5_000,
    workers: Annotated[int, typer.Option(help="Web processes.")] = 2,
    rounds: Annotated[int, typer.Option(help="Rounds; the median counts.")] = 3,
    by_meaning: Annotated[bool, typer.Option("--meaning/--words-only", help="Search by meaning too.")] = True,
    only: Annotated[str, typer.Option(help="Only rows with this in their names, as search or posting.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Fill a scratch database, start the production server, and drive its pages at 1, 8 and 32 connections."""
    from groundswell.work import embedded

    wanted = _wanted(only)
    settings = {"DJANGO_SETTINGS_MODULE": "groundswell.settings", "GROUNDSWELL_SITE_URL": "http://localhost"}
    with scratch_home(**settings) as home, ExitStack() as stack:
        stack.enter_context(embedded.running(home))
        report = _measure(home, questions, answers, members, workers, rounds, by_meaning, wanted, stack)
    if as_json:
        print(json.dumps(report))
    else:
        _print(report)


def _measure(
    home: Path,
    questions: int,
    answers: int,
    members: int,
    workers: int,
    rounds: int,
    by_meaning: bool,
    wanted: set[str],
    stack: ExitStack,
) -> dict[str, Any]:
    from groundswell.work.bench import _servers

    cookies, by_meaning = _prepare(questions, answers, members, by_meaning)
    shape = _shape(cookies[0])
    web = stack.enter_context(_servers.web(home, workers))
    from groundswell.work import embedded

    floor = stack.enter_context(_servers.floor(embedded.connection(home), workers, shape["around"], shape["each"]))
    servers = {"web": web, "floor": floor}
    servers["database"] = _servers.database(home)
    cases = [case for case in _cases(cookies, questions) if case.name in wanted or case.name.startswith("floor: ")]
    rows = [row for count in (1, 8, 32) for row in _group(cases, servers, count, rounds)]
    _add_ratios(rows)
    return {
        "rows": [asdict(row) for row in rows],
        "queries": shape["queries"],
        "search": "by words and by meaning, with invented vectors" if by_meaning else "by words only",
        "web_process_mb": round(web.memory_mb(), 1),
    }


def _prepare(questions: int, answers: int, members: int, by_meaning: bool) -> tuple[list[str], bool]:
    """Tables, content and sessions; the cookies of signed-in members, and whether search goes by meaning too."""
    import django

    django.setup()
    from groundswell.work import database, static_files
    from groundswell.work.bench import _content, _vectors

    with console.status("Filling the scratch database …"):
        database.migrate()
        static_files.collect()
        _content.fill(questions, answers, members)
        _content.index()
        has_vectors = by_meaning and _vectors.add([*_searched(), *_never_searched()])
        _content.analyze()
        return _content.sign_in(min(SESSIONS, members)), has_vectors


def _shape(cookie: str) -> dict[str, Any]:
    """Queries and bytes of our pages, so that the floor sends as much."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["*"]
    client = Client(headers={"host": "localhost"})
    client.cookies.load(cookie)
    queries: dict[str, int] = {}
    for name, path in {
        "question page": "/question/1/",
        "list": "/questions/",
        "search": "/search/?q=" + _searched()[0].replace(" ", "+"),
    }.items():
        there = client.get(path, follow=True).request
        with CaptureQueriesContext(connection) as captured:
            response = client.get(there["PATH_INFO"], query_params=dict(parse_qsl(there["QUERY_STRING"])))
        queries[name] = len(captured)
        if name == "question page":
            size, articles = len(response.content), response.content.count(b'class="post answer')
    text = 560 * (articles + 1)
    around = size // 5
    return {"queries": queries, "around": around, "each": (size - text - around) // max(1, articles) - 330}


def _words() -> list[str]:
    from groundswell.work.bench._content import Words

    return Words(1).words


def _searched() -> list[str]:
    """Two hundred queries that come again and again."""
    return [" ".join(pair) for pair in zip(_words()[50:250], _words()[260:460], strict=True)]


def _never_searched() -> list[str]:
    """So many queries that none comes again while it is remembered."""
    pairs = itertools.product(_words()[460:520], _words()[50:250])
    return [" ".join(pair) for pair in pairs]


def _cases(cookies: list[str], questions: int) -> list[Case]:
    deep, wide = (itertools.cycle(_addresses(min(count, questions))) for count in (500, questions))
    fresh = itertools.count()
    member = itertools.cycle(cookies)
    pks = itertools.cycle(range(1, min(500, questions) + 1))
    searched, new = (
        itertools.cycle([urlencode({"q": q}) for q in queries]) for queries in (_searched(), _never_searched())
    )
    tokens = {cookie: cookie.split("csrftoken=")[1] for cookie in cookies}
    answering = itertools.cycle(range(1, questions + 1, 7))

    def post() -> bytes:
        cookie = next(member)
        body = urlencode({"body": "Ka lo mi ne ta " * 16}).encode()
        headers = {"X-CSRFToken": tokens[cookie], "Origin": "http://localhost"}
        return request(f"/do/answer/{next(answering)}/", cookie=cookie, body=body, headers=headers)

    insert = request("/insert/", body=urlencode({"body": "Ka lo mi ne ta " * 16}).encode())
    return [
        Case("floor: page, 4 ORM queries", "floor", lambda: request(f"/page/{next(pks)}/")),
        Case("floor: bytes from memory", "floor", lambda: request(f"/kept/{next(pks)}/")),
        Case("floor: insert of two rows", "floor", lambda: insert),
        Case("question page, signed in", "web", lambda: request(next(deep), cookie=next(member))),
        Case("any question, signed in", "web", lambda: request(next(wide), cookie=next(member))),
        Case("question list, signed in", "web", lambda: request("/questions/", cookie=next(member))),
        Case("question page, signed out", "web", lambda: request(next(deep))),
        Case("the same, not kept yet", "web", lambda: request(f"{next(deep)}?x={next(fresh)}")),
        Case("question list, signed out", "web", lambda: request("/questions/")),
        Case("search, signed in", "web", lambda: request(f"/search/?{next(searched)}", cookie=next(member))),
        Case("search, signed out", "web", lambda: request(f"/search/?{next(searched)}")),
        Case("new words, signed in", "web", lambda: request(f"/search/?{next(new)}", cookie=next(member))),
        Case("new words, signed out", "web", lambda: request(f"/search/?{next(new)}")),
        Case("posting an answer", "web", post),
    ]


def _wanted(only: str) -> set[str]:
    """The rows with this in their names; searching for new words is a search, too."""
    names = ("search", "new words") if only == "search" else (only,)
    found = {case for case in GOALS if any(name in case for name in names)}
    if not found:
        raise typer.BadParameter(f"No row has {only!r} in its name.", param_hint="--only")
    return found


def _addresses(count: int) -> list[str]:
    from groundswell.features.support.models import Question
    from groundswell.features.support.models.questions import question_url

    rows = Question.objects.filter(pk__lte=count).values_list("pk", "voice__title")
    return [question_url(pk, title) for pk, title in rows]


def _group(cases: list[Case], servers: dict[str, Any], connections: int, rounds: int) -> list[Row]:
    """All cases at one number of connections, in turn, so that a machine that grows slower does so for all of them.

    What asks for ever new pages comes last: it pushes out what the others have warmed.
    """
    taken: dict[str, list[tuple[Drive, float]]] = {case.name: [] for case in cases}
    for cold in (False, True):
        turn = [case for case in cases if (case.name in COLD) == cold]
        for case in turn:
            drive(servers[case.server].port, case.following, connections=4, seconds=WARM.get(case.name, 0.5))
        for _round in range(rounds):
            for case in turn:
                taken[case.name].append(_driven(case, servers, connections))
    return [_row(case, connections, taken[case.name]) for case in cases]


def _driven(case: Case, servers: dict[str, Any], connections: int) -> tuple[Drive, float]:
    """One run, and the database's milliseconds for each request."""
    server = servers[case.server]
    before, before_database = server.cpu(), servers["database"].cpu()
    done = drive(server.port, case.following, connections=connections, seconds=SECONDS)
    done.cpu = server.cpu() - before
    return done, 1000 * (servers["database"].cpu() - before_database) / max(1, len(done.latencies))


def _row(case: Case, connections: int, taken: list[tuple[Drive, float]]) -> Row:
    middle = median([done for done, _database in taken])
    p50, p95, p99 = (round(middle.percentile(share), 2) for share in (0.5, 0.95, 0.99))
    failed = sum(done.failed for done, _database in taken)
    cpu = (round(middle.cpu_ms, 2), round(median_low([database for _done, database in taken]), 2))
    return Row(case.name, connections, round(middle.per_second, 1), p50, p95, p99, middle.size, *cpu, failed)


def _add_ratios(rows: list[Row]) -> None:
    floors = {"page": "floor: page, 4 ORM queries", "insert": "floor: insert of two rows"}
    speed = {(row.case, row.connections): row.per_second for row in rows}
    for row in rows:
        if row.case in GOALS:
            which, goal = GOALS[row.case]
            row.ratio = round(row.per_second / max(0.1, speed[floors[which], row.connections]), 2)
            row.goal = goal


def _print(report: dict[str, Any]) -> None:
    for connections in sorted({row["connections"] for row in report["rows"]}):
        rows = [_line(row) for row in report["rows"] if row["connections"] == connections]
        table(rows, title=f"{connections} connection{'s' if connections > 1 else ''}")
        console.print()
    console.print("ms: p50/p95/p99. CPU: ms a request in the web processes + in PostgreSQL. ratio: to the floor.")
    console.print(f"Search went {report['search']}.")
    console.print(
        f"Queries a page, signed in: {report['queries']}. Largest web process: {report['web_process_mb']} MB."
    )


def _line(row: dict[str, Any]) -> dict[str, Any]:
    """What fits into 80 columns."""
    return {
        "": row["case"] + (f" ({row['failed']} failed)" if row["failed"] else ""),
        "per s": round(row["per_second"]),
        "ms": "/".join(f"{row[name]:.3g}" for name in ("p50_ms", "p95_ms", "p99_ms")),
        "kB": round(row["bytes"] / 1000),
        "CPU": f"{row['cpu_ms']:.2f}+{row['database_ms']:.2f}",
        "ratio": "" if row["ratio"] is None else f"{row['ratio']:.2f}",
        "goal": "" if row["goal"] is None else f"{row['goal']:g}",
    }
