"""A small community: what the tests of search look for."""

from collections.abc import Callable

import pytest

from groundswell.derived.search.filters import SearchFilters
from groundswell.derived.search.finding import search
from groundswell.features.support import actions
from groundswell.features.support.models import Question, Topic
from groundswell.log import follow
from groundswell.members.models import Member

Find = Callable[..., list[str]]
Ask = Callable[..., Question]


@pytest.fixture(autouse=True)
def topic(db: None) -> Topic:
    return Topic.objects.create(slug="calling", name={"en": "Calls", "de": "Anrufe"})


@pytest.fixture
def roaming(topic: Topic) -> Topic:
    return Topic.objects.create(slug="roaming", name={"en": "Roaming"}, parent=topic)


@pytest.fixture
def ask(ada: Member) -> Ask:
    """Ada asks; the text says little unless the test does."""

    def asks(title: str, body: str = "Please help me with this.", **more: object) -> Question:
        return actions.ask_question(**{"by": ada, "title": title, "body": body, **more})  # type: ignore[arg-type]

    return asks


@pytest.fixture
def find() -> Find:
    """The titles that a query finds, once search has read the log."""

    def finds(query: str, **filters: object) -> list[str]:
        follow.run("search.documents")
        return [hit.plain_title for hit in search(query, SearchFilters(**filters)).hits]  # type: ignore[arg-type]

    return finds
