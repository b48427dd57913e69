"""While points are given week by week, a second process brings those up to date who need none of that: the other core is idle.

It starts with the year, so that it is awake when the year is there. If anything stops it, whoever fills the demo does its part.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial

from django.db import connection

# They need no points, and tell nobody outside: who does must start after the year, so that nothing of it is news.
CONSUMERS = ("search.documents", "standing.reputation", "health.community", "standing.help")


@contextmanager
def helper() -> Iterator[Callable[[], None]]:
    """A process that begins once it is told that the year is there; at the end of the block it has done its part."""
    if connection.in_atomic_block:  # nobody else would see the year
        yield lambda: None
        return
    command = [sys.executable, "-m", "groundswell.demo.beside", str(connection.settings_dict["NAME"])]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as started:
        yield partial(_go, started)


def _go(started: "subprocess.Popen[bytes]") -> None:
    assert started.stdin is not None
    with suppress(BrokenPipeError):
        started.stdin.write(b"go\n")
        started.stdin.close()


def main(database: str) -> None:
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from groundswell.log import follow

    if sys.stdin.readline():  # nothing comes when the year failed
        for name in CONSUMERS:
            follow.run(name)
    connection.close()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C reaches it too, and is no news to say anything about
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.settings")
    main(sys.argv[1])
