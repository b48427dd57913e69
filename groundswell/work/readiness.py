"""Whether the tables and static files in a data folder are those of this program, found out without loading Django.

It saves most of the time of every start but the first. The note lies beside the tables, so that it goes when they go.
"""

import hashlib
import json
import os
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).parents[1]
CHOICES = ("GROUNDSWELL_STATIC_HASHED",)


def fingerprint() -> str:
    """Changes with every package's version and with the migrations and static files of ours."""
    digest = hashlib.sha256(os.pathsep.join(os.environ.get(choice, "") for choice in CHOICES).encode())
    for part in _parts():
        digest.update(part.encode() + b"\n")
    return digest.hexdigest()


def _parts() -> Iterator[str]:
    yield from sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    for kind in ("migrations", "static"):
        for folder in sorted(PROGRAM.glob(f"**/{kind}")):
            for path in sorted(folder.rglob("*")):
                if path.is_file() and path.suffix != ".pyc":
                    yield f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}"


def note(home: Path, **more: Any) -> None:
    """Write down that everything is ready for the program as it is now, with what the next start wants to know."""
    if (home / "postgres").is_dir():
        _file(home).write_text(json.dumps({**more, "fingerprint": fingerprint()}))


def noted(home: Path) -> dict[str, Any] | None:
    """What was written down, if it still holds."""
    try:
        found: dict[str, Any] = json.loads(_file(home).read_text())
    except (OSError, ValueError):
        return None
    return found if found.get("fingerprint") == fingerprint() else None


def forget(home: Path) -> None:
    _file(home).unlink(missing_ok=True)


def _file(home: Path) -> Path:
    return home / "postgres" / "groundswell-ready"
