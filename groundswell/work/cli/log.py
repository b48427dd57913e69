"""groundswell log: look at the log, and at those who follow it."""

import json
import time
from collections.abc import Callable
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
    """How far each consumer is behind; counted up to 10,000, `more` says beyond. Ends with 1 when one has stopped."""
    from groundswell.work.database import community

    with community():
        from groundswell.log import follow

        rows = [
            {
                "consumer": one.name,
                "events": one.events,
                "more": one.more,
                "seconds": one.seconds,
                "stopped by": one.stopped or "",
            }
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
def skip(
    consumer: Annotated[str, typer.Argument(help="The consumer that has stopped.")],
    because: Annotated[str, typer.Option(help="Why it may be left out; noted with it.")],
) -> None:
    """Leave out the event that stopped a consumer. It is noted, with the problem and your reason."""
    from groundswell.work.database import community

    with community():
        from groundswell.log import follow

        (name,) = _chosen(consumer)
        try:
            entry = follow.skip(name, because=because)
        except ValueError as problem:
            raise Problem(str(problem)) from None
        console.print(f"{name} goes on without #{entry.position} {entry.name}.")


@app.command()
def deliveries(
    state: Annotated[str, typer.Option(help="waiting, dead, dropped or sent; by default waiting and dead.")] = "",
    lines: Annotated[int, typer.Option("--lines", "-n", min=1, help="At most so many, the newest.")] = 50,
    as_json: AsJson = False,
) -> None:
    """What is to be sent to the world outside: waiting for its next try, or given up (dead). Ends with 1 when one is dead."""
    from groundswell.work.database import community

    with community():
        from groundswell.log.models import Delivery

        states = [state] if state else ["waiting", "dead"]
        if unknown := set(states) - set(Delivery.State.values):
            raise Problem(f"There is no state {unknown.pop()}. There are: {', '.join(Delivery.State.values)}.")
        fields = ("id", "state", "channel", "recipient", "consumer", "entry", "attempts", "next_try", "problem")
        rows = list(Delivery.objects.filter(state__in=states).order_by("-id").values(*fields)[:lines])
        table(rows, as_json)
        if any(row["state"] == "dead" for row in rows):
            raise typer.Exit(1)


@app.command()
def resend(which: Annotated[str, typer.Argument(help="The id of a dead delivery, or `all`.")]) -> None:
    """Send dead deliveries again: put them back among those that wait, with all their tries."""
    from groundswell.work.database import community

    with community():
        from groundswell.log.deliveries import resend

        console.print(f"{_some(which, resend):,} to be sent again.")


@app.command()
def drop(which: Annotated[str, typer.Argument(help="The id of a dead delivery, or `all`.")]) -> None:
    """Take dead deliveries off the list for good, unsent."""
    from groundswell.work.database import community

    with community():
        from groundswell.log.deliveries import give_up

        console.print(f"{_some(which, give_up):,} will not be sent.")


def _some(which: str, act: Callable[[int | None], int]) -> int:
    if which != "all" and not which.isdecimal():
        raise Problem("Name a delivery by its id, as `groundswell log deliveries` shows it, or say `all`.")
    done = act(None if which == "all" else int(which))
    if which != "all" and not done:
        raise Problem(f"No dead delivery has the id {which}.")
    return done


def _chosen(name: str) -> list[str]:
    from groundswell.log.consumers import consumers

    if name == "all":
        return sorted(consumers)
    if name not in consumers:
        raise Problem(f"There is no consumer {name}. There are: {', '.join(sorted(consumers))}.")
    return [name]
