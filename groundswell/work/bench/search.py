"""groundswell bench search: how well linked questions of a real site are found, and how fast a large one is."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from groundswell.work.cli.say import console


def run(
    data: Annotated[list[Path] | None, typer.Option(help="Folder of a Stack Exchange dump; may be repeated.")] = None,
    posts: Annotated[int, typer.Option(help="Posts of the large site.")] = 100_000,
    queries: Annotated[int, typer.Option(help="Queries to the large site.")] = 400,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Words, meaning and both beside each other on linked questions; then the speed with that many posts."""
    report: dict[str, Any] = {"quality": {}, "speed": None}
    with _scratch():
        from groundswell.work.bench import _links, _posts

        for folder in data or []:
            report["quality"][folder.name] = _links.measure(folder)
        if posts:
            report["speed"] = _posts.measure(posts, queries)
    if as_json:
        print(json.dumps(report, indent=1))
    else:
        _print(report)


@contextmanager
def _scratch() -> Iterator[None]:
    """Django, with a database of its own that is gone afterwards."""
    from groundswell.work import embedded

    with tempfile.TemporaryDirectory(prefix="groundswell-bench-") as folder, ExitStack() as stack:
        home = Path(folder)
        home.chmod(0o755)
        os.environ |= {"GROUNDSWELL_HOME": folder, "DJANGO_SETTINGS_MODULE": "groundswell.settings"}
        os.environ.pop("DATABASE_URL", None)
        stack.enter_context(embedded.running(home))
        import django
        from django.db import connections

        django.setup()
        stack.callback(connections.close_all)
        from groundswell.work import database

        database.migrate()
        yield


def _print(report: dict[str, Any]) -> None:
    for name, found in report["quality"].items():
        table = Table(title=f"{name}: {found['texts']:,} texts, {found['links']} links", title_justify="left", box=None)
        for column in ("way", "recall@5", "recall@10", "MRR", "p50 ms", "p95 ms"):
            table.add_column(column, justify="left" if column == "way" else "right")
        for row in found["rows"]:
            table.add_row(row["way"], *(f"{row[column]:.3f}" for column in ("recall@5", "recall@10", "MRR")),
                          *(f"{row[column]:.1f}" for column in ("p50 ms", "p95 ms")))  # fmt: skip
        console.print(table)
    if report["speed"]:
        table = Table(title="A large site", title_justify="left", box=None, show_header=False)
        for name, value in report["speed"].items():
            table.add_row(name, f"{value:,.1f}" if isinstance(value, float) else f"{value:,}")
        console.print(table)
