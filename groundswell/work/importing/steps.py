"""The steps of an import in their order, and which of them go side by side."""

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from django.db import connection

from groundswell.work.importing import links, people, posts, reactions, state
from groundswell.work.importing.history import events_left, look_at_what_came, record_history
from groundswell.work.importing.judging import judge_badges, judge_posts, judge_the_rest, judge_users
from groundswell.work.importing.placing import Show, beside, once, side_by_side
from groundswell.work.importing.shapes import POSTS, TAGS, USERS, VOTES
from groundswell.work.importing.staging import Reading, reading
from groundswell.work.importing.state import Run

# Called with what is done and how much there is of it; yields what to call with how much is done by now.
Progress = Callable[[str, int], AbstractContextManager[Show]]


@contextmanager
def silently(_what: str, _total: int) -> Iterator[Show]:
    yield lambda _done: None


@contextmanager
def timed(times: dict[str, float], name: str) -> Iterator[None]:
    start = time.monotonic()
    try:
        yield
    finally:
        times[name] = times.get(name, 0.0) + time.monotonic() - start


class Steps:
    """Each step is skipped when it is done. Files are read while what they do not change is placed."""

    def __init__(self, run: Run, files: dict[str, Path], times: dict[str, float], progress: Progress) -> None:
        self.run, self.files, self.times, self.progress = run, files, times, progress
        # Another connection sees only what is committed, so inside a transaction all goes one after the other.
        self.commits = not connection.in_atomic_block

    def take(self) -> None:
        """Everything."""
        size = sum(marks[0] for marks in self.run.files.values())
        with beside(self.commits) as thread:
            with reading(self.files, self.commits) as files, self.progress("Reading the files", size) as show:
                self.read(files, [USERS.file], show)
                scored = [VOTES.file, TAGS.file, POSTS.file]
                side_by_side(thread, self.place_people, lambda: self.read(files, scored, show))
                side_by_side(thread, self.prepare_posts, lambda: self.read(files, self.files, show))
            self.place(thread)

    def place(self, thread: Executor | None) -> None:
        """What has been read, and its history."""
        side_by_side(thread, self.place_posts, self.place_badges)
        self.once("stage judge the rest", judge_the_rest)
        # By itself: a solution is unique, so its question is locked against those who point at it, as comments do.
        self.step("solutions", "posts", reactions.place_solutions)
        side_by_side(thread, self.place_comments, self.place_votes)
        self.once("recount", reactions.recount)
        self.once("count tags", links.count_all_tags)
        side_by_side(thread, look_at_what_came, self.record)

    def read(self, files: Reading, names: Iterable[str], show: Show) -> None:
        with timed(self.times, "read"):
            files.wait([name for name in names if name in self.files], show)

    def record(self) -> None:
        with timed(self.times, "record history"), self.progress("Recording history", events_left()) as show:
            record_history(self.run, show)

    def place_people(self) -> None:
        self.once("stage judge users", judge_users)
        self.step("members", "users", people.place_users)

    def prepare_posts(self) -> None:
        self.once("stage judge posts", judge_posts)
        self.step(
            "former authors", "posts", lambda run, show: people.place_former(run, "posts", "kind IN (1, 2)", show)
        )
        self.once("tags", links.place_tags)

    def place_posts(self) -> None:
        self.step("questions", "posts", posts.place_questions)
        self.step("answers", "posts", posts.place_answers)

    def place_badges(self) -> None:
        self.once("stage judge badges", judge_badges)
        self.step("badges", "badges", links.place_badges)

    def place_comments(self) -> None:
        self.step("former commenters", "comments", lambda run, show: people.place_former(run, "comments", "true", show))
        self.step("comments", "comments", posts.place_comments)

    def place_votes(self) -> None:
        self.step("closed questions", "posts", links.close_questions)
        self.step("votes", "votes", reactions.place_votes)
        self.step("links", "postlinks", links.place_links)

    def step(self, name: str, table: str, act: Callable[[Run, Show], None]) -> None:
        total = state.one(f"SELECT coalesce(max(n), 0) FROM importing.{table}")
        with timed(self.times, name), self.progress(f"Placing {name}", total) as show:
            act(self.run, show)

    def once(self, name: str, act: Callable[[Run], None]) -> None:
        with timed(self.times, name.removeprefix("stage ")):
            once(name, self.run, act)
