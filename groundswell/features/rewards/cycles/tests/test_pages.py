"""From choosing to paid in a browser, by those who do it; and what the pages keep from whom."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser, Page, expect

from conftest import person
from groundswell.features.rewards.cycles import actions
from groundswell.features.rewards.cycles.counting import Split
from groundswell.features.rewards.cycles.models import Charity, Cycle, Payout, Prize
from groundswell.features.rewards.cycles.tests.conftest import CHOOSING, OVER, SPRING, Give
from groundswell.features.rewards.cycles.tests.test_cycle import approved, at, choose
from groundswell.ledger.lots import Award, award, fund, spendable
from groundswell.log import clock
from groundswell.members.models import Member
from groundswell.ui.tests.browsers import is_fine, launched, on_a_phone, sign_in


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, live_server: Any, settings: Any) -> Iterator[Page]:
    settings.PAYER_NAME, settings.PAYER_IBAN = "Fernweh Mobil", "DE89370400440532013000"
    with on_a_phone(browser, live_server, settings) as opened:
        yield opened


def see(page: Page, path: str, name: str) -> None:
    """Open a page, and let axe find nothing wrong with it."""
    page.goto(path)
    is_fine(page)
    look = getattr(page, "look", None)
    if look:
        look(name)


def scene() -> dict[str, Any]:
    """A cycle of today in which members choose, with all that can be chosen."""
    people = {name: person(name, full) for name, full in (("ada", "Ada Lindqvist"), ("ben", "Ben Okafor"))}
    people |= {"mia": person("mia", "Mia Brandt", "manager"), "nora": person("nora", "Nora Falk", "admin")}
    today = clock.now()
    with clock.standing_at(today - timedelta(days=200)):
        first = clock.now().date()
        cycle = actions.open_cycle("2026-1", first, first + timedelta(days=180), by=people["mia"], match_most=100_000)
        charity = actions.nominate(by=people["ada"], name="Sea Rescue", about="Pulls people out of the water.")
        actions.decide_charity(charity, by=people["mia"], eligible=True)
        fund("help", 1_000_000, key="fund")
        earned = ((people["ada"], 2_340), (people["ben"], 700))
        award(Award(key=m.handle, owner=m.pk, amount=n, pool="help", hold=timedelta(0)) for m, n in earned)
        actions.move_cycles()
        actions.vote_for(Charity.objects.get(), cycle, by=people["ada"])
    ticket = actions.add_prize(by=people["mia"], name="A cinema ticket", kind="code", points=900, about="For two.")
    actions.add_codes(ticket, "KINO-7Q2F\nKINO-88XA", by=people["mia"])
    actions.add_prize(by=people["mia"], name="A mug", kind="shipped", points=300, stock=5)
    actions.move_cycles()
    return {**people, "cycle": cycle}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_from_choosing_to_paid_by_those_who_do_it(page: Page) -> None:
    who = scene()
    walk(page, who)


def split_it(page: Page) -> None:
    """A prize, and the rest in two halves, with two mistakes on the way."""
    page.get_by_text("A prize first?").click()
    page.get_by_text("A cinema ticket").click()
    page.get_by_text("Split it").click()
    for label, percent in (("On my bill, %", "50"), ("To charity, %", "40")):
        page.get_by_label(label).fill(percent)
    not_yet = page.get_by_text("Together that is 90 %; 100 are needed.")
    expect(not_yet).to_be_visible()
    page.get_by_label("Keep, %").fill("10")
    expect(page.locator(".comes-to")).to_contain_text("€7.20")  # of 1,440 points that the ticket leaves
    page.get_by_label("Keep, %").fill("")
    expect(not_yet).to_be_visible()  # and the button moves
    page.get_by_role("button", name="That is what I want").click()
    expect(page.get_by_text("these sum to 90").first).to_be_visible()
    expect(page.get_by_label("To charity, %")).to_have_value("40")  # nothing that was typed is lost
    page.get_by_label("To charity, %").fill("50")
    page.get_by_role("button", name="That is what I want").click()
    expect(page.get_by_text("You have chosen.")).to_be_visible()


def walk(page: Page, who: dict[str, Any]) -> None:
    ada, mia, nora, cycle = who["ada"], who["mia"], who["nora"], who["cycle"]
    sign_in(page.context, ada)
    see(page, "/rewards/payout/", "choose")
    expect(page.locator("h1")).to_have_text("€23.40")
    split_it(page)
    see(page, "/rewards/payout/", "chosen")
    see(page, "/rewards/charities/", "charities")

    Cycle.objects.filter(pk=cycle.pk).update(choose_until=clock.now())
    actions.move_cycles()
    for one in (mia, nora):
        sign_in(page.context, one)
        see(page, f"/rewards/cycles/{cycle.name}/", f"counted-{one.handle}")
        page.get_by_role("button", name="Approve €23.40").click()
        page.locator("dialog[open] button[value], dialog[open] button").last.click()
        expect(page.get_by_text("Approved.").first).to_be_visible()
    actions.move_cycles()
    see(page, f"/rewards/cycles/{cycle.name}/", "approved")
    for done in ("All credit is on the bills", "It was handed over"):
        page.get_by_role("button", name=done).click()
        page.locator("dialog[open] button").last.click()
        expect(page.get_by_role("button", name=done)).to_have_count(0)  # the page after it is there
    page.get_by_role("button", name="Close the cycle").click()
    expect(page.get_by_text("It was closed")).to_be_visible()
    prize, payout = Prize.objects.earliest("pk"), Payout.objects.earliest("pk")
    for path, name in (("/rewards/cycles/", "cycles"), ("/rewards/prizes/", "prizes"),
                       (f"/rewards/prizes/{prize.pk}/", "prize"), (f"/rewards/payouts/{payout.pk}/", "payout")):  # fmt: skip
        see(page, path, name)

    sign_in(page.context, ada)
    see(page, "/rewards/payout/", "receipts")
    page.get_by_role("link", name="A cinema ticket").click()
    expect(page.get_by_text("KINO-7Q2F")).to_be_visible()
    see(page, page.url, "receipt")
    assert spendable(ada.pk) == 0


def test_what_is_paid_is_seen_by_those_who_pay_only(
    client: Client,
    cycle: Cycle,
    ada: Member,
    cleo: Member,
    mia: Member,
    nora: Member,
    ben: Member,
    give: Give,
    settings: Any,
) -> None:
    settings.PAYER_IBAN = "DE89370400440532013000"
    give(ada, 2_000)
    at(CHOOSING)
    with clock.standing_at(CHOOSING):
        actions.change_details(by=ada, number=settings.PAYER_IBAN, holder="Ada Lindqvist")
    choose(cycle, ada, Split(cash=100))
    at(OVER)
    approved(cycle, mia, nora)
    file = actions.make_payment_file(cycle, by=mia)
    payout = Payout.objects.get()
    staff = ("/rewards/cycles/", "/rewards/cycles/2026-1/", "/rewards/cycles/2026-1/credit.csv", "/rewards/prizes/",
             f"/rewards/payouts/{payout.pk}/")  # fmt: skip
    for viewer, status in ((None, 404), (ada, 403), (cleo, 403), (mia, 200)):
        if viewer:
            client.force_login(viewer)
        assert [client.get(path).status_code for path in staff] == [status] * len(staff)
    bank = client.post(f"/rewards/files/{file.pk}/")
    assert (b"Ada Lindqvist" in bank.content, bank["Cache-Control"]) == (True, "no-store")
    assert client.post(f"/rewards/files/{file.pk}/").content == bank.content
    assert b"20.00" in bank.content and b"<EndToEndId>GW-" in bank.content
    for viewer, status in ((ben, 404), (ada, 200)):
        client.force_login(viewer)
        assert client.get(f"/rewards/payout/{payout.pk}/").status_code == status
    Payout.objects.update(sealed="")
    client.force_login(mia)
    assert client.post(f"/rewards/files/{file.pk}/").status_code == 302  # forgotten by then


def test_the_form_and_the_api_say_the_same_of_a_choice_that_cannot_be(
    client: Client, cycle: Cycle, ada: Member, give: Give
) -> None:
    give(ada, 999)
    at(CHOOSING)
    client.force_login(ada)
    sentence = "Cash is paid from 1000 points; this would be 999."
    with clock.standing_at(CHOOSING):
        page = client.post("/rewards/payout/", {"way": "cash", "iban": "", "holder": ""})
        api = client.post("/api/v1/payout/choice", {"cash": 100}, content_type="application/json")
        wrong = client.post("/rewards/payout/", {"way": "credit", "iban": "DE00", "holder": "Ada"})
        done = client.post("/api/v1/payout/choice", {"credit": 100, "standing": True}, content_type="application/json")
    assert (page.status_code, sentence in page.content.decode()) == (422, True)
    assert (api.status_code, api.json()["detail"]) == (422, sentence)
    assert wrong.status_code == 422 and not ada.has_usable_password()
    assert done.json()["comes_to"] == {"credit": 999} and done.json()["standing"] is True
    with clock.standing_at(OVER):
        late = client.post("/api/v1/payout/choice", {"credit": 100}, content_type="application/json")
    assert (late.status_code, "ended on 2026-07-29" in late.json()["detail"]) == (403, True)


def test_the_cockpit_costs_the_same_for_two_members_and_for_twelve(
    client: Client, cycle: Cycle, mia: Member, give: Give
) -> None:
    people = [person(f"helper{n}", f"Helper {n}") for n in range(12)]
    for one in people[:2]:
        give(one, 100)
    at(CHOOSING)
    client.force_login(mia)

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get("/rewards/cycles/2026-1/").status_code == 200
        return len(seen)

    cost()
    few = cost()
    for one in people[2:]:
        give(one, 100, SPRING)
    assert cost() == few


def test_what_a_choice_comes_to_is_worked_out_while_it_is_made(
    cycle: Cycle, ada: Member, ben: Member, give: Give, client: Client
) -> None:
    give(ada, 2_340)
    asked = "/rewards/payout/comes-to/"

    def said(query: str) -> str:
        got = client.get(f"{asked}?{query}")
        assert got.status_code == 200
        return " ".join(got.content.decode().split())

    client.force_login(ada)
    assert client.get(f"{asked}?way=credit").status_code == 404, "the time to choose has not begun"
    at(CHOOSING)
    with clock.standing_at(CHOOSING):
        assert "€23.40" in said("way=credit")
        split = said("way=split&credit=50&keep=50")
        assert "€11.70" in split and "1,170 points" in split
        assert "2,340 points" in said("way=split&cash=30&keep=70"), "cash below its minimum is kept"
        assert "Together that is 60 %" in said("way=split&credit=60")
        assert said("way=split&credit=-3") == said("") == ""
    assert not cycle.choices.exists()
