"""groundswell log: look at the log, and at those who follow it."""

import json
import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from groundswell.work.cli.say import AsJson, Problem, console, progress, table

if TYPE_CHECKING:
    from groundswell.log.models import LogEntry

app = typer.Typer(help="The log of events and its consumers.", no_args_is_help=True)
Consumer = Annotated[str, typer.Argument(help="A consumer's name, or `all`.")]


@app.command()
def tail(
    lines: Annotated[int, typer.Option("--lines", "-n", min=0, help="How many to begin with.")] = 20,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on printing new ones.")] = False,
    name: Annotated[str, typer.Option(help="Only events whose name begins so.")] = "",
    as_json: AsJson = False,
) -> None:
    """Print the newest events."""
    from groundswell.work.database import community

    with community():
        from groundswell.log.models import LogEntry

        chosen = LogEntry.objects.filter(name__startswith=name)
        shown = list(reversed(chosen.order_by("-position")[:lines]))
        for entry in shown:
            _print(entry, as_json)
        last = LogEntry.objects.order_by("-position").values_list("position", flat=True).first() or 0
        while follow:
            time.sleep(1)
            for entry in chosen.filter(position__gt=last).order_by("position"):
                _print(entry, as_json)
                last = entry.position


def _print(entry: "LogEntry", as_json: bool) -> None:
    row: dict[str, Any] = {"position": entry.position, "at": entry.at, "name": entry.name, "by": entry.by, **entry.data}
    if as_json:
        print(json.dumps(row, default=str, ensure_ascii=False), flush=True)
        return
    data = " ".join(f"{key}={value}" for key, value in entry.data.items())
    console.print(
        f"[dim]{entry.position:>8} {entry.at:%Y-%m-%d %H:%M:%S}[/dim] [bold]{entry.name}[/bold] ",
        end="",
        highlight=False,
    )
    console.print(f"{data} by={entry.by}", markup=False, soft_wrap=True)


@app.command()
def lag(as_json: AsJson = False) -> None:
    """How far each consumer is behind. Ends with 1 when one has stopped."""
    from groundswell.work.database import community

    with community():
        from groundswell.log import follow

        rows = [
            {"consumer": one.name, "events": one.events, "seconds": one.seconds, "stopped by": one.stopped or ""}
            for one in follow.lag()
        ]
        table(rows, as_json)
        if any(row["stopped by"] for row in rows):
            raise typer.Exit(1)


@app.command()
def replay(consumer: Consumer = "all") -> None:
    """Bring consumers up to date now; one that has stopped is tried again."""
    from groundswell.work.database import community

    with community():
        from groundswell.log import follow

        for name in _chosen(consumer):
            console.print(f"{name}: {follow.run(name):,} events")


@app.command()
def rebuild(consumer: Consumer) -> None:
    """Throw away what a consumer derived, and derive it again from the whole log."""
    from groundswell.work.database import community

    with community():
        from groundswell.log import follow
        from groundswell.log.models import LogEntry

        total = LogEntry.objects.count()
        for name in _chosen(consumer):
            began = time.monotonic()
            with progress(f"Rebuilding {name}", total) as show:
                done = follow.rebuild(name, show)
            seconds = time.monotonic() - began
            console.print(f"{name}: {done:,} events in {seconds:.1f} s, {done / max(seconds, 0.001):,.0f} a second")


@app.command()
def skip(consumer: Annotated[str, typer.Argument(help="The consumer that has stopped.")]) -> None:
    """Leave out the event that stopped a consumer. It is noted, with the reason."""
    from groundswell.work.database import community

    with community():
        from groundswell.log import follow

        (name,) = _chosen(consumer)
        try:
            entry = follow.skip(name)
        except ValueError as problem:
            raise Problem(str(problem)) from None
        console.print(f"{name} goes on without #{entry.position} {entry.name}.")


def _chosen(name: str) -> list[str]:
    from groundswell.log.consumers import consumers

    if name == "all":
        return sorted(consumers)
    if name not in consumers:
        raise Problem(f"There is no consumer {name}. There are: {', '.join(sorted(consumers))}.")
    return [name]
