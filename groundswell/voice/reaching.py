"""A connection to a server that a stranger named, without being led into our own network.

Every address that a name stands for must be public, and the connection goes to the address that was checked, so a name
that changes its mind between check and call gains nothing.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import SplitResult, urlsplit

PORTS = {"http": 80, "https": 443}
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
EMBEDDED = ipaddress.ip_network("64:ff9b::/96")


class NotAllowed(ValueError):
    """This address is not asked, ever."""


class NoAnswer(OSError):
    """It did not work this time."""


def is_public(address: Address) -> bool:
    """Whether an address is on the open internet, also when an IPv4 address is wrapped in an IPv6 one."""
    if isinstance(address, ipaddress.IPv6Address):
        if address in EMBEDDED:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if inner := address.ipv4_mapped or address.sixtofour:
            return is_public(inner)
        if address.teredo or address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def parts_of(url: str, *, schemes: Collection[str] = tuple(PORTS), trusted: str | None = None) -> SplitResult:
    """An address that may be asked, as far as it says itself; `trusted` is the one private server that tests may name."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotAllowed("This is not an address.") from None
    if trusted and parts.netloc == trusted and parts.scheme in PORTS:
        return parts
    if parts.scheme not in schemes or not parts.hostname or parts.username is not None:
        raise NotAllowed("Only plain web addresses are asked.")
    if port not in {None, *(PORTS[scheme] for scheme in schemes)}:
        raise NotAllowed("Only the usual ports are asked.")
    return parts


def connect(parts: SplitResult, until: float, *, trusted: str | None = None) -> http.client.HTTPConnection:
    """A connection to a checked address that still names the host, for TLS and for the server.

    `until` is a time of the monotonic clock. Raises NotAllowed, or NoAnswer when a later try may help.
    """
    port = parts.port or PORTS[parts.scheme]
    host = parts.hostname or ""
    connection = http.client.HTTPConnection(host, port)
    for address in _addresses(parts, trusted)[:3]:
        try:
            plain = socket.create_connection((address, port), timeout=left(until))
        except OSError:
            continue
        connection.sock = plain
        connection.auto_open = 0  # a new connection would look the name up anew, unchecked
        if parts.scheme == "https":
            plain.settimeout(left(until))
            name = host.encode("idna").decode()
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=name)
        connection.sock.settimeout(left(until))
        return connection
    raise NoAnswer(f"{host} cannot be reached.")


@contextmanager
def ended(connection: http.client.HTTPConnection, until: float) -> Iterator[None]:
    """Hang up when the time is over, however slowly the other side goes on talking."""
    line: socket.socket = connection.sock
    clock = threading.Timer(left(until), _hang_up, [line])
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def left(until: float) -> float:
    """Seconds. Raises NoAnswer when there are none."""
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise NoAnswer("It took too long.")
    return seconds


def _addresses(parts: SplitResult, trusted: str | None) -> list[str]:
    """The checked addresses of a host. Raises NotAllowed when any of them is not public."""
    try:
        host = (parts.hostname or "").encode("idna").decode()
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise NotAllowed("This is not a host name.") from None
    addresses = [str(row[4][0]).partition("%")[0] for row in found]
    if parts.netloc != trusted and not all(is_public(ipaddress.ip_address(each)) for each in addresses):
        raise NotAllowed("This address is not public.")
    return addresses


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
