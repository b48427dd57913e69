"""What waits and what was decided, one finding with its people, and what a member has held."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, Sum

from groundswell.features.rewards.fairness import saying
from groundswell.features.rewards.fairness.graph import Graph, drawn
from groundswell.features.rewards.fairness.models import Concern, Deed, Finding, HeldLot
from groundswell.members.models import Member
from groundswell.moderation.models import Decision

A_PAGE = 25


@dataclass
class Row:
    """A finding in the list."""

    finding: Finding
    people: list[Member]
    points: int
    name: str = ""
    sentence: str = ""


@dataclass
class Rows:
    """A page of findings, and how many wait in all; `older` begins the next page."""

    rows: list[Row]
    waiting: int
    older: str = ""


@dataclass
class Person:
    """One person of a finding: what they gave and got among the others, and what of their points is held or was taken."""

    concern: Concern
    gave: int
    got: int
    held: int = 0
    taken: int = 0
    lots: int = 0


@dataclass
class Shown:
    """A finding as those who decide see it."""

    finding: Finding
    name: str
    sentence: str
    people: list[Person]
    ties: list[tuple[Member | None, Member | None, int]]
    graph: Graph | None
    decisions: list[Decision]

    def share(self, key: str) -> str:
        """A share of the evidence, as it is said."""
        return saying.shown(key, self.finding.numbers[key])

    @property
    def open(self) -> list[Person]:
        return [one for one in self.people if not one.concern.deed]

    @property
    def held(self) -> int:
        return sum(one.held for one in self.people)


@dataclass
class Own:
    """What a check holds, or held, of one member's points: why, how many, and what came of it."""

    concern: Concern
    why: str
    points: int = 0
    held: int = 0
    taken: int = 0
    decisions: list[Decision] = field(default_factory=list)

    @property
    def state(self) -> str:
        return "held" if self.held else "taken" if self.taken else "released"


def findings(*, decided: bool = False, before: str = "") -> Rows:
    """The oldest first of those that wait, the newest first of those that are decided."""
    wanted = Finding.objects.decided().order_by("-pk") if decided else Finding.objects.waiting().order_by("pk")
    if before.isdecimal() and len(before) < 18:
        wanted = wanted.filter(pk__lt=int(before)) if decided else wanted.filter(pk__gt=int(before))
    page = list(wanted[: A_PAGE + 1])
    found, more = page[:A_PAGE], len(page) > A_PAGE
    people: defaultdict[int, list[Member]] = defaultdict(list)
    for concern in Concern.objects.filter(finding__in=found).select_related("person").order_by("person"):
        people[concern.finding_id].append(concern.person)
    held = _points(Q(concern__finding__in=found), "concern__finding")
    rows = [
        Row(
            one,
            people[one.pk],
            held[one.pk],
            saying.name_of(one.check_name),
            saying.sentence(one.check_name, one.numbers),
        )
        for one in found
    ]
    return Rows(rows, Finding.objects.waiting().count(), str(found[-1].pk) if more else "")


@dataclass(frozen=True)
class Tally:
    """What people decided about what one check found: findings that are done, and people in them by what was decided."""

    name: str
    findings: int
    released: int
    warned: int
    taken: int
    suspended: int

    @property
    def people(self) -> int:
        return self.released + self.warned + self.taken + self.suspended

    @property
    def right(self) -> int:
        """Of a hundred people, about how many the check was right: they were warned, or something was taken."""
        return round(100 * (self.people - self.released) / self.people) if self.people else 0


def tallies() -> list[Tally]:
    """For each check that somebody decided about; one statement."""
    deeds = {deed.value: Count("concerns", filter=Q(concerns__deed=deed)) for deed in Deed}
    done: Any = Finding.objects.decided().values("check_name").annotate(findings=Count("pk", distinct=True), **deeds)
    return [
        Tally(saying.name_of(one["check_name"]), one["findings"], *(one[deed.value] for deed in Deed))
        for one in done.order_by("-findings", "check_name")
    ]


def shown(finding: Finding) -> Shown:
    """Everything about one finding."""
    concerns = list(finding.concerns.select_related("person").order_by("person"))
    members = {one.person_id: one.person for one in concerns}
    gave, got = Counter[int](), Counter[int]()
    for giver, author, count in finding.ties:
        gave[giver] += count
        got[author] += count
    people = [Person(one, gave[one.person_id], got[one.person_id]) for one in concerns]
    _count_lots({one.concern.pk: one for one in people})
    people.sort(key=lambda one: (-one.held - one.taken, -one.got, one.concern.person_id))
    return Shown(
        finding=finding,
        name=saying.name_of(finding.check_name),
        sentence=saying.sentence(finding.check_name, finding.numbers),
        people=people,
        ties=[(members.get(g), members.get(a), n) for g, a, n in sorted(finding.ties, key=lambda tie: -tie[2])],
        graph=drawn(finding.ties, {pk: one.name for pk, one in members.items()}),
        decisions=_decisions(concern.decision for concern in concerns),
    )


def own(member: Member) -> list[Own]:
    """What was held of this member's points, the newest first. People who only gave are not in it: nothing of theirs was touched."""
    concerns = list(
        Concern.objects.filter(person=member, withheld__isnull=False).select_related("finding").order_by("-pk")[:50]
    )
    rows = {one.pk: Own(one, saying.to_whom(one.finding.check_name)) for one in concerns}
    _count_lots(rows)
    told = {one.pk: one for one in _decisions(pk for one in concerns for pk in (one.withheld, one.decision))}
    for row in rows.values():
        row.decisions = [told[pk] for pk in (row.concern.decision, row.concern.withheld) if pk in told]
    return list(rows.values())


def held_of(member: Member) -> int:
    """How many points of this member are held by checks now."""
    return _points(Q(concern__person=member), "concern__person")[member.pk]


def _count_lots(rows: dict[int, Person] | dict[int, Own]) -> None:
    """What is held, was taken and was looked at, for each concern."""
    counted = (
        HeldLot.objects.filter(concern__in=rows)
        .values("concern", "state")
        .annotate(n=Count("pk"), then=Sum("points"), left=Sum(F("lot__held") + F("lot__available")))
    )
    for one in counted.order_by():
        row = rows[one["concern"]]
        if isinstance(row, Own):
            row.points += one["then"]
        else:
            row.lots += one["n"]
        if one["state"] == HeldLot.State.HELD:
            row.held += one["left"]
        elif one["state"] == HeldLot.State.TAKEN:
            row.taken += one["then"]


def _points(which: Q, by: str) -> Counter[int]:
    held = HeldLot.objects.filter(which, state=HeldLot.State.HELD)
    sums = held.values_list(by).annotate(left=Sum(F("lot__held") + F("lot__available"))).order_by()
    return Counter(dict(sums))


def _decisions(numbers: Iterable[int | None]) -> list[Decision]:
    wanted = {number for number in numbers if number}
    return list(Decision.objects.filter(pk__in=wanted).select_related("appeal", "person", "by").order_by("-pk"))
