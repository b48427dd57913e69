"""The short way for the question that every open page asks every 30 seconds: is there anything new?"""

from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

Next = Callable[[HttpRequest], HttpResponse]
PATH = "/notifications/bell"
UNREAD = """
SELECT m.unread FROM django_session s JOIN usersessions_usersession u USING (session_key) JOIN member m ON m.id = u.user_id
WHERE s.session_key = %s AND s.expire_date > now() AND m.is_active
"""


class QuickBell:
    """Says "nothing new" with one query, before sessions, members and languages are looked up.

    Whatever it cannot tell at once goes the ordinary way, so it never says more than the view would.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = request.META.get("HTTP_IF_NONE_MATCH", "") if request.path_info == PATH else ""
        if known and self._nothing_new(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""), known):
            return HttpResponseNotModified(
                headers={"ETag": known, "Cache-Control": "private, no-cache", "Vary": "Cookie"}
            )
        return self.get_response(request)

    def _nothing_new(self, session: str, known: str) -> bool:
        """Whether the count in the tag, as in "6-en", is still that of this session's member."""
        if not session:
            return False
        with connection.cursor() as cursor:
            cursor.execute(UNREAD, [session])
            row = cursor.fetchone()
        return row is not None and known.startswith(f'"{row[0]}-')
