"""Make the demo: a year of Fernweh Mobil's community, lived in one transaction, so it is there whole or not at all."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from groundswell.demo import (
    announcing,
    beside,
    farming,
    gathering,
    looking,
    moderating,
    payouts,
    rewarding,
    talking,
    timeline,
)
from groundswell.demo.asking import around, make_forms, spared
from groundswell.demo.crowd import CAST
from groundswell.demo.life import Life
from groundswell.demo.reading import read_year
from groundswell.demo.timeline import Deed
from groundswell.demo.world import Year
from groundswell.derived.notifications import reading
from groundswell.derived.standing import levels
from groundswell.features.support.models import Question, Topic
from groundswell.features.support.queries.places import count_tags
from groundswell.log import clock, follow
from groundswell.log.models import LogEntry
from groundswell.members.models import Member
from groundswell.members.rules import require
from groundswell.voice.models import Preview

PASSWORD = "fernweh-demo"  # for people of an invented world; it is printed at the start
SEED = 20
LAST_DAY = 364
SHOWN_EVERY = 25


@dataclass(frozen=True)
class Plan:
    """What will be done: `start` is the midnight (UTC) on which day 0 begins."""

    year: Year
    start: datetime
    deeds: list[Deed]

    def __len__(self) -> int:
        return len(self.deeds)


def is_filled() -> bool:
    """Whether the demo year is in this database already."""
    return LogEntry.objects.filter(name="members.member_joined", data__how="demo").exists()


def plan(*, until: datetime | None = None, seed: int = SEED, days: int = LAST_DAY + 1) -> Plan:
    """The year that ends at `until` (now, if not said), or its first `days`; what would happen later is left out."""
    end = until or timezone.now()
    start = end.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=LAST_DAY)
    year = read_year()
    lived = [*timeline.deeds_of(year, seed), *around(year, Random(f"{seed} asking")), *farming.around(year)]
    kept = moderating.around(year, lived, Random(f"{seed} moderating"))
    deeds = sorted(
        [
            *lived,
            *kept,
            *announcing.around(),
            *gathering.around(year),
            *talking.around(),
            *rewarding.around(),
            *spared(year, Random(f"{seed} sparing")),
        ],
        key=lambda deed: deed.at,
    )
    return Plan(year, start, timeline.until(deeds, min(end - start, timedelta(days=days))))


def fill(planned: Plan, progress: Callable[[int], None]) -> None:
    """Live through the year. Raises Refused when the community has members of its own."""
    require(not Member.objects.exists(), "The demo needs an empty community, and this one has members already.")
    with beside.helper() as go:
        _live(planned, progress)
        go()
        end = _end_of(planned)
        payouts.plan_the_halves(planned.start, end)
        rewarding.pay_through(end)
    rewarding.look_at_the_votes(end)
    follow.run_all()
    looking.look(end)
    _settle_levels(planned)
    _read_notifications(planned)


def _live(planned: Plan, progress: Callable[[int], None]) -> None:
    with transaction.atomic(), _without_savepoints():
        _patiently()
        _make_topics(planned.year)
        with clock.standing_at(planned.start):
            rewarding.let_rules_hold()
        life = Life(planned.year, planned.start)
        for done, deed in enumerate(planned.deeds, start=1):
            life.do(deed)
            if done % SHOWN_EVERY == 0:
                progress(done)
        _let_the_cast_in(planned.start)
        _count_views()
        count_tags()
        Preview.objects.update(state="failed")  # links of an invented world lead nowhere, so nobody asks there
        follow.history_ends_here()
    progress(len(planned))


def cast() -> list[dict[str, str]]:
    """Who can be signed in as, for the start of `groundswell demo`."""
    people = {member.handle: member for member in Member.objects.filter(handle__in=CAST)}
    does = {
        "ada": "asks questions",
        "ben": "answers them, more than anybody",
        "cleo": "moderates",
        "dan": "agent of the company",
        "mia": "manager of the company",
        "eve": "farms votes, until she is caught",
    }
    return [
        {"who": people[handle].name, "e-mail": f"{handle}@example.org", "password": PASSWORD, "what they do": what}
        for handle, what in does.items()
        if handle in people
    ]


@contextmanager
def _without_savepoints() -> Iterator[None]:
    """An action that fails ends the whole year, so there is nothing to go back to; saves a tenth of the time."""
    before = connection.features.uses_savepoints
    connection.features.uses_savepoints = False
    try:
        yield
    finally:
        connection.features.uses_savepoints = before


def _end_of(planned: Plan) -> datetime:
    return planned.start + (planned.deeds[-1].at if planned.deeds else timedelta())


def _settle_levels(planned: Plan) -> None:
    """Levels are those of the last day of the year, and nobody is told of them as if they were new."""
    with clock.standing_at(_end_of(planned)):
        levels.review()
        levels.tell(silently=True)


def _read_notifications(planned: Plan) -> None:
    """The cast has seen what is older than two days."""
    end = _end_of(planned)
    with clock.standing_at(end):
        for member in Member.objects.filter(handle__in=CAST):
            reading.mark_all_read(by=member, until=end - timedelta(days=2))


def _patiently() -> None:
    """The whole year is one transaction; nothing in it may be given up for taking long."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def _make_topics(year: Year) -> None:
    made: dict[str, Topic] = {}
    for order, place in enumerate(year.places):
        made[place.slug], _new = Topic.objects.update_or_create(
            slug=place.slug,
            defaults={
                "parent": made.get(place.parent),
                "name": place.name,
                "about": place.about,
                "icon": place.icon,
                "order": order,
            },
        )
    make_forms({slug: topic.pk for slug, topic in made.items()})


def _let_the_cast_in(start: datetime) -> None:
    """The named people get the demo's password and a verified address; everybody else cannot sign in."""
    members = list(Member.objects.filter(handle__in=CAST))
    Member.objects.filter(handle__in=CAST).update(password=make_password(PASSWORD))
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=member, email=member.email, verified=True, primary=True) for member in members]
    )


def _count_views() -> None:
    """Views are no events, so they are made up: with every vote and answer come readers, more for what is older."""
    questions = list(Question.objects.all())
    newest = max((question.asked_at for question in questions), default=timezone.now())
    for question in questions:
        age = (newest - question.asked_at).days + 1
        stirred = question.ups + 3 * question.answer_count + 2
        chance = 0.7 + (question.pk * 7919 % 100) / 80
        question.views = int(stirred * (6 + 5 * math.log1p(age)) * chance)
    Question.objects.bulk_update(questions, ["views"])
