"""groundswell import: other communities' content."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from groundswell.work.cli.say import Problem, console, errors

app = typer.Typer(help="Bring another community's content here.", no_args_is_help=True)


@app.callback()
def importing() -> None:
    """Bring another community's content here."""


@app.command()
def stackexchange(
    folder: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, help="The unpacked dump: Posts.xml and the rest.")
    ],
    site: Annotated[str, typer.Option(help="The name of the site, such as beer; taken from the folder's name.")] = "",
    topic: Annotated[str, typer.Option(help="The topic for its questions; without one, the site gets its own.")] = "",
    language: Annotated[str, typer.Option(help="The language of its texts.")] = "en",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the reconciliation as JSON.")] = False,
) -> None:
    """Import a Stack Exchange dump. Can be interrupted and run again; ends with a reconciliation table."""
    from groundswell.work.database import community, migrate

    with community():
        from groundswell.members.rules import Invalid
        from groundswell.work.importing import stackexchange as dump
        from groundswell.work.importing.reading import NotADump
        from groundswell.work.importing.show import show_report

        migrate()
        try:
            if not (yes or as_json) and sys.stdin.isatty():
                _ask(dump.files_of(folder), site or dump.site_of(folder))
            with _bars() as progress:
                report = dump.import_dump(folder, site=site, topic=topic, language=language, progress=progress)
        except (NotADump, Invalid) as problem:
            raise Problem(str(problem)) from None
        if as_json:
            print(json.dumps(report.as_dict(), default=str, ensure_ascii=False, indent=1))
        else:
            show_report(report, console)
        if report.troubles:
            raise typer.Exit(1)


def _ask(files: dict[str, Path], site: str) -> None:
    size = sum(file.stat().st_size for file in files.values())
    errors.print(f"{len(files)} files with {size:,} bytes of {site}: {', '.join(files)}.")
    typer.confirm("Import them into this community?", default=True, abort=True)


@contextmanager
def _bars() -> Iterator[Callable[[str, int], AbstractContextManager[Callable[[int], None]]]]:
    """Draws on a terminal only."""
    columns = (
        TextColumn("{task.description:<34}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=errors, disable=not errors.is_terminal, transient=True) as bars:

        @contextmanager
        def bar(what: str, total: int) -> Iterator[Callable[[int], None]]:
            task = bars.add_task(what, total=total or None)
            yield lambda done: bars.update(task, completed=done)
            bars.remove_task(task)

        yield bar
