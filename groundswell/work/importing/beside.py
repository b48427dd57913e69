"""What runs in a process beside the importer. Nothing of Django is imported before it is set up there."""

import multiprocessing
import os
import threading
from pathlib import Path


def set_up(database: str) -> None:
    """The same database as in the process that started this one; in tests it is another than the settings say."""
    threading.Thread(target=_die_with_the_importer, daemon=True).start()
    import django

    django.setup()
    from django.db import connection

    from groundswell.work.importing.state import take_our_time

    connection.settings_dict["NAME"] = database
    take_our_time()


def read_file(name: str, file: Path) -> None:
    from groundswell.work.importing.staging import stage

    stage(name, file)


def _die_with_the_importer() -> None:
    """Killed, it cannot tell us; reading on would disturb the next import."""
    importer = multiprocessing.parent_process()
    if importer is not None:
        importer.join()
        os._exit(1)
