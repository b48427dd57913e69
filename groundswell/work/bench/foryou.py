"""groundswell bench foryou: of what helpers answer next, how much the first rows of the list "for you" hold, beside other lists.

A dump is lived through again. Its older half is the past. The questions of the younger half are asked as often as is said
(weeks in an order of the seed's), and each answer comes as long after its question as it really did; so there is more to
read than anybody reads, and who knew the answer is still known. Shortly before somebody answers, at most once a day, their
list is read; what they answer within seven days and could have seen then should be among its first rows.
"""

import heapq
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import mean, median
from typing import Annotated, Any

import typer

from groundswell.work.bench._scratch import scratch_community
from groundswell.work.cli.say import AsJson, progress, table

START = datetime(2026, 1, 5, tzinfo=UTC)
AHEAD, MOMENT = timedelta(days=7), timedelta(minutes=1)
FIRST = (20, 50)
PACES = [5, 50, 200]
LISTS = ("for you", "newest", "followed")


@dataclass(frozen=True)
class Asked:
    """A question of a dump; `site` is the topic it goes to."""

    site: int
    asker: str
    tags: tuple[str, ...]
    at: datetime


@dataclass(frozen=True)
class Answered:
    """An answer; `solves` says that it was accepted, `score` what votes made of it."""

    question: int
    author: str
    at: datetime
    solves: bool
    score: int


@dataclass
class Dump:
    """Questions by number and their answers, of one site or of several side by side."""

    questions: dict[int, Asked] = field(default_factory=dict)
    answers: list[Answered] = field(default_factory=list)


@dataclass
class Count:
    """What was wanted at all visits, and how much of it each list had among its first rows."""

    wanted: int = 0
    open: list[int] = field(default_factory=list)
    found: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))


def run(
    data: Annotated[list[Path], typer.Option(help="An unpacked Stack Exchange dump; several become one community.")],
    a_day: Annotated[list[int] | None, typer.Option(help="Questions a day; 5, 50 and 200 unless said.")] = None,
    seeds: Annotated[int, typer.Option(help="Orders of the weeks.")] = 5,
    as_json: AsJson = False,
) -> None:
    """Live through a dump again, as busy as is said, and compare the lists."""
    dump, paces = _read(data), a_day or PACES
    with scratch_community():
        from groundswell.work import database

        database.migrate()
        members = _store(dump)
        with progress("Living through it", len(paces)) as step:
            rows: list[dict[str, object]] = []
            for done, pace in enumerate(paces, 1):
                rows += _at_pace(dump, members, pace, seeds)
                step(done)
    table(
        rows, as_json, title="Of what helpers answered within seven days, % among the first rows: mean (least to most)"
    )


def _at_pace(dump: Dump, members: dict[str, Any], pace: int, seeds: int) -> Iterator[dict[str, object]]:
    counts = [Replay(_busier(dump, pace, seed), members).live() for seed in range(seeds)]
    for name in LISTS:
        shares = {n: [100 * one.found[name, n] / max(1, one.wanted) for one in counts] for n in FIRST}
        yield {
            "questions a day": pace,
            "open at a visit": round(median(n for one in counts for n in one.open)),
            "wanted": round(mean(one.wanted for one in counts)),
            "list": name,
            **{f"first {n}": f"{mean(of):.1f} ({min(of):.1f} to {max(of):.1f})" for n, of in shares.items()},
        }


def _read(folders: list[Path]) -> Dump:
    """Posts with their authors; what nobody signed is left out."""
    from groundswell.work.importing.reading import read

    dump, numbers = Dump(), count(1)
    for site, folder in enumerate(folders, 1):
        rows = [row for block in read(folder / "Posts.xml", "posts") for row in block.rows if "OwnerUserId" in row]
        known: dict[str, int] = {}
        for row in rows:
            if row["PostTypeId"] == "1":
                known[row["Id"]] = number = next(numbers)
                tags = tuple(row.get("Tags", "").strip("<>|").replace("|", "><").split("><"))
                dump.questions[number] = Asked(site, f"{site}-{row['OwnerUserId']}", tags, _time(row))
        accepted = {row["AcceptedAnswerId"] for row in rows if "AcceptedAnswerId" in row}
        dump.answers += [
            Answered(known[row["ParentId"]], f"{site}-{row['OwnerUserId']}", _time(row), row["Id"] in accepted, int(row["Score"]))
            for row in rows
            if row["PostTypeId"] == "2" and row["ParentId"] in known
        ]  # fmt: skip
    return dump


def _time(row: dict[str, str]) -> datetime:
    return datetime.fromisoformat(row["CreationDate"]).replace(tzinfo=UTC)


def _busier(dump: Dump, pace: int, seed: int) -> Dump:
    """The older half before START at its own pace, the younger from START on at another."""
    when: dict[int, datetime] = {}
    for site in {one.site for one in dump.questions.values()}:
        mine = sorted(
            (number for number, one in dump.questions.items() if one.site == site), key=lambda n: dump.questions[n].at
        )
        past, now = mine[: len(mine) // 2], mine[len(mine) // 2 :]
        middle = dump.questions[now[0]].at
        when |= {number: START - (middle - dump.questions[number].at) for number in past}
        share = len(now) / (len(dump.questions) / 2)
        when |= {
            number: START + timedelta(days=at / (pace * share)) for number, at in _shuffled(dump, now, seed).items()
        }
    questions = {number: replace(one, at=when[number]) for number, one in dump.questions.items()}
    answers = [
        replace(a, at=when[a.question] + max(a.at - dump.questions[a.question].at, MOMENT)) for a in dump.answers
    ]
    # What people said late of old questions is no part of it: it would come long after the busy days.
    return Dump(questions, [a for a in answers if questions[a.question].at >= START or a.at < START])


def _shuffled(dump: Dump, numbers: list[int], seed: int) -> dict[int, float]:
    """The place of each question when its weeks come in another order, in questions before it."""
    weeks: dict[int, list[int]] = defaultdict(list)
    for number in numbers:
        weeks[dump.questions[number].at.toordinal() // 7].append(number)
    order = random.Random(seed).sample(sorted(weeks), len(weeks))  # nosec B311
    return {number: float(place) for place, number in enumerate(n for week in order for n in weeks[week])}


class Replay:
    """One life of a community in the scratch database; what has not happened yet is deleted there."""

    def __init__(self, dump: Dump, members: dict[str, Any]) -> None:
        self.dump, self.members, self.count = dump, members, Count()
        self.solved: set[int] = set()
        self.there: dict[int, Asked] = {}
        self.helped: dict[str, set[str]] = defaultdict(set)
        self.answered: dict[str, set[int]] = defaultdict(set)
        self.next: dict[str, list[Answered]] = defaultdict(list)
        for one in sorted(dump.answers, key=lambda a: a.at):
            self.next[one.author].append(one)
        _begin(dump, members)

    def live(self) -> Count:
        order = count()
        happenings: list[tuple[datetime, int, int, Any]] = []
        for number, asked in self.dump.questions.items():
            heapq.heappush(happenings, (asked.at, 0, next(order), (number, asked)))
        for number, answer in enumerate(self.dump.answers, 1):
            heapq.heappush(happenings, (answer.at - MOMENT / 2, 1, next(order), answer))
            heapq.heappush(happenings, (answer.at, 2, next(order), (number, answer)))
        looked: set[tuple[str, Any]] = set()
        while happenings:
            at, kind, _order, what = heapq.heappop(happenings)
            if kind == 0:
                self._ask(*what)
            elif kind == 2:
                self._answer(*what)
            elif at >= START and (what.author, at.date()) not in looked:
                looked.add((what.author, at.date()))
                self._visit(what.author, at)
        return self.count

    def _ask(self, number: int, asked: Asked) -> None:
        _run("UPDATE support_question SET deleted_at = NULL WHERE id = %s", number)
        self.there[number] = asked

    def _answer(self, number: int, answer: Answered) -> None:
        _run("UPDATE support_answer SET deleted_at = NULL WHERE id = %s", number)
        solution = number if answer.solves else None
        _run(
            "UPDATE support_question SET answer_count = answer_count + 1, active_at = %s, solution_id = coalesce(%s, solution_id) WHERE id = %s",
            answer.at, solution, answer.question,
        )  # fmt: skip
        if answer.solves:
            self.solved.add(answer.question)
        self.answered[answer.author].add(answer.question)
        if self.dump.questions[answer.question].asker != answer.author:
            self.helped[answer.author] |= set(self.dump.questions[answer.question].tags)

    def _visit(self, who: str, at: datetime) -> None:
        """Somebody is about to answer: which of what they answer soon do the lists show them first?"""
        soon = {a.question for a in self.next[who] if at < a.at <= at + AHEAD}
        free = {
            number for number, one in self.there.items()
            if number not in self.solved and one.asker != who and number not in self.answered[who] and at - one.at < timedelta(days=60)
        }  # fmt: skip
        wanted = soon & free
        if not wanted:
            return
        self.count.wanted += len(wanted)
        self.count.open.append(len(free))
        newest = sorted(free, key=lambda number: self.there[number].at, reverse=True)
        followed = [number for number in newest if self.helped[who] & set(self.there[number].tags)]
        ours = self._for_you(who, at)
        for n in FIRST:
            for name, found in (("for you", ours), ("newest", newest), ("followed", followed)):
                self.count.found[name, n] += len(wanted & set(found[:n]))

    def _for_you(self, who: str, at: datetime) -> list[int]:
        from groundswell.features.support.queries.lists import Filters, list_questions
        from groundswell.log import clock

        with clock.standing_at(at):
            return [row.id for row in list_questions(Filters("foryou", size=max(FIRST)), self.members[who]).rows]


def _run(query: str, *values: object) -> None:
    from groundswell.log.postgres.prepared import run_prepared

    run_prepared(query, values)


def _store(dump: Dump) -> dict[str, Any]:
    """Who takes part, by name, with texts, topics and tags: what is the same in every life."""
    from groundswell.features.support.models import Tag, Topic
    from groundswell.members.models import Member
    from groundswell.voice.models import Voice

    names = sorted({one.asker for one in dump.questions.values()} | {a.author for a in dump.answers})
    members = {name: Member(pk=n, handle=f"m{n}", handle_key=f"m{n}", claimed=True) for n, name in enumerate(names, 1)}
    Member.objects.bulk_create(members.values())
    sites = sorted({one.site for one in dump.questions.values()})
    Topic.objects.bulk_create(Topic(pk=site, slug=f"site-{site}", name={"en": f"Site {site}"}) for site in sites)
    uses = Counter(tag for one in dump.questions.values() for tag in one.tags)
    Tag.objects.bulk_create(Tag(name=name, uses=n) for name, n in uses.items())
    total = len(dump.questions) + len(dump.answers)
    Voice.objects.bulk_create(
        Voice(pk=n, kind="question", title=f"Question {n}", at=START) for n in range(1, total + 1)
    )
    return members


def _begin(dump: Dump, members: dict[str, Any]) -> None:
    """All questions and answers as rows that are deleted, until they are asked and given."""
    from groundswell.features.support.models import Answer, Question

    Question.objects.update(solution=None)
    Answer.objects.all().delete()
    Question.objects.all().delete()
    questions = [
        Question(
            pk=number,
            voice_id=number,
            asker=members[one.asker],
            topic_id=one.site,
            tags=list(one.tags),
            asked_at=one.at,
            active_at=one.at,
            deleted_at=START,
        )
        for number, one in dump.questions.items()
    ]
    answers = [
        Answer(
            pk=n,
            voice_id=len(dump.questions) + n,
            question_id=a.question,
            author=members[a.author],
            posted_at=a.at,
            # What votes will say of what is still to come, nobody knows.
            ups=max(0, a.score) if a.at < START else 0,
            deleted_at=START,
        )
        for n, a in enumerate(dump.answers, 1)
    ]
    Question.objects.bulk_create(questions)
    Answer.objects.bulk_create(answers)
