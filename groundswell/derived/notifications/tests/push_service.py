"""A push service on loopback, and a browser that opens what it is sent: by the RFCs, with nothing of ours."""

import base64
import hashlib
import hmac
import json
import os
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

Headers = dict[str, str]


def web(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Browser:
    """Where it takes news, and the keys by which it opens them."""

    endpoint: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def point(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def says(self) -> dict[str, Any]:
        """What it hands the page when somebody switches news on."""
        keys = {"p256dh": web(self.point), "auth": web(self.secret)}
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys}

    def opened(self, body: bytes) -> bytes:
        """RFC 8291, section 3.4, and RFC 8188, section 2."""
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        point, sealed = body[21 : 21 + length], body[21 + length :]
        assert size == 4096 and length == 65 and len(body) <= 4096
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        first = hmac.digest(self.secret, self.key.exchange(ec.ECDH(), theirs), hashlib.sha256)
        shared = hmac.digest(first, b"WebPush: info\0" + self.point + point + b"\x01", hashlib.sha256)
        mixed = hmac.digest(salt, shared, hashlib.sha256)
        key = hmac.digest(mixed, b"Content-Encoding: aes128gcm\0\x01", hashlib.sha256)[:16]
        nonce = hmac.digest(mixed, b"Content-Encoding: nonce\0\x01", hashlib.sha256)[:12]
        plain = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0")
        assert plain[-1:] == b"\x02"
        return plain[:-1]


class Service(ThreadingHTTPServer):
    """Says in turn what it is told to, then takes everything; refuses what is not signed for it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: list[tuple[int, Headers]] = []
        self.got: list[tuple[str, Headers, bytes]] = []
        self.calls: set[Any] = set()
        self.netloc = f"127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def browser(self, name: str = "ada") -> Browser:
        return Browser(f"http://{self.netloc}/push/{name}")

    def read_by(self, browser: Browser) -> list[dict[str, str]]:
        """What came for this browser, as its worker sees it."""
        path = browser.endpoint.removeprefix(f"http://{self.netloc}")
        return [json.loads(browser.opened(body)) for at, _headers, body in self.got if at == path]

    def is_signed(self, headers: Headers) -> bool:
        """RFC 8292: a token signed by the key that is named beside it, for this service and the near future."""
        token, key = (part.split("=", 1)[1] for part in headers["authorization"].removeprefix("vapid ").split(", "))
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(key))
        claims: dict[str, str] = jwt.decode(
            token,
            public,
            ["ES256"],
            options={"require": ["aud", "exp", "sub"], "verify_exp": False},  # the clocks of tests stand still
            audience=f"http://{self.netloc}",
        )
        return claims["sub"].startswith(("mailto:", "https:"))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Service

    def do_POST(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        status, more = self.server.answers.pop(0) if self.server.answers else (201, {})
        try:
            status = status if self.server.is_signed(headers) else 401
        except (jwt.InvalidTokenError, ValueError, KeyError):
            status = 401
        self.server.calls.add(self.client_address)
        if status == 201:
            self.server.got.append((self.path, headers, body))
        self.send_response(status)
        for name, value in {"Content-Length": "0", **more}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_said: Any) -> None:
        """Nothing on the terminal."""
