"""Each page of the guide is one test: its Python blocks run from top to bottom."""

import re
from pathlib import Path

import pytest

from groundswell.features.support.models import Topic
from groundswell.members.models import Member

HERE = Path(__file__).parent
PAGES = sorted([*HERE.glob("guide/*.md"), *HERE.glob("build/*.md")])
PYTHON = re.compile(r"^```python\n(.*?)^```", re.M | re.S)
LINK = re.compile(r"\]\((?!https?:|#|mailto:|/)([^)#]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_blocks_of_the_page_run(
    page: Path, ada: Member, ben: Member, cleo: Member, dan: Member, eve: Member, mia: Member
) -> None:
    Topic.objects.create(slug="calling", name={"en": "Calls"})
    names = {"ada": ada, "ben": ben, "cleo": cleo, "dan": dan, "eve": eve, "mia": mia}
    text = page.read_text()
    for block in PYTHON.finditer(text):
        blank = "\n" * text[: block.start(1)].count("\n")
        exec(compile(blank + block[1], page, "exec"), names)


@pytest.mark.parametrize("page", sorted([*HERE.rglob("*.md"), *HERE.parent.glob("*.md")]), ids=lambda page: page.name)
def test_links_to_other_files_lead_somewhere(page: Path) -> None:
    broken = [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()]

    assert broken == []
