"""The worker: follows the log in one thread, sends in three, runs jobs in another; two serve the search by meaning."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

import structlog
from procrastinate.contrib.django import DjangoApp, app
from procrastinate.exceptions import ConnectorException

from groundswell import environment
from groundswell.derived.search.embedding import follow_queries, follow_texts
from groundswell.log.sending import SENDERS, send
from groundswell.log.worker import follow

PAUSE = 2.0
logger = structlog.get_logger("groundswell.worker")


def work() -> None:
    """Until SIGTERM or Ctrl-C. When the database goes away, wait for it; when a part breaks, end, to be restarted."""
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    if port := environment.whole("GROUNDSWELL_METRICS_PORT", 0):
        from groundswell.work.metrics import serve

        serve(port)
    broken: list[BaseException] = []
    threads = [
        threading.Thread(target=_guarded, args=(part, stop, broken), name=part.__name__, daemon=True)
        for part in (follow, *([send] * SENDERS), run_jobs, follow_queries, follow_texts)
    ]
    for thread in threads:
        thread.start()
    while not stop.wait(0.5):
        pass
    for thread in threads:
        thread.join(timeout=8)
    if broken:
        raise broken[0]


def _guarded(part: Callable[[threading.Event], None], stop: threading.Event, broken: list[BaseException]) -> None:
    try:
        part(stop)
    except BaseException as problem:
        logger.exception("worker_part_broke", part=part.__name__)
        broken.append(problem)
    finally:
        stop.set()


def run_jobs(stop: threading.Event) -> None:
    """Run jobs as they come, four at a time."""
    new_loop = asyncio.SelectorEventLoop if sys.platform == "win32" else None
    with asyncio.Runner(loop_factory=new_loop) as runner:
        while not stop.is_set():
            try:
                runner.run(_run_jobs(stop))
            except (ConnectorException, OSError) as problem:
                logger.warning("jobs_connection_lost", problem=str(problem).strip())
                stop.wait(PAUSE)


async def _run_jobs(stop: threading.Event) -> None:
    here = _own_app()
    async with here.open_async():
        working = asyncio.create_task(
            here.run_worker_async(
                name=f"worker-{os.getpid()}",
                concurrency=4,
                install_signal_handlers=False,
                shutdown_graceful_timeout=5,
            )
        )
        while not stop.is_set() and not working.done():
            await asyncio.sleep(0.2)
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working


def _own_app() -> DjangoApp:
    """The same tasks and schedule, on connections of its own for waiting and fetching.

    The app itself keeps Django's connection, so that a job that is deferred in a transaction commits with it:
    in consumers, which run in this process too, and in jobs.
    """
    own = DjangoApp(connector=app.connector.get_worker_connector())  # type: ignore[attr-defined]
    own.tasks, own.periodic_registry = app.tasks, app.periodic_registry
    return own
