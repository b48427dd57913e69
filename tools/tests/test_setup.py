"""`tools/setup.py` and the Makefile, as far as they can be tried without installing everything anew."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"tools_{name}", ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def setup() -> ModuleType:
    return tool("setup")


def test_a_test_environment_serves_for_running_too_but_not_the_other_way_round(setup: ModuleType) -> None:
    to_run, to_test = setup.wanted(dev=False), setup.wanted(dev=True)

    assert set(to_test) < set(to_run)


def test_nothing_happens_when_the_stamp_is_right(setup: ModuleType, tmp_path: Path) -> None:
    python = setup.python_of(tmp_path)
    python.parent.mkdir(parents=True)
    python.touch()
    (tmp_path / "groundswell-stamp").write_text(setup.wanted(dev=True)[0])

    setup.set_up(tmp_path, dev=True)

    assert sorted(path.name for path in tmp_path.iterdir()) == [python.parent.name, "groundswell-stamp"]


@pytest.mark.slow
def test_the_launcher_works_from_anywhere_even_in_a_folder_with_a_long_name(setup: ModuleType, tmp_path: Path) -> None:
    folder = tmp_path / ("long and with spaces " * 8) / ".venv"
    setup.make_environment(folder)
    setup.link_project(folder)

    probe = [setup.python_of(folder), "-c", "import groundswell.work; print(groundswell.work.__file__)"]
    said = subprocess.run(probe, cwd=tmp_path, capture_output=True, text=True, check=True)
    ran = subprocess.run([folder / "bin" / "groundswell"], cwd=tmp_path, capture_output=True, text=True)

    assert said.stdout.startswith(str(ROOT))
    assert "No module named 'typer'" in ran.stderr, "it ran, in that environment, up to the packages it has not got"


def test_requirements_are_pinned_by_hash_and_name_no_address() -> None:
    for name in ("core", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        packages = [line for line in text.splitlines() if line[:1].isalnum()]
        assert len(packages) > 50
        assert all("==" in line for line in packages)
        assert text.count("--hash=sha256:") >= len(packages)
        assert "://" not in text
        assert "index" not in "\n".join(line for line in text.splitlines() if line.startswith("-"))


def test_two_installers_share_the_pins_with_their_hashes(setup: ModuleType, tmp_path: Path) -> None:
    requirements = ROOT / "requirements" / "core.txt"
    shares = [half.read_text() for half in setup.halves(tmp_path, requirements)]

    lines = {line for line in requirements.read_text().splitlines() if line and not line.startswith("#")}
    assert set("".join(shares).splitlines()) == lines
    assert all(share.count("==") > 40 for share in shares)


def test_when_one_installer_fails_what_it_said_is_known(setup: ModuleType, tmp_path: Path) -> None:
    fine, wrong = [sys.executable, "-c", "print('done')"], [sys.executable, "-c", "raise SystemExit('no such package')"]

    assert setup.run([fine, fine], tmp_path, ROOT / "requirements" / "core.txt") == ""
    assert "no such package" in setup.run([fine, wrong], tmp_path, ROOT / "requirements" / "core.txt")


def test_an_old_python_is_told_so_in_one_sentence() -> None:
    said = subprocess.run(["make", "setup", "PYTHON="], cwd=ROOT, capture_output=True, text=True)

    assert said.returncode != 0
    assert "Groundswell needs Python 3.11 or newer" in said.stdout


def test_a_browser_that_is_named_must_run(tmp_path: Path) -> None:
    stub = tmp_path / "browser"
    stub.write_text("#!/bin/sh\nexit 1\n")
    stub.chmod(0o755)
    command = [sys.executable, str(ROOT / "tools" / "browser.py")]

    said = subprocess.run(command, env={**os.environ, "GROUNDSWELL_BROWSER": str(stub)}, capture_output=True, text=True)

    assert said.returncode == 1
    assert str(stub) in said.stderr


def test_make_help_lists_every_target_that_is_for_people() -> None:
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    for target in ("demo", "test", "check", "bench", "help", "clean", "lock"):
        assert f"make {target}" in said
