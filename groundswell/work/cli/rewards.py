"""groundswell rewards: read earning rules in plain words, see what they would pay before they do, and let them hold."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from groundswell.work.cli import cycles
from groundswell.work.cli.say import AsJson, Problem, console, table

if TYPE_CHECKING:
    from groundswell.features.rewards.earning.rule import RuleSet
    from groundswell.features.rewards.queries import Shadow

app = typer.Typer(help="Earning rules, in words and in the shadow of those that hold.", no_args_is_help=True)
app.add_typer(cycles.app, name="cycle")
Rules = Annotated[
    Path | None, typer.Argument(help="A rule set as JSON; the one that Groundswell comes with when left out.")
]


@app.command()
def explain(
    rules: Rules = None,
    language: Annotated[str, typer.Option(help="en or de.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Say what a rule set pays, in plain words. A set that cannot be, or must not be, is refused with the reason."""
    from groundswell.work.database import community

    with community():
        from django.utils import translation

        from groundswell.features.rewards.earning.words import sentences

        with translation.override(language):
            rows = [{"rule": name or "*", "says": text} for name, text in sentences(_read(rules))]
        table(rows, as_json)


@app.command()
def compare(
    draft: Annotated[Path, typer.Argument(help="A draft of a rule set, as JSON.")],
    beside: Annotated[
        Path | None,
        typer.Option(
            help="Other rules than those that hold now, or, when none do, than those that Groundswell comes with."
        ),
    ] = None,
    since: Annotated[str, typer.Option("--from", help="The first day, as 2026-01-31, in UTC; all when left out.")] = "",
    lines: Annotated[
        int, typer.Option("--lines", "-n", min=0, help="How many members, those whom it concerns most first.")
    ] = 20,
    as_json: AsJson = False,
) -> None:
    """Run a draft beside the rules that hold over what has happened: what both cost, who gains and who loses. Pays nobody."""
    from groundswell.work.database import community

    with community():
        from groundswell.features.rewards.queries import changes, shadow
        from groundswell.members.models import Member

        old, new = shadow([_read(beside) if beside else _held(), _read(draft)], since=_moment(since))
        rows = changes(old, new)
        people = Member.objects.in_bulk([row[0] for row in rows[:lines]])
        listed = [
            {"member": people[pk].handle if pk in people else f"#{pk}", old.rules.name: before, new.rules.name: after,
             "change": after - before}
            for pk, before, after in rows[:lines]
        ]  # fmt: skip
        if as_json:
            table([{"sets": [_summary(old), _summary(new)], "members": listed}], as_json)
            return
        table([_summary(old), _summary(new)], title="What they cost")
        console.print(f"{sum(a > b for _m, b, a in rows):,} members gain, {sum(a < b for _m, b, a in rows):,} lose.")
        table(listed, title="Whom it concerns most")


@app.command()
def activate(
    rules: Annotated[Path, typer.Argument(help="A rule set, as JSON.")],
    since: Annotated[
        str, typer.Option("--from", help="The day from which it holds, as 2026-01-31, in UTC; at once when left out.")
    ] = "",
    note: Annotated[str, typer.Option(help="What is new, in a sentence that members read.")] = "",
) -> None:
    """Let a rule set hold from a day that is still to come, as a new version. What was earned before keeps the version that earned it."""
    from groundswell.work.database import community

    with community():
        from django.db import transaction

        from groundswell.features.rewards.actions.drafting import approve_rules, draft_rules
        from groundswell.log import clock

        with transaction.atomic():
            version = draft_rules(_text(rules), by=None, note=note)
            approve_rules(version, since=_moment(since) or clock.now(), by=None)
        version.refresh_from_db()
        console.print(
            f"Version {version.number}, {version.name}, holds from {version.since:%Y-%m-%d %H:%M} UTC on.",
            highlight=False,
        )


@app.command()
def versions(as_json: AsJson = False) -> None:
    """All versions of the rules: which hold, held, will hold or are drafts, and how many points each earned."""
    from groundswell.work.database import community

    with community():
        from groundswell.features.rewards.lists import versions as listed

        table(
            [
                {
                    "version": one.number,
                    "name": one.name,
                    "state": one.state,
                    "from": one.since,
                    "points": one.points,
                    "new": one.note,
                }
                for one in listed()
            ],
            as_json,
        )


@app.command()
def fund(
    pool: Annotated[str, typer.Argument(help="The pool that rules name.")],
    points: Annotated[int, typer.Argument(min=1, help="How many points.")],
    key: Annotated[str, typer.Option(help="A word for this: the same key gives nothing twice.")],
    note: Annotated[str, typer.Option(help="What for.")] = "",
) -> None:
    """Give a budget points to give. What was earned while it was empty is paid next, the oldest first."""
    from groundswell.work.database import community

    with community():
        from groundswell.features.rewards.actions.funding import fund_pool

        if fund_pool(pool, points, key=key, by=None, note=note):
            console.print(f"{points:,} points more for “{pool}”.", highlight=False)
        else:
            console.print(f"“{key}” gave these before; nothing was given.", highlight=False)


def _summary(one: "Shadow") -> dict[str, Any]:
    share, unequal = one.newcomer_share, one.gini
    return {
        "rules": one.rules.name,
        "points": one.total,
        "members paid": one.paid,
        "to newcomers": "" if share is None else f"{share:.0%}",
        "Gini": "" if unequal is None else f"{unequal:.2f}",
    }


def _read(file: Path | None) -> "RuleSet":
    from groundswell.features.rewards.earning.reading import read, starter
    from groundswell.features.rewards.places import placed, places_of

    if file is None:
        return starter()
    rules = read(_text(file))
    return placed(rules, places_of(rules))


def _held() -> "RuleSet":
    from groundswell.features.rewards.earning.reading import starter
    from groundswell.features.rewards.models import Version

    held = Version.objects.holding().first()
    return held.rules if held else starter()


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise Problem(f"{file} cannot be read: {problem}") from None


def _moment(day: str) -> datetime | None:
    try:
        return datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    except ValueError:
        raise Problem(f"“{day}” is not a day. Write it as 2026-01-31.") from None
