"""The limits of STYLE.md, so that files and functions stay small enough to read. Raised only by a decision record."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = sorted(path for path in ROOT.rglob("*.py") if "migrations" not in path.parts)
CODE = [path for path in PYTHON if "tests" not in path.parts and not path.name.startswith("conftest")]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def over(found: dict[str, int], limit: int) -> dict[str, int]:
    return {what: size for what, size in found.items() if size > limit}


def test_no_python_file_has_more_than_400_lines() -> None:
    assert over({name(path): lines(path) for path in PYTHON}, 400) == {}


def test_the_median_file_has_at_most_100_lines_and_nine_of_ten_at_most_200() -> None:
    sizes = sorted(lines(path) for path in CODE if lines(path) > 1)

    assert sizes[len(sizes) // 2] <= 100
    assert sizes[len(sizes) * 9 // 10] <= 200


def test_no_function_has_more_than_50_lines() -> None:
    found = {f"{name(path)}:{what}": size for path in PYTHON for what, size in functions(path)}

    assert over(found, 50) == {}


def test_no_view_has_more_than_25_lines() -> None:
    views = [path for path in CODE if path.name == "views.py" or path.parent.name == "views"]

    assert over({f"{name(path)}:{what}": size for path in views for what, size in functions(path)}, 25) == {}


@pytest.mark.parametrize(("pattern", "limit"), [("*.html", 150), ("*.css", 250)])
def test_templates_and_styles_are_short(pattern: str, limit: int) -> None:
    assert over({name(path): lines(path) for path in ROOT.rglob(pattern)}, limit) == {}


@pytest.mark.parametrize("forbidden", ["utils", "helpers", "common", "manager", "service", "base"])
def test_modules_have_names_that_say_something(forbidden: str) -> None:
    ours = [path for path in CODE if path.parent.name != "postgres"]  # Django asks for postgres/base.py by that name
    assert [name(path) for path in ours if path.stem == forbidden] == []


def test_nobody_saves_in_views_api_or_consumers() -> None:
    skins = [
        path for path in CODE if path.stem in {"views", "api", "consumers"} or path.parent.name in {"views", "api"}
    ]
    found = [
        f"{name(path)}:{node.lineno}"
        for path in skins
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"save", "create"} and "objects" in ast.dump(node)
    ]
    assert found == [], "Change data in an action, and let the view call it."


def test_there_are_no_signals_of_our_own() -> None:
    assert [name(path) for path in CODE if "django.db.models.signals" in path.read_text()] == []
