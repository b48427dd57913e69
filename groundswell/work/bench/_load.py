"""A small HTTP client that keeps connections busy and notes how long each answer took."""

import asyncio
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

Next = Callable[[], bytes]


@dataclass
class Drive:
    """What a run of requests took: seconds each, bytes of the last body, answers that were not 2xx or 3xx."""

    seconds: float
    latencies: list[float] = field(repr=False)
    size: int = 0
    failed: int = 0
    cpu: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    @property
    def cpu_ms(self) -> float:
        return 1000 * self.cpu / max(1, len(self.latencies))

    def percentile(self, share: float) -> float:
        """In milliseconds."""
        ordered = sorted(self.latencies) or [0.0]
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Connection(asyncio.Protocol):
    """One keep-alive connection: sends the next request as soon as the last answer is whole."""

    def __init__(self, following: Next, until: float, drive: Drive, done: "asyncio.Future[None]") -> None:
        self.following, self.until, self.drive, self.done = following, until, drive, done
        self.buffer = bytearray()
        self.need = -1
        self.sent = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self.transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if self.need < 0:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self.buffer[:end]).lower()
            at = head.find(b"content-length:")
            length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            self.need = end + 4 + length
            self.drive.size = length
            self.drive.failed += head[9:10] not in b"23"
        if len(self.buffer) >= self.need:
            self.drive.latencies.append(time.perf_counter() - self.sent)
            del self.buffer[: self.need]
            self.need = -1
            self._send()

    def connection_lost(self, problem: Exception | None) -> None:
        if not self.done.done():
            self.drive.failed += problem is not None
            self.done.set_result(None)

    def _send(self) -> None:
        self.sent = time.perf_counter()
        if self.sent >= self.until:
            self.transport.close()
            self.done.set_result(None)
            return
        self.transport.write(self.following())


def drive(port: int, following: Next, *, connections: int, seconds: float) -> Drive:
    """Keep `connections` busy for `seconds`; `following` gives the bytes of each request."""
    return asyncio.run(_drive(port, following, connections, seconds))


async def _drive(port: int, following: Next, connections: int, seconds: float) -> Drive:
    loop = asyncio.get_running_loop()
    result = Drive(seconds, [])
    until = time.perf_counter() + seconds
    waiting = []
    for _number in range(connections):
        done: asyncio.Future[None] = loop.create_future()
        waiting.append(done)
        protocol = partial(Connection, following, until, result, done)
        await loop.create_connection(protocol, "127.0.0.1", port)
    await asyncio.wait_for(asyncio.gather(*waiting), seconds + 60)
    return result


def request(path: str, *, cookie: str = "", body: bytes | None = None, headers: dict[str, str] | None = None) -> bytes:
    """The bytes of a request; a POST when there is a body."""
    lines = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", "Host: localhost", "Accept-Language: en"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    if body is not None:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + (body or b"")


def median(drives: list[Drive]) -> Drive:
    """The run in the middle by requests a second."""
    middle = statistics.median_low([drive.per_second for drive in drives])
    return next(drive for drive in drives if drive.per_second == middle)
