"""Import a Stack Exchange dump: read every file, place what is in it, record its history, account for every row."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from django.db import connection

from groundswell.features.support.models import Question, Topic
from groundswell.log import consumers, follow
from groundswell.members.rules import Invalid
from groundswell.work.importing import links, people, posts, reactions, state
from groundswell.work.importing.history import events_left, record_history
from groundswell.work.importing.judging import judge_posts, judge_the_rest, judge_users
from groundswell.work.importing.placing import Show, once, side_by_side
from groundswell.work.importing.reading import look_at
from groundswell.work.importing.report import Report, reconcile
from groundswell.work.importing.shapes import POSTS, SHAPES, USERS
from groundswell.work.importing.staging import reading
from groundswell.work.importing.state import Run

LOCK = "SELECT pg_try_advisory_lock(hashtext('groundswell.import'))"
PATIENCE = 60.0
LONGEST_SITE = 24
# What each kind of progress is called, and how much there is of it: yields what to call with how much is done.
Progress = Callable[[str, int], AbstractContextManager[Show]]


@contextmanager
def silently(_what: str, _total: int) -> Iterator[Show]:
    yield lambda _done: None


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
        _Import(run, files, times, progress).read_and_place()
        _follow(times, progress)
        with _timed(times, "reconcile"):
            report = reconcile(run, [shape.file for shape in SHAPES if shape.file not in files])
        state.forget()
    report.seconds = times
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


class _Import:
    """The steps of one import, in their order; each is skipped when it is done."""

    def __init__(self, run: Run, files: dict[str, Path], times: dict[str, float], progress: Progress) -> None:
        self.run, self.files, self.times, self.progress = run, files, times, progress

    def read_and_place(self) -> None:
        size = sum(marks[0] for marks in self.run.files.values())
        with reading(self.files) as files, self.progress(f"Reading {len(self.files)} files", size) as show:
            if USERS.file in self.files:
                with _timed(self.times, "read users"):
                    files.wait([USERS.file], show)
                self.once("stage judge users", judge_users)
                self.step("members", "users", people.place_users)
            with _timed(self.times, "read the rest"):
                files.wait(self.files, show)
            beside = files.is_beside
        self.once("stage judge", judge_posts)
        side_by_side(beside, self._place_posts, lambda: self.step("badges", "badges", links.place_badges))
        self.once("stage judge the rest", judge_the_rest)
        self.step("solutions", "posts", reactions.place_solutions)
        self.step("closed questions", "posts", links.close_questions)
        side_by_side(beside, self._place_comments, self._place_votes)
        self.once("recount", reactions.recount)
        self.once("count tags", links.count_all_tags)
        with _timed(self.times, "record history"), self.progress("Recording history", events_left()) as show:
            record_history(self.run, show)

    def _place_posts(self) -> None:
        self.step(
            "former authors", "posts", lambda run, show: people.place_former(run, "posts", "kind IN (1, 2)", show)
        )
        self.once("tags", links.place_tags)
        self.step("questions", "posts", posts.place_questions)
        self.step("answers", "posts", posts.place_answers)

    def _place_comments(self) -> None:
        self.step("former commenters", "comments", lambda run, show: people.place_former(run, "comments", "true", show))
        self.step("comments", "comments", posts.place_comments)

    def _place_votes(self) -> None:
        self.step("votes", "votes", reactions.place_votes)
        self.step("links", "postlinks", links.place_links)

    def step(self, name: str, table: str, act: Callable[[Run, Show], None]) -> None:
        total = state.one(f"SELECT count(*) FROM importing.{table}")
        with _timed(self.times, name), self.progress(f"Placing {name}", total) as show:
            act(self.run, show)

    def once(self, name: str, act: Callable[[Run], None]) -> None:
        with _timed(self.times, name.removeprefix("stage ")):
            once(name, self.run, act)


def _follow(times: dict[str, float], progress: Progress) -> None:
    """Let every consumer catch up, beside the workers that may be running."""
    for name in sorted(consumers.consumers):
        behind = {lag.name: lag.events for lag in follow.lag()}[name]
        with _timed(times, f"follow {name}"), progress(f"Following: {name}", behind) as show:
            follow.run(name, progress=show)


@contextmanager
def _timed(times: dict[str, float], name: str) -> Iterator[None]:
    start = time.monotonic()
    try:
        yield
    finally:
        times[name] = times.get(name, 0.0) + time.monotonic() - start
