"""Secrets that have to be read again are sealed before they are stored, with keys made from the installation's own."""

import base64
import logging
import secrets
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

SEALED = "sealed:"
log = logging.getLogger(__name__)


def seal(text: str) -> str:
    """Unreadable without the secret key of this installation."""
    return SEALED + _ring(_keys()).encrypt(text.encode()).decode()


def unseal(text: str) -> str:
    """What was sealed; what was stored before anything was sealed comes back as it is.

    Sealed with a key that is gone, it becomes a secret that nobody knows: then no code fits, and nothing breaks.
    """
    if not text.startswith(SEALED):
        return text
    try:
        return _ring(_keys()).decrypt(text.removeprefix(SEALED).encode()).decode()
    except InvalidToken:
        log.error("A sealed secret cannot be read: the secret key has changed. GROUNDSWELL_FORMER_SECRET_KEYS helps.")
        return base64.b32encode(secrets.token_bytes(20)).decode()


def derived(purpose: str) -> bytes:
    """A key of 32 bytes for one purpose; none tells anything of another or of the secret key."""
    return _derived(purpose, settings.SECRET_KEY)


@lru_cache(maxsize=32)
def _derived(purpose: str, secret: str) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=f"groundswell {purpose}".encode()).derive(secret.encode())


def _keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@lru_cache(maxsize=8)
def _ring(keys: tuple[str, ...]) -> MultiFernet:
    """Seals with the first key, reads with all."""
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived("sealing", key))) for key in keys])
