"""Background jobs run, and run again when their worker was killed in the middle."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections
from django.utils import timezone

from groundswell.work import schedules
from groundswell.work.worker import run_jobs


@pytest.fixture
def working(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A worker's part for jobs, at work. Its threads keep no connections, which would outlive the test."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    stop = threading.Event()
    thread = threading.Thread(target=run_jobs, args=(stop,))
    thread.start()
    yield
    stop.set()
    thread.join(30)
    assert not thread.is_alive()


@pytest.fixture
def over(transactional_db: None) -> Session:
    """A session that has ended."""
    return Session.objects.create(session_key="over", session_data="", expire_date=timezone.now() - timedelta(days=1))


def gone(session: Session, seconds: float = 60) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not Session.objects.filter(pk=session.pk).exists():
            return True
        time.sleep(0.05)
    return False


def test_sessions_that_have_ended_are_forgotten(over: Session, working: None) -> None:
    alive = Session.objects.create(session_key="alive", session_data="", expire_date=timezone.now() + timedelta(days=1))

    schedules.forget_sessions.configure().defer(timestamp=0)

    assert gone(over)
    assert Session.objects.filter(pk=alive.pk).exists()


def test_a_job_whose_worker_was_killed_runs_again(over: Session, working: None) -> None:
    with connection.cursor() as cursor:
        # In one statement: the worker under test takes away the killed one as soon as it sees it.
        cursor.execute(
            """WITH killed AS (
                   INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '10 minutes') RETURNING id)
               INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, worker_id)
               SELECT 'default', %s, '{"timestamp": 0}', 'doing', id FROM killed""",
            [schedules.forget_sessions.name],
        )

    schedules.rerun_stalled_jobs.configure().defer(timestamp=0)

    assert gone(over)
