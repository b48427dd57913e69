"""groundswell bench digest: how long the digests of a morning take: to choose what is in them, and to write and hand them over."""

import random
import time
from datetime import datetime, timedelta
from typing import Annotated

import typer

from groundswell.work.bench._scratch import scratch_community
from groundswell.work.cli.say import AsJson, console, progress, table

GOAL = 600  # seconds for 50,000
TOPICS, TAGS, QUESTIONS, NOTES_EACH = 40, 400, 3_000, 4


def run(
    members: Annotated[int, typer.Option(help="Members who get a digest on the same morning.")] = 50_000,
    composed: Annotated[int, typer.Option(help="How many of the mails are written and handed over.")] = 2_000,
    as_json: AsJson = False,
) -> None:
    """Fill a scratch database with members who follow, answered and were answered; build all digests, compose a sample."""
    with scratch_community(GROUNDSWELL_EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"):
        rows = _measure(members, composed)
    table(rows, as_json, title=f"Digests of {members:,} members; the goal is {GOAL} s for 50,000")


def _measure(members: int, composed: int) -> list[dict[str, object]]:
    from groundswell.derived.notifications import digests
    from groundswell.log import clock, deliveries
    from groundswell.work import database

    with console.status("Writing members and their news …"):
        database.migrate()
        _fill(members)
    morning = clock.now().replace(hour=8)
    morning += timedelta(days=(1 - morning.weekday()) % 7)
    rows: list[dict[str, object]] = []
    with progress("due and built"), clock.standing_at(morning):
        began = time.perf_counter()
        due = digests.due()
        found = time.perf_counter() - began
        written = sum(digests.build(due[at : at + digests.AT_ONCE]) for at in range(0, len(due), digests.AT_ONCE))
        built = time.perf_counter() - began
    rows.append(_row("chosen who is due", len(due), found, members))
    rows.append(_row("built, with all that is in them", written, built, members))
    with progress("composed"), clock.standing_at(morning):
        began = time.perf_counter()
        sent = sum(1 for _one in range(min(composed, written)) if deliveries.send_next())
        rows.append(
            _row("composed and handed to a mail server that takes all", sent, time.perf_counter() - began, members)
        )
    return rows


def _row(what: str, count: int, seconds: float, members: int) -> dict[str, object]:
    whole = seconds / max(count, 1) * members
    return {"what": what, "digests": count, "seconds": round(seconds, 1), f"seconds for {members:,}": round(whole, 1)}


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
