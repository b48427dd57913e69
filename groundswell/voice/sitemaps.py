"""The maps for search engines that there are beside the one of questions. A feature registers its own."""

from collections.abc import Callable, Iterable

Maps = Callable[[], Iterable[str]]
_registered: list[Maps] = []


def sitemap(function: Maps) -> Maps:
    """Registers a function that gives the paths of a feature's maps as they are now."""
    _registered.append(function)
    return function


def paths() -> list[str]:
    return [path for maps in _registered for path in maps()]
