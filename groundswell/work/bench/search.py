"""groundswell bench search: how well linked questions of a real site are found, and how fast a large one is."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from groundswell.work.bench._scratch import scratch_home
from groundswell.work.cli.say import console, table


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

    with scratch_home(DJANGO_SETTINGS_MODULE="groundswell.settings") as home, ExitStack() as stack:
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
        table(found["rows"], title=f"{name}: {found['texts']:,} texts, {found['links']} links")
        console.print()
    if speed := report["speed"]:
        table(speed["rows"], title=f"A site of {speed['posts']:,} posts")
        how = "Vectors are invented." if speed["vectors"] else "There are no vectors: everything goes by words only."
        console.print(f"p95 has a goal. {how} {speed['texts taken in per second']:,} texts a second were taken in.")
