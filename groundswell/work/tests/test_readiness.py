from pathlib import Path

import pytest

from groundswell.work import readiness


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "postgres").mkdir()
    return tmp_path


def test_what_was_noted_holds_until_the_program_changes(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "program"
    (program / "members" / "migrations").mkdir(parents=True)
    monkeypatch.setattr(readiness, "PROGRAM", program)
    readiness.note(home, cast=["ada"])
    assert (readiness.noted(home) or {})["cast"] == ["ada"]

    (program / "members" / "migrations" / "0002_more.py").write_text("")

    assert readiness.noted(home) is None


def test_nothing_is_noted_in_a_fresh_folder_nor_after_a_restore(home: Path, tmp_path: Path) -> None:
    assert readiness.noted(home) is None
    readiness.note(home, cast=[])
    readiness.forget(home)
    assert readiness.noted(home) is None
    assert readiness.noted(tmp_path / "elsewhere") is None
