"""docs/reference/events.md: every event that can be recorded."""

from dataclasses import MISSING, Field, fields
from typing import Any

HEAD = """# Events

Written from the code by `make docs`. An event is a fact in the log: ids and plain values, never a person's text. It never changes its
meaning; a new field has a default.
"""


def pages() -> dict[str, str]:
    import groundswell.api  # noqa: F401  (whatever records events is loaded by it)
    from groundswell.events import catalogue

    known = [event for event in catalogue() if event.__module__.startswith("groundswell.events.")]
    return {"events.md": HEAD + "".join(_section(event) for event in known)}


def _section(event: Any) -> str:
    rows = "".join(f"| `{field.name}` | {_kind(field)} | {_default(field)} |\n" for field in fields(event))
    return f"\n## {event.name}\n\n{(event.__doc__ or '').strip()}\n\n| field | kind | default |\n|---|---|---|\n{rows}"


def _kind(field: "Field[Any]") -> str:
    return str(getattr(field.type, "__name__", field.type)).replace("|", "or")


def _default(field: "Field[Any]") -> str:
    if field.default is not MISSING:
        return f"`{field.default!r}`"
    return "`[]`" if field.default_factory is not MISSING else ""
