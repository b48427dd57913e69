"""A dump of a real site, where one is at hand: GROUNDSWELL_DATA names the folder that holds it."""

import os
from pathlib import Path

import pytest
from django.test import Client

from groundswell.features.support.models import Question
from groundswell.work.importing.stackexchange import import_dump
from groundswell.work.importing.tests.conftest import line, reasons

HERE = Path(__file__).parents[4]
DATA = Path(os.environ.get("GROUNDSWELL_DATA") or HERE.parent / "shared" / "data")
BEER, META = DATA / "stackexchange_beer", DATA / "stackexchange_cstheory_meta"
needs_beer = pytest.mark.skipif(not BEER.exists(), reason=f"no dump of a real site: {BEER} is not there")
needs_meta = pytest.mark.skipif(not META.exists(), reason=f"no dump of a meta site: {META} is not there")


@needs_beer
@pytest.mark.slow
def test_a_real_site_is_accounted_for_to_the_last_row(db: None) -> None:
    report = import_dump(BEER)

    imported = {one.what: one.imported for one in report.lines}
    assert (imported["questions"], imported["answers"], imported["users"]) == (591, 1398, 3948)
    assert (imported["comments"], imported["badges"], imported["acceptances"]) == (1860, 5571, 359)
    assert sum(one.read for one in report.lines if one.file == "Votes.xml") == 10_798
    assert reasons(report, "up votes") == {"on a post that is not in the dump": 199}
    assert report.score_differences_count == 0
    assert Question.objects.exclude(solution=None).count() == 359
    found = report.reputation
    assert found is not None
    assert found.same_as_theirs > found.people / 2
    page = Client().get(Question.objects.get(source_id=1).get_absolute_url())
    assert page.status_code == 200
    assert b"citra hop" in page.content


@needs_meta
@pytest.mark.slow
def test_a_dump_of_posts_and_links_only_is_imported_too(db: None) -> None:
    report = import_dump(META)

    assert line(report, "questions").imported == 589
    assert line(report, "answers").imported == 1322
    assert line(report, "links").imported > 400
    assert set(report.absent) == {"Users.xml", "Votes.xml", "Comments.xml", "Badges.xml", "Tags.xml"}
    assert Question.objects.filter(ups__gt=0).exists()
