"""A folder and a database for one measurement, gone afterwards."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def scratch_home(**environment: str) -> Iterator[Path]:
    """An empty data folder that the settings point at from now on, whatever database was configured.

    Comes before Django's settings are read; `environment` is set with it.
    """
    with tempfile.TemporaryDirectory(prefix="groundswell-bench-") as folder:
        home = Path(folder)
        home.chmod(0o755)  # the database may run as another user
        os.environ |= {"GROUNDSWELL_HOME": folder, **environment}
        os.environ.pop("DATABASE_URL", None)
        yield home


@contextmanager
def scratch_community(**environment: str) -> Iterator[Path]:
    """The same with its embedded database running and Django set up; tables are not made yet."""
    with scratch_home(**environment) as home:
        from groundswell.work.database import community

        with community():
            yield home
