"""Import a Stack Exchange dump: read every file, place what is in it, record its history, account for every row."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from groundswell.features.support.models import Question, Topic
from groundswell.log import consumers, follow
from groundswell.members.rules import Invalid
from groundswell.work.importing import state
from groundswell.work.importing.history import record_history
from groundswell.work.importing.placing import Show
from groundswell.work.importing.reading import look_at
from groundswell.work.importing.report import Report, reconcile
from groundswell.work.importing.shapes import POSTS, SHAPES
from groundswell.work.importing.state import Run
from groundswell.work.importing.steps import Progress, Steps, silently, timed

LOCK = "SELECT pg_try_advisory_lock(hashtext('groundswell.import'))"
PATIENCE, WAIT = 60.0, 0.3
LONGEST_SITE = 24


def site_of(folder: Path) -> str:
    """The name of a site from its folder: "beer" for beer.stackexchange.com and for stackexchange_beer."""
    name = folder.resolve().name.lower().removesuffix(".7z")
    name = re.sub(r"\.(stackexchange\.)?com$|^stackexchange[_.-]", "", name)
    return re.sub(r"[^a-z0-9.]+", "-", name).strip("-.")[:LONGEST_SITE] or "site"


def files_of(folder: Path) -> dict[str, Path]:
    """The files of the dump by name. Raises Invalid or NotADump, before anything is done, if it cannot be one."""
    there = {file.name.lower(): file for file in folder.iterdir() if file.is_file()}
    files = {shape.file: there[shape.file.lower()] for shape in SHAPES if shape.file.lower() in there}
    if POSTS.file not in files:
        raise Invalid(
            f"There is no Posts.xml in {folder}. Unpack the dump there, and name the folder that holds its files."
        )
    if not files[POSTS.file].stat().st_size:
        raise Invalid(f"{files[POSTS.file]} is empty. Nothing was imported.")
    for shape in SHAPES:
        if shape.file in files:
            look_at(files[shape.file], shape.root)
    return files


def import_dump(
    folder: Path, *, site: str = "", topic: str = "", language: str = "en", progress: Progress = silently
) -> Report:
    """Import everything. Run again it goes on where it was interrupted, or adds what a newer dump has more."""
    files = files_of(folder)
    site = site or site_of(folder)
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*", site) or len(site) > LONGEST_SITE:
        raise Invalid("A site is named by at most 24 small letters, digits, dots and hyphens, such as beer.", "site")
    with _alone():
        run = _begin(files, site, topic, language)
        times: dict[str, float] = {}
        with timed(times, "together"):
            Steps(run, files, times, progress).take()
        problems = _follow(times, progress)
        with timed(times, "reconcile"):
            report = reconcile(run, [shape.file for shape in SHAPES if shape.file not in files])
        state.forget()
    report.seconds = times
    report.troubles += problems
    return report


@contextmanager
def _alone() -> Iterator[None]:
    """One import at a time, and none of its statements is cut short. An interrupted one may need a moment to end."""
    patience = time.monotonic() + PATIENCE
    while not state.one(LOCK):
        if time.monotonic() > patience:
            raise Invalid("Another import is running. Wait until it has finished.")
        time.sleep(0.5)
    limits = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    before = {name: state.one(f"SHOW {name}") for name in limits}
    state.take_our_time()
    try:
        yield
    finally:
        if connection.is_usable():
            for name, value in before.items():
                state.execute(f"SET {name} = '{value}'")
            state.one("SELECT pg_advisory_unlock(hashtext('groundswell.import'))")


def _begin(files: dict[str, Path], site: str, topic: str, language: str) -> Run:
    """Go on with the interrupted import of the same files, or start afresh."""
    marks = {name: [file.stat().st_size, file.stat().st_mtime_ns] for name, file in files.items()}
    before = state.unfinished()
    if before and (before.site, before.files) == (site, marks):
        state.revive()
        return before
    if before:
        record_history(before, lambda _done: None)
    run = Run(site, f"stackexchange:{site}", _topic(site, topic), language, marks)
    state.begin(run)
    return run


def _topic(site: str, slug: str) -> int:
    if slug:
        found = Topic.objects.filter(slug=slug).first()
        if found is None:
            known = ", ".join(Topic.objects.values_list("slug", flat=True)) or "none yet"
            raise Invalid(f"There is no topic called {slug}. There are: {known}.", "topic")
        return found.pk
    earlier = Question.objects.filter(source=f"stackexchange:{site}").values_list("topic", flat=True).first()
    if earlier is not None:
        return earlier
    words = site.replace("-", " ").replace(".", " ")
    return Topic.objects.get_or_create(
        slug=re.sub(r"[^a-z0-9-]", "-", site), defaults={"name": {"en": words.capitalize()}}
    )[0].pk


def _follow(times: dict[str, float], progress: Progress) -> list[str]:
    """Let every consumer catch up, beside the workers that may be running; what went wrong with them."""
    problems = []
    for name in sorted(consumers.consumers):
        with timed(times, f"follow {name}"), progress(f"Following: {name}", _lag(name).events) as show:
            end = _follow_one(name, show)
        if end.stopped:
            problems.append(f"{name} has stopped at an event: {end.stopped} See: groundswell log lag")
        elif end.events:
            problems.append(f"{name} is still {end.events:,} events behind, because something else holds it up.")
    return problems


def _follow_one(name: str, show: Show) -> follow.Lag:
    """Until it has caught up, has stopped, or nothing has moved for a while."""
    lag = before = _lag(name)
    total, patience = lag.events, time.monotonic() + PATIENCE
    while lag.events and not lag.stopped and time.monotonic() < patience:
        done = total - lag.events
        if not follow.run(name, progress=lambda more, done=done: show(done + more)):  # type: ignore[misc]
            time.sleep(WAIT)  # a worker has it
        lag, before = _lag(name), lag
        if lag.events < before.events:
            patience = time.monotonic() + PATIENCE
        show(total - lag.events)
    return lag


def _lag(name: str) -> follow.Lag:
    return next(lag for lag in follow.lag(most=None) if lag.name == name)
