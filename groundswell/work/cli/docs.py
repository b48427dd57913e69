"""groundswell docs: the reference pages, written from the code."""

from pathlib import Path
from typing import Annotated

import typer

from groundswell.work.cli.say import Problem, console

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "reference"


def docs(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; end with 1 when a page is out of date.")
    ] = False,
) -> None:
    """Write the reference pages anew from the code (for developers)."""
    import django

    from groundswell.work import reference

    django.setup()
    stale = []
    for name, text in reference.pages().items():
        file = FOLDER / name
        if file.exists() and file.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    if check and stale:
        raise Problem(f"Out of date in docs/reference: {', '.join(stale)}. Run: make docs")
    console.print(f"Reference pages: {len(stale)} written." if stale else "Reference pages are up to date.")
