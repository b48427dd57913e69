"""Find a browser for the tests, or install one; writes its path to .cache/browser. Uses the standard library only.

Order: GROUNDSWELL_BROWSER, an installed Chromium, Chrome or Edge, Debian's package (as root), Playwright's download.
Always ends well: without a browser the browser tests are skipped, and one loud line says so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / ".cache" / "browser"
NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"]
MAC = ["Chromium.app/Contents/MacOS/Chromium", "Google Chrome.app/Contents/MacOS/Google Chrome"]
MAC += ["Microsoft Edge.app/Contents/MacOS/Microsoft Edge"]
WINDOWS = [
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
]


def places() -> Iterator[str]:
    if FILE.exists():
        yield FILE.read_text(encoding="utf-8").strip()
    for name in NAMES:
        if found := shutil.which(name):
            yield found
    for folder in ("/Applications", str(Path.home() / "Applications")):
        yield from (f"{folder}/{app}" for app in MAC)
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if folder := os.environ.get(variable, ""):
            yield from (f"{folder}/{program}" for program in WINDOWS)


def works(path: str) -> bool:
    """Whether it is a browser and not a stub that asks to install one."""
    if not Path(path).is_file():
        return False
    if os.name == "nt":
        return True
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said.returncode == 0 and any(character.isdigit() for character in said.stdout)


def installed() -> str | None:
    return next((path for path in places() if path and works(path)), None)


def from_debian() -> str | None:
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    print("No browser yet: installing chromium with apt-get …", file=sys.stderr, flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        try:
            subprocess.run(
                ["apt-get", "-q", *command], env=environment, timeout=900, check=command[0] == "install", **quiet
            )
        except (subprocess.SubprocessError, OSError):
            return None
    return installed()


def from_playwright() -> str | None:
    python = ROOT / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ask = "from playwright.sync_api import sync_playwright as p\nwith p() as b: print(b.chromium.executable_path)"
    print("No browser yet: asking Playwright for one …", file=sys.stderr, flush=True)
    try:
        subprocess.run(
            [python, "-m", "playwright", "install", "chromium"], capture_output=True, timeout=600, check=True
        )
        path = subprocess.run(
            [python, "-c", ask], capture_output=True, text=True, timeout=60, check=True
        ).stdout.strip()
    except (subprocess.SubprocessError, OSError):
        return None
    return path if works(path) else None


def main() -> int:
    if given := os.environ.get("GROUNDSWELL_BROWSER"):
        if not works(given):
            print(f"GROUNDSWELL_BROWSER={given} is not a browser that runs.", file=sys.stderr)
            return 1
        path: str | None = given
    else:
        path = installed() or from_debian() or from_playwright()
    if path is None:
        FILE.unlink(missing_ok=True)
        print(
            "!!! NO BROWSER: every browser test is SKIPPED. Install Chromium or set GROUNDSWELL_BROWSER.",
            file=sys.stderr,
        )
        return 0
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(path, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
