"""Make .venv and put into it what the project needs: `python tools/setup.py` (to run) or `... --dev` (to test).

Uses the standard library only. A second run with unchanged requirements does nothing and takes no time.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import venv
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WINDOWS = os.name == "nt"
NEEDS = (3, 11)
LAUNCHER = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

from groundswell.work.cli import main

sys.exit(main())
"""


class Problem(Exception):
    """Something the person at the keyboard can put right; the sentence says how."""


class Progress:
    """One line that is drawn over and over on a terminal; two plain lines elsewhere."""

    def __init__(self, what: str, total: int) -> None:
        self.what, self.total, self.began, self.drawn = what, max(total, 1), time.monotonic(), -1
        self.live = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        if not self.live:
            print(f"{what}: {total} packages …", file=sys.stderr, flush=True)

    def show(self, done: int, doing: str) -> None:
        done = min(done, self.total)
        if not self.live:
            return
        full = 30 * done // self.total
        seconds = f"{time.monotonic() - self.began:.0f} s"
        text = f"{self.what} {'█' * full}{'░' * (30 - full)} {done}/{self.total} {seconds} {doing}"
        print(
            "\r" + text[: min(79, shutil.get_terminal_size().columns - 1)].ljust(79),
            end="",
            file=sys.stderr,
            flush=True,
        )

    def end(self) -> None:
        text = f"{self.what}: {self.total} packages, {time.monotonic() - self.began:.0f} s"
        print("\r" + text.ljust(79) if self.live else text, file=sys.stderr, flush=True)


def python_of(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if WINDOWS else "bin/python")


def packages_of(folder: Path) -> int:
    """How many packages are in the environment now."""
    return sum(
        1 for _ in folder.glob("Lib/site-packages/*.dist-info" if WINDOWS else "lib/*/site-packages/*.dist-info")
    )


def pins(requirements: Path) -> int:
    """How many packages the file pins for this platform, roughly: those for other platforms do not count."""
    here = [
        line for line in requirements.read_text(encoding="utf-8").splitlines() if re.match(r"[\w.-]+(\[.*\])?==", line)
    ]
    elsewhere = ("emscripten", "sys_platform == 'win32'", "sys_platform == 'darwin'", "implementation_name == 'pypy'")
    return sum(
        1 for line in here if not any(f"== '{place}'" in line or place in line.split("!=")[0] for place in elsewhere)
    )


def stamp_of(requirements: Path) -> str:
    """Changes with whatever would make the environment differ."""
    parts = [requirements.read_bytes(), sys.version.encode(), str(ROOT).encode(), Path(__file__).read_bytes()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def wanted(dev: bool) -> list[str]:
    """The stamps that satisfy the wish: an environment for testing serves for running too."""
    files = ["dev"] if dev else ["core", "dev"]
    return [f"{name} {stamp_of(ROOT / 'requirements' / f'{name}.txt')}" for name in files]


def set_up(folder: Path, dev: bool) -> None:
    stamp = folder / "groundswell-stamp"
    good = wanted(dev)
    if stamp.exists() and stamp.read_text(encoding="utf-8") in good and python_of(folder).exists():
        return
    make_environment(folder)
    install(folder, ROOT / "requirements" / ("dev.txt" if dev else "core.txt"))
    link_project(folder)
    stamp.write_text(good[0], encoding="utf-8")


def make_environment(folder: Path) -> None:
    """A virtual environment of the running Python; one of another version is replaced."""
    says = f"version = {sys.version_info.major}.{sys.version_info.minor}."
    config = folder / "pyvenv.cfg"
    if python_of(folder).exists() and config.exists() and says in config.read_text(encoding="utf-8"):
        return
    if folder.exists():
        shutil.rmtree(folder)
    fast = uv()
    try:
        if not fast:
            import ensurepip  # noqa: F401
        venv.EnvBuilder(with_pip=not fast, symlinks=not WINDOWS).create(folder)
    except (ImportError, subprocess.CalledProcessError, OSError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise Problem(
            f"{sys.executable} cannot make virtual environments ({error}). "
            "Install its venv package (Debian, Ubuntu: apt install python3-venv), or use another Python: make PYTHON=…"
        ) from None


def uv() -> str | None:
    """The fast installer, where it is there and really runs."""
    found = shutil.which("uv")
    if found and subprocess.run([found, "--version"], capture_output=True).returncode == 0:
        return found
    return None


def install(folder: Path, requirements: Path) -> None:
    fast = uv()
    options = ["--require-hashes", "--no-deps", "-r"]
    if fast:
        command = [fast, "pip", "install", "--python", str(python_of(folder)), *options, str(requirements)]
        if run([command], folder, requirements) == "":
            return
    python = str(python_of(folder))
    if subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode:
        subprocess.run([python, "-m", "ensurepip"], capture_output=True, check=True)
    # Python compiles what it imports, once; all that is never imported would take as long as the rest of the installation.
    quietly = ["--disable-pip-version-check", "--progress-bar", "off", "--no-input", "--no-compile"]
    pip = [python, "-m", "pip", "install", *quietly, *options]
    if run([[*pip, str(half)] for half in halves(folder, requirements)], folder, requirements) == "":
        return
    if said := run([[*pip, str(requirements)]], folder, requirements):  # one after the other, and what is wrong is said
        raise Problem(f"The packages could not be installed. The installer said:\n{said}")


def halves(folder: Path, requirements: Path) -> list[Path]:
    """The pins as two files, each for an installer of its own: one alone leaves a core idle half of the time."""
    pinned = re.findall(r"^\w.*(?:\n[ \t]+.*)*", requirements.read_text(encoding="utf-8"), re.MULTILINE)
    files = [folder / f"half-{number}.txt" for number in (1, 2)]
    for number, file in enumerate(files):
        file.write_text("\n".join(pinned[number::2]) + "\n", encoding="utf-8")
    return files


def run(commands: list[list[str]], folder: Path, requirements: Path) -> str:
    """Run installers side by side behind a progress bar; the end of what they said when one failed, else nothing."""
    progress = Progress("Installing", pins(requirements))
    before = packages_of(folder)
    said: list[str] = []
    with ExitStack() as stack:
        started = [
            stack.enter_context(
                subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT)
            )
            for command in commands
        ]
        readers = [
            threading.Thread(target=lambda one=one: said.extend(iter(one.stdout.readline, "")), daemon=True)
            for one in started
        ]
        for reader in readers:
            reader.start()
        while any(reader.is_alive() for reader in readers):
            # Fetching is about half of the work; the other half shows as packages in the environment.
            fetched = [line.split()[1] for line in said if line.startswith(("Collecting ", "Processing "))]
            arrived = packages_of(folder) - before
            progress.show((len(fetched) + arrived) // 2, "" if arrived or not fetched else Path(fetched[-1]).name)
            time.sleep(0.2)
    progress.end()
    return "".join(said[-15:]) if any(one.returncode for one in started) else ""


def link_project(folder: Path) -> None:
    """Make `import groundswell` and the command `groundswell` work, without building a package."""
    packages = next(folder.glob("Lib/site-packages" if WINDOWS else "lib/*/site-packages"))
    (packages / "groundswell.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if WINDOWS:
        text = f'@"{python_of(folder)}" -c "import sys; from groundswell.work.cli import main; sys.exit(main())" %*\r\n'
        (folder / "Scripts" / "groundswell.cmd").write_text(text, encoding="utf-8")
        return
    command = folder / "bin" / "groundswell"
    command.write_text(LAUNCHER.format(python=python_of(folder)), encoding="utf-8")
    command.chmod(0o755)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--dev", action="store_true", help="also what the tests and checks need")
    options.add_argument("--venv", type=Path, default=ROOT / ".venv", help="where (default: .venv)")
    chosen = options.parse_args()
    try:
        if sys.version_info < NEEDS:
            raise Problem(f"Groundswell needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}.")
        set_up(chosen.venv.absolute(), chosen.dev)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
