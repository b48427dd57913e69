"""Reference pages, written from the code. Each module here has a function `pages` from file name to text."""

import importlib
import pkgutil


def pages() -> dict[str, str]:
    found: dict[str, str] = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda one: one.name):
        if module.name != "tests":
            found |= importlib.import_module(f"{__name__}.{module.name}").pages()
    return found
