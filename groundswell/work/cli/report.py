"""groundswell report: figures for whoever runs the community, with their evidence."""

import json
from typing import Annotated, Any

import typer

from groundswell.work.cli.say import AsJson, console, table

app = typer.Typer(help="Reports with their evidence.", no_args_is_help=True)


@app.callback()
def reports() -> None:
    """Reports with their evidence."""


@app.command()
def health(
    first: Annotated[
        str, typer.Option("--from", help="The first day, as 2026-01-31; by default 90 days before the last.")
    ] = "",
    last: Annotated[str, typer.Option("--to", help="The last day; by default yesterday.")] = "",
    topic: Annotated[str, typer.Option(help="Only this topic and those under it, by its address.")] = "",
    tag: Annotated[str, typer.Option(help="Only questions with this tag.")] = "",
    as_json: AsJson = False,
) -> None:
    """How the community is doing: every figure beside the period before, with intervals of 95 %, and what changed and why."""
    from groundswell.work.database import community

    with community():
        from groundswell.derived.health.data import data_of
        from groundswell.derived.health.figures import report
        from groundswell.derived.health.scope import scope

        found = report(scope(first, last, topic, tag))
        if as_json:
            print(json.dumps(data_of(found), ensure_ascii=False, indent=1))
            return
        _show(found)


def _show(found: Any) -> None:
    from groundswell.derived.health import saying
    from groundswell.derived.health.story import headline_said, story

    console.print(f"[bold]{headline_said(found)}[/bold]", highlight=False)
    console.print(
        f"{found.scope.first} to {found.scope.last}, beside the {found.scope.days} days from {found.scope.before} on\n",
        highlight=False,
    )
    for line in story(found):
        console.print(f"[bold]{line.head}[/bold]  {line.text}", highlight=False)
    console.print()
    rows = [
        {
            "figure": str(one.kind.name),
            "now": saying.amount(one.kind.unit, one.now.value),
            "95 %": saying.interval(one.kind.unit, one.now),
            "cases": saying.cases(one.now),
            "before": saying.amount(one.kind.unit, one.before.value),
            "change": saying.change(one) + (" *" if one.changed else ""),
        }
        for one in found.figures.values()
    ]
    table(rows)
    console.print("* beyond chance", highlight=False)
