"""groundswell export: all data in a form that any program reads."""

import os
import tempfile
import zipfile
from pathlib import Path
from typing import Annotated

import typer

from groundswell.work.cli.say import AsJson, progress, require_writable, table

SECRET_COLUMNS = {"member": ["password"]}
LEFT_OUT = (
    "django_",
    "procrastinate_",
    "mfa_",
    "account_emailconfirmation",
    "usersessions_",
    "cache_entry",
    "socialaccount_",
)


def export(
    file: Annotated[Path, typer.Argument(help="The zip file to write.", dir_okay=False)],
    as_json: AsJson = False,
) -> None:
    """Write every table as JSON Lines, and all media, into a zip. Passwords, keys and sessions are left out."""
    from groundswell.work.database import community

    require_writable(file)
    with community():
        from django.conf import settings
        from django.db import connection, transaction

        unfinished = file.with_name(file.name + ".unfinished")
        rows = []
        names = [name for name in sorted(connection.introspection.table_names()) if not name.startswith(LEFT_OUT)]
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
            # One snapshot, so that the tables agree with each other.
            with transaction.atomic(), progress("Exporting", len(names)) as show:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    cursor.execute("SET LOCAL statement_timeout = 0")
                for number, name in enumerate(names, 1):
                    rows.append({"table": name, "rows": _table(archive, name)})
                    show(number)
            _media(archive, settings.MEDIA_ROOT)
        unfinished.replace(file)
        table(rows, as_json, title=str(file))


def _table(archive: zipfile.ZipFile, name: str) -> int:
    from django.db import connection

    count = 0
    hidden = SECRET_COLUMNS.get(name, [])
    # JSON escapes control characters, so with these as quote and delimiter each line is plain JSON.
    plainly = r"FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02'"
    query = f'COPY (SELECT (to_jsonb(t) - %s::text[])::text FROM "{name}" t) TO STDOUT ({plainly})'  # nosec B608
    with connection.cursor() as cursor, tempfile.SpooledTemporaryFile(max_size=1_000_000) as lines:
        with cursor.copy(query, [hidden]) as copied:
            for block in copied:
                lines.write(block)
                count += bytes(block).count(b"\n")
        lines.seek(0)
        with archive.open(f"tables/{name}.jsonl", "w", force_zip64=True) as entry:
            while piece := lines.read(1_000_000):
                entry.write(piece)
    return count


def _media(archive: zipfile.ZipFile, folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            archive.write(path, Path("media") / path.relative_to(folder), zipfile.ZIP_STORED)
