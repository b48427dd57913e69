"""What changed and why, in sentences. Each is computed: nothing is said that an interval does not bear out."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.analysis.change import Decomposition, Part
from groundswell.analysis.estimates import Estimate
from groundswell.derived.health import places, saying
from groundswell.derived.health.figures import Figure, Report

MOST_NAMED = 3
HEADLINES = (
    "reply.day", "solution.week", "reply.p50", "solution.p50", "people.helpers", "people.askers", "people.newcomers",
    "newcomers.return", "concentration.half", "moderation.load",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """What is said of one figure. `way`: +1 better, -1 worse, 0 neither; `moved`: +1 more, -1 less, 0 may be chance."""

    key: str
    head: str
    text: str
    way: int = 0
    moved: int = 0


def headline(of: Report) -> Figure | None:
    """The figure that changed most clearly, measured by its interval; None when nothing changed beyond chance."""
    changed = [of.figures[key] for key in HEADLINES if of.figures[key].changed]
    return max(changed, key=_clearness, default=None)


def headline_said(of: Report) -> str:
    """The one thing that matters, as a title."""
    found = headline(of)
    if found is None:
        return _("Nothing changed beyond chance") if _had_before(of) else _("How the community is doing")
    values = {
        "now": saying.amount(found.kind.unit, found.now.value),
        "before": saying.amount(found.kind.unit, found.before.value),
    }
    up, down = _titles()[found.kind.key]
    return (up if found.changed > 0 else down) % values


def story(of: Report) -> list[Line]:
    """What is worth saying: what changed first, and the rest in the order in which a manager asks."""
    lines = [
        _reply(of),
        _rate(of, "reply.day", of.replied),
        _rate(of, "solution.week", of.solved),
        _people(of),
        _return(of),
    ]
    lines += [_shoulders(of), _moderation(of), _spared(of)]
    return sorted((line for line in lines if line), key=lambda line: not line.moved)


def _had_before(of: Report) -> bool:
    return bool(of.figures["posts.questions"].before.cases)


def _clearness(one: Figure) -> float:
    """How many half widths of its interval a change is away from none."""
    same = 1.0 if one.kind.compare == "ratio" else 0.0
    value, low, high = one.change.value or 0.0, one.change.low, one.change.high
    near = low if value > same else high
    return abs(value - same) / max(1e-9, abs(value - near)) if near is not None else 0.0


def _titles() -> dict[str, tuple[str, str]]:
    """What is said of a figure that rose, and of one that fell."""
    return {
        "reply.day": (
            _("More questions are answered within a day: %(now)s, after %(before)s"),
            _("Fewer questions are answered within a day: %(now)s, after %(before)s"),
        ),
        "solution.week": (
            _("More questions are solved within a week: %(now)s, after %(before)s"),
            _("Fewer questions are solved within a week: %(now)s, after %(before)s"),
        ),
        "reply.p50": (
            _("Askers wait longer for a first answer: %(now)s, after %(before)s"),
            _("Askers have a first answer sooner: within %(now)s, after %(before)s"),
        ),
        "solution.p50": (
            _("Solutions take longer: %(now)s, after %(before)s"),
            _("Solutions come sooner: within %(now)s, after %(before)s"),
        ),
        "people.helpers": (
            _("More people help: %(now)s, after %(before)s"),
            _("Fewer people help: %(now)s, after %(before)s"),
        ),
        "people.askers": (
            _("More people ask: %(now)s, after %(before)s"),
            _("Fewer people ask: %(now)s, after %(before)s"),
        ),
        "people.newcomers": (
            _("More newcomers: %(now)s, after %(before)s"),
            _("Fewer newcomers: %(now)s, after %(before)s"),
        ),
        "newcomers.return": (
            _("More newcomers return: %(now)s, after %(before)s"),
            _("Fewer newcomers return: %(now)s, after %(before)s"),
        ),
        "concentration.half": (
            _("Help rests on more shoulders: %(now)s give half of it, after %(before)s"),
            _("Help rests on fewer shoulders: %(now)s give half of it, after %(before)s"),
        ),
        "moderation.load": (
            _("More to moderate: %(now)s of 100 posts, after %(before)s"),
            _("Less to moderate: %(now)s of 100 posts, after %(before)s"),
        ),
    }


def _line(of: Figure, head: str, *texts: str) -> Line:
    return Line(of.kind.key, head, " ".join(text for text in texts if text), of.changed * of.kind.better, of.changed)


def _reply(of: Report) -> Line | None:
    half, most = of.figures["reply.p50"], of.figures["reply.p90"]
    if half.now.value is None:
        return None
    values = {"half": saying.span(half.now.value), "most": saying.amount("hours", most.now.value)}
    said = _("Half of the questions have a first useful reply within %(half)s, nine of ten within %(most)s.") % values
    if most.now.value is None:
        waiting = {"open": saying.number(most.now.censored), "cases": saying.number(most.now.cases)}
        said = (
            _(
                "Half of the questions have a first useful reply within %(half)s. When nine of ten have one nobody can tell yet."
            )
            % values
        )
        said += " " + _("%(open)s of %(cases)s have none so far.") % waiting
    return _line(half, _("First reply"), said, _compared(half))


def _compared(one: Figure) -> str:
    """A figure beside the period before."""
    if one.change.value is None:
        return ""
    values = {
        "before": saying.amount(one.kind.unit, one.before.value),
        "change": saying.change(one),
        "interval": saying.change_interval(one),
    }
    if not one.changed:
        return _("No change beyond chance: %(before)s before.") % values
    return _("It was %(before)s before: %(change)s (%(interval)s).") % values


def _rate(of: Report, key: str, why: Decomposition[int] | None) -> Line | None:
    one = of.figures[key]
    if one.now.value is None:
        return None
    said = _rates()[key] % {"now": saying.percent(one.now.value), "cases": saying.number(one.now.cases)}
    if key == "solution.week":
        said += " " + _by_whom(of)
    head = _("Answered within a day") if key == "reply.day" else _("Solved within a week")
    if one.change.value is None or one.change.low is None or one.change.high is None:
        return _line(one, head, said)
    if not one.changed:
        values = {
            "before": saying.amount("share", one.before.value),
            "low": saying.signed(100 * one.change.low),
            "high": saying.signed(100 * one.change.high),
        }
        chance = _(
            "No change beyond chance: %(before)s before, and the difference lies between %(low)s and %(high)s points."
        )
        return _line(one, head, said, chance % values)
    return _line(one, head, said, _how_much(one), *(_why(why) if why and len(why.parts) > 1 else ()))


def _rates() -> dict[str, str]:
    return {
        "reply.day": _("%(now)s of %(cases)s questions had a first useful reply within a day."),
        "solution.week": _("%(now)s of %(cases)s questions were solved within a week."),
    }


def _by_whom(of: Report) -> str:
    values = {
        who: saying.amount("share", of.figures[f"solution.{who}"].now.value) for who in ("customers", "staff", "askers")
    }
    return _("Customers solved %(customers)s, staff %(staff)s, askers themselves %(askers)s.") % values


def _how_much(one: Figure) -> str:
    low, high = sorted((abs(one.change.low or 0.0), abs(one.change.high or 0.0)))
    values = {"n": saying.points(one.change.value or 0.0), "low": saying.points(low), "high": saying.points(high)}
    if one.changed > 0:
        return _("That is %(n)s points more than before (%(low)s to %(high)s).") % values
    return _("That is %(n)s points less than before (%(low)s to %(high)s).") % values


def _why(found: Decomposition[int]) -> list[str]:
    """The change taken apart: what the topics themselves did, what their mix did, and which did most."""
    values = {
        "within": saying.signed(100 * (found.within.value or 0.0), 1),
        "mix": saying.signed(100 * (found.mix.value or 0.0), 1),
    }
    said = [
        _("Within the topics it changed by %(within)s points, and by %(mix)s because the mix of topics did.") % values
    ]
    named = [part for part in found.parts if _stands_out(part, found)][:MOST_NAMED]
    if not named:
        return [*said, _("No single topic stands out beyond chance.")]
    names = places.names()
    said.append(_("Most of it came from:") + " " + "; ".join(_named(part, names) for part in named) + ".")
    return said


def _stands_out(part: Part[int], found: Decomposition[int]) -> bool:
    """Its effect goes the way of the whole, and is not chance."""
    return not part.total.covers(0) and (part.total.value or 0.0) * (found.change.value or 0.0) > 0


def _named(part: Part[int], names: dict[int, str]) -> str:
    values = {
        "topic": names.get(part.key, "?"),
        "n": saying.signed(100 * (part.total.value or 0.0), 1),
        "before": saying.amount("share", part.before.value),
        "now": saying.amount("share", part.now.value),
        "cases": saying.number(part.now.cases),
        "cases_before": saying.number(part.before.cases),
    }
    if abs(part.mix.value or 0.0) > abs(part.within.value or 0.0):
        return _("%(topic)s with %(n)s points (%(cases)s questions, after %(cases_before)s)") % values
    return _("%(topic)s with %(n)s points (%(now)s of %(cases)s questions, after %(before)s)") % values


def _people(of: Report) -> Line | None:
    askers, helpers, new = (of.figures[f"people.{who}"] for who in ("askers", "helpers", "newcomers"))
    if not (askers.now.cases or helpers.now.cases):
        return None
    values = {"askers": _asked(askers.now.cases), "helpers": _answered(helpers.now.cases)}
    said = _("%(askers)s, and %(helpers)s.") % values
    told = [_moved(one) for one in (askers, helpers, new) if one.changed]
    if not told and helpers.change.value is not None:
        told = [_("Neither they nor the newcomers are more or fewer beyond chance.")]
    lead = next((one for one in (helpers, askers, new) if one.changed), helpers)
    return _line(lead, _("People"), said, *told)


def _asked(people: int) -> str:
    return ngettext("%(n)s person asked", "%(n)s people asked", people) % {"n": saying.number(people)}


def _answered(people: int) -> str:
    return ngettext("%(n)s customer answered others", "%(n)s customers answered others", people) % {
        "n": saying.number(people)
    }


def _moved(one: Figure) -> str:
    values = {
        "name": str(one.kind.name),
        "now": saying.amount(one.kind.unit, one.now.value),
        "before": saying.amount(one.kind.unit, one.before.value),
        "change": saying.change(one),
        "interval": saying.change_interval(one),
    }
    return _("%(name)s: %(now)s, after %(before)s, which is %(change)s (%(interval)s).") % values


def _return(of: Report) -> Line | None:
    one = of.figures["newcomers.return"]
    if one.now.value is None:
        return None
    values = {
        "share": saying.percent(one.now.value),
        "cases": saying.number(one.now.cases),
        "interval": saying.interval("share", one.now),
    }
    said = _("Of %(cases)s newcomers %(share)s take part again within 30 days (%(interval)s).") % values
    return _line(one, _("Newcomers"), said, _compared(one))


def _shoulders(of: Report) -> Line | None:
    half, most = of.figures["concentration.half"], of.figures["concentration.top_10"]
    if half.now.value is None:
        return None
    people = int(half.now.value)
    values = {"n": saying.number(people), "share": saying.amount("share", most.now.value)}
    said = ngettext(
        "%(n)s helper gives half of all answers by members; the busiest tenth gives %(share)s.",
        "%(n)s helpers give half of all answers by members; the busiest tenth gives %(share)s.",
        people,
    )
    return _line(half, _("Shoulders"), said % values, _compared(half))


def _spared(of: Report) -> Line | None:
    begun, opened, solved = (of.figures[f"sparing.{what}"] for what in ("begun", "opened", "solved"))
    if not solved.now.cases:
        return None
    values = {
        "begun": saying.number(begun.now.cases),
        "shown": saying.number(solved.now.cases),
        "opened": saying.number(hits(opened.now)),
        "solved": saying.number(hits(solved.now)),
        "share": saying.amount("share", solved.now.value),
    }
    said = _(
        "Similar questions were shown for %(shown)s of %(begun)s questions begun: %(opened)s times one was opened, "
        "and %(solved)s times it solved the question, which is %(share)s."
    )
    return _line(solved, _("Spared"), said % values, _compared(solved))


def hits(one: Estimate) -> int:
    """How many of the cases of a share."""
    return round((one.value or 0.0) * one.cases)


def _moderation(of: Report) -> Line | None:
    one, people = of.figures["moderation.load"], of.figures["moderation.people"].now.cases
    if one.now.value is None:
        return None
    values = {"load": saying.amount("rate", one.now.value), "n": saying.number(people)}
    said = ngettext(
        "%(load)s interventions for each 100 posts, by %(n)s person.",
        "%(load)s interventions for each 100 posts, by %(n)s people.",
        people,
    )
    return _line(one, _("Moderation"), said % values, _compared(one))
