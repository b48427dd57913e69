"""Pictures as bytes, for uploads."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

Upload = Callable[..., SimpleUploadedFile]


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A media folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path
    yield tmp_path


def picture_bytes(kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **more: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "teal").save(out, kind, **more)
    return out.getvalue()


def an_upload(content: bytes | None = None, name: str = "photo.png", **more: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture_bytes(**more) if content is None else content)
