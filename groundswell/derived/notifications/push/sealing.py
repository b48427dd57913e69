"""A message that only one browser can read: RFC 8291 over RFC 8188 (aes128gcm), in one record."""

import os

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from groundswell.derived.notifications.push.house_key import public_bytes

RECORD = 4096  # bytes that every push service takes
STEP = 512  # messages are filled up to a multiple of this, so that their length says little
OVERHEAD = 16 + 4 + 1 + 65 + 16 + 1
MOST = RECORD - OVERHEAD


def seal(
    message: bytes,
    device: bytes,
    secret: bytes,
    *,
    ours: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes = b"",
    step: int = STEP,
) -> bytes:
    """The body of a push. `device` is the browser's public point (65 bytes), `secret` its 16 bytes.

    `ours` and `salt` are new for each message; tests give those of the RFC. Raises ValueError for a message that is too long, or
    a point that is not on the curve.
    """
    if len(message) > MOST:
        raise ValueError(f"A push holds {MOST} bytes, not {len(message)}.")
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), device)
    ours, salt = ours or ec.generate_private_key(ec.SECP256R1()), salt or os.urandom(16)
    point = public_bytes(ours.public_key())
    shared = _derived(ours.exchange(ec.ECDH(), theirs), secret, b"WebPush: info\0" + device + point, 32)
    key = _derived(shared, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(shared, salt, b"Content-Encoding: nonce\0", 12)
    filled = (message + b"\x02").ljust(min(-(-(len(message) + 1) // step) * step, MOST + 1), b"\0")
    header = salt + RECORD.to_bytes(4, "big") + bytes([len(point)]) + point
    return header + AESGCM(key).encrypt(nonce, filled, None)


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length=length, salt=salt, info=info).derive(secret)
