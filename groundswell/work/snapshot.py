"""The tables as all migrations together make them, for databases that are empty.

Django draws all models anew for each migration, which takes twenty times as long as making the tables. Migrations stay
what changes a database that holds something, and what the snapshot is made from (`make tables`); a test compares them.
"""

from pathlib import Path

from django.db import connection, transaction

from groundswell.derived.search import vectors

FILE = Path(__file__).with_name("tables.sql")


def load() -> bool:
    """Make all tables in the database of the default connection if it has none; whether that was done.

    What the snapshot does not know yet is left to Django's migrations.
    """
    with transaction.atomic(), connection.cursor() as db:
        if connection.introspection.table_names(db):
            return False
        db.execute("SET LOCAL check_function_bodies = off")  # a function may come before the table that it reads
        db.execute(FILE.read_text(encoding="utf-8"))
    vectors.make_tables()
    return True
