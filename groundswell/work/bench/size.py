"""groundswell bench size: how much slower pages are in a community a hundred times larger. Both are driven in turn, in one run."""

import itertools
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

import typer

from groundswell.work.bench import _servers
from groundswell.work.bench._load import drive, request
from groundswell.work.bench._scratch import scratch_home
from groundswell.work.cli.say import AsJson, console, table

ANSWERS, SECONDS, SESSIONS = 5, 4.0, 1_000
GOAL = 1.5
SETTINGS = {"DJANGO_SETTINGS_MODULE": "groundswell.settings", "GROUNDSWELL_SITE_URL": "http://localhost"}


@dataclass
class Community:
    """One that is filled and served: its port, its members' cookies, the words said there, how many questions it has."""

    port: int
    cookies: list[str]
    words: list[str]
    questions: int
    seconds: float


def run(
    posts: Annotated[int, typer.Option(help="Questions and answers of the large community.")] = 1_000_000,
    members: Annotated[int, typer.Option(help="Its members.")] = 100_000,
    small: Annotated[int, typer.Option(help="Questions of the small one, with 5 answers each.")] = 10_000,
    rounds: Annotated[int, typer.Option(help="Rounds; the medians count.")] = 5,
    connections: Annotated[int, typer.Option(help="Connections that are kept busy.")] = 2,
    as_json: AsJson = False,
) -> None:
    """Fill two communities, serve both, and compare their question pages, lists and searches (by words)."""
    with ExitStack() as stack:
        # The large one first: the small one then waits for nothing.
        large = stack.enter_context(_community(posts // (ANSWERS + 1), members))
        little = stack.enter_context(_community(small, max(1_000, members * small * (ANSWERS + 1) // posts)))
        rows = _compare(little, large, rounds, connections)
    title = f"p50 and p95 in ms, {connections} connections"
    table(rows, as_json=as_json, title=title)
    if not as_json:
        console.print(f"Goal: p95 at most {GOAL} times. The large one was filled in {large.seconds:,.0f} s.")


@contextmanager
def _community(questions: int, members: int) -> Iterator[Community]:
    from groundswell.work import embedded

    with ExitStack() as stack:
        home = stack.enter_context(scratch_home(**SETTINGS))
        stack.enter_context(embedded.running(home))
        started = time.monotonic()
        with console.status(f"Filling a community with {questions * (ANSWERS + 1):,} posts …"):
            filled = _filled(questions, members)
        seconds = time.monotonic() - started
        web = stack.enter_context(_servers.web(home, 1))
        yield Community(web.port, filled["cookies"], filled["words"], questions, seconds)


def _filled(questions: int, members: int) -> dict[str, list[str]]:
    """In a process of its own, because Django knows one database."""
    command = [sys.executable, "-m", __name__, str(questions), str(members)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _fill(questions: int, members: int) -> dict[str, list[str]]:
    """Tables, content, index and sessions; the cookies of signed-in members, and the words that occur, frequent ones first."""
    import django

    django.setup()
    from groundswell.work import database, static_files
    from groundswell.work.bench import _content, _index

    database.migrate()
    static_files.collect()
    said = _content.FewTexts(1)
    _content.fill(questions, ANSWERS, members, words=said)
    _index.write(said.words)
    _content.analyze()
    return {"cookies": _content.sign_in(min(SESSIONS, members)), "words": said.words}


def _compare(small: Community, large: Community, rounds: int, connections: int) -> list[dict[str, Any]]:
    taken: dict[str, dict[int, list[tuple[float, float]]]] = {}
    cases = {one.port: _cases(one) for one in (small, large)}
    for name in cases[small.port]:
        taken[name] = {small.port: [], large.port: []}
        for turn in range(rounds + 1):
            for port, of in cases.items():
                done = drive(port, of[name], connections=connections, seconds=SECONDS if turn else 1.0)
                if done.failed:
                    raise RuntimeError(f"{done.failed} requests failed: {name}.")
                if turn:
                    taken[name][port].append((done.percentile(0.5), done.percentile(0.95)))
    return [_row(name, of[small.port], of[large.port]) for name, of in taken.items()]


def _row(name: str, small: list[tuple[float, float]], large: list[tuple[float, float]]) -> dict[str, Any]:
    """Medians of the rounds."""
    (s50, s95), (l50, l95) = ([sorted(column)[len(column) // 2] for column in zip(*of, strict=True)] for of in (small, large))  # fmt: skip
    return {
        "what": name,
        "small p50": round(s50, 1),
        "p95": round(s95, 1),
        "large p50": round(l50, 1),
        "large p95": round(l95, 1),
        "p50 times": round(l50 / s50, 2),
        "p95 times": round(l95 / s95, 2),
    }


def _cases(community: Community) -> dict[str, Callable[[], bytes]]:
    """What is asked for, by its name: members and subjects change with each request, so that nothing is answered from memory."""
    chance = random.Random(7)
    member = itertools.cycle(community.cookies)
    words = community.words

    def signed_in(path: Callable[[], str]) -> Callable[[], bytes]:
        return lambda: request(path(), cookie=next(member))

    def any_question() -> str:
        return f"/question/{chance.randint(1, community.questions)}/-/"

    def searched() -> str:
        return "/search/?" + urlencode({"q": " ".join(chance.sample(words[50:3_000], 2))})

    def one_word(**more: str) -> str:
        return "/search/?" + urlencode({"q": chance.choice(words[20:3_000]), **more})

    return {
        "a question, signed in": signed_in(any_question),
        "a question, signed out": lambda: request(any_question()),
        "newest": signed_in(lambda: "/questions/?shown=newest"),
        "active": signed_in(lambda: "/questions/?shown=active"),
        "hot": signed_in(lambda: "/questions/?shown=hot"),
        "unanswered": signed_in(lambda: "/questions/?shown=unanswered"),
        "for you": signed_in(lambda: "/?shown=foryou"),
        "a topic": signed_in(lambda: f"/topics/topic-{chance.randint(1, 50)}/"),
        "a tag": signed_in(lambda: f"/tags/{words[chance.randint(200, 399)]}/"),
        "a profile's answers": signed_in(lambda: f"/questions/by/member{chance.randint(1, 900)}/"),
        "search, two words": signed_in(searched),
        "search, one word": signed_in(one_word),
        "search, newest first": signed_in(lambda: one_word(sort="newest")),
    }


if __name__ == "__main__":
    print(json.dumps(_fill(int(sys.argv[1]), int(sys.argv[2]))))
