"""One connection to the mail server for many letters: signing in takes longer than handing one over."""

import smtplib
from types import TracebackType
from typing import Self

from django.core.mail import EmailMultiAlternatives, get_connection

BUSY = 421  # how a server says that it has had enough of this connection


class Wire:
    """Opened by the first letter, and anew after whatever went wrong; closed at the end."""

    def __init__(self) -> None:
        self._connection = get_connection()
        self._used = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def post(self, mail: EmailMultiAlternatives) -> None:
        """Raises what the server says. One that hung up between two letters is rung up once more."""
        mail.connection = self._connection
        try:
            self._post(mail)
        except (smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException) as problem:
            ended = not isinstance(problem, smtplib.SMTPResponseException) or problem.smtp_code == BUSY
            if not (ended and self._used):
                raise
            self._used = False
            self._post(mail)
        self._used = True

    def _post(self, mail: EmailMultiAlternatives) -> None:
        try:
            self._connection.open()
            mail.send()
        except Exception:
            self._connection.close()
            raise
