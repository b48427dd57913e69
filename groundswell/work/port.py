"""Where the web server listens: HOST (default 127.0.0.1) and PORT (default 8000)."""

import errno
import socket
from dataclasses import dataclass

from groundswell import environment

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # nosec B104


class PortTaken(RuntimeError):
    pass


@dataclass(frozen=True)
class Place:
    host: str
    port: int

    @property
    def url(self) -> str:
        """What to type into a browser on this machine."""
        shown = "localhost" if self.host in {"127.0.0.1", "::1", *EVERYWHERE} else self.host
        return f"http://{shown}:{self.port}/"


def chosen() -> Place:
    return Place(environment.text("HOST", "127.0.0.1"), environment.whole("PORT", 8000))


def require_free(place: Place) -> None:
    """Raises PortTaken with a sentence when another program listens there."""
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((place.host, place.port))
        except OSError as problem:
            if problem.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise PortTaken(f"{place.host} is not an address of this machine. Set HOST.") from None
            why = "is taken by another program" if problem.errno == errno.EADDRINUSE else "is only for root"
            raise PortTaken(f"Port {place.port} {why}. Choose another, for example: PORT={place.port + 1}") from None


def answers(place: Place) -> bool:
    """Whether somebody listens there."""
    host = EVERYWHERE.get(place.host, place.host)
    try:
        with socket.create_connection((host, place.port), timeout=0.5):
            return True
    except OSError:
        return False
