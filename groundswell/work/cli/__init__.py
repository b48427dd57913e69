"""The command line. Django is set up by the commands that need it, so that `--help` is quick.

Exit codes: 0 well, 1 a problem said in one sentence, 2 wrong usage.
"""

import os
import signal
import sys
from types import FrameType

import typer

from groundswell.work.cli import (
    backup,
    bench,
    docs,
    doctor,
    export,
    importing,
    ledger,
    log,
    mail,
    report,
    rewards,
    running,
    user,
)
from groundswell.work.cli.say import errors, sentence_of

app = typer.Typer(
    name="groundswell",
    help="A company's own community, from one command.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for one in (running.demo, running.serve, running.web, running.worker, running.migrate):
    app.command()(one)
app.add_typer(user.app, name="user")
app.add_typer(importing.app, name="import")
app.command(name="export")(export.export)
app.add_typer(log.app, name="log")
app.add_typer(mail.app, name="mail")
app.add_typer(ledger.app, name="ledger")
app.add_typer(rewards.app, name="rewards")
app.add_typer(report.app, name="report")
app.add_typer(bench.app, name="bench")
app.command()(doctor.doctor)
app.command()(backup.backup)
app.command()(backup.restore)
app.command()(docs.docs)


def main(arguments: list[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.settings")
    before = signal.signal(signal.SIGTERM, _end)
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["bench"]:
        bench.load()
    try:
        app(given, prog_name="groundswell")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except KeyboardInterrupt:
        return 130
    except Exception as problem:
        sentence = sentence_of(problem)
        if sentence is None:
            raise
        errors.print(sentence, style="red", markup=False, highlight=False)
        return 1
    finally:
        signal.signal(signal.SIGTERM, before)
    return 0


def _end(number: int, frame: FrameType | None) -> None:
    """Ended from outside: leave in order, so that what we started is stopped."""
    raise SystemExit(128 + number)
