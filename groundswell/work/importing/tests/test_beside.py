"""Files that are read by a process beside the importer, and how rows come from there into the database."""

import io
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.voice.parsing import render_foreign
from groundswell.work.importing import staging, state
from groundswell.work.importing.beside import Helper
from groundswell.work.importing.portions import Portion, line, portions, receive, send
from groundswell.work.importing.reading import NotADump
from groundswell.work.importing.row import Row
from groundswell.work.importing.shapes import SHAPES, _tags
from groundswell.work.importing.tests.conftest import Dump

LETTERS = st.characters(codec="utf-8", exclude_characters="\0")


@pytest.fixture
def helper() -> Iterator[Helper]:
    helper = Helper()
    yield helper
    helper.end()


def test_a_helper_reads_what_we_would_read(dump: Dump, helper: Helper) -> None:
    folder = dump.write()

    assert helper.is_ready()
    for shape in SHAPES:
        file = folder / shape.file
        if file.exists():
            there, here = list(helper.read(shape.file, file, 1)), list(portions(shape.file, file, 1))
            assert [together(one) for one in there] == [together(one) for one in here]


def test_a_helper_goes_on_after_a_file_that_is_no_dump(dump: Dump, helper: Helper, tmp_path: Path) -> None:
    folder = dump.write()
    bomb = tmp_path / "Votes.xml"
    bomb.write_text('<!DOCTYPE votes [<!ENTITY a "b">]><votes><row Id="1"/></votes>')

    assert helper.is_ready()
    with pytest.raises(NotADump, match="declares a document type"):
        list(helper.read("Votes.xml", bomb, 0))
    assert [one.last for one in helper.read("Tags.xml", folder / "Tags.xml", 0)] == [1]


def test_a_helper_tells_of_a_file_that_breaks_off(dump: Dump, helper: Helper) -> None:
    folder = dump.write()
    file = folder / "Users.xml"
    file.write_bytes(file.read_bytes()[:-40])

    assert helper.is_ready()
    last = list(helper.read("Users.xml", file, 0))[-1]

    assert last.ended
    assert "Users.xml is broken at byte" in last.broken


def test_a_helper_that_was_killed_is_missed_at_once(dump: Dump, helper: Helper) -> None:
    folder = dump.write()
    assert helper.is_ready()
    helper.process.kill()
    helper.process.wait()

    with pytest.raises((RuntimeError, BrokenPipeError)):
        list(helper.read("Users.xml", folder / "Users.xml", 0))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("helpers", [1, 2])
def test_what_helpers_read_is_staged_once(dump: Dump, helpers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "WORTH_ONE", 0)
    monkeypatch.setattr(staging, "WORTH_TWO", 0 if helpers == 2 else 10**12)
    files = {file.name: file for file in dump.write().iterdir()}
    state.begin(state.Run("beer", "stackexchange:beer", 1, "en", {}))

    with staging.reading(files, beside=True) as now:
        now.wait(files, lambda _done: None)

    assert state.query("SELECT id, source FROM importing.posts WHERE kind = 2 ORDER BY n") == [
        (11, "<p>An ale yeast.</p>"), (12, "<p>An ale yeast.</p>"),
    ]  # fmt: skip
    assert state.one("SELECT count(*) FROM importing.users") == 3
    assert state.one("SELECT bool_and(ended) FROM importing.step")
    state.forget()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("helpers", [1, 2])
def test_where_no_helper_can_be_started_we_read_ourselves(
    dump: Dump, helpers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "WORTH_ONE", 0)
    monkeypatch.setattr(staging, "WORTH_TWO", 0 if helpers == 2 else 10**12)
    monkeypatch.setattr(Helper, "is_ready", lambda _self: False)
    files = {file.name: file for file in dump.write().iterdir()}
    state.begin(state.Run("beer", "stackexchange:beer", 1, "en", {}))

    with staging.reading(files, beside=True) as now:
        now.wait(files, lambda _done: None)

    assert state.one("SELECT count(*) FROM importing.posts") == 3
    state.forget()


@pytest.mark.django_db(transaction=True)
def test_what_goes_wrong_beside_us_is_told_to_whoever_waits(dump: Dump, monkeypatch: pytest.MonkeyPatch) -> None:
    """And no thread or process is left behind."""
    monkeypatch.setattr(staging, "WORTH_ONE", 0)
    monkeypatch.setattr(staging, "WORTH_TWO", 0)
    monkeypatch.setattr(Helper, "read", lambda *_order: (_ for _ in ()).throw(RuntimeError("The helper has ended.")))
    files = {file.name: file for file in dump.write().iterdir()}
    state.begin(state.Run("beer", "stackexchange:beer", 1, "en", {}))
    threads = threading.active_count()

    with pytest.raises(RuntimeError, match="has ended"), staging.reading(files, beside=True) as now:
        now.wait(files, lambda _done: None)

    assert threading.active_count() == threads
    assert all(helper.process.returncode is not None for helper in now.helpers)
    state.forget()


@given(st.lists(st.tuples(st.none() | st.text(LETTERS), st.none() | st.integers(-(2**63), 2**63 - 1), st.booleans())))
@settings(max_examples=60, deadline=None)
@pytest.mark.django_db
def test_rows_come_out_of_the_database_as_they_were(rows: list[tuple[str | None, int | None, bool]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE kept (n bigint, words text, number bigint, yes boolean)")
        with cursor.copy("COPY kept FROM STDIN") as copy:
            copy.write(b"".join(line((n, *row)) for n, row in enumerate(rows)))
        cursor.execute("SELECT words, number, yes FROM kept ORDER BY n")
        found = cursor.fetchall()
        cursor.execute("DROP TABLE kept")

    assert found == rows


@pytest.mark.django_db
@pytest.mark.parametrize("tags", [["pale-ale", "ipa"], ['a"b', "c\\d", "e,f"], ["{}", "null", "c++", "böck"], []])
def test_tags_are_an_array_whatever_they_are_made_of(tags: list[str]) -> None:
    array = _tags(Row({"Tags": "".join(f"<{tag}>" for tag in tags)}))

    assert state.one("SELECT %s::text[]", [array]) == tags


@pytest.mark.parametrize("text", ["9" * 19, "--5", "1.5", "\u0663"])
def test_a_number_that_no_table_can_hold_is_none(text: str) -> None:
    row = Row({"Score": text})

    assert row.some_number("Score") is None
    assert row.notes == ["Score is no whole number and was taken as missing"]
    assert Row({"Score": f"-{'9' * 18}"}).some_number("Score") == -(10**18 - 1)


def test_a_portion_that_is_cut_off_is_none() -> None:
    portion = Portion([b"1\t2\n", b"3\t4\n"], {"odd": [1]}, 2, 80, True, "broken")
    sent = io.BytesIO()
    send(portion, sent)

    assert together(receive(io.BytesIO(sent.getvalue()))) == together(portion)
    for length in range(len(sent.getvalue())):
        with pytest.raises(EOFError):
            receive(io.BytesIO(sent.getvalue()[:length]))


def test_pictures_and_names_in_a_comment_from_elsewhere_are_not_ours() -> None:
    html, excerpt = render_foreign("@ben see ![a glass](/media/pictures/ab/none.webp)")

    assert html == "<p>@ben see a glass</p>\n"
    assert excerpt == "@ben see a glass"


def together(portion: Portion) -> Portion:
    return Portion(**{**vars(portion), "lines": [b"".join(portion.lines)]})
