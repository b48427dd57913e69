"""groundswell bench bell: what it costs that open pages learn of news: asking every 30 seconds, or a kept connection."""

import asyncio
import itertools
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from groundswell.work.bench import _load
from groundswell.work.bench._scratch import scratch_community
from groundswell.work.cli.say import AsJson, console, table

if TYPE_CHECKING:
    from groundswell.work.bench._servers import Running

EVERY = 30  # seconds between two questions of an open page (ui/js/live.js)
SESSIONS = 200
BELL, ONE_QUESTION = "/notifications/bell", "/question/1/live"
Row = dict[str, Any]


def run(
    pages: Annotated[int, typer.Option(help="Pages that are open, of members who are signed in.")] = 1_000,
    seconds: Annotated[float, typer.Option(help="How long each way is watched.")] = 60.0,
    question: Annotated[bool, typer.Option(help="Open questions with 20 answers in the place of the bell.")] = False,
    as_json: AsJson = False,
) -> None:
    """Watch a server while many pages are open and nothing happens, once for each way."""
    from groundswell.work import embedded

    with scratch_community(GROUNDSWELL_SITE_URL="http://localhost") as home:
        cookies = _prepare()
        if question:
            rows = [_asking(home, who, pages, seconds, ONE_QUESTION) for who in (cookies, [""])]
        else:
            rows = [_asking(home, cookies, pages, seconds), _kept_open(embedded.connection(home), pages, seconds)]
    table(rows, as_json, title=f"{pages:,} open pages and no news")


def _prepare() -> list[str]:
    from groundswell.work import database, static_files
    from groundswell.work.bench import _content

    with console.status("Filling the scratch database …"):
        database.migrate()
        static_files.collect()
        _content.fill(100, 20, SESSIONS)
        cookies = _content.sign_in(SESSIONS)
        _know_devices()
        _content.analyze()
        return cookies


def _know_devices() -> None:
    """As signing in by the form does."""
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session

    sessions = {session.session_key: session.get_decoded() for session in Session.objects.all()}
    UserSession.objects.bulk_create(
        UserSession(session_key=key, user_id=int(data["_auth_user_id"]), ip="127.0.0.1")
        for key, data in sessions.items()
    )


def _asking(home: Path, cookies: list[str], pages: int, seconds: float, path: str = BELL) -> Row:
    """Every page asks every 30 seconds and is answered with 304; first as fast as it goes, for the cost of one.

    An empty cookie is a stranger's.
    """
    from groundswell.work.bench import _servers

    with _servers.web(home, 1) as server:
        tag = _tag(server.port, path, cookies[0])
        asked = itertools.cycle(
            [_load.request(path, cookie=cookie, headers={"If-None-Match": tag}) for cookie in cookies]
        )
        _load.drive(server.port, lambda: next(asked), connections=2, seconds=2)
        before = server.cpu()
        fast = _load.drive(server.port, lambda: next(asked), connections=2, seconds=3)
        one = 1000 * (server.cpu() - before) / len(fast.latencies)
        before, postgres = server.cpu(), _postgres_cpu()
        done = asyncio.run(_paced(server.port, lambda: next(asked), pages / EVERY, seconds))
        used = server.cpu() - before
        way = "asking, 304" if cookies[0] else "asking as a stranger, 304"
        row = _row(way, pages, seconds, used, _postgres_cpu() - postgres, server, 0.0)
    late = max(0, int(pages / EVERY * (seconds - 2)) - done)
    return row | {"failed": fast.failed + late, "CPU ms each": round(one, 2)}


def _kept_open(database: dict[str, Any], pages: int, seconds: float) -> Row:
    """Every page keeps a connection to one ASGI process."""
    from groundswell.work.bench import _servers

    place = {"host": database["HOST"], "port": database["PORT"], "dbname": database["NAME"], "user": database["USER"]}
    with _servers.channel(json.dumps(place)) as server:
        empty = server.memory_mb()
        postgres = _postgres_cpu()
        used, failed = asyncio.run(_held(server, pages, seconds))
        row = _row("kept connection", pages, seconds, used, _postgres_cpu() - postgres, server, empty)
    return row | {"failed": failed, "CPU ms each": None}


def _row(way: str, pages: int, seconds: float, web: float, postgres: float, server: "Running", before: float) -> Row:
    return {
        "way": way,
        "% of a core, web": round(100 * web / seconds, 2),
        "% of a core, PostgreSQL": round(100 * postgres / seconds, 2),
        "kB a page": round(1000 * (server.memory_mb() - before) / pages, 1) if before else 0,
        "process MB": round(server.memory_mb(), 1),
    }


def _tag(port: int, path: str, cookie: str) -> str:
    """What the first answer calls itself; a stranger's second one, which is a kept page."""
    import http.client

    who = {"Cookie": cookie} if cookie else {}
    for _time in range(1 if cookie else 20):
        connection = http.client.HTTPConnection("localhost", port)
        connection.request("GET", path, headers={**who, "Accept-Language": "en"})
        answer = connection.getresponse()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}; a signed-in member was expected.")
        time.sleep(0.0 if cookie else 0.1)
    return answer.headers["ETag"]


async def _paced(port: int, following: _load.Next, per_second: float, seconds: float) -> int:
    """Ask at an even pace on one connection; how many answers came."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    until, done, due = time.perf_counter() + seconds, 0, time.perf_counter()
    while due < until:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        writer.write(following())
        head = await reader.readuntil(b"\r\n\r\n")
        done += head.startswith(b"HTTP/1.1 304")
        due += 1 / per_second
    writer.close()
    return done


async def _held(server: "Running", pages: int, seconds: float) -> tuple[float, int]:
    """Open all connections, wait, and say how much processor time the waiting took."""
    opened = []
    for _page in range(pages):
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(_load.request("/"))
        await reader.readuntil(b": here")
        opened.append((reader, writer))
    before = server.cpu()
    await asyncio.sleep(seconds)
    used = server.cpu() - before
    failed = sum(reader.at_eof() for reader, _writer in opened)
    for _reader, writer in opened:
        writer.close()
    return used, failed


def _postgres_cpu() -> float:
    """Seconds of processor time of the scratch database so far."""
    import psutil
    from django.conf import settings

    total = 0.0
    for process in psutil.process_iter(["name", "cmdline", "ppid", "pid"]):
        line = process.info["cmdline"] or []
        if process.info["name"] == "postgres" and any(str(settings.HOME) in word for word in line):
            family = [process, *process.children(recursive=True)]
            total += sum(sum(one.cpu_times()[:2]) for one in family) + sum(process.cpu_times()[2:4])
    return total
