"""A mail server on loopback, spoken to over real SMTP."""

import socket
from collections.abc import Iterator
from email.message import EmailMessage as Received
from email.parser import BytesParser
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Peer:
    """A mail server that says in turn what it is told to, then takes everything."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.calls = self.left = 0
        self.patience = 1_000  # letters that it takes on one connection
        self.got: list[Received] = []

    async def handle_EHLO(  # noqa: N802  named by aiosmtpd
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, answers: list[str]
    ) -> list[str]:
        self.calls += 1
        self.left = self.patience
        session.host_name = hostname
        return answers

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not self.left:
            return "421 4.7.0 Too many letters on this connection"
        self.left -= 1
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answers:
            return self.answers.pop(0).format(address=address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.got.append(BytesParser(_class=Received, policy=default).parsebytes(envelope.content))
        return "250 Taken"


@pytest.fixture
def peer(settings: Any) -> Iterator[Peer]:
    peer = Peer()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(peer, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield peer
    controller.stop()


def text_of(letter: Received, kind: str = "plain") -> str:
    """The part of a letter that is plain, or html."""
    part = letter.get_body((kind,))
    assert part is not None
    return str(part.get_content())
