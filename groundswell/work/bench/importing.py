"""groundswell bench import: how fast a dump comes in, and how much memory that takes."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer

from groundswell.work.bench import _dump
from groundswell.work.cli.say import console, table

NAME = "import"
POSTS = ("questions", "answers")


@dataclass
class Result:
    """One import into an empty community. `importing` is in seconds without, `following` those of the consumers."""

    dump: str
    bytes: int
    rows: int
    posts: int
    importing: float
    following: float
    cpu: float
    peak_mb: float
    phases: dict[str, float] = field(default_factory=dict)

    @property
    def row(self) -> dict[str, Any]:
        return {
            "dump": self.dump,
            "MB": round(self.bytes / 1e6, 1),
            "rows": self.rows,
            "posts": self.posts,
            "seconds": round(self.importing, 1),
            "posts/s": round(self.posts / self.importing),
            "rows/s": round(self.rows / self.importing),
            "consumers s": round(self.following, 1),
            "our CPU s": round(self.cpu, 1),
            "peak MB": round(self.peak_mb),
        }


def run(
    data: Annotated[Path | None, typer.Option(help="An unpacked dump; without one, a dump is invented.")] = None,
    times: Annotated[int, typer.Option(help="Import it once, and this many times over in one dump.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Import a dump into a scratch community, once as it is and once enlarged."""
    with tempfile.TemporaryDirectory(prefix="groundswell-bench-") as folder:
        scratch = Path(folder)
        scratch.chmod(0o755)
        source = data or scratch / "invented"
        if data is None:
            _dump.invent(source)
        results = [_measure(source, scratch / "home-1", source.name)]
        if times > 1:
            large = scratch / "large"
            _dump.multiply(source, large, times)
            results.append(_measure(large, scratch / "home-2", f"{source.name} x {times}"))
    if as_json:
        print(json.dumps([asdict(result) for result in results], indent=1))
        return
    table([result.row for result in results])
    table(
        [
            {"phase": name, **{result.dump: round(result.phases.get(name, 0), 2) for result in results}}
            for name in results[-1].phases
        ]
    )


def _measure(source: Path, home: Path, name: str) -> Result:
    """Import in a process of its own, as an operator would; its database runs before and goes on after."""
    from groundswell.work import embedded

    surroundings = os.environ | {"GROUNDSWELL_HOME": str(home), "GROUNDSWELL_LANGUAGE": "en"}
    surroundings.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "groundswell.work.cli"]
    with embedded.running(home), console.status(f"Importing {name} …"):
        subprocess.run([*command, "migrate"], env=surroundings, check=True, capture_output=True)
        import_it = [*command, "import", "stackexchange", str(source), "--site", "bench", "--json"]
        child = subprocess.Popen(import_it, env=surroundings, stdout=subprocess.PIPE, text=True)
        memory = _Memory(child.pid)
        output, _errors = child.communicate()
        peak, cpu = memory.end()
    report = json.loads(output)
    lines = {line["what"]: line for line in report["lines"]}
    phases = report["seconds"]
    following = sum(seconds for phase, seconds in phases.items() if phase.startswith("follow "))
    return Result(
        dump=name,
        bytes=sum(file.stat().st_size for file in source.glob("*.xml")),
        rows=sum(line["read"] for line in lines.values()),
        posts=sum(lines[what]["imported"] for what in POSTS if what in lines),
        importing=phases["together"],
        following=following,
        cpu=cpu,
        peak_mb=peak,
        phases=phases,
    )


class _Memory(threading.Thread):
    """Watches the resident memory of a process and of those it starts (Linux; elsewhere nothing is known)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.cpu, self.ended = pid, 0.0, 0.0, False
        self.start()

    def run(self) -> None:
        while not self.ended:
            pids = _family(self.pid)
            self.peak = max(self.peak, sum(_resident(pid) for pid in pids))
            self.cpu = max(self.cpu, sum(_cpu(pid) for pid in pids))
            time.sleep(0.05)

    def end(self) -> tuple[float, float]:
        self.ended = True
        self.join()
        return self.peak, self.cpu


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in _family(int(child)))]


def _resident(pid: int) -> float:
    """In megabytes; what processes share is counted for each."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS")), 0.0)


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
