"""The report on the health of a community: every figure with its evidence, for a scope and for the period before."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from groundswell.analysis import concentration as shoulders
from groundswell.analysis.change import Decomposition, decompose
from groundswell.analysis.estimates import NOTHING, Estimate, count, difference, ratio, share, spread_of
from groundswell.analysis.retention import Cohort
from groundswell.analysis.survival import kaplan_meier, quantile, share_within
from groundswell.derived.health import rows, sparing, trends
from groundswell.derived.health.catalogue import BY_KEY, REPLY_WITHIN, RETURN_WITHIN, SEEN_WITHIN, SOLUTION_WITHIN, Kind
from groundswell.derived.health.rows import Asked
from groundswell.derived.health.scope import Scope

Found = dict[str, Estimate]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, what it was in the period before, and how the two differ."""

    kind: Kind
    now: Estimate
    before: Estimate
    change: Estimate

    @property
    def changed(self) -> int:
        """+1 for more, -1 for less, 0 when that may be chance or is not known."""
        same = 1.0 if self.kind.compare == "ratio" else 0.0
        if self.change.value is None or self.change.covers(same):
            return 0
        return 1 if self.change.value > same else -1


@dataclass(frozen=True, slots=True)
class InTopic:
    """The questions of one topic in the period, and their two rates."""

    topic: int
    questions: int
    answered: Figure
    solved: Figure


@dataclass(frozen=True, slots=True)
class Report:
    """All that the page shows. `replied` and `solved` take the change of a rate apart by topic."""

    scope: Scope
    figures: dict[str, Figure]
    replied: Decomposition[int] | None
    solved: Decomposition[int] | None
    topics: list[InTopic]
    interventions: list[tuple[str, int, int]]
    trend: list[trends.Step]
    cohorts: list[Cohort]


def report(scope: Scope) -> Report:
    """Reads the derived rows anew; kept.py keeps what took long."""
    asked = rows.questions(scope)
    answerers = rows.ask(rows.ANSWERERS, scope)
    newcomers = rows.ask(rows.NEWCOMERS, scope)
    firsts = rows.ask(rows.FIRSTS, scope)
    kinds = rows.ask_of_interventions(rows.INTERVENTIONS, scope)
    days = rows.ask_of_interventions(rows.INTERVENTIONS_BY_DAY, scope)
    found = [
        {
            **_of_questions([one for one in asked if one.now == now]),
            **_of_answers([(author, staff, many) for current, author, staff, many in answerers if current == now]),
            **_of_newcomers([row[2:] for row in newcomers if row[0] == now]),
            "newcomers.seen": part(
                _in_time(age, took, seen, SEEN_WITHIN) for new, age, took, seen in firsts if new == now
            ),
            **_of_moderation(
                [row[1:] for row in kinds if row[0] == now], [row[2] for row in days if row[0] == now], scope
            ),
        }
        for now in (False, True)
    ]
    for one in found:
        one["moderation.load"] = _load(one)
    found[1]["people.readers"] = _readers(scope)
    for now, spared in sparing.spared(scope).items():
        found[now] |= spared
    return Report(
        scope,
        {key: figure(BY_KEY[key], found[1].get(key, NOTHING), found[0].get(key, NOTHING)) for key in BY_KEY},
        _apart(asked, within_a_day),
        _apart(asked, within_a_week),
        _topics(asked),
        _kinds(kinds),
        trends.trend(scope, asked, newcomers),
        trends.grid(scope),
    )


def figure(kind: Kind, now: Estimate, before: Estimate) -> Figure:
    compared = ratio if kind.compare == "ratio" else difference
    return Figure(kind, now, before, compared(now, before))


def within_a_day(one: Asked) -> bool | None:
    """Whether a question was answered in time; None while it is too young to say, or when it was closed before."""
    return _in_time(one.age, one.wait, one.replied, REPLY_WITHIN)


def within_a_week(one: Asked) -> bool | None:
    return _in_time(one.age, one.work, one.solved, SOLUTION_WITHIN)


def _in_time(age: float, took: float, happened: bool, limit: float) -> bool | None:
    if age < limit:
        return None
    return took <= limit if happened else (False if took >= limit else None)


def part(verdicts: Iterable[bool | None]) -> Estimate:
    """The share of those that can be told; the others count as censored."""
    seen = Counter(verdicts)
    return share(seen[True], seen[True] + seen[False], censored=seen[None])


def _of_questions(asked: list[Asked]) -> Found:
    waits = kaplan_meier([one.wait for one in asked], [one.replied for one in asked])
    works = kaplan_meier([one.work for one in asked], [one.solved for one in asked])
    replied = [one for one in asked if one.replied]
    return {
        "people.askers": count(len({one.asker for one in asked})),
        "posts.questions": count(len(asked)),
        "reply.p50": quantile(waits, 0.5),
        "reply.p90": quantile(waits, 0.9),
        "reply.day": part(map(within_a_day, asked)),
        "reply.staff": share(sum(one.by_staff for one in replied), len(replied)),
        "solution.p50": quantile(works, 0.5),
        "solution.p90": quantile(works, 0.9),
        "solution.week": part(map(within_a_week, asked)),
        **{
            f"solution.{who}s".replace("staffs", "staff"): part(_by(asked, who))
            for who in ("customer", "staff", "asker")
        },
    }


def _by(asked: list[Asked], who: str) -> Iterable[bool | None]:
    """Whether each was solved within a week by these."""
    for one in asked:
        solved = within_a_week(one)
        yield solved and one.by == who if solved is not None else None


def _of_answers(answerers: list[tuple[int, bool, int]]) -> Found:
    helpers = [many for _author, staff, many in answerers if not staff]
    found = shoulders.concentration(helpers)
    answers = sum(many for _author, _staff, many in answerers)
    return {
        "people.helpers": count(len(helpers)),
        "people.staff": count(sum(staff for _author, staff, _many in answerers)),
        "posts.answers": count(answers),
        "concentration.top_1": found.top_1,
        "concentration.top_10": found.top_10,
        "concentration.busiest": found.busiest,
        "concentration.half": found.half,
        "concentration.gini": found.gini,
    }


def _of_newcomers(newcomers: list[tuple[float, bool]]) -> Found:
    curve = kaplan_meier([max(0.0, days) for days, _again in newcomers], [again for _days, again in newcomers])
    young = sum(not again and days < RETURN_WITHIN for days, again in newcomers)
    back = share_within(curve, RETURN_WITHIN)
    return {
        "people.newcomers": count(len(newcomers)),
        "newcomers.return": Estimate(back.value, back.low, back.high, back.cases, young),
    }


def _of_moderation(kinds: list[tuple[str, int, bool, int]], days: list[int], scope: Scope) -> Found:
    by = Counter[int]()
    for _kind, who, _staff, many in kinds:
        by[who] += many
    done = sum(by.values())
    spread = spread_of([*days, *[0] * (scope.days - len(days))])
    return {
        "moderation.load": count(done, spread=spread),
        "moderation.people": count(len(by)),
        "moderation.busiest": share(max(by.values(), default=0), done),
    }


def _load(found: Found) -> Estimate:
    """For each hundred posts; the posts are taken as they were, so the interval is that of the moderation."""
    posts = (found["posts.questions"].cases + found["posts.answers"].cases) / 100
    done = found["moderation.load"]
    if not posts:
        return NOTHING
    value, low, high = ((end or 0.0) / posts for end in (done.value, done.low, done.high))
    return Estimate(value, low, high, done.cases)


def _readers(scope: Scope) -> Estimate:
    if scope.end < scope.now and (scope.now - scope.end).total_seconds() > 86_400:
        return NOTHING
    ((people,),) = rows.ask(rows.READERS, scope)
    return count(people)


def _kinds(kinds: list[tuple[bool, str, int, bool, int]]) -> list[tuple[str, int, int]]:
    """(kind, now, before), the most frequent first."""
    seen: dict[str, list[int]] = {}
    for now, kind, _by_whom, _staff, many in kinds:
        seen.setdefault(kind, [0, 0])[0 if now else 1] += many
    return sorted(((kind, *pair) for kind, pair in seen.items()), key=lambda row: (-row[1], -row[2], row[0]))  # type: ignore[misc]


def _topics(asked: list[Asked]) -> list[InTopic]:
    """Those with questions in the period, the largest first."""
    of: dict[int, tuple[list[Asked], list[Asked]]] = {}
    for one in asked:
        of.setdefault(one.topic, ([], []))[one.now].append(one)
    found = [
        InTopic(
            topic, len(now), _rate("reply.day", within_a_day, now, was), _rate("solution.week", within_a_week, now, was)
        )
        for topic, (was, now) in of.items()
        if now
    ]
    return sorted(found, key=lambda one: (-one.questions, one.topic))


def _rate(key: str, verdict: Callable[[Asked], bool | None], now: list[Asked], was: list[Asked]) -> Figure:
    return figure(BY_KEY[key], part(map(verdict, now)), part(map(verdict, was)))


def _apart(asked: list[Asked], verdict: Callable[[Asked], bool | None]) -> Decomposition[int] | None:
    """The change of a rate by topic."""
    seen: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
    for one in asked:
        good = verdict(one)
        if good is not None:
            cell = seen[one.now].setdefault(one.topic, [0, 0])
            cell[0] += good
            cell[1] += 1
    before, now = ({topic: (hits, cases) for topic, (hits, cases) in cells.items()} for cells in seen)
    return decompose(before, now)
