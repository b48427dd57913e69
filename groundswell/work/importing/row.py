"""One row of a dump, and what can be believed of it."""

from datetime import UTC, datetime, timedelta

LONGEST_NUMBER = 18  # digits; all of these fit into 64 bits
FIRST = datetime(1970, 1, 1)


class Unusable(ValueError):
    """The row cannot be imported; the message says why, in words that fit many rows."""


class Row:
    """Attributes by name. `reason` says why a row is left out although it could be read; `notes` what was odd."""

    __slots__ = ("attributes", "notes", "reason")
    latest = datetime.now(UTC).replace(tzinfo=None) + timedelta(days=1)

    def __init__(self, attributes: dict[str, str]) -> None:
        self.attributes = attributes
        self.reason: str | None = None
        self.notes: list[str] = []

    def number(self, name: str) -> int:
        text = self.text(name)
        if text.isdecimal() and len(text) <= LONGEST_NUMBER and text.isascii():
            return int(text)
        try:
            return whole(text)
        except ValueError:
            raise Unusable(f"{name} is no whole number") from None

    def some_number(self, name: str) -> int | None:
        text = self.attributes.get(name)
        if not text:
            return None
        try:
            return whole(text)
        except ValueError:
            self.notes.append(f"{name} is no whole number and was taken as missing")
            return None

    def moment(self, name: str) -> str:
        text = self.text(name)
        try:
            return moment(text, self.latest)
        except ValueError as problem:
            raise Unusable(f"{name} {problem.args[0]}") from None

    def some_moment(self, name: str) -> str | None:
        text = self.attributes.get(name)
        if not text:
            return None
        try:
            return moment(text, self.latest)
        except ValueError as problem:
            self.notes.append(f"{name} {problem.args[0]} and was taken as missing")
            return None

    def text(self, name: str) -> str:
        text = self.attributes.get(name)
        if text is None:
            raise Unusable(f"{name} is missing")
        return text

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


def whole(text: str) -> int:
    """A number of at most 18 ASCII digits. Raises ValueError."""
    digits = text if text.isdecimal() else text.removeprefix("-")
    if len(digits) > LONGEST_NUMBER or not digits.isdecimal() or not digits.isascii():
        raise ValueError(text)
    return int(text)


def moment(text: str, latest: datetime) -> str:
    """A time in UTC as PostgreSQL reads it; `latest` is in UTC and says no zone. Raises ValueError with what is wrong."""
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is not None:
            at = at.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise ValueError("is no date") from None
    if at > latest:
        raise ValueError("lies in the future")
    if at < FIRST:
        raise ValueError("lies before 1970")
    return f"{at.isoformat()}+00"
