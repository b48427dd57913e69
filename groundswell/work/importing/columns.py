"""Statements that write many rows at once, with the columns of the models and the fields of the events."""

from dataclasses import fields
from functools import cache

from django.db import connection, models
from psycopg import sql
from psycopg.types.json import Jsonb

from groundswell.events import Event


def insert(model: type[models.Model], rows: str, /, **given: str) -> str:
    """INSERT … SELECT: expressions by column; columns that are not given take the model's default.

    Raises TypeError for a column that the model does not have, and for one that has no default.
    """
    columns: dict[str, str] = {}
    for one in model._meta.concrete_fields:
        name = str(one.column)
        if name in given:
            columns[name] = given.pop(name)
        elif not one.primary_key and not one.has_db_default():
            columns[name] = _default(one)
    if given:
        raise TypeError(f"{model.__name__} has no column {', '.join(sorted(given))}.")
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {", ".join(columns.values())} FROM {rows}'


def told(event: type[Event], /, **given: str) -> str:
    """An event's data as a JSON expression. Raises TypeError unless exactly its fields are given."""
    wanted = {one.name for one in fields(event)}
    if wanted != set(given):
        raise TypeError(f"{event.__name__} has the fields {sorted(wanted)}, not {sorted(given)}.")
    pairs = ", ".join(f"'{name}', {expression}" for name, expression in given.items())
    return f"jsonb_build_object({pairs})"


@cache
def sequence(table: str) -> str:
    """What gives the next number of a table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        return f"nextval('{cursor.fetchone()[0]}')"


def _default(one: "models.Field[object, object]") -> str:
    if one.null and not one.has_default():
        return "NULL"
    if not one.has_default() and not one.empty_strings_allowed:
        raise TypeError(f"{one.model.__name__}.{one.column} has no default and must be given.")
    value = one.get_default()
    literal = Jsonb(value) if isinstance(one, models.JSONField) else value
    connection.ensure_connection()
    text = sql.Literal(literal).as_string(connection.connection).replace("%", "%%")
    return f"{text}::{one.db_type(connection)}"
