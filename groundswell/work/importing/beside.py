"""A process beside the importer that reads files into portions: it knows no Django tables and no database.

So it starts in a fifth of a second, and when the importer is killed, nothing of it disturbs the next import. It is told
what to read on its input, a line for each file, and writes the portions to its output.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from groundswell.work.importing.portions import Portion, portions, receive, send
from groundswell.work.importing.reading import NotADump

READY = b"ready\n"
REFUSED = "refused: "


class Helper:
    """Such a process, from the importer's side."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", __name__, settings.SITE_URL]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.orders, self.portions = self.process.stdin, self.process.stdout

    def is_ready(self) -> bool:
        """Wait until it can read; False when it has ended instead."""
        return self.portions.readline() == READY

    def read(self, name: str, file: Path, skip: int) -> Iterator[Portion]:
        """As portions() does. Raises NotADump, or RuntimeError when the process has ended."""
        self.orders.write(json.dumps([name, str(file.resolve()), skip]).encode() + b"\n")
        self.orders.flush()
        while True:
            try:
                portion = receive(self.portions)
            except EOFError:
                raise RuntimeError(f"The process that reads {name} has ended. Run the same command again.") from None
            if portion.broken.startswith(REFUSED):
                raise NotADump(portion.broken.removeprefix(REFUSED))
            yield portion
            if portion.ended:
                return

    def end(self) -> None:
        """Whatever it is doing."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.orders, self.portions):
            with suppress(OSError):
                pipe.close()


def main() -> None:
    """Read files as we are told, until nobody tells us any more."""
    settings.configure(SITE_URL=sys.argv[1], USE_I18N=False)
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    for order in sys.stdin.buffer:
        name, file, skip = json.loads(order)
        try:
            for portion in portions(name, Path(file), skip):
                send(portion, sys.stdout.buffer)
        except NotADump as problem:
            send(Portion(ended=True, broken=f"{REFUSED}{problem}"), sys.stdout.buffer)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt, BrokenPipeError):
        main()
