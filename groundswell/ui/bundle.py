"""Stylesheets and scripts stay small files in the source and travel as one file each."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

JOINED = ("ui/css/app.css", "ui/js/app.js")
STYLE = re.compile(r'@import url\("(?P<file>[^"]+)"\) layer\((?P<layer>[\w.]+)\);')
SCRIPT = re.compile(r'^import "\./(?P<file>[^"]+)";$', re.MULTILINE)
BORROWED = re.compile(r'^import \{[^}]*\} from "\./[^"]+";\n', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACES = re.compile(r"\s*([{};,>])\s*")
COLON = re.compile(r"(?<=[\w-]):[ \n]+")
ZERO = re.compile(r"(?<=[\s(:,])0(?=\.\d)")


class JoinedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Puts what app.css and app.js import in their place before names are hashed and files compressed."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        memory = InMemoryStorage()
        found = [name for name in JOINED if name in paths]
        for name in found:
            memory.save(name, ContentFile(join(name, paths).encode()))
        yield from super().post_process({**paths, **{name: (memory, name) for name in found}}, dry_run, **options)


def join(name: str, paths: dict[str, Any]) -> str:
    """The text of a file with its imports in place. `paths` maps a static path to its storage and its path there."""
    folder = name.rsplit("/", 1)[0]
    text = _read(name, paths)
    if name.endswith(".css"):
        return _tighten(STYLE.sub("", text) + "".join(_layers(text, folder, paths)))
    return SCRIPT.sub(lambda at: _unwrapped(_read(f"{folder}/{at['file']}", paths)), text)


def _layers(text: str, folder: str, paths: dict[str, Any]) -> Iterator[str]:
    """Each run of imports into one layer as one block."""
    for layer, imports in groupby(STYLE.finditer(text), key=lambda at: at["layer"]):
        sheets = "".join(_read(f"{folder}/{at['file']}", paths) for at in imports)
        yield f"@layer {layer}{{{sheets}}}"


def _tighten(sheet: str) -> str:
    """Without comments and without the spaces that only people need."""
    tight = COLON.sub(":", SPACES.sub(r"\1", COMMENT.sub("", sheet)))
    return ZERO.sub("", tight).replace(";}", "}").strip()


def _unwrapped(module: str) -> str:
    """A module's text without its borrowings and its exports: joined modules share one scope."""
    return BORROWED.sub("", module).replace("\nexport ", "\n").removeprefix("export ")


def _read(name: str, paths: dict[str, Any]) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())
