"""groundswell bench rebuild: how fast standing is derived again from the whole log, on the embedded database."""

import random
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from groundswell.work.bench._scratch import scratch_community
from groundswell.work.cli.say import AsJson, progress, table

if TYPE_CHECKING:
    from groundswell.events import Event

GOAL = 5_000
CONSUMER = "standing.reputation"


def run(
    events: Annotated[int, typer.Option(help="Events in the log: answers, votes, solutions.")] = 100_000,
    members: Annotated[int, typer.Option(help="Members who take part.")] = 5_000,
    as_json: AsJson = False,
) -> None:
    """Fill a scratch log, derive reputation from it, throw that away and derive it again."""
    with scratch_community():
        rows = _measure(events, members)
    table(rows, as_json, title=f"Rebuilding {CONSUMER}; the goal is {GOAL:,} events a second")


def _measure(events: int, members: int) -> list[dict[str, object]]:
    from django.db import transaction

    from groundswell.log import follow, journal
    from groundswell.members.models import Member
    from groundswell.work import database

    database.migrate()
    people = [Member(handle=f"member{n}", handle_key=f"member{n}", name=f"Member {n}") for n in range(members)]
    ids = [person.pk for person in Member.objects.bulk_create(people, batch_size=2_000)]
    with transaction.atomic():
        journal.record_many(_life(events, ids))
    rows: list[dict[str, object]] = []
    for what, derive in (("first time", follow.run), ("rebuild", follow.rebuild)):
        with progress(what):
            began = time.perf_counter()
            done = derive(CONSUMER)
        seconds = time.perf_counter() - began
        rows.append({"what": what, "events": done, "seconds": round(seconds, 2), "events/s": round(done / seconds)})
    return rows


def _life(events: int, members: list[int]) -> "Iterator[tuple[Event, int, datetime]]":
    """Answers, each with some votes and now and then a solution, spread over a year."""
    from django.utils import timezone

    from groundswell.events.support import AnswerAccepted, AnswerPosted, VoteCast

    chance = random.Random(1)  # nosec B311
    begin = timezone.now() - timedelta(days=365)
    answer = author = asker = 0
    for number in range(events):
        at = begin + timedelta(days=365 * number / events)
        if number % 8 == 0:
            answer += 1
            author, asker = chance.sample(members, 2)
            yield AnswerPosted(question=answer, answer=answer, voice=answer, author=author, asker=asker), author, at
        elif number % 8 == 7 and answer % 2:
            yield AnswerAccepted(question=answer, answer=answer, author=author, asker=asker), asker, at
        else:
            vote = VoteCast(
                on="answer", subject=answer, question=answer, author=author, value=chance.choice((1, 1, 1, -1))
            )
            yield vote, chance.choice(members), at
