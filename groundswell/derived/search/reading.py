"""Read texts from the voices and make them searchable."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from groundswell.derived.search import words
from groundswell.derived.search.writing import Place
from groundswell.voice.models import Voice


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as search keeps it: for people (`title`, `text`) and for the index (what ends in `_words`, `_plain`)."""

    voice: int
    place: Place
    config: str
    at: datetime
    title: str
    text: str
    title_words: str
    title_plain: str
    text_words: str
    digest: int


def read(places: Mapping[int, Place]) -> list[Reading]:
    """The texts of these voices as they are now; a voice that is no more is left out."""
    return [_reading(row, places[row[0]]) for row in _voices(sorted(places))]


def digest_of(title: str, text: str) -> int:
    """Eight bytes that change when the text does, as PostgreSQL's bigint."""
    return int.from_bytes(hashlib.blake2b(f"{title}\n{text}".encode(), digest_size=8).digest(), signed=True)


def _voices(ids: list[int]) -> Iterator[tuple[int, str, str, str, datetime]]:
    if ids:
        yield from Voice.objects.filter(pk__in=ids).values_list("pk", "title", "html", "language", "at").order_by("pk")


def _reading(row: tuple[int, str, str, str, datetime], place: Place) -> Reading:
    voice, title, html, language, at = row
    config, text = words.config_of(language), words.spoken(html)
    title = " ".join(title.replace("\x00", " ").split())
    return Reading(
        voice=voice,
        place=place,
        config=config,
        at=at,
        title=title,
        text=text,
        title_words=words.indexable(title, config),
        title_plain=words.indexable(title, words.SIMPLE),
        text_words=words.indexable(text, config),
        digest=digest_of(title, text),
    )
