"""A community of any size in a scratch database, written by COPY: not what people say, only as much of it."""

import random
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from groundswell.events import Event
from groundswell.events.support import AnswerPosted, QuestionAsked
from groundswell.log.journal import record_many
from groundswell.members.names import key_of
from groundswell.voice.cleaning import excerpt_of

SYLLABLES = [
    "ba", "be", "bi", "bo", "da", "de", "di", "do", "ka", "ke", "ko", "la", "le", "li", "lo", "ma", "me",
    "mi", "mo", "na", "ne", "ni", "no", "ra", "re", "ri", "ro", "sa", "se", "si", "so", "ta", "te", "ti", "to",
]  # fmt: skip
TOPICS, DEEP, LENGTH = 50, 20, 80


class Words:
    """Invented words that are as uneven as those of a language: the n-th is used 1/n as often as the first."""

    def __init__(self, seed: int, size: int = 8_000) -> None:
        self.random = random.Random(seed)
        shapes = (self.random.choices(SYLLABLES, k=self.random.choice((1, 2, 2, 3, 3, 4))) for _ in range(size * 2))
        self.words = list(dict.fromkeys("".join(shape) for shape in shapes))[:size]
        self.weights = [1 / (rank + 2) for rank in range(len(self.words))]

    def some(self, count: int) -> str:
        return " ".join(self.random.choices(self.words, self.weights, k=count))


class FewTexts(Words):
    """Texts of 80 words come out of so many: for sizes at which inventing each takes longer than storing it."""

    def __init__(self, seed: int, texts: int = 20_000) -> None:
        super().__init__(seed)
        self.texts = [super(FewTexts, self).some(LENGTH) for _number in range(texts)]

    def some(self, count: int) -> str:
        return self.random.choice(self.texts) if count == LENGTH else super().some(count)


@transaction.atomic
def fill(
    questions: int, answers: int, members: int, *, deep: int = 500, seed: int = 1, words: Words | None = None
) -> None:
    """`deep` of the questions get 20 answers, the others `answers`; each text has 80 words."""
    words = words or Words(seed)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
    start = timezone.now() - timedelta(days=365)
    _copy("member", MEMBER, _members(members, start))
    _copy(
        "support_topic",
        "id slug name about icon order",
        ((n, f"topic-{n}", f'{{"en": "Topic {n}"}}', '{"en": ""}', "", n) for n in range(1, TOPICS + 1)),
    )
    tags = [words.words[200 + n] for n in range(200)]
    _copy(
        "support_tag", "id name about uses", ((n, tag, "", questions * 2 // len(tags)) for n, tag in enumerate(tags, 1))
    )
    counts = [DEEP if n < deep else answers for n in range(questions)]
    total = questions + sum(counts)
    _copy("voice", VOICE, _voices(words, counts, members, start, total))
    _copy("support_question", QUESTION, _questions(words, counts, members, start, tags))
    _copy("support_answer", ANSWER, _answers(words, counts, members, start))
    _renumber()
    record_many(_events(counts, members, start))


MEMBER = "id handle handle_key name email password role about languages expertise avatar language time_zone settings joined is_active claimed source reputation level unread"
VOICE = "id kind author_id title source html excerpt language markup origin at arrived revision edit_reason hidden"
QUESTION = "id voice_id asker_id topic_id tags language asked_at active_at active_by_id solved_as answer_count ups downs views hot closed_as source"
ANSWER = "id question_id voice_id author_id posted_at ups downs rank thanks source"


def _members(count: int, start: Any) -> Iterator[tuple[Any, ...]]:
    for n in range(1, count + 1):
        handle = f"member{n}"
        yield (
            n,
            handle,
            key_of(handle),
            f"Member {n}",
            f"{handle}@example.org",
            "!",
            "member",
            "",
            [],
            [],
            "",
            "",
            "",
            "{}",
            start,
            True,
            True,
            "",
            n % 500,
            n % 5,
            0,
        )


def _voices(words: Words, counts: list[int], members: int, start: Any, total: int) -> Iterator[tuple[Any, ...]]:
    number = 0
    for question, answers in enumerate(counts):
        for post in range(answers + 1):
            number += 1
            title = words.some(8).capitalize() if post == 0 else ""
            text = words.some(LENGTH)
            html = f"<p>{text[:200]}</p>\n<p>{text[200:]}</p>\n"
            kind = "answer" if post else "question"
            at = start + timedelta(seconds=question * 3_000 + post * 60)
            yield (
                number,
                kind,
                1 + (question * 7 + post) % members,
                title,
                text,
                html,
                excerpt_of(html),
                "en",
                "markdown",
                "here",
                at,
                at,
                1,
                "",
                False,
            )


def _questions(words: Words, counts: list[int], members: int, start: Any, tags: list[str]) -> Iterator[tuple[Any, ...]]:
    voice = 1
    for n, answers in enumerate(counts):
        at = start + timedelta(seconds=n * 3_000)
        chosen = words.random.sample(tags, 2)
        last = at + timedelta(seconds=answers * 60)
        yield (
            n + 1,
            voice,
            1 + (n * 7) % members,
            1 + n % TOPICS,
            chosen,
            "en",
            at,
            last,
            1,
            "",
            answers,
            n % 9,
            0,
            n % 900,
            n / 10,
            "",
            "",
        )
        voice += answers + 1


def _answers(words: Words, counts: list[int], members: int, start: Any) -> Iterator[tuple[Any, ...]]:
    voice = number = 0
    for n, answers in enumerate(counts):
        voice += 1
        for post in range(1, answers + 1):
            voice, number = voice + 1, number + 1
            at = start + timedelta(seconds=n * 3_000 + post * 60)
            yield number, n + 1, voice, 1 + (n * 7 + post) % members, at, post % 7, 0, 0.05 + (post % 7) / 20, 0, ""


def _events(counts: list[int], members: int, start: Any) -> Iterator[tuple[Event, int, Any]]:
    """What was recorded of it, marked as an import, so that search and standing have something to derive from."""
    voice = answer = 0
    for n, answers in enumerate(counts):
        voice, asker, at = voice + 1, 1 + (n * 7) % members, start + timedelta(seconds=n * 3_000)
        asked: dict[str, Any] = {"question": n + 1, "voice": voice, "asker": asker, "topic": 1 + n % TOPICS, "tags": []}
        yield QuestionAsked(**asked, language="en", origin="bench"), asker, at
        for post in range(1, answers + 1):
            voice, answer, author = voice + 1, answer + 1, 1 + (n * 7 + post) % members
            posted: dict[str, Any] = {
                "question": n + 1,
                "answer": answer,
                "voice": voice,
                "author": author,
                "asker": asker,
            }
            yield AnswerPosted(**posted, origin="bench"), author, at + timedelta(seconds=post * 60)


def _copy(table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    names = ", ".join(f'"{name}"' for name in columns.split())
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


def _renumber() -> None:
    with connection.cursor() as cursor:
        for table in ("member", "voice", "support_topic", "support_tag", "support_question", "support_answer"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")  # nosec B608: names are ours


def analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM ANALYZE")


def index() -> None:
    """What the worker does for search: read the log and count the words. Vectors: see _vectors.py."""
    from groundswell.derived.search import vocabulary
    from groundswell.log import follow

    follow.run("search.documents")
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    vocabulary.count()


def sign_in(count: int) -> list[str]:
    """Sessions of the first members; the cookies that a browser would send."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.middleware.csrf import get_token
    from django.test import RequestFactory

    from groundswell.members.models import Member

    rows, cookies = [], []
    until = timezone.now() + timedelta(days=1)
    for member in Member.objects.order_by("pk")[:count]:
        store = SessionStore()
        data = {
            SESSION_KEY: str(member.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: member.get_session_auth_hash(),
        }
        key = f"bench{member.pk:027d}"
        rows.append(Session(session_key=key, session_data=store.encode(data), expire_date=until))
        request = RequestFactory().get("/")
        get_token(request)
        cookies.append(f"sessionid={key}; csrftoken={request.META['CSRF_COOKIE']}")
    Session.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS floor_row (id bigserial PRIMARY KEY, text text NOT NULL, parent_id bigint)"
        )
    return cookies
