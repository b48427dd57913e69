"""The way in over SMTP or LMTP, for the mail server of the house; it listens on loopback unless told otherwise."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

import structlog
from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import Error, close_old_connections, connections

from groundswell.flows.mail_in.receiving import LARGEST, UNKNOWN, Reply, is_door, receive

LATER = Reply(451, "4.3.0 Something went wrong here. Please try again later.")
logger = structlog.get_logger()


class Gateway:
    """One mail at a time: actions lock what they change anyway, and a mail server waits patiently."""

    def __init__(self) -> None:
        self._desk = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail-in")

    def close(self) -> None:
        self._desk.submit(connections.close_all).result()
        self._desk.shutdown()

    async def handle_RCPT(  # noqa: N802  named by aiosmtpd
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if envelope.rcpt_tos:  # over LMTP each recipient has an answer of its own; this way each has a mail of its own
            return "452 4.5.3 One recipient at a time, please"
        if not is_door(address):
            return f"{UNKNOWN.code} {UNKNOWN.sentence}"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content or "").encode()
        taking = partial(take, content, list(envelope.rcpt_tos), envelope.mail_from or "")
        reply = await asyncio.get_running_loop().run_in_executor(self._desk, taking)
        return f"{reply.code} {reply.sentence}"


def take(content: bytes, to: list[str], envelope_from: str) -> Reply:
    """In the thread that has the database. What breaks is said to be for later: the server keeps the mail and comes again."""
    close_old_connections()
    try:
        return receive(content, to, envelope_from=envelope_from)
    except Error as problem:
        logger.warning("mail_in_database_away", problem=str(problem).strip())
    except Exception:
        logger.exception("mail_in_broke")
    finally:
        close_old_connections()
    return LATER


class Listening(Controller):
    """aiosmtpd's own, for either protocol."""

    def __init__(self, host: str, port: int, lmtp: bool) -> None:
        self._kind = LMTP if lmtp else SMTP
        super().__init__(Gateway(), hostname=host, port=port)

    def factory(self) -> Any:
        return self._kind(self.handler, data_size_limit=LARGEST, enable_SMTPUTF8=True, ident="Groundswell")


@contextmanager
def open_gateway(host: str, port: int, *, lmtp: bool) -> Iterator[None]:
    """Listens until the end of the block. Raises OSError when the port is taken."""
    listening = Listening(host, port, lmtp)
    listening.start()
    try:
        yield
    finally:
        listening.stop()
        listening.handler.close()
