"""The key by which push services know this house, and what it signs (RFC 8292, VAPID)."""

import base64
from functools import lru_cache
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from groundswell.log import clock

SIGNED_FOR = 12 * 3_600  # seconds; services take up to a day


def public_key() -> str:
    """What browsers are given when they subscribe, in base64url."""
    return text(public_bytes(_key(settings.PUSH_KEY).public_key()))


def authorization(endpoint: str) -> str:
    """The header that shows a push service who sends; good for the service of this endpoint only."""
    parts = urlsplit(endpoint)
    host = urlsplit(settings.SITE_URL)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(clock.now().timestamp()) + SIGNED_FOR,
        "sub": settings.SITE_URL if host.scheme == "https" else f"mailto:{settings.DEFAULT_FROM_EMAIL}",
    }
    return f"vapid t={jwt.encode(claims, _key(settings.PUSH_KEY), 'ES256')}, k={public_key()}"


def public_bytes(key: ec.EllipticCurvePublicKey) -> bytes:
    """A point of the curve, as web push writes it: 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(said: str) -> bytes:
    """Raises ValueError for what is not base64url."""
    return base64.b64decode(said + "=" * (-len(said) % 4), altchars=b"-_", validate=True)


@lru_cache(maxsize=4)
def _key(private: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(raw(private), "big"), ec.SECP256R1())
