"""groundswell demo, serve, web, worker, migrate: what runs."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from groundswell import environment
from groundswell.work.cli.say import Problem, console, progress, table


def demo() -> None:
    """Open the demo: Fernweh Mobil, an invented phone company, and a year of its community."""
    from groundswell.demo import ACCENT, SITE_NAME

    os.environ.setdefault("GROUNDSWELL_SITE_NAME", SITE_NAME)
    os.environ.setdefault("GROUNDSWELL_ACCENT", ACCENT)
    os.environ.setdefault(
        "GROUNDSWELL_PAYER_IBAN", "DE89370400440532013000"
    )  # the example of the registry, nobody's account
    _serve(demo=True)


def serve() -> None:
    """Run everything in one: database (when it is ours), web server and worker. Ctrl-C stops it all."""
    _serve(demo=False)


def web() -> None:
    """Run the web server alone, beside a worker somewhere. HOST and PORT say where it listens."""
    from groundswell.work import database, port, supervisor
    from groundswell.work import web as server

    port.require_free(port.chosen())
    supervisor.end_with_the_supervisor()
    with database.running():
        server.serve()


def worker() -> None:
    """Run one worker alone: it follows the log, runs background jobs and keeps the schedule."""
    from groundswell.work import database, supervisor

    supervisor.end_with_the_supervisor()
    with database.community():
        from groundswell.work.worker import work

        work()


def migrate() -> None:
    """Bring the database's tables up to date. Safe to run at any time and several times."""
    from groundswell.work import database

    with database.community():
        database.migrate(verbosity=1)


def _serve(demo: bool) -> None:
    from groundswell.work import database, logs, port, supervisor
    from groundswell.work.locks import claim

    place = port.chosen()
    port.require_free(place)
    home = environment.home()
    if claim(home / "serve.lock") is None:
        raise Problem(f"Groundswell runs already in {home}. Stop it, or choose another folder: GROUNDSWELL_HOME=…")
    command = [sys.executable, "-m", "groundswell.work.cli"]
    children = [supervisor.Child("web", [*command, "web"]), supervisor.Child("worker", [*command, "worker"])]
    cast = _noted(home, demo)
    loading = database.start_loading() if cast is None else None
    with database.running():
        if loading is not None:
            loading.join()
            cast = _made_ready(home, demo)
        logs.configure()
        supervisor.supervise(
            children,
            home if database.is_embedded() else None,
            ready=lambda: port.answers(place),
            on_ready=lambda: _announce(place.url, cast or []),
        )


def _noted(home: Path, demo: bool) -> list[dict[str, str]] | None:
    """Who can be signed in as, if all is known to be ready as it is."""
    from groundswell.work import database, readiness

    noted = readiness.noted(home) if database.is_embedded() else None
    if noted is None or (demo and not noted["cast"]):
        return None
    return list(noted["cast"]) if demo else []


def _made_ready(home: Path, demo: bool) -> list[dict[str, str]]:
    """Tables, static files and, if wanted, the demo year are there; gives who can be signed in as."""
    from groundswell.work import database, readiness

    cast = []
    with database.community():
        from groundswell.work import static_files

        # Packing static files leaves a core idle and the database alone, so it goes beside.
        with ThreadPoolExecutor(1) as beside:
            packed = beside.submit(static_files.collect)
            with console.status("Bringing the database up to date …"):
                database.migrate()
            if demo:
                cast = _fill_demo()
            packed.result()
    if database.is_embedded():
        readiness.note(home, cast=cast)
    return cast if demo else []


def _fill_demo() -> list[dict[str, str]]:
    from groundswell.demo import fill
    from groundswell.work import memory

    memory.settle()
    if not fill.is_filled():
        planned = fill.plan()
        with progress("Living through a year of Fernweh Mobil", len(planned)) as show:
            fill.fill(planned, show)
    return fill.cast()


def _announce(url: str, cast: list[dict[str, str]]) -> None:
    if cast:
        table(cast, title="Sign in as")
    console.print(f"\n[bold]Groundswell is open at[/bold] [link={url}]{url}[/link]   [dim]Ctrl-C stops it[/dim]")
