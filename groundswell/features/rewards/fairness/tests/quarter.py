"""A quarter of a small community as the log has it: twenty who help each other, and a ring; points from each vote in the book."""

from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from groundswell.events import Event
from groundswell.events.support import AnswerPosted, QuestionAsked, VoteCast
from groundswell.ledger.lots import Award, award, fund
from groundswell.ledger.models import Lot
from groundswell.log import clock
from groundswell.log.journal import record_many
from groundswell.log.models import LogEntry
from groundswell.members.models import Member

POINTS = 10
TOPIC = 1


class Quarter:
    """Writes events; `settle` puts the points of all votes into the book."""

    def __init__(self, seed: int = 1) -> None:
        self.chance, self.start = Random(seed), clock.now() - timedelta(days=60)
        self.rows: list[tuple[Event, int | None, datetime]] = []
        self.answers = 1_000
        self.settled = 0

    def answer(self, author: Member, asker: Member) -> int:
        """A question with one answer; the number of the answer."""
        self.answers += 1
        number, at = self.answers, self.start + timedelta(minutes=40 * (self.answers - 1_000))
        asked = QuestionAsked(question=number, voice=0, asker=asker.pk, topic=TOPIC, tags=[], language="en")
        posted = AnswerPosted(question=number, answer=number, voice=0, author=author.pk, asker=asker.pk)
        self.rows += [(asked, asker.pk, at), (posted, author.pk, at + timedelta(minutes=9))]
        return number

    def vote(self, giver: Member, answer: int, author: Member) -> None:
        at = self.start + timedelta(minutes=40 * (answer - 1_000) + 30)
        cast = VoteCast(on="answer", subject=answer, question=answer, author=author.pk, value=1)
        self.rows.append((cast, giver.pk, at))

    def honest(self, people: list[Member], answers: int = 70) -> None:
        """Everybody answers, and three others find it useful."""
        for _n in range(answers):
            author, asker, *givers = self.chance.sample(people, 5)
            number = self.answer(author, asker)
            for giver in givers:
                self.vote(giver, number, author)

    def ring(self, people: list[Member], askers: list[Member], answers: int = 6) -> None:
        """Each writes some answers, and all others of the ring vote for them; hardly anybody else does."""
        for author in people:
            for _n in range(answers):
                number = self.answer(author, self.chance.choice(askers))
                for giver in people:
                    if giver.pk != author.pk:
                        self.vote(giver, number, author)

    @transaction.atomic
    def settle(self, *, hold: timedelta = timedelta(0)) -> None:
        """Write what happened into the log, and give ten points for each vote."""
        record_many(self.rows)
        self.rows = []
        cast = LogEntry.objects.filter(name=VoteCast.name, position__gt=self.settled).order_by("position")
        votes = [(one.position, one.at, one.data["author"]) for one in cast]
        fund("help", POINTS * (len(votes) + 1), key=f"for {self.settled}")
        award(
            Award(key=f"earn:{position}", owner=author, amount=POINTS, pool="help", at=at, hold=hold, entry=position)
            for position, at, author in votes
        )
        self.settled = max((position for position, _at, _author in votes), default=self.settled)


def crowd(number: int = 20) -> list[Member]:
    """Members who do what members do."""
    people = [
        Member(handle=f"m{n}", handle_key=f"m{n}", name=f"Member {n}", email=f"m{n}@example.com") for n in range(number)
    ]
    made = Member.objects.bulk_create(people)
    Member.objects.filter(pk__in=[one.pk for one in made]).update(joined=clock.now() - timedelta(days=400))
    return made


def left_of(member: Member) -> dict[str, int]:
    """What a member has held and available."""
    lots = list(Lot.objects.filter(owner=member.pk))
    return {"held": sum(lot.held for lot in lots), "available": sum(lot.available for lot in lots)}
