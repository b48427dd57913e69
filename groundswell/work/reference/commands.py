"""docs/reference/commands.md: every command with its options."""

from collections.abc import Iterator
from typing import Any

import typer

HEAD = """# Commands

Written from the code by `make docs`. `groundswell` is in `.venv/bin`; every command says its options with `--help`.
Exit codes: 0 well, 1 a problem said in one sentence, 2 wrong usage.
"""


def pages() -> dict[str, str]:
    from groundswell.work import cli
    from groundswell.work.cli import bench

    bench.load()
    root = typer.main.get_command(cli.app)
    return {"commands.md": HEAD + "".join(_section(name, command) for name, command in _leaves("groundswell", root))}


def _leaves(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    if not hasattr(command, "commands"):
        yield name, command
        return
    for key, inner in command.commands.items():
        yield from _leaves(f"{name} {key}", inner)


def _section(name: str, command: Any) -> str:
    usage = [name]
    lines = []
    for parameter in command.params:
        if parameter.param_type_name == "option":
            if "--help" not in parameter.opts:
                lines.append(f"- `{', '.join(parameter.opts)}` {_about(parameter)}".rstrip())
        else:
            shown = parameter.name.upper()
            usage.append(shown if parameter.required else f"[{shown}]")
            lines.append(f"- `{shown}` {_about(parameter)}".rstrip())
    text = " ".join((command.help or "").split())
    return f"\n## {' '.join(usage)}\n\n{text}\n" + ("\n" + "\n".join(lines) + "\n" if lines else "")


def _about(parameter: Any) -> str:
    text = parameter.help or ""
    if parameter.default in (None, "", False) or callable(parameter.default):
        return text + (" (required)" if parameter.required and parameter.param_type_name == "option" else "")
    return f"{text} (default {parameter.default})".strip()
