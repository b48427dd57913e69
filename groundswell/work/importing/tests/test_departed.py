"""Who deleted an account here is not brought back by importing the dump again."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from groundswell.features.support.models import Answer, Comment, Question
from groundswell.log.follow import run_all
from groundswell.members.actions import erase_member
from groundswell.members.models import Honour, Member
from groundswell.members.pseudonyms import pseudonym
from groundswell.work.importing.report import Report
from groundswell.work.importing.tests.conftest import Dump, line, reasons

Imported = Callable[..., Report]
SITE = "stackexchange:beer"


@pytest.fixture
def newer(dump: Dump) -> Dump:
    """To be written after the first import: Greta and Hugo wrote more over there meanwhile."""
    return dump


def leave(number: int, *, keep_texts: bool) -> Member:
    member = Member.objects.get(source=SITE, source_id=number)
    erase_member(member, by=member, keep_texts=keep_texts)
    run_all()
    return Member.objects.get(pk=member.pk)


def everything() -> str:
    """All rows of all tables, but what an import has staged."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT coalesce(string_agg(\"{table}\"::text, E'\\n'), '') FROM \"{table}\"")
            found.append(cursor.fetchone()[0])
    return "\n".join(found)


def test_the_same_dump_does_not_bring_greta_back(dump: Dump, imported: Imported, client: Client) -> None:
    imported()
    gone = leave(1, keep_texts=True)

    report = imported()

    assert "Greta" not in everything()
    assert "greta" not in everything()
    assert Member.objects.filter(source=SITE).count() == 4  # Community, Hugo, Ivo and a former member
    assert Question.objects.get().asker == gone
    assert (line(report, "users").imported, line(report, "users").already) == (0, 3)
    page = client.get(Question.objects.get().get_absolute_url(), follow=True).content.decode()
    assert "former member" in page
    assert client.get("/users/1").status_code == 404


def test_what_a_newer_dump_has_of_greta_is_a_former_members(newer: Dump, imported: Imported) -> None:
    imported()
    gone = leave(1, keep_texts=True)
    newer.question(20, by=1, Title="How long does a stout keep?", LastEditorUserId=1, LastEditDate="2014-01-04")
    newer.comment(9, 20, by=1, text="In the cellar.", UserDisplayName="Greta Malt")
    newer.badge(5, of=1)

    report = imported()

    later = Question.objects.get(source_id=20)
    assert (later.asker, later.asker.seen_as, later.voice.title) == (
        gone,
        "former member",
        "How long does a stout keep?",
    )
    assert later.voice.edited_by == gone
    assert Comment.objects.get(source_id=9).author == gone
    assert not Honour.objects.filter(member=gone).exists()
    assert reasons(report, "badges") == {"the badge of somebody who deleted their account here": 1}
    assert "Greta" not in everything()


def test_who_took_the_texts_along_takes_the_later_ones_too(newer: Dump, imported: Imported) -> None:
    imported()
    gone = leave(2, keep_texts=False)
    newer.question(20, by=2, Title="Hugo's secret", Body="<p>Hugo's secret yeast.</p>")
    newer.answer(21, to=20, by=1)

    imported()

    later = Question.objects.select_related("voice").get(source_id=20)
    assert later.asker == gone
    assert later.voice.title == "A question that was taken back"
    assert "took the text along" in later.voice.html
    assert Answer.objects.get(source_id=21).question == later
    assert "secret" not in everything()


def test_a_name_without_an_account_over_there_stays_away_too(dump: Dump, imported: Imported) -> None:
    imported()
    ivo = Member.objects.get(name="Ivo")
    erase_member(ivo, by=None, keep_texts=True)

    imported()

    assert "Ivo" not in everything()
    assert Answer.objects.get(source_id=12).author_id == ivo.pk


def test_what_is_kept_is_a_number_that_only_this_installation_can_make(imported: Imported, settings: Any) -> None:
    imported()
    gone = leave(1, keep_texts=True)

    assert gone.source_id == pseudonym(SITE, 1)
    assert gone.source_id not in {pseudonym(SITE, 2), pseudonym("stackexchange:coffee", 1)}
    assert json.dumps(gone.settings) == '{"texts_kept": true}'
    settings.SECRET_KEY = "another installation's"
    assert gone.source_id != pseudonym(SITE, 1)
