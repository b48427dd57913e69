"""Write groundswell/work/tables.sql: all tables as the migrations make them. `make tables` runs it, after a new migration.

With --check nothing is written, and the exit code says whether the file is what the migrations make. What it writes
depends on the migrations and PostgreSQL's major version alone: no dates, no settings of one version of the server.
"""

import os
import re
import sys
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "groundswell.settings"

# Rows that are made after each migration, or below.
WITHOUT_ROWS = ("django_content_type", "auth_permission", "django_migrations")
NOT_OURS = r"--.*|SET .*|\\(un)?restrict .*|SELECT pg_catalog\.set_config.*|.*\bEXTENSION\b.*"
COUNTERS = rf"SELECT pg_catalog\.setval\('({'|'.join(WITHOUT_ROWS)})_.*|SELECT pg_catalog\.setval.* 1, false\);"
LEFT_OUT = re.compile(rf"^({NOT_OURS}|{COUNTERS}|)\n", re.MULTILINE)
MOMENT = re.compile(r"'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d'")
# The tables come into whatever schema is searched first.
SCHEMA = re.compile(r"\bpublic\.")


def written() -> str:
    """The text, made by all migrations in a database of its own."""
    from groundswell.work.bench._scratch import scratch_community

    with scratch_community() as home:
        from django.core.management import call_command
        from django.core.management.commands.migrate import Command
        from django.db import connection

        from groundswell.derived.search import vectors
        from groundswell.work import archive

        call_command(Command(), interactive=False, verbosity=0)  # Django's, which knows no snapshot
        with connection.cursor() as db:
            db.execute(vectors.REMOVE)
            db.execute("DROP EXTENSION IF EXISTS vector")
            db.execute("SELECT app, name FROM django_migrations ORDER BY id")
            done = db.fetchall()
        dump = home / "tables.sql"
        options = [f"--exclude-table-data={table}" for table in WITHOUT_ROWS]
        archive.run("pg_dump", "--inserts", "--no-owner", "--no-privileges", *options, "--file", str(dump))
        return _tidied(dump.read_text(encoding="utf-8"), done)


def _tidied(dump: str, done: list[Any]) -> str:
    text = LEFT_OUT.sub("", MOMENT.sub("now()", SCHEMA.sub("", dump)))
    rows = ",\n".join(f"('{app}', '{name}', now())" for app, name in done)
    head = "-- All tables as the migrations make them. Written by `make tables`; not changed by hand.\n"
    return f"{head}{text}INSERT INTO django_migrations (app, name, applied) VALUES\n{rows};\n"


def main() -> int:
    from groundswell.work.snapshot import FILE

    text = written()
    if "--check" in sys.argv:
        if FILE.read_text(encoding="utf-8") == text:
            return 0
        print(f"{FILE.name} is not what the migrations make. Run: make tables", file=sys.stderr)
        return 1
    FILE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
