"""The checks of `groundswell doctor`: what is looked at, and what to do about it."""

import io
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from groundswell import environment
from groundswell.work.database import server_version

OK, WARN, FAIL = "ok", "warn", "fail"


@dataclass(frozen=True)
class Finding:
    check: str
    state: str
    found: str
    do: str = ""


def python() -> Finding:
    version = sys.version.split()[0]
    if not (3, 11) <= sys.version_info[:2] <= (3, 14):
        return Finding("Python", WARN, version, "Use Python 3.11 to 3.14; others are not tested.")
    return Finding("Python", OK, version)


def database() -> Finding:
    try:
        major = server_version()
    except DatabaseError as problem:
        return Finding("Database", FAIL, str(problem).strip().split("\n")[0], "Start it, or correct DATABASE_URL.")
    where = "yours" if environment.text("DATABASE_URL") else "embedded"
    if major < 15:
        return Finding("Database", FAIL, f"PostgreSQL {major}, {where}", "Update PostgreSQL to 15 or newer.")
    return Finding("Database", OK, f"PostgreSQL {major}, {where}")


def meaning_search() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extversion FROM pg_extension WHERE extname = 'vector'")
        row = cursor.fetchone()
    if row is None:
        return Finding(
            "pgvector", WARN, "not there", "Search uses words only. Install pgvector: CREATE EXTENSION vector"
        )
    return Finding("pgvector", OK, row[0])


def model() -> Finding:
    """Whether the model of meaning is there and is the one that we know, and how many texts wait for it."""
    from groundswell.derived.search.embedding import meaning

    found = meaning()
    if not found.works:
        return Finding("Embeddings", WARN, "not used", f"Search uses words only. {found.why}")
    waiting = f", {found.waiting:,} texts wait for the worker" if found.waiting else ""
    return Finding("Embeddings", OK, f"ready{waiting}")


def migrations() -> Finding:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        return Finding("Migrations", FAIL, f"{len(pending)} to do", "Run: groundswell migrate")
    return Finding("Migrations", OK, "up to date")


def secret() -> Finding:
    return _key("Signing key", "secret-key", "GROUNDSWELL_SECRET_KEY")


def push() -> Finding:
    if not settings.PUSH:
        return Finding("Web push", OK, "switched off")
    return _key("Key of web push", "push-key", "GROUNDSWELL_PUSH_KEY")


def _key(name: str, file_name: str, variable: str) -> Finding:
    file = settings.HOME / file_name
    if not file.exists():
        return Finding(name, OK, f"from {variable}")
    mode = stat.S_IMODE(file.stat().st_mode)
    if sys.platform != "win32" and mode & 0o077:
        return Finding(name, FAIL, f"{file} can be read by others", f"Run: chmod 600 {file}")
    return Finding(name, OK, str(file))


def disk() -> Finding:
    free = shutil.disk_usage(settings.HOME).free
    found = f"{free / 1e9:,.1f} GB free in {settings.HOME}"
    if free < 200_000_000:
        return Finding("Disk", FAIL, found, "Make room now: PostgreSQL stops when the disk is full.")
    return Finding("Disk", WARN if free < 2e9 else OK, found, "Make room soon." if free < 2e9 else "")


def static_files() -> Finding:
    if not settings.STATIC_HASHED:
        return Finding("Static files", OK, "served from the source")
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        return Finding("Static files", WARN, "not collected", "Run `groundswell serve` once; it collects them.")
    return Finding("Static files", OK, str(settings.STATIC_ROOT))


def mail() -> Finding:
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        todo = "Set GROUNDSWELL_EMAIL_BACKEND and GROUNDSWELL_SMTP_HOST."
        return Finding("Mail", WARN, "is printed to the terminal, not sent", todo)
    return Finding("Mail", OK, f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} from {settings.DEFAULT_FROM_EMAIL}")


def translator() -> Finding:
    """Whether a translator is set and translates two words."""
    if not settings.TRANSLATOR:
        return Finding("Translator", OK, "switched off")
    from groundswell.voice.translators import translated

    target = next((code for code, _name in settings.LANGUAGES if code != "en"), "de")
    started = time.monotonic()
    try:
        translated("", "<p>Good morning.</p>", "en", target)
    except Exception as problem:  # whatever a company's own function may raise
        todo = "Is it running, and are GROUNDSWELL_TRANSLATOR and its address right? See docs/guide/translation.md"
        return Finding("Translator", WARN, f"{settings.TRANSLATOR}: {problem}"[:200], todo)
    return Finding("Translator", OK, f"{settings.TRANSLATOR} answered in {time.monotonic() - started:.1f} s")


def consumers() -> Finding:
    from groundswell.log import follow

    lags = follow.lag()
    stopped = [lag for lag in lags if lag.stopped]
    if stopped:
        first = stopped[0]
        todo = f"Mend the cause, then: groundswell log replay {first.name}. Or leave the event out: groundswell log skip {first.name} --because …"
        return Finding("Consumers", FAIL, f"{first.name} stopped: {first.stopped}", todo)
    worst = max(lags, key=lambda lag: (lag.more, lag.events), default=None)
    if worst is None or not (worst.more or worst.events):
        return Finding("Consumers", OK, f"{len(lags)}, none behind")
    found = f"{worst.name} is {'more than ' if worst.more else ''}{worst.events:,} events behind"
    return Finding(
        "Consumers", WARN, found, "Is a worker running? groundswell worker, or at once: groundswell log replay"
    )


def deliveries() -> Finding:
    from groundswell.log.deliveries import counted

    found = counted()
    if found.dead:
        todo = "See why: groundswell log deliveries. Then: groundswell log resend all, or: groundswell log drop all"
        return Finding("Deliveries", WARN, f"{found.dead:,} given up: {found.problem}", todo)
    if found.overdue > 600:
        return Finding("Deliveries", WARN, f"{found.waiting:,} wait", "Is a worker running? groundswell worker")
    return Finding("Deliveries", OK, f"none given up, {found.waiting:,} wait")


def jobs() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
        failed = cursor.fetchone()[0]
    if failed:
        todo = "See why in the worker's output; try them again on the page /operations/"
        return Finding("Jobs", WARN, f"{failed} failed", todo)
    return Finding("Jobs", OK, "none failed")


def clock() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        apart = abs(float(cursor.fetchone()[0]) - time.time())
    if apart > 5:
        return Finding("Clock", WARN, f"{apart:.0f} s apart from the database's", "Set both by NTP.")
    return Finding("Clock", OK, "agrees with the database's")


def deployment() -> Finding:
    """Django's own checks for a server on the open internet."""
    if not settings.SECURE:
        todo = "Before you open it to the world: put it behind https and set GROUNDSWELL_SITE_URL=https://…"
        return Finding("Deployment", WARN, f"{settings.SITE_URL} is not https", todo)
    said = io.StringIO()
    try:
        call_command("check", deploy=True, fail_level="WARNING", stdout=said, stderr=said)
    except CommandError as problem:
        return Finding("Deployment", FAIL, str(problem).strip(), "Change the settings that it names.")
    return Finding("Deployment", OK, settings.SITE_URL)


NEEDS_DATABASE: list[Callable[[], Finding]] = [meaning_search, model, migrations, consumers, deliveries, jobs, clock]
OTHERS: list[Callable[[], Finding]] = [secret, push, disk, static_files, mail, translator, deployment]


def findings() -> Iterator[Finding]:
    yield python()
    reached = database()
    yield reached
    for check in [*(NEEDS_DATABASE if reached.state != FAIL else []), *OTHERS]:
        try:
            yield check()
        except DatabaseError as problem:
            name = check.__name__.replace("_", " ").capitalize()
            yield Finding(name, FAIL, str(problem).strip().split("\n")[0], "Run: groundswell migrate")
