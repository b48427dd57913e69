"""Ask a page what it is called, without being led into our own network.

Every address that a name stands for must be public, at each redirect anew, and the connection goes to the address that
was checked, so a name that changes its mind between check and call gains nothing.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings

from groundswell.voice.headings import About, read_head

TIME, MOST_BYTES, MOST_REDIRECTS = 5.0, 500_000, 3
PORTS = {"http": 80, "https": 443}
AS_THEY_ARE = "%/:?#[]@!$&'()*+,;=~-._"
MOVED = {301, 302, 303, 307, 308}
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
EMBEDDED = ipaddress.ip_network("64:ff9b::/96")


class NotAllowed(ValueError):
    """This address is not asked, ever."""


class NoAnswer(OSError):
    """It did not work this time."""


def ask(url: str) -> About:
    """Title and description of a web page. Raises NotAllowed, or NoAnswer when a later try may help."""
    until = time.monotonic() + TIME
    for _hop in range(MOST_REDIRECTS + 1):
        parts = _parts(url)
        try:
            with closing(_connect(parts, until)) as connection, _ended(connection, until):
                response = _get(connection, parts)
                if response.status in MOVED:
                    url = urljoin(url, response.getheader("Location") or "")
                    continue
                return read_head(_text(response, until), site=parts.hostname or "")
        except (OSError, http.client.HTTPException) as problem:
            raise NoAnswer(str(problem)) from None
    raise NotAllowed("It redirects too often.")


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


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotAllowed("This is not an address.") from None
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise NotAllowed("Only plain web addresses are asked.")
    if port not in {None, *PORTS.values()} and not _is_trusted(parts):
        raise NotAllowed("Only the usual ports are asked.")
    return parts


def _is_trusted(parts: SplitResult) -> bool:
    """The one private server that tests may name; no environment variable sets it."""
    return parts.netloc == getattr(settings, "LINK_PREVIEWS_TRUST", None)


def _addresses(parts: SplitResult) -> list[str]:
    """The checked addresses of a host. Raises NotAllowed when any of them is not public."""
    try:
        host = (parts.hostname or "").encode("idna").decode()
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise NotAllowed("This is not a host name.") from None
    addresses = [str(row[4][0]).partition("%")[0] for row in found]
    if not _is_trusted(parts) and not all(is_public(ipaddress.ip_address(each)) for each in addresses):
        raise NotAllowed("This address is not public.")
    return addresses


def _connect(parts: SplitResult, until: float) -> http.client.HTTPConnection:
    """A connection to a checked address that still names the host, for TLS and for the server."""
    port = parts.port or PORTS[parts.scheme]
    host = parts.hostname or ""
    connection = http.client.HTTPConnection(host, port)
    for address in _addresses(parts)[:3]:
        try:
            plain = socket.create_connection((address, port), timeout=_left(until))
        except OSError:
            continue
        connection.sock = plain
        if parts.scheme == "https":
            plain.settimeout(_left(until))
            name = host.encode("idna").decode()
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=name)
        connection.sock.settimeout(_left(until))
        return connection
    raise NoAnswer(f"{host} cannot be reached.")


def _get(connection: http.client.HTTPConnection, parts: SplitResult) -> http.client.HTTPResponse:
    path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=AS_THEY_ARE)
    headers = {
        "Host": parts.netloc.encode("idna").decode(),
        "User-Agent": f"Groundswell (link preview; +{settings.SITE_URL})",
        "Accept": "text/html, application/xhtml+xml",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    return connection.getresponse()


def _text(response: http.client.HTTPResponse, until: float) -> str:
    if response.status >= 500 or response.status == 429:
        raise NoAnswer(f"It answered {response.status}.")
    kind = response.headers.get_content_type()
    if response.status != 200 or kind not in {"text/html", "application/xhtml+xml"}:
        raise NotAllowed(f"It answered {response.status} with {kind}.")
    content = b"".join(_pieces(response, until))
    charset = response.headers.get_content_charset() or "utf-8"
    try:
        return content.decode(charset, "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def _pieces(response: http.client.HTTPResponse, until: float) -> Iterator[bytes]:
    """The page as far as it comes in time and within the size; its head is all we need."""
    size = 0
    while size < MOST_BYTES and (piece := response.read1(min(16_384, MOST_BYTES - size))):
        size += len(piece)
        yield piece
    _left(until)


@contextmanager
def _ended(connection: http.client.HTTPConnection, until: float) -> Iterator[None]:
    """Hang up when the time is over, however slowly the other side goes on talking."""
    line: socket.socket = connection.sock
    clock = threading.Timer(_left(until), _hang_up, [line])
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise NoAnswer("It took too long.")
    return left
