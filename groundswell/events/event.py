"""What every event has in common."""

from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, Self

_catalogue: dict[str, type["Event"]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact that happened. Fields are ids and plain values, never a person's text or address."""

    name: ClassVar[str]

    def __init_subclass__(cls) -> None:
        if _catalogue.get(cls.name, cls).__qualname__ != cls.__qualname__:
            raise TypeError(f"Two events are called {cls.name!r}.")
        _catalogue[cls.name] = cls

    def data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def load(cls, data: dict[str, Any]) -> Self:
        """The event as recorded; fields added to the class since then take their default."""
        known = {field.name for field in fields(cls)}
        return cls(**{key: value for key, value in data.items() if key in known})


def event_named(name: str) -> type[Event]:
    """Raises KeyError when no event has this name."""
    return _catalogue[name]


def catalogue() -> list[type[Event]]:
    return [_catalogue[name] for name in sorted(_catalogue)]
