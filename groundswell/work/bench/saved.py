"""groundswell bench saved: how long it takes to compare what is new with all saved searches, beside looking at each of them."""

import random
import time
from datetime import timedelta
from typing import Annotated

import typer

from groundswell.work.bench._scratch import scratch_community
from groundswell.work.cli.say import AsJson, console, table

NEW = 100
MEMBERS, EACH = 1_000, 10


def run(
    searches: Annotated[
        int, typer.Option(help="Saved searches of one to three words, every fourth in one topic.")
    ] = 10_000,
    questions: Annotated[int, typer.Option(help="Questions that are there, a hundred of which are new.")] = 2_000,
    as_json: AsJson = False,
) -> None:
    """Fill a scratch database, save searches of words as uneven as those of a language, and look what of the new fits."""
    with scratch_community():
        rows = _measure(searches, questions)
    table(rows, as_json, title=f"{NEW} new questions and {searches:,} saved searches; one statement for a batch")


def _measure(searches: int, questions: int) -> list[dict[str, object]]:
    from groundswell.derived.search import vocabulary
    from groundswell.derived.search.models import SavedSearch
    from groundswell.log import follow
    from groundswell.work import database
    from groundswell.work.bench import _content

    with console.status("Filling the scratch database …"):
        database.migrate()
        _content.fill(questions, 0, MEMBERS, deep=0)
        follow.run("search.documents")
        vocabulary.count()
        _save(searches)
    rows = [_looked("by the stems of the rarest word"), _looked("once more, all found before")]
    SavedSearch.objects.update(keys=[], told_at=None)
    return [*rows, _looked("by looking at each search", anew=True)]


def _save(searches: int) -> None:
    """Ten a member, before the first question was asked."""
    from django.db import transaction

    from groundswell.derived.search.saved.saving import Sought, save_search
    from groundswell.features.support.models import Topic
    from groundswell.log import clock
    from groundswell.members.models import Member
    from groundswell.work.bench._content import Words

    words, chance = Words(2), random.Random(2)
    members = list(Member.objects.order_by("pk")[: -(-searches // EACH)])
    places = list(Topic.objects.values_list("slug", flat=True))
    with clock.standing_at(clock.now() - timedelta(days=400)), transaction.atomic():
        for number in range(searches):
            topic = chance.choice(places) if number % 4 == 0 else ""
            save_search(Sought(words.some(chance.choice((1, 2, 2, 3))), topic), by=members[number // EACH])


def _looked(what: str, *, anew: bool = False) -> dict[str, object]:
    from django.db import connection

    from groundswell.derived.search.models import Document, Fresh, SavedFind
    from groundswell.derived.search.saved import finding
    from groundswell.log import clock

    if anew:
        SavedFind.objects.all().delete()
    newest = Document.objects.order_by("-question").values_list("question", flat=True)[:NEW]
    Fresh.objects.bulk_create([Fresh(question=pk, at=clock.now()) for pk in newest])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_saved, search_fresh, search_document, search_text")
    began = time.perf_counter()
    finding._match()
    matched = time.perf_counter()
    told = 0
    while (due := finding._tell()) == finding.AT_ONCE:
        told += due
    return {
        "how": what,
        "ms to find": round((matched - began) * 1000, 1),
        "finds": SavedFind.objects.count(),
        "searches told": told + due,
        "ms to tell": round((time.perf_counter() - matched) * 1000, 1),
    }
