"""Data folders for servers under test."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def folder() -> Iterator[Path]:
    """Not pytest's own, which shuts everybody else out: as root, PostgreSQL runs as somebody else."""
    with tempfile.TemporaryDirectory(prefix="groundswell-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)
