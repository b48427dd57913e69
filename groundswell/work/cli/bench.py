"""groundswell bench: each module in groundswell/work/bench is a sub-command; its function `run` says the options."""

import importlib
import pkgutil
import subprocess
import sys
from types import ModuleType

import typer

from groundswell.work.cli.say import console

app = typer.Typer(help="Measure this machine, beside a floor in the same run.", no_args_is_help=True)


@app.callback()
def bench() -> None:
    """Measure this machine, beside a floor in the same run."""


@app.command(name="all")
def every() -> None:
    """Run every bench, one after the other, each in a process and a scratch database of its own."""
    for module in modules():
        console.rule(_name(module))
        subprocess.run([sys.executable, "-m", "groundswell.work.cli", "bench", _name(module)], check=True)


def modules() -> list[ModuleType]:
    """Every module of the package that has a function `run`."""
    from groundswell.work import bench as package

    names = sorted(found.name for found in pkgutil.iter_modules(package.__path__) if not found.name.startswith("_"))
    loaded = [importlib.import_module(f"{package.__name__}.{name}") for name in names if name != "tests"]
    return [module for module in loaded if hasattr(module, "run")]


def load() -> None:
    """Register them. Done only when the command line asks for a bench, because it takes a moment."""
    known = {command.name for command in app.registered_commands}
    for module in modules():
        if _name(module) not in known:
            app.command(name=_name(module))(module.run)


def _name(module: ModuleType) -> str:
    """What it is called on the command line: by the module, unless that is no name for one."""
    return str(getattr(module, "NAME", module.__name__.rpartition(".")[2]))
