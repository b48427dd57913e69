"""groundswell mail: mail that comes in."""

import sys
import threading
from importlib.util import find_spec
from typing import Annotated

import typer

from groundswell.work.cli.say import Problem, console

app = typer.Typer(help="Replies and questions by mail.", no_args_is_help=True)
LATER, REFUSED = 75, 67  # what sendmail and its like understand: keep it and try again; give it back to its sender


@app.command()
def gateway(
    host: Annotated[
        str, typer.Option(help="Where to listen. Keep it to this machine: nobody has to sign in here.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port.")] = 8024,
    smtp: Annotated[bool, typer.Option("--smtp", help="Speak SMTP instead of LMTP.")] = False,
) -> None:
    """Take mail in from your mail server, until Ctrl-C."""
    if find_spec("aiosmtpd") is None:
        raise Problem("Taking mail in over the network needs aiosmtpd: pip install 'groundswell[mail]'")
    from groundswell.work.database import community

    with community():
        _require_address()
        from groundswell.flows.mail_in.gateway import open_gateway

        try:
            with open_gateway(host, port, lmtp=not smtp):
                console.print(f"Taking mail in by {'SMTP' if smtp else 'LMTP'} at {host}:{port}. Ctrl-C stops it.")
                threading.Event().wait()
        except OSError as problem:
            raise Problem(f"Nothing can listen at {host}:{port}: {problem.strerror or problem}") from None


@app.command()
def take(
    to: Annotated[
        list[str] | None, typer.Argument(help="The addresses of its envelope; without, those of its header.")
    ] = None,
) -> None:
    """Take one mail in from standard input, as a pipe of your mail server."""
    from groundswell.work.database import community

    with community():
        _require_address()
        from groundswell.flows.mail_in.receiving import receive

        reply = receive(sys.stdin.buffer.read(), to or ())
    if reply.code >= 400:
        console.print(reply.sentence, markup=False, highlight=False)
        raise typer.Exit(LATER if reply.code < 500 else REFUSED)


def _require_address() -> None:
    from django.conf import settings

    if not settings.MAIL_IN:
        raise Problem("Say which address takes mail in: set GROUNDSWELL_MAIL_IN, for example to community@example.org.")
