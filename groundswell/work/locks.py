"""File locks that vanish with the process that held them, so that kill -9 leaves nothing to clean up."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

if sys.platform == "win32":  # pragma: no cover
    import msvcrt
    import time

    def _lock(handle: int, *, shared: bool, wait: bool) -> bool:
        """Windows has no shared locks: a sharer locks the byte at its process number, an owner locks them all."""
        start, length = (os.getpid(), 1) if shared else (0, 0x7FFFFFFF)
        while True:
            os.lseek(handle, start, os.SEEK_SET)
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, length)
                return True
            except OSError:
                if not wait:
                    return False
                time.sleep(0.05)

    def _unlock(handle: int) -> None:
        os.lseek(handle, os.getpid(), os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int, *, shared: bool, wait: bool) -> bool:
        how = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB)
        try:
            fcntl.flock(handle, how)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


def _open(file: Path) -> int:
    file.parent.mkdir(parents=True, exist_ok=True)
    return os.open(file, os.O_RDWR | os.O_CREAT, 0o600)


@contextmanager
def exclusive(file: Path) -> Iterator[None]:
    """Only one process at a time is inside; the others wait."""
    handle = _open(file)
    try:
        _lock(handle, shared=False, wait=True)
        yield
    finally:
        os.close(handle)


def claim(file: Path) -> int | None:
    """Take the file for as long as this process lives; None when another process has it."""
    handle = _open(file)
    if _lock(handle, shared=False, wait=False):
        return handle
    os.close(handle)
    return None


class Share:
    """One of several processes that use a thing; whoever leaves last is told so."""

    def __init__(self, file: Path) -> None:
        self._handle = _open(file)
        _lock(self._handle, shared=True, wait=True)

    def leave(self) -> bool:
        """Whether nobody else is left."""
        _unlock(self._handle)
        last = _lock(self._handle, shared=False, wait=False)
        os.close(self._handle)
        return last

    def __enter__(self) -> "Share":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()
