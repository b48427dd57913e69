"""How the commands speak: tables and sentences for people, JSON for programs."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

console = Console()
errors = Console(stderr=True)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
KNOWN = {"DatabaseDown", "PortTaken", "Refused", "Invalid", "BackupProblem", "CommandError"}


class Problem(Exception):
    """Something is wrong that the operator can put right; the sentence says how."""


def require_writable(file: Path) -> None:
    """Raises Problem unless a new file can come to be there: what is written beside it takes its place at the end."""
    if not file.absolute().parent.is_dir():
        raise Problem(f"There is no folder {file.absolute().parent}.")
    if file.exists() and not file.is_file():
        raise Problem(f"{file} is not a file. Name one to be written.")


def sentence_of(problem: Exception) -> str | None:
    """What to tell the operator; None for a mistake of ours, which shows its whole story."""
    kinds = {kind.__name__ for kind in type(problem).__mro__}
    if isinstance(problem, Problem) or kinds & KNOWN:
        return str(problem)
    if "UndefinedTable" in {type(problem.__cause__).__name__} or "UndefinedTable" in kinds:
        return "The database is not set up yet. Run: groundswell migrate"
    if kinds & {"OperationalError", "InterfaceError"}:
        return f"The database cannot be reached: {problem}".strip()
    return None


def table(rows: Sequence[dict[str, Any]], as_json: bool = False, title: str | None = None) -> None:
    """The same rows as a table or as JSON."""
    if as_json:
        print(json.dumps(list(rows), default=str, ensure_ascii=False, indent=1))
        return
    if not rows:
        console.print("Nothing to show.")
        return
    shown = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for name, value in rows[0].items():
        shown.add_column(name, justify="right" if isinstance(value, int | float) else "left", overflow="fold")
    for row in rows:
        shown.add_row(*("" if value is None else _plain(value) for value in row.values()))
    console.print(shown)


def _plain(value: Any) -> str:
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Yields a function to be called with how much is done; elsewhere than on a terminal it is one line."""
    if not errors.is_terminal:
        errors.print(f"{what} …", highlight=False)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=errors, disable=not errors.is_terminal, transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)
