"""Stylesheets and scripts stay small files in the source and travel as one file each."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

JOINED = ("ui/css/app.css", "ui/js/app.js")
STYLE = re.compile(r'@import url\("(?P<file>[^"]+)"\) layer\((?P<layer>[\w.]+)\);')
SCRIPT = re.compile(r'^import "\./(?P<file>[^"]+)";$', re.MULTILINE)
BORROWED = re.compile(r'^import \{[^}]*\} from "\./[^"]+";\n', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
INDENT = re.compile(r"\n\s*")


class JoinedStaticFiles(CompressedManifestStaticFilesStorage):
    """Puts what app.css and app.js import in their place before names are hashed and files compressed."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        memory = InMemoryStorage()
        found = {name: paths[name] for name in JOINED if name in paths}
        for name in found:
            memory.save(name, ContentFile(join(name, paths).encode()))
        yield from super().post_process({**paths, **dict.fromkeys(found, None), **{n: (memory, n) for n in found}}, dry_run, **options)


def join(name: str, paths: dict[str, Any]) -> str:
    """The text of a file with its imports in place. `paths` maps a static path to its storage and its path there."""
    folder = name.rsplit("/", 1)[0]
    text = _read(name, paths)
    if name.endswith(".css"):
        put = lambda m: f"@layer {m['layer']}{{{_read(f'{folder}/{m["file"]}', paths)}}}"  # noqa: E731
        return INDENT.sub("\n", COMMENT.sub("", STYLE.sub(put, text)))
    return SCRIPT.sub(lambda m: _inline(_read(f"{folder}/{m['file']}", paths)), text)


def _inline(module: str) -> str:
    """A module's text without its borrowings and its exports: joined modules share one scope."""
    return BORROWED.sub("", module).replace("\nexport ", "\n")


def _read(name: str, paths: dict[str, Any]) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())
