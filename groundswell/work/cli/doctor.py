"""groundswell doctor: checks the whole installation and says what to do."""

from dataclasses import asdict

import typer

from groundswell.work.cli.say import AsJson, console, table

MARKS = {"ok": "[green]ok  [/green]", "warn": "[yellow]warn[/yellow]", "fail": "[red]fail[/red]"}


def doctor(as_json: AsJson = False) -> None:
    """Check the whole installation and say what to do. Ends with 1 when something has failed."""
    from groundswell.work.database import community

    with community():
        from groundswell.work import health

        found = list(health.findings())
        if as_json:
            table([asdict(one) for one in found], as_json=True)
        else:
            for one in found:
                console.print(f"{MARKS[one.state]} {one.check:<13}", end=" ", highlight=False)
                console.print(one.found, markup=False, highlight=False, soft_wrap=True)
                if one.do:
                    console.print(f"{'':19}→ {one.do}", markup=False, highlight=False, soft_wrap=True)
        if any(one.state == health.FAIL for one in found):
            raise typer.Exit(1)
