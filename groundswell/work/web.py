"""The web server: one process per core with one thread each, which measured best for pages from a database."""

import gc
import importlib
import os
import sys

from django.conf import settings

from groundswell import environment
from groundswell.work import port


def workers() -> int:
    return max(1, environment.whole("GROUNDSWELL_WEB_WORKERS", os.cpu_count() or 1))


def serve() -> None:
    """Until SIGTERM or Ctrl-C."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    where = port.chosen()
    _load()
    server = Server(
        "groundswell.wsgi:application",
        address=where.host,
        port=where.port,
        interface=Interfaces.WSGI,
        workers=1 if sys.platform == "win32" else workers(),
        blocking_threads=1,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
        log_access=False,
    )
    server.serve()


def _load() -> None:
    """Load the program before the processes part, where they are forks: they start at once and share its memory."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.settings")
    django.setup()
    importlib.import_module(settings.ROOT_URLCONF)
    gc.freeze()
