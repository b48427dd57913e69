"""Typed readers of environment variables; every variable that settings.py reads goes through one of these."""

import base64
import os
import secrets
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

TRUE = {"1", "true", "yes", "on"}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "").strip().lower()
    return value in TRUE if value else default


def whole(name: str, default: int) -> int:
    value = os.environ.get(name, "").strip()
    try:
        return int(value) if value else default
    except ValueError:
        raise ValueError(f"{name} must be a whole number, not {value!r}.") from None


def day_of_year(name: str, default: str) -> tuple[int, int]:
    """Month and day of a value as "04-06"."""
    value = text(name) or default
    try:
        date(2024, *map(int, value.split("-")))
        month, day = map(int, value.split("-"))
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be a month and a day, as 04-06, not {value!r}.") from None
    return month, day


def listed(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def home() -> Path:
    """The data folder: database, media, secret. Everything Groundswell writes is in it."""
    return Path(os.environ.get("GROUNDSWELL_HOME") or Path.cwd() / "data").expanduser().resolve()


def secret(folder: Path) -> str:
    """The signing key: from GROUNDSWELL_SECRET_KEY, or made once and kept in a file that only its owner reads."""
    if given := os.environ.get("GROUNDSWELL_SECRET_KEY"):
        return given
    return _kept(folder, "secret-key", secrets.token_urlsafe(50))


def push_key(folder: Path) -> str:
    """The private key of web push in base64url: from GROUNDSWELL_PUSH_KEY, or made once and kept in a file as above."""
    if given := text("GROUNDSWELL_PUSH_KEY"):
        return given
    number = 1 + secrets.randbits(255)  # above 0 and below the order of the curve, which is a little less than 2**256
    return _kept(folder, "push-key", base64.urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode())


def _kept(folder: Path, name: str, made: str) -> str:
    """What is in the file, which is made when it is not there yet; the first of several processes wins."""
    file = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(made)
    except FileExistsError:
        pass
    return file.read_text().strip()


def database(url: str) -> dict[str, Any]:
    """Django's connection settings for a postgresql:// address; options after `?` go to libpq.

    Raises ValueError when the address names another kind of database.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL must start with postgresql://, because Groundswell runs on PostgreSQL only.")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    return {
        "NAME": unquote(parts.path.lstrip("/")) or "groundswell",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
    }


def sign_in_server() -> dict[str, Any]:
    """allauth's settings for the company's own sign-in (OpenID Connect); nothing when none is named."""
    server = text("GROUNDSWELL_OIDC_SERVER")
    if not server:
        return {}
    app = {
        "provider_id": "company",
        "name": text("GROUNDSWELL_OIDC_NAME", "Single sign-on"),
        "client_id": text("GROUNDSWELL_OIDC_CLIENT_ID"),
        "secret": text("GROUNDSWELL_OIDC_CLIENT_SECRET"),
        "settings": {"server_url": server, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


def sign_in_origins() -> list[str]:
    """Where a form may lead a browser on to: the company's own sign-in."""
    parts = urlsplit(text("GROUNDSWELL_OIDC_SERVER"))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
