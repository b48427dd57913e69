"""What comes by itself, in a browser: news on a device, switched on by a press and never before; finds of a saved search."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from groundswell.derived.notifications.models import PushDevice
from groundswell.derived.notifications.push.sending import hello
from groundswell.derived.notifications.tests.push_service import Browser as Keys
from groundswell.derived.search.saved import finding
from groundswell.features.support.actions import answer_question, ask_question
from groundswell.features.support.models import Question, Topic
from groundswell.log import follow
from groundswell.members.models import Member
from groundswell.ui.tests.browsers import is_fine, launched, sign_in
from groundswell.ui.tests.test_app_in_browser import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# A browser of tests reaches no push service, so its subscription is made up; the press, the worker and all else are real.
SUBSCRIBES = """(() => {
  let mine = null;
  globalThis.asked = 0;
  const request = Notification.requestPermission.bind(Notification);
  Notification.requestPermission = () => { globalThis.asked += 1; return request(); };
  const made = { ...SAID, toJSON: () => (SAID), unsubscribe: async () => { mine = null; return true; } };
  PushManager.prototype.subscribe = async (wanted) => {
    if (!wanted.userVisibleOnly || wanted.applicationServerKey.length !== 65) throw new Error("not ours");
    return mine = made;
  };
  PushManager.prototype.getSubscription = async () => mine;
})()"""
# Coming to the front takes a finger, which a test has not.
PRESSES = """async () => {
  WindowClient.prototype.focus = async function () { return this; };
  const [notification] = await registration.getNotifications();
  self.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
}"""
SHOWN = "navigator.serviceWorker.ready.then((one) => one.getNotifications()).then((all) => all.map((one) => [one.title, one.body]))"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture
def context(browser: Browser, live_server: Any, settings: Any) -> Iterator[BrowserContext]:
    settings.SITE_URL, settings.OFFLINE, settings.PUSH = live_server.url, True, True
    opened = browser.new_context(
        base_url=live_server.url, reduced_motion="reduce", viewport={"width": 390, "height": 844}
    )
    opened.set_default_timeout(15_000)
    opened.grant_permissions(["notifications"])
    opened.add_init_script(SUBSCRIBES.replace("SAID", json.dumps(Keys("https://push.example/ada").says())))
    yield opened
    opened.close()


@pytest.fixture
def question(ada: Member, ben: Member) -> Question:
    topic = Topic.objects.create(slug="calling", name={"en": "Calls"})
    asked = ask_question(by=ada, title="No signal in the lift", body="Every morning.", topic=topic)
    answer_question(asked, by=ben, body="Turn on Wi-Fi calling.")
    follow.run_all()
    return asked


def push(session: CDPSession, page: Page, said: dict[str, str]) -> None:
    """As if the browser's push service had sent it."""
    session.send("ServiceWorker.enable")
    known: list[dict[str, Any]] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda told: known.extend(told["registrations"]))
    session.send("ServiceWorker.disable")
    session.send("ServiceWorker.enable")
    for _try in range(100):
        if known:
            break
        page.wait_for_timeout(20)
    origin = page.evaluate("location.origin")
    about = {"origin": origin, "registrationId": known[0]["registrationId"], "data": json.dumps(said)}
    session.send("ServiceWorker.deliverPushMessage", about)


def test_ada_switches_her_phone_on_and_a_press_on_what_comes_leads_to_the_answer(
    context: BrowserContext, question: Question, ada: Member
) -> None:
    sign_in(context, ada)
    page = context.new_page()
    page.goto("/settings/notifications/")
    until(page, "navigator.serviceWorker.controller !== null")
    assert page.evaluate("asked") == 0
    is_fine(page)
    with page.expect_navigation(url="**/settings/notifications/**"):
        page.get_by_role("button", name="Tell me on this device").click()
    expect(page.get_by_text("This device", exact=False).first).to_be_visible()
    expect(page.get_by_role("button", name="Try it")).to_be_visible()
    expect(page.get_by_role("button", name="Tell me on this device")).to_have_count(0)
    device = PushDevice.objects.get()
    assert (device.member, device.endpoint) == (ada, "https://push.example/ada")
    is_fine(page)

    note = ada.notifications.get(kind="answer")
    said = {**hello(ada), "title": "Answers", "body": "Ben Okafor answered", "open": f"/notifications/{note.entry}/"}
    said["href"] = f"{question.get_absolute_url()}#answer-{note.answer}"
    page.goto(question.get_absolute_url())
    push(context.new_cdp_session(page), page, said)
    until(page, f"{SHOWN}.then((all) => all.length === 1)")
    assert page.evaluate(SHOWN) == [["Answers", "Ben Okafor answered"]]

    context.service_workers[0].evaluate(PRESSES)
    page.wait_for_url(f"**{said['href']}")
    note.refresh_from_db()
    assert note.read_at is not None and len(context.pages) == 1

    page.goto("/accounts/sessions/")
    is_fine(page)


def test_what_ada_searched_for_in_vain_she_is_told_of_when_it_is_asked(
    context: BrowserContext, question: Question, ada: Member, ben: Member
) -> None:
    sign_in(context, ada)
    page = context.new_page()
    page.goto("/search/?q=teleporter")
    page.get_by_role("link", name="Tell me when there is something").click()
    expect(page.get_by_label("Name")).to_have_value("teleporter")
    is_fine(page)
    page.locator("main").get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Nothing new yet")).to_be_visible()

    ask_question(by=ben, title="Where is the teleporter?", body="I am late.", topic=question.topic)
    follow.run_all()
    finding.look()
    follow.run_all()
    page.goto("/notifications/")
    page.get_by_role("link", name="Where is the teleporter?").click()
    expect(page.get_by_role("heading", name="1 question since you saved it")).to_be_visible()
    is_fine(page)
    page.get_by_role("navigation").get_by_role("link", name="Saved searches").click()
    expect(page.get_by_role("link", name="teleporter", exact=True)).to_be_visible()
    is_fine(page)
