"""Django's own command, which takes an empty database to today's tables in one step."""

from typing import Any

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS

from groundswell.work import snapshot


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        """Everything was asked for, and of the database that is ours: only then the snapshot is what was meant."""
        particular = ("app_label", "fake", "fake_initial", "plan", "check_unapplied", "prune")
        if options["database"] == DEFAULT_DB_ALIAS and not any(options[one] for one in particular):
            snapshot.load()
        super().handle(*args, **options)
