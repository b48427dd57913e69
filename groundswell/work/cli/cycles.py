"""groundswell rewards cycle: where cycles stand, and what time and approval let happen. Nobody approves from here."""

import sys
from typing import Annotated, Any

import typer

from groundswell.work.cli.say import AsJson, Problem, console, table

app = typer.Typer(help="Cycles and payouts.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The name of a cycle, such as 2026-1.")]


@app.command("list")
def list_cycles(as_json: AsJson = False) -> None:
    """All cycles and where they stand, the newest first."""
    from groundswell.work.database import community

    with community():
        from groundswell.features.rewards.cycles.models import Cycle

        table([_row(cycle) for cycle in Cycle.objects.select_related("charity")], as_json)


@app.command()
def show(name: Name, as_json: AsJson = False) -> None:
    """What a cycle pays, way by way."""
    from groundswell.work.database import community

    with community():
        from dataclasses import asdict

        from groundswell.features.rewards.cycles.queries import by_way

        cycle = _cycle(name)
        rows: list[dict[str, Any]] = [{**asdict(line), "way": str(line.way)} for line in by_way(cycle)]
        table(rows, as_json, title=f"{cycle.name}: {cycle.get_state_display()}")


@app.command()
def move() -> None:
    """Do what it is time for, and pay what two people approved. The schedule does the same every five minutes."""
    from groundswell.work.database import community

    with community():
        from groundswell.features.rewards.cycles.actions import move_cycles

        console.print(f"{move_cycles()} steps.", highlight=False)


@app.command()
def credit(name: Name) -> None:
    """Write the credits of a cycle as CSV, for the billing system, to standard output."""
    from groundswell.work.database import community

    with community():
        from groundswell.features.rewards.cycles.billing import write_csv

        write_csv(_cycle(name), sys.stdout)


def _cycle(name: str) -> Any:
    from groundswell.features.rewards.cycles.models import Cycle

    found = Cycle.objects.filter(name=name).first()
    if found is None:
        raise Problem(f"There is no cycle “{name}”. `groundswell rewards cycle list` names them.")
    return found


def _row(cycle: Any) -> dict[str, Any]:
    return {
        "cycle": cycle.name,
        "from": cycle.first,
        "to": cycle.last,
        "state": cycle.state,
        "choose until": cycle.choose_until,
        "charity": cycle.charity.name if cycle.charity else "",
    }
