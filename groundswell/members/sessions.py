"""Sessions in the database, and the members they belong to, read by one plain statement.

Every page of a signed-in reader needs both. Through the ORM they took longer than the rest of many a page. Whose a session is
stands inside of it, so each process remembers it for the next time: only as a guess of what to read along, which counts
for nothing unless the session says the same.
"""

from collections.abc import Sequence
from contextvars import ContextVar
from typing import Any

from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends import db
from django.db import connection
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from groundswell.log.postgres.prepared import run_prepared
from groundswell.members.models import Member

FIELDS = Member._meta.concrete_fields
COLUMNS = ", ".join(f'm."{field.column}"' for field in FIELDS)
SESSION = f"""
SELECT s.session_data, {COLUMNS} FROM django_session s LEFT JOIN member m ON m.id = %s
WHERE s.session_key = %s AND s.expire_date > now()
"""  # nosec B608: names are ours
MEMBER = f"SELECT {COLUMNS} FROM member m WHERE m.id = %s"  # nosec B608: names are ours
CONVERTED = [(at, field) for at, field in enumerate(FIELDS) if hasattr(field, "from_db_value")]
NAMES = [field.attname for field in FIELDS]
KEY = NAMES.index(Member._meta.pk.attname)
MOST_GUESSES = 20_000

_guesses: dict[str, int] = {}
_beside: ContextVar[Sequence[Any] | None] = ContextVar("beside", default=None)


class SessionStore(db.SessionStore):
    """Django's own, with a quicker look."""

    beside: Sequence[Any] | None = None

    def load(self) -> dict[str, Any]:
        key = self.session_key or ""
        rows = run_prepared(SESSION, [_guesses.get(key, 0), key])
        if not rows:
            self._session_key = None
            return {}
        data, *self.beside = rows[0]
        return self.decode(data)


class KnowWho(AuthenticationMiddleware):
    """Django's own, which takes the member that was read together with the session."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _who(request))  # type: ignore[assignment]


def _who(request: HttpRequest) -> Member | AnonymousUser:
    session: Any = request.session
    session.get(SESSION_KEY)  # reads it, if nobody did yet
    token = _beside.set(session.beside)
    session.beside = None  # once: whoever asks later wants to know what is true by then
    try:
        user = get_user(request)
    finally:
        _beside.reset(token)
    if isinstance(user, Member) and session.session_key:
        if len(_guesses) >= MOST_GUESSES:
            _guesses.clear()
        _guesses[session.session_key] = user.pk
    request.user = user  # the member itself from now on, which is quicker than through the lazy one
    return user


def member_with(pk: int) -> Member | None:
    """The member, as the ORM would have read it."""
    read = _beside.get()
    if read is None or read[KEY] != pk:
        rows = run_prepared(MEMBER, [pk])
        if not rows:
            return None
        read = rows[0]
    values = list(read)
    for at, field in CONVERTED:
        values[at] = field.from_db_value(values[at], None, connection)
    return Member.from_db(connection.alias, NAMES, values)
