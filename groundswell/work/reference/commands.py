"""docs/reference/commands.md: every command with its options."""

from collections.abc import Iterator

import click
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


def _leaves(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield name, command
        return
    for key, inner in command.commands.items():
        yield from _leaves(f"{name} {key}", inner)


def _section(name: str, command: click.Command) -> str:
    usage = [name]
    lines = []
    for option in command.params:
        if isinstance(option, click.Option):
            if "--help" not in option.opts:
                lines.append(f"- `{', '.join(option.opts)}` {_about(option)}".rstrip())
        else:
            usage.append(option.human_readable_name if option.required else f"[{option.human_readable_name}]")
            lines.append(f"- `{option.human_readable_name}` {getattr(option, 'help', '') or ''}".rstrip())
    text = " ".join((command.help or "").split())
    return f"\n## {' '.join(usage)}\n\n{text}\n" + ("\n" + "\n".join(lines) + "\n" if lines else "")


def _about(option: click.Option) -> str:
    default = option.default
    shown = "" if default in (None, "", False) or callable(default) or option.required else f" (default {default})"
    return f"{option.help or ''}{' (required)' if option.required else ''}{shown}".strip()
