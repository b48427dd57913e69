"""A broken dump: what is whole is imported, what is not is said, nothing is half done."""

from collections.abc import Callable
from pathlib import Path

import pytest

from groundswell.features.support.models import Answer, Comment, Question
from groundswell.log.models import LogEntry
from groundswell.members.models import Member
from groundswell.members.rules import Invalid
from groundswell.work.importing import reading, state
from groundswell.work.importing.reading import NotADump
from groundswell.work.importing.report import Report
from groundswell.work.importing.stackexchange import import_dump
from groundswell.work.importing.tests.conftest import Dump, line, reasons

Imported = Callable[..., Report]
BOMB = """<?xml version="1.0"?>
<!DOCTYPE posts [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<posts><row Id="1" Body="&b;"/></posts>"""


def cut(file: Path, share: float) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])


def test_a_truncated_file_gives_what_was_whole_and_says_where_it_broke(dump: Dump, imported: Imported) -> None:
    for number in range(100, 200):
        dump.question(number, by=1)
    folder = dump.write()
    cut(folder / "Posts.xml", 0.5)

    report = import_dump(folder)

    whole = Question.objects.count()
    assert 30 < whole < 70
    assert line(report, "questions").imported == whole
    assert len(report.troubles) == 1
    assert "Posts.xml is broken at byte" in report.troubles[0]
    assert f"after row {whole + 2}" in report.troubles[0]
    assert "run the same command again" in report.troubles[0]


def test_the_whole_file_in_its_place_adds_what_was_missing(dump: Dump, imported: Imported) -> None:
    for number in range(100, 200):
        dump.question(number, by=2)
    folder = dump.write()
    for name in ("Users.xml", "Posts.xml", "Votes.xml"):
        cut(folder / name, 0.6)
    assert len(import_dump(folder).troubles) == 3
    assert Member.objects.get(source_id=2).name == "user2"

    report = imported()

    assert report.troubles == []
    assert Question.objects.count() == 101
    assert Member.objects.get(source_id=2).name == "Hugo"
    assert Answer.objects.get(source_id=11).ups == 2


def test_an_answer_without_its_question_is_left_out_with_all_that_hangs_on_it(dump: Dump, imported: Imported) -> None:
    dump.answer(50, to=49, by=2)
    dump.comment(50, 50, by=1)
    dump.vote(50, 50)

    report = imported()

    assert reasons(report, "answers") == {"an answer to a question that is not there": 1}
    assert reasons(report, "comments") == {"on a post that was left out": 1}
    assert reasons(report, "up votes") == {"on a post that was left out": 1}
    assert not Answer.objects.filter(source_id=50).exists()


def test_comments_and_votes_on_deleted_posts_are_left_out(dump: Dump, imported: Imported) -> None:
    dump.comment(50, 49, by=1)
    dump.vote(50, 49, kind=3)
    dump.link(50, 10, 49)

    report = imported()

    for what in ("comments", "down votes"):
        assert reasons(report, what) == {"on a post that is not in the dump": 1}
    assert reasons(report, "links") == {"to a post that is not in the dump": 1}
    assert line(report, "comments").reasons[0].ids == [50]


def test_of_two_users_with_one_number_the_first_stays(dump: Dump, imported: Imported) -> None:
    dump.user(2, "Somebody else")

    report = imported()

    assert Member.objects.get(source_id=2).name == "Hugo"
    assert reasons(report, "users") == {"a second row with an Id that was there before": 1}


def test_an_accepted_answer_to_another_question_is_no_solution(dump: Dump, imported: Imported) -> None:
    dump.question(20, by=2, AcceptedAnswerId=11)
    dump.question(21, by=2, AcceptedAnswerId=999)

    report = imported()

    assert not Question.objects.filter(source_id__in=[20, 21]).exclude(solution=None).exists()
    (note,) = report.notes
    assert (note.note.split()[0], note.count, note.ids) == ("AcceptedAnswerId", 2, [20, 21])


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ({"Title": None}, "Title is missing"),
        ({"Body": None}, "Body is missing"),
        ({"CreationDate": None}, "CreationDate is missing"),
        ({"CreationDate": "yesterday"}, "CreationDate is no date"),
        ({"CreationDate": "2999-01-01T00:00:00"}, "CreationDate lies in the future"),
        ({"CreationDate": "0001-01-01T00:00:00"}, "CreationDate lies before 1970"),
        ({"PostTypeId": None}, "PostTypeId is missing"),
        ({"PostTypeId": "one"}, "PostTypeId is no whole number"),
        ({"PostTypeId": "17"}, "a post of kind 17, which is not known here"),
        ({"Id": "9" * 30}, "Id is no whole number"),
        ({"Id": None}, "Id is missing"),
        ({"Body": "x" * 500_001}, "a text of more than 500,000 characters"),
    ],
)
def test_a_row_that_lacks_what_it_needs_is_left_out(
    dump: Dump, imported: Imported, attributes: dict[str, str | None], reason: str
) -> None:
    row = {
        "Id": "20",
        "PostTypeId": "1",
        "Title": "Which malt?",
        "Body": "<p>?</p>",
        "CreationDate": "2014-01-02T10:00:00",
    }
    dump.add("Posts", **(row | attributes))

    report = imported()

    assert Question.objects.count() == 1
    assert {reason: 1} in [reasons(report, one.what) for one in report.lines if one.file == "Posts.xml"]


def test_an_odd_detail_is_taken_as_missing_and_said(dump: Dump, imported: Imported) -> None:
    dump.question(20, by=1, ViewCount="many", LastEditDate="soon", Title="t" * 400)

    report = imported()

    assert Question.objects.get(source_id=20).views == 0
    assert sorted(note.note for note in report.notes) == [
        "LastEditDate is no date and was taken as missing",
        "Title was cut to 300 characters",
        "ViewCount is no whole number and was taken as missing",
    ]


def test_a_file_in_another_encoding_is_broken_where_that_shows(dump: Dump, imported: Imported) -> None:
    folder = dump.write()
    text = folder.joinpath("Comments.xml").read_text("utf-8-sig").replace("Thanks.", "Grüße")
    folder.joinpath("Comments.xml").write_bytes(text.encode("latin-1"))

    report = import_dump(folder)

    assert "Comments.xml is broken at byte" in report.troubles[0]
    assert Question.objects.count() == 1
    assert Comment.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "Posts.xml",
            "<html><body>Not found</body></html>",
            "Posts.xml is no file of a Stack Exchange dump: it begins with <html>",
        ),
        ("Users.xml", "<posts><row Id='1'/></posts>", "it begins with <posts>, not with <users>"),
        ("Posts.xml", BOMB, "Posts.xml declares a document type"),
        ("Votes.xml", BOMB, "Votes.xml declares a document type"),
    ],
)
def test_what_is_no_dump_is_refused_before_anything_is_done(
    db: None, dump: Dump, name: str, content: str, sentence: str
) -> None:
    folder = dump.write()
    folder.joinpath(name).write_text(content)

    with pytest.raises(NotADump, match=sentence):
        import_dump(folder)

    assert not Question.objects.exists()
    assert not LogEntry.objects.exists()
    assert state.unfinished() is None


def test_a_folder_without_posts_is_no_dump(db: None, dump: Dump) -> None:
    folder = dump.write()
    folder.joinpath("Posts.xml").write_text("")
    with pytest.raises(Invalid, match=r"Posts.xml is empty. Nothing was imported."):
        import_dump(folder)

    folder.joinpath("Posts.xml").unlink()
    with pytest.raises(Invalid, match=r"There is no Posts\.xml in"):
        import_dump(folder)


def test_another_empty_file_is_said_and_the_rest_imported(dump: Dump, imported: Imported) -> None:
    folder = dump.write()
    folder.joinpath("Badges.xml").write_text("")

    report = import_dump(folder)

    assert "Badges.xml is broken at byte 0, after row 0 (no element found)" in report.troubles[0]
    assert Question.objects.count() == 1


def test_a_row_without_end_does_not_fill_the_memory(
    dump: Dump, imported: Imported, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LONGEST_ROW", 1_000_000)
    dump.question(20, by=1, Body="x" * 3_000_000)
    dump.question(21, by=1)

    report = imported()

    assert "a row of more than 1,000,000 bytes" in report.troubles[0]
    assert Question.objects.count() == 1
