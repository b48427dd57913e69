"""A walk through My rewards, and the pages of those who manage them: axe finds nothing, nothing sticks out, nothing is refused."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from groundswell.features.rewards.actions.drafting import approve_rules, begin_shadow, draft_rules
from groundswell.features.rewards.cycles.actions import make_statements
from groundswell.features.rewards.cycles.models import Cycle, State
from groundswell.features.rewards.tests.conftest import RULES, Helped
from groundswell.ledger import lots
from groundswell.ledger.models import Lot
from groundswell.log import clock
from groundswell.members.models import Member
from groundswell.ui.middleware import fixed_headers
from groundswell.ui.tests.browsers import faults
from groundswell.ui.tests.conftest import browser, complaints, page
from groundswell.ui.tests.served import HERE

__all__ = ["browser", "complaints", "page"]
pytestmark = pytest.mark.browser
DEAR = {**RULES, "name": "dear", "rules": [{**RULES["rules"][2], "points": 40}, *RULES["rules"][:2]]}


@pytest.fixture(scope="module", autouse=True)
def beside_a_loop() -> Iterator[None]:
    """Playwright runs one in this thread, which Django takes for asynchronous code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


class Walk:
    """A browser that is handed the pages of the test's own database, one after the other."""

    def __init__(self, page: Page, client: Client, complaints: list[str]) -> None:
        self.page, self.client, self.complaints = page, client, complaints

    def open(self, address: str) -> Page:
        """Go there, and look at it as a phone and as a desk, in light and dark."""
        got = self.client.get(address)
        assert got.status_code == 200, address
        self.page.route(
            f"{HERE}{address}",
            lambda route: route.fulfill(body=got.content, content_type=got["Content-Type"], headers=fixed_headers()),
        )
        self.page.goto(f"{HERE}{address}")
        self._look()
        return self.page

    def _look(self) -> None:
        for details in self.page.locator("main details").all():
            details.evaluate("one => { one.open = true }")
        assert [said for said in self.complaints if "404" not in said] == []
        assert faults(self.page) == []
        self.complaints.clear()  # of the policy about what axe itself brings


@pytest.fixture
def walk(page: Page, client: Client, complaints: list[str]) -> Walk:
    return Walk(page, client, complaints)


@pytest.fixture
def a_year(thanked: Helped, ben: Member) -> None:
    """Forty-five more points over the weeks, some of them looked into, and a cycle in which they are paid."""
    now = clock.now()
    for week in range(8):
        with clock.standing_at(now - timedelta(days=7 * (8 - week))):
            lots.award(
                [lots.Award(key=f"{week} {n}", owner=ben.pk, amount=4 + n, pool="help", note="") for n in range(6)]
            )
            lots.release()
    lots.hold(
        list(Lot.objects.filter(held__gt=0).order_by("-pk").values_list("pk", flat=True)[:2]),
        note="These votes came at once.",
    )
    day = now.date()
    Cycle.objects.create(
        name="h1", first=day - timedelta(days=100), last=day + timedelta(days=60), choose_from=now + timedelta(days=70),
        choose_until=now + timedelta(days=84), state=State.EARNING, currency="EUR",
    )  # fmt: skip
    coming = draft_rules(json.dumps({**RULES, "name": "next"}), by=None, note="Thanks count for more.")
    approve_rules(coming, since=now + timedelta(days=30), by=None)


def test_ben_walks_from_his_balance_to_older_lines_and_the_rules(a_year: None, walk: Walk, ben: Member) -> None:
    walk.client.force_login(ben)
    page = walk.open("/rewards/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("€")
    older = page.get_by_role("link", name="Older").get_attribute("href")
    assert older == "/rewards/?after=40"

    page = walk.open("/rewards/?after=80")
    rule = page.get_by_role("link", name="solutions").get_attribute("href") or ""
    expect(walk.open(rule.partition("#")[0]).get_by_role("heading", level=1)).to_have_text("How points are earned")


def test_ben_reads_what_a_month_brought(a_year: None, walk: Walk, ben: Member) -> None:
    today = clock.now().date()
    for day in (today.replace(day=1) - timedelta(days=1), today):
        make_statements(day)
    walk.client.force_login(ben)

    months = walk.open("/rewards/statements/").locator("tbody").get_by_role("link").all()
    assert months[0].get_attribute("href") == "/rewards/"  # this month so far
    page = walk.open(months[-1].get_attribute("href") or "")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Statement of")
    expect(page.get_by_role("row").last).to_contain_text("There at the end")


def test_mia_looks_at_budgets_and_at_a_draft_beside_the_rules(a_year: None, walk: Walk, mia: Member) -> None:
    walk.client.force_login(mia)
    draft = draft_rules(json.dumps(DEAR), by=mia, note="Thanks are dear.")

    expect(walk.open("/rewards/manage/").locator("svg.chart").first).to_be_visible()
    walk.open(f"/rewards/manage/{draft.number}/draft/")
    page = walk.open(f"/rewards/manage/{draft.number}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("dear")
    expect(page.get_by_role("button", name="Count it in the shadow")).to_be_visible()
    begin_shadow(draft, by=mia)
    assert walk.open(f"/rewards/manage/{draft.number}/members/?days=28").get_by_role("row").count() == 2
