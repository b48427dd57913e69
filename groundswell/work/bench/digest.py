"""groundswell bench digest: how long the digests of a morning take: to choose what is in them, and to write and hand them over."""

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from contextvars import copy_context
from datetime import datetime, timedelta
from importlib.util import find_spec
from typing import Annotated

import typer

from groundswell.work.bench._scratch import scratch_community
from groundswell.work.bench._servers import free_port
from groundswell.work.cli.say import AsJson, Problem, console, progress, table
from groundswell.work.port import Place, answers

GOAL = 600  # seconds for 50,000
TOPICS, TAGS, QUESTIONS, NOTES_EACH = 40, 400, 3_000, 4


def run(
    members: Annotated[int, typer.Option(help="Members who get a digest on the same morning.")] = 50_000,
    composed: Annotated[int, typer.Option(help="How many of the mails are written and handed over.")] = 50_000,
    as_json: AsJson = False,
) -> None:
    """Fill a scratch database with members who follow, answered and were answered; build all digests, send them over SMTP."""
    with ExitStack() as stack:
        port = stack.enter_context(_mail_server())
        to_it = {"GROUNDSWELL_SMTP_HOST": "127.0.0.1", "GROUNDSWELL_SMTP_PORT": str(port)}
        backend = "django.core.mail.backends.smtp.EmailBackend"
        stack.enter_context(scratch_community(GROUNDSWELL_EMAIL_BACKEND=backend, **to_it))
        rows = _measure(members, composed)
    table(rows, as_json, title=f"Digests of {members:,} members; the goal is {GOAL} s for 50,000")


@contextmanager
def _mail_server() -> Iterator[int]:
    """The port of one that speaks SMTP in a process of its own, and forgets what it takes."""
    if find_spec("aiosmtpd") is None:
        raise Problem("This needs a mail server to send to: pip install aiosmtpd")
    port = free_port()
    command = [sys.executable, "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Sink"]
    with subprocess.Popen(command) as server:  # nosec B603: our own interpreter
        try:
            while not answers(Place("127.0.0.1", port)):
                time.sleep(0.1)
            yield port
        finally:
            server.terminate()


def _measure(members: int, composed: int) -> list[dict[str, object]]:
    from groundswell.derived.notifications import digests
    from groundswell.log import clock
    from groundswell.work import database

    with console.status("Writing members and their news …"):
        database.migrate()
        _fill(members)
    morning = clock.now().replace(hour=8)
    morning += timedelta(days=(1 - morning.weekday()) % 7)
    rows: list[dict[str, object]] = []
    with progress("due and built"), clock.standing_at(morning), _watch(rows, members) as done:
        due = digests.due()
        done("chosen who is due", len(due))
        written = sum(digests.build(due[at : at + digests.AT_ONCE]) for at in range(0, len(due), digests.AT_ONCE))
        done("built, with all that is in them", written)
    with progress("sent"), clock.standing_at(morning), _watch(rows, members) as done:
        done("composed and handed to a mail server, by one worker", _send(min(composed, written)))
    return rows


def _send(most: int) -> int:
    """By as many threads as a worker has."""
    from django.db import connection

    from groundswell.log import deliveries, sending

    def work(share: int) -> int:
        sent = 0
        while sent < share and (taken := deliveries.send_some(min(sending.AT_ONCE, share - sent))):
            sent += taken
        connection.close()
        return sent

    with ThreadPoolExecutor(sending.SENDERS) as threads:
        share = -(-most // sending.SENDERS)
        return sum(
            one.result() for one in [threads.submit(copy_context().run, work, share) for _ in range(sending.SENDERS)]
        )


@contextmanager
def _watch(rows: list[dict[str, object]], members: int) -> Iterator[Callable[[str, int], None]]:
    """What is told by the function it gives becomes a row, with the time since the beginning."""
    began, worked = time.perf_counter(), time.process_time()

    def done(what: str, count: int) -> None:
        seconds, own = time.perf_counter() - began, time.process_time() - worked
        rows.append(_row(what, count, seconds, own, members))

    yield done


def _row(what: str, count: int, seconds: float, own: float, members: int) -> dict[str, object]:
    each = max(count, 1)
    return {
        "what": what,
        "digests": count,
        "seconds": round(seconds, 1),
        "ms each": round(seconds / each * 1000, 2),
        "CPU ms each": round(own / each * 1000, 2),
        f"seconds for {members:,}": round(seconds / each * members, 1),
    }


def _fill(members: int) -> None:
    from django.utils import timezone

    from groundswell.derived.notifications.models import Helped, Interest, OpenQuestion, Thread
    from groundswell.members.models import Member
    from groundswell.voice.models import Voice

    chance, now = random.Random(1), timezone.now()
    people = range(1, members + 1)
    Member.objects.bulk_create(
        (
            Member(
                pk=n, handle=f"m{n}", handle_key=f"m{n}", name=f"Member {n}", email=f"m{n}@example.org", last_login=now
            )
            for n in people
        ),
        batch_size=5_000,
    )
    texts = [
        Voice(pk=n, kind="question", title=f"Question number {n}, about a phone", excerpt="It does not work. " * 8)
        for n in range(1, QUESTIONS + 1)
    ]
    Voice.objects.bulk_create(texts, batch_size=1_000)
    Thread.objects.bulk_create(Thread(question=n, asker=n, voice_id=n) for n in range(1, QUESTIONS + 1))
    OpenQuestion.objects.bulk_create(
        OpenQuestion(
            question=n, asker=n, topic=n % TOPICS, tags=[f"tag{chance.randrange(TAGS)}" for _tag in range(3)],
            language="en", asked_at=now - timedelta(minutes=n), answered=n % 3 == 0,
        )
        for n in range(1, QUESTIONS + 1)
    )  # fmt: skip
    follows = ({f"topic:{chance.randrange(TOPICS)}", f"tag:{chance.randrange(TAGS)}"} for _n in people)
    Interest.objects.bulk_create(
        (Interest(member_id=n, thing=thing) for n, things in zip(people, follows, strict=True) for thing in things),
        batch_size=5_000,
    )
    Helped.objects.bulk_create(
        (Helped(member=n, thing=f"topic:{chance.randrange(TOPICS)}") for n in people if n % 3 == 0), batch_size=5_000
    )
    _tell(members, chance, now)


def _tell(members: int, chance: random.Random, now: datetime) -> None:
    """Four things each that they have not read."""
    from groundswell.derived.notifications.models import Notification

    kinds = ("answer", "thanks", "accepted", "asked")
    Notification.objects.bulk_create(
        (
            Notification(
                entry=n * NOTES_EACH + k, latest=n * NOTES_EACH + k, member_id=n, kind=kinds[k % 4],
                question=chance.randrange(1, QUESTIONS), answer=n, by=chance.randrange(1, members),
                at=now - timedelta(hours=k), because="topic:1" if k % 4 == 3 else "",
            )
            for n in range(1, members + 1) for k in range(NOTES_EACH)
        ),
        batch_size=5_000,
    )  # fmt: skip
