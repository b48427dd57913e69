"""groundswell import: other communities' content."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Bring another community's content here.", no_args_is_help=True)


@app.callback()
def importing() -> None:
    """Bring another community's content here."""


@app.command()
def stackexchange(
    folder: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, help="The unpacked dump: Posts.xml and the rest.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the reconciliation as JSON.")] = False,
) -> None:
    """Import a Stack Exchange dump. Can be interrupted and run again; ends with a reconciliation table."""
    from groundswell.work.database import community

    with community():
        from groundswell.work.importing import stackexchange as dump

        dump.run(folder, as_json=as_json)
