"""groundswell backup and restore: everything in one file."""

from pathlib import Path
from typing import Annotated

import typer

from groundswell import environment
from groundswell.work.cli.say import Problem, console, require_writable


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write, for example community.tar.", dir_okay=False)],
) -> None:
    """Write database, media and signing key into one file, while everything goes on running."""
    from groundswell.work.database import community

    require_writable(file)
    with community():
        from groundswell.work import archive

        with console.status("Backing up …"):
            size = archive.back_up(file)
        console.print(f"{file}: {size / 1e6:,.1f} MB. It holds everybody's data and the signing key: keep it safe.")


def restore(
    file: Annotated[Path, typer.Argument(help="A file written by `groundswell backup`.", exists=True, dir_okay=False)],
    replace: Annotated[
        bool, typer.Option("--replace", help="Even though there are members here: they are lost.")
    ] = False,
) -> None:
    """Replace everything here by a backup. Stop `serve` first. The log starts a new generation."""
    from groundswell.work.database import community
    from groundswell.work.locks import claim

    if claim(environment.home() / "serve.lock") is None:
        raise Problem("Groundswell is running here. Stop it first, then restore.")
    with community():
        from groundswell.work import archive

        if not replace and not archive.is_empty():
            raise Problem("There are members here already. To lose them and restore all the same, add --replace.")
        with console.status("Restoring …"):
            generation = archive.bring_back(file)
        console.print(f"Restored from {file}. The log is in generation {generation}. Start with: groundswell serve")
