"""What runs in a process beside the importer. Nothing of Django is imported before it is set up there."""

from pathlib import Path


def set_up(database: str) -> None:
    """The same database as in the process that started this one; in tests it is another than the settings say."""
    import django

    django.setup()
    from django.db import connection

    from groundswell.work.importing.state import take_our_time

    connection.settings_dict["NAME"] = database
    take_our_time()


def read_file(name: str, file: Path) -> None:
    from groundswell.work.importing.staging import stage

    stage(name, file)
