"""News as data: an event, whom it is told to, and the sentence that says it. Told in page, mail and digest from then on.

A new kind of news is one `News(…)` in catalogue.py. What is told to many, or in several forms, is code in telling.py.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from groundswell.events import Event


@dataclass(frozen=True, kw_only=True)
class News:
    """`to` is the field of the event that holds the member, or several; `choice` is the key of the switch in kinds.py.

    `sentence` may use %(who)s, %(where)s (the question) and the plain values of the fields named in `what`, said in the words
    of `words`; where it names texts, the field `texts` holds their numbers as "12,13", and %(where)s is the title of the one in
    the reader's language. News about no question leads to `href`, a path that may use the same; its %(where)s is a link that says `label`. `kind` is stored (at most 24 letters),
    so it never changes. The asker of the event's question is told with `to="asker"`, even where the event does not name them.
    """

    event: type[Event]
    kind: str
    to: str
    choice: str
    sentence: Promise
    icon: str = "bell"
    what: tuple[str, ...] = ()
    words: Mapping[str, Promise] = field(default_factory=dict)
    texts: str = ""
    href: str = ""
    label: Promise | str = ""
    to_self: bool = False

    def voices(self, because: str) -> list[int]:
        """The texts that it is about, one for each language."""
        held = dict(zip(self.what, because.split(" "), strict=False)).get(self.texts, "")
        return [int(number) for number in held.split(",") if number.isdecimal()]

    def values(self, because: str) -> dict[str, object]:
        """The plain values that a notification keeps, by their names; those that have a word, in the reader's words."""
        return {name: self.words.get(value, value) for name, value in zip(self.what, because.split(" "), strict=False)}


registered: dict[type[Event], list[News]] = {}
by_kind: dict[str, News] = {}


def register(*several: News) -> None:
    """Raises RuntimeError when a kind is registered twice."""
    for news in several:
        if by_kind.setdefault(news.kind, news) is not news:
            raise RuntimeError(f"Two kinds of news are called {news.kind!r}.")
        registered.setdefault(news.event, []).append(news)


def told_by(event: Event, asker: int) -> Iterator[tuple[int, str, str]]:
    """Members, the kind of what they are told, and the plain values that its sentence names."""
    for news in registered.get(type(event), ()):
        found = getattr(event, news.to, asker if news.to == "asker" else None)
        members = [member for member in (found if isinstance(found, list) else [found]) if member]
        because = " ".join(str(getattr(event, name)) for name in news.what)[:60] if members else ""
        for member in members:
            yield member, news.kind, because


def kinds_of(choice: str) -> tuple[str, ...]:
    return tuple(kind for kind, news in by_kind.items() if news.choice == choice)
