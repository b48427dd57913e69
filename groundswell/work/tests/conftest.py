"""Data folders for servers under test."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def a_folder() -> Iterator[Path]:
    """Not pytest's own, which shuts everybody else out: as root, PostgreSQL runs as somebody else."""
    with tempfile.TemporaryDirectory(prefix="groundswell-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def folder() -> Iterator[Path]:
    with a_folder() as made:
        yield made
