"""What processes remember for some seconds, and must forget at once when everything may have changed (`clear_pages`)."""

from collections.abc import Callable

_forgetters: list[Callable[[], None]] = []
_turn = [0]


def on_forgetting(function: Callable[[], None]) -> Callable[[], None]:
    """Registers a function that forgets what a module remembers."""
    _forgetters.append(function)
    return function


def forget() -> None:
    """Called by whoever hears that everything may have changed, before it throws away the pages made of it."""
    _turn[0] += 1
    for function in _forgetters:
        function()


def turn() -> int:
    """A number that changes with each forgetting: what was read before it is not to be remembered after it."""
    return _turn[0]
