"""The other way to tell an open page that something is new: one connection kept open for each, in one ASGI process.

Only for the bench of the bell (docs/decisions/0010-live-notifications.md); no page uses it. It listens to the log as a
real one would have to, and sends each page a comment every 25 seconds, without which proxies close the connection.
"""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

HEARTBEAT = 25.0
Send = Callable[[dict[str, Any]], Awaitable[None]]
HEADERS = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-cache")]
_changed = asyncio.Condition()
_listening: set["asyncio.Task[None]"] = set()


async def application(scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Send) -> None:
    if scope["type"] != "http":
        return
    if not _listening:
        _listening.add(asyncio.create_task(_listen()))
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": b": here\n\n", "more_body": True})
    with suppress(Exception):
        while True:
            await send({"type": "http.response.body", "body": await _news(), "more_body": True})


async def _news() -> bytes:
    try:
        async with asyncio.timeout(HEARTBEAT):
            async with _changed:
                await _changed.wait()
                return b"event: bell\ndata: 1\n\n"
    except TimeoutError:
        return b": still here\n\n"


async def _listen() -> None:
    import psycopg

    database = json.loads(os.environ["GROUNDSWELL_CHANNEL"])
    async with await psycopg.AsyncConnection.connect(**database, autocommit=True) as connection:
        await connection.execute("LISTEN log")
        async for _note in connection.notifies():
            async with _changed:
                _changed.notify_all()
