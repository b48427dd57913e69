import gzip
import re
from collections import Counter
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.management import call_command

from groundswell.ui.bundle import JOINED, join

STATIC = Path(__file__).resolve().parents[1] / "static" / "ui"
BORROWS = re.compile(r'^import \{[^}]*\} from "\./([^"]+)";$', re.MULTILINE)
DECLARED = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)


def test_all_styles_travel_as_one_file_under_40_kb(paths: dict[str, Any]) -> None:
    sheet = join("ui/css/app.css", paths)

    assert "@import" not in sheet
    assert len(sheet.encode()) < 40_000


def test_all_scripts_with_htmx_stay_under_60_kb_compressed(paths: dict[str, Any]) -> None:
    htmx = Path(finders.find("django_htmx/htmx-2.min.js") or "").read_bytes()
    scripts = (join("ui/js/app.js", paths) + (STATIC / "js" / "early.js").read_text()).encode()

    assert len(gzip.compress(htmx)) + len(gzip.compress(scripts)) < 60_000


def test_every_stylesheet_is_in_use_and_short() -> None:
    named = set(re.findall(r'url\("([^"]+)"\)', (STATIC / "css" / "app.css").read_text()))
    files = {path.relative_to(STATIC / "css").as_posix(): path for path in (STATIC / "css").rglob("*.css")}

    assert named == set(files) - {"app.css"}
    assert all(len(path.read_text().splitlines()) <= 250 for path in files.values())


def test_joined_scripts_share_one_scope_without_quarrel(paths: dict[str, Any]) -> None:
    names = re.findall(r'^import "\./([^"]+)";$', (STATIC / "js" / "app.js").read_text(), re.MULTILINE)
    declared = Counter(name for file in names for name in DECLARED.findall((STATIC / "js" / file).read_text()))
    borrowed = {file: BORROWS.findall((STATIC / "js" / file).read_text()) for file in names}
    joined = join("ui/js/app.js", paths)

    for number, file in enumerate(names):
        assert set(borrowed[file]) <= set(names[:number]), f"{file} is joined before what it borrows from"
    assert [name for name, times in declared.items() if times > 1] == []
    assert not re.search(r"^(import|export) ", joined, re.MULTILINE)


def test_collected_files_are_joined_and_named_after_their_content(tmp_path: Path, settings: Any) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "groundswell.ui.bundle.JoinedStaticFiles"}}

    call_command("collectstatic", interactive=False, verbosity=0)

    for name in JOINED:
        stem, _dot, ending = name.rpartition(".")
        (hashed,) = tmp_path.glob(f"{stem}.*.{ending}")
        assert not re.search(r"@import|^import ", hashed.read_text(), re.MULTILINE)
        assert hashed.with_name(f"{hashed.name}.br").exists()
