"""The embedded PostgreSQL, in data folders of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from groundswell.work import embedded
from groundswell.work.tests.conftest import a_folder

pytestmark = pytest.mark.slow


@pytest.fixture
def fresh(folder: Path) -> Iterator[Path]:
    """A data folder in which no server has been."""
    yield folder / "data"
    embedded.stop(folder / "data")


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """One in which servers come and go, and leave what they stored."""
    with a_folder() as folder:
        yield folder / "data"
        embedded.stop(folder / "data")


def ask(home: Path, question: str) -> object:
    with psycopg.connect(**embedded.libpq(home)) as database:
        row = database.execute(question).fetchone()
        return row[0] if row else None


def tell(home: Path, order: str) -> None:
    with psycopg.connect(**embedded.libpq(home), autocommit=True) as database:
        database.execute(order)


def test_it_starts_by_itself_knows_vectors_and_stops_with_its_last_user(home: Path) -> None:
    with embedded.running(home):
        assert ask(home, "SELECT '[1,2]'::vector <-> '[1,3]'::vector") == 1.0
        assert ask(home, "SELECT lower('ÄÖÜ')") == "äöü"
        assert ask(home, "SHOW fsync") == "on"
        with embedded.running(home):
            pass
        assert embedded.is_running(home), "somebody else still uses it"

    assert not embedded.is_running(home)


def test_what_was_committed_survives_kill_9(home: Path) -> None:
    with embedded.running(home):
        tell(home, "CREATE TABLE kept (n int)")
        tell(home, "INSERT INTO kept VALUES (7)")
        pid = int((home / "postgres" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)
        while embedded.is_running(home):
            time.sleep(0.01)

        embedded.ensure_running(home)

        assert ask(home, "SELECT n FROM kept") == 7


def test_a_number_reused_by_another_program_is_not_taken_for_the_server(home: Path) -> None:
    with embedded.running(home):
        pass
    (home / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{home}/postgres\n0\n5432\n\n\n\nready\n")

    assert not embedded.is_running(home)
    with embedded.running(home):
        assert ask(home, "SELECT 1") == 1


def test_a_command_that_is_killed_does_not_keep_the_server_alive_for_ever(home: Path) -> None:
    script = "import sys, time; from pathlib import Path; from groundswell.work import embedded\n"
    script += "with embedded.running(Path(sys.argv[1])): print('up', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", script, str(home)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "up\n"
        other.kill()

    with embedded.running(home):
        pass

    assert not embedded.is_running(home)


def test_two_commands_that_start_at_the_same_moment_share_one_server(fresh: Path) -> None:
    script = "import sys; from pathlib import Path; from groundswell.work import embedded; import psycopg\n"
    script += "home = Path(sys.argv[1])\nwith embedded.running(home), psycopg.connect(**embedded.libpq(home)) as db:\n"
    script += "    assert db.execute('SELECT 1').fetchone() == (1,)"
    racers = [subprocess.Popen([sys.executable, "-c", script, str(fresh)]) for _ in range(4)]

    assert [racer.wait(60) for racer in racers] == [0, 0, 0, 0]
    assert not embedded.is_running(fresh)


def test_an_unfinished_initdb_is_begun_again(fresh: Path) -> None:
    (fresh / "postgres.new").mkdir(parents=True)
    (fresh / "postgres.new" / "PG_VERSION").write_text("18\n")

    with embedded.running(fresh):
        assert ask(fresh, "SELECT 1") == 1


def test_a_data_folder_deep_down_still_has_a_socket(folder: Path) -> None:
    deep = folder / ("a-rather-long-folder-name/" * 5) / "data"
    assert len(str(deep)) > 108, "too long for a Unix socket"

    with embedded.running(deep):
        assert ask(deep, "SELECT 1") == 1


def test_a_fresh_start_takes_seconds(fresh: Path) -> None:
    began = time.monotonic()
    with embedded.running(fresh):
        assert time.monotonic() - began < 10


def test_the_owner_alone_may_open_the_socket(home: Path) -> None:
    with embedded.running(home):
        socket = Path(embedded.connection(home)["HOST"]) / ".s.PGSQL.5432"
        assert socket.stat().st_mode & 0o077 == 0


def test_a_server_that_cannot_start_says_why(fresh: Path) -> None:
    with embedded.running(fresh):
        pass
    (fresh / "postgres" / "local.conf").write_text("shared_buffers = 'a lot'\n")

    with pytest.raises(embedded.DatabaseDown, match="shared_buffers"):
        embedded.ensure_running(fresh)
