"""What narrows a search, as conditions on the document `d`."""

from dataclasses import dataclass, field
from typing import Any

from groundswell.derived.search import topics
from groundswell.derived.search.asked import Asked
from groundswell.members.groups.audiences import SHUT_NAMED, open_to
from groundswell.members.names import key_of

SORTS = ("relevance", "newest", "votes")
# A word that means a tag is that tag.
TAGGED = """d.tags @> (SELECT array_agg(coalesce(s.main, t.word)) FROM unnest(%(tags)s::varchar[]) AS t (word)
                       LEFT JOIN search_synonym s ON s.word = t.word)::varchar[]"""
BY_AUTHOR = """d.question IN (SELECT question FROM search_text
                   WHERE author = (SELECT id FROM member WHERE handle_key = %({name})s AND erased_at IS NULL))"""


@dataclass
class SearchFilters:
    """Which questions. `topics` are ids, with those under them; `author` is a handle; `sort` is one of SORTS.

    `exact` leaves typing errors as they are. `after` is the cursor of the page before. `reader` is what audiences know of
    who searches; a stranger without any.
    """

    topics: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    language: str = ""
    solved: bool | None = None
    author: str = ""
    sort: str = "relevance"
    exact: bool = False
    after: str = ""
    limit: int = 20
    reader: tuple[Any, ...] = ()

    @property
    def narrows(self) -> bool:
        return bool(self.topics or self.tags or self.language or self.author or self.solved is not None)


@dataclass
class Where:
    """Conditions that must all hold, and the values they name; `narrows` if they leave out more than what is hidden, and
    `chosen` if that is because who searches wants it so."""

    conditions: list[str]
    values: dict[str, Any]
    narrows: bool = False
    chosen: bool = False

    def __str__(self) -> str:
        return " AND ".join(self.conditions)

    @property
    def reads(self) -> dict[str, Any]:
        """Those of the values that say who reads."""
        return {name: value for name, value in self.values.items() if name.startswith("reads_")}


def where(filters: SearchFilters, asked: Asked) -> Where:
    """Both what the page's filters and what the operators in the query say."""
    is_open = ["NOT d.hidden", "d.title <> ''", open_to("d.topic", SHUT_NAMED)]
    found = Where(is_open, topics.reads_of(filters.reader), topics.some_are_private())

    def must(condition: str, **values: Any) -> None:
        found.narrows = found.chosen = True
        found.conditions.append(condition)
        found.values.update(values)

    if filters.topics:
        must("d.topic = ANY(%(topics)s)", topics=filters.topics)
    if tags := [*filters.tags, *asked.tags]:
        must(TAGGED, tags=tags)
    if filters.language:
        must("d.language = %(language)s", language=filters.language)
    for solved in {filters.solved, asked.solved} - {None}:
        must(f"d.solution IS {'NOT' if solved else ''} NULL")
    for number, author in enumerate(sorted({filters.author, asked.user} - {""})):
        must(BY_AUTHOR.format(name=f"author{number}"), **{f"author{number}": key_of(author)})
    return found
