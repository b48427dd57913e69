"""Back up everything into one file, and bring it back: the database, the media and the keys."""

import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from groundswell.log.journal import start_generation
from groundswell.work import database, embedded, readiness

FORMAT = 1


class BackupProblem(RuntimeError):
    """The sentence says what is wrong with the backup or its place."""


def back_up(file: Path) -> int:
    """Write `file`, readable by its owner only; return its size. Everything goes on running meanwhile."""
    unfinished = file.with_name(file.name + ".unfinished")
    with tempfile.TemporaryDirectory(dir=settings.HOME) as scratch:
        dump = Path(scratch) / "database.dump"
        run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(dump))
        about = {"format": FORMAT, "made": time.time(), "postgres": database.server_version()}
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as raw, tarfile.open(fileobj=raw, mode="w") as archive:
            _add(archive, "about.json", json.dumps(about).encode())
            _add(archive, "secret-key", settings.SECRET_KEY.encode())
            _add(archive, "push-key", settings.PUSH_KEY.encode())
            archive.add(dump, "database.dump")
            if settings.MEDIA_ROOT.exists():
                archive.add(settings.MEDIA_ROOT, "media")
    unfinished.replace(file)
    return file.stat().st_size


def bring_back(file: Path) -> int:
    """Replace everything here by what is in `file`; return the number of the log's new generation."""
    with tempfile.TemporaryDirectory(dir=settings.HOME) as scratch:
        folder = Path(scratch)
        try:
            with tarfile.open(file) as archive:
                archive.extractall(folder, filter="data")
            about = json.loads((folder / "about.json").read_text())
        except (tarfile.TarError, OSError, ValueError, KeyError) as problem:
            raise BackupProblem(f"{file} is not a whole backup of Groundswell ({problem}).") from None
        if about["format"] > FORMAT:
            raise BackupProblem(f"{file} was made by a newer Groundswell. Update this one first.")
        readiness.forget(settings.HOME)
        _replace_database(folder / "database.dump")
        _replace_media(folder / "media")
        _replace_secret(folder / "secret-key")
        if (folder / "push-key").exists():  # older backups have none
            _replace_secret(folder / "push-key")
    database.migrate()
    return start_generation()


def is_empty() -> bool:
    """Whether there is nobody here yet, so that nothing is lost by a restore."""
    if "member" not in connection.introspection.table_names():
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT NOT EXISTS (SELECT 1 FROM member)")
        return bool(cursor.fetchone()[0])


def _replace_database(dump: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()
    # The dump names the schema too when it was changed from the default, so what exists is not an error there.
    run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(dump), into=True)


def _replace_media(media: Path) -> None:
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    if media.exists():
        shutil.move(media, settings.MEDIA_ROOT)


def _replace_secret(key: Path) -> None:
    """Without the old keys everybody has to sign in again, and to switch news on again on each device."""
    file = settings.HOME / key.name
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
        new.write(key.read_text())


def run(program: str, *options: str, into: bool = False) -> None:
    """A program of PostgreSQL's on our database; the password goes through its environment, where nobody sees it."""
    place = connection.settings_dict
    environment = dict(os.environ)
    words: dict[str, Any] = {"PGHOST": place["HOST"], "PGPORT": place["PORT"], "PGUSER": place["USER"]}
    words |= {"PGPASSWORD": place["PASSWORD"], "PGSSLMODE": place["OPTIONS"].get("sslmode", "")}
    environment |= {name: str(value) for name, value in words.items() if value}
    command = [str(embedded.programs() / program), *(["--dbname"] if into else []), place["NAME"], *options]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise BackupProblem(f"{program} failed: {done.stderr.strip()}")


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = len(content), 0o600, int(time.time())
    archive.addfile(entry, io.BytesIO(content))
