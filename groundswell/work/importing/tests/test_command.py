"""groundswell import stackexchange, as an operator types it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from typer.testing import CliRunner

from groundswell.features.support.models import Question
from groundswell.work import database
from groundswell.work.cli import app
from groundswell.work.cli.say import Problem
from groundswell.work.importing.tests.conftest import Dump


@pytest.fixture(autouse=True)
def in_the_database_of_the_test(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def community() -> Iterator[None]:
        yield

    monkeypatch.setattr(database, "community", community)
    monkeypatch.setattr(database, "migrate", lambda: None)


def test_it_ends_with_a_table_and_says_when_there_is_nothing_new(dump: Dump) -> None:
    folder = str(dump.write())

    first = CliRunner().invoke(app, ["import", "stackexchange", folder])
    second = CliRunner().invoke(app, ["import", "stackexchange", folder])

    assert first.exit_code == second.exit_code == 0
    assert "What became of beer" in first.output
    assert "The score of every post equals the sum of its votes." in first.output
    assert "Nothing new" not in first.output
    assert "Nothing new" in second.output


def test_programs_get_the_numbers_as_json(dump: Dump) -> None:
    done = CliRunner().invoke(app, ["import", "stackexchange", str(dump.write()), "--site", "pub", "--json"])

    report = json.loads(done.stdout)
    assert report["site"] == "pub"
    assert {line["what"]: line["imported"] for line in report["lines"]}["questions"] == 1


def test_a_broken_file_is_an_exit_code_and_a_sentence(dump: Dump) -> None:
    folder = dump.write()
    comments = folder / "Comments.xml"
    comments.write_bytes(comments.read_bytes()[:-20])

    done = CliRunner().invoke(app, ["import", "stackexchange", str(folder)])

    assert done.exit_code == 1
    assert "Comments.xml is broken at byte" in done.output
    assert Question.objects.count() == 1


def test_what_is_no_dump_is_a_problem_in_one_sentence(dump: Dump) -> None:
    folder = dump.write()
    folder.joinpath("Posts.xml").unlink()

    done = CliRunner().invoke(app, ["import", "stackexchange", str(folder)])

    assert isinstance(done.exception, Problem)
    assert "There is no Posts.xml in" in str(done.exception)
