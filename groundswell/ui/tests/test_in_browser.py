"""The look and the small scripts, in a browser, on the page of components."""

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from groundswell.ui.bundle import join
from groundswell.ui.tests.browsers import faults
from groundswell.ui.tests.served import HERE, answer

pytestmark = pytest.mark.browser
# Text and what it stands on, as tokens. WCAG asks for 4.5:1.
PAIRS = [
    ("--ink", "--paper"), ("--ink", "--sunk"), ("--soft", "--paper"), ("--soft", "--sunk"), ("--soft", "--good-wash"),
    ("--accent", "--paper"), ("--accent", "--surface"), ("--accent", "--sunk"), ("--accent-deep", "--accent-wash"),
    ("--ink", "--accent-wash"), ("--on-accent", "--accent"), ("--on-accent", "--accent-deep"),
    ("--good", "--good-wash"), ("--good", "--paper"), ("--warn", "--warn-wash"), ("--bad", "--bad-wash"),
    ("--bad", "--surface"),
]  # fmt: skip
COUNT_PRESSES = """() => {
  window.presses = 0;
  document.addEventListener("click", (event) => {
    if (!event.target.matches("[data-confirm]")) return;
    window.presses += 1;
    event.preventDefault();
  });
}"""
CONTRASTS = """([pairs, brands]) => {
  const paint = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  const probe = document.body.appendChild(document.createElement("i"));
  const light = (token) => {
    probe.style.color = `var(${token})`;
    paint.fillStyle = getComputedStyle(probe).color;
    paint.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3)
      .map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const weak = [];
  for (const brand of brands) {
    document.documentElement.style.setProperty("--brand", brand);
    for (const [text, ground] of pairs) {
      const [high, low] = [light(text), light(ground)].sort((a, b) => b - a);
      const ratio = (high + 0.05) / (low + 0.05);
      if (ratio < 4.5) weak.push(`${text} on ${ground} with ${brand}: ${ratio.toFixed(2)}`);
    }
  }
  return weak;
}"""


@pytest.fixture
def components(page: Page) -> Page:
    return shown(page)


def shown(page: Page) -> Page:
    page.goto(f"{HERE}/_components/")
    page.wait_for_load_state("load")
    return page


def test_axe_finds_nothing_and_nothing_sticks_out(components: Page) -> None:
    assert faults(components) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_keeps_its_contrast_with_every_brand(components: Page, scheme: Any) -> None:
    components.emulate_media(color_scheme=scheme)
    colours = [
        (light, chroma, hue) for light in (15, 55, 95) for chroma in (0, 0.13, 0.35) for hue in range(0, 360, 15)
    ]
    brands = [f"oklch({light}% {chroma} {hue})" for light, chroma, hue in colours]

    assert components.evaluate(CONTRASTS, [PAIRS, brands]) == []


def test_the_browser_has_nothing_to_complain_about(components: Page, complaints: list[str]) -> None:
    components.wait_for_timeout(200)

    assert complaints == []


def test_the_joined_script_does_what_the_many_do(page: Page, complaints: list[str], paths: Any) -> None:
    def joined(route: Route) -> None:
        route.fulfill(body=join("ui/js/app.js", paths), content_type="text/javascript")

    page.route("**/ui/js/app.js", joined)
    shown(page)
    page.wait_for_function("!!customElements.get('md-editor') && !!customElements.get('search-box')")

    assert complaints == []


def test_a_chosen_theme_stays(components: Page) -> None:
    components.locator("theme-switch [value=dark]").check(force=True)
    components.reload()

    assert components.evaluate("document.documentElement.dataset.theme") == "dark"
    expect(components.locator("theme-switch [value=dark]")).to_be_checked()


def test_keys_lead_through_the_page_and_can_be_switched_off(components: Page) -> None:
    components.keyboard.press("?")
    expect(components.locator("#shortcuts")).to_be_visible()
    components.locator("[data-shortcuts]").uncheck()
    components.keyboard.press("Escape")

    components.keyboard.press("j")
    assert components.locator(".here").count() == 0

    components.reload()
    components.evaluate("localStorage.clear()")
    components.reload()
    components.keyboard.press("j")
    assert components.locator(".here").count() == 1
    components.keyboard.press("/")
    assert components.evaluate("document.activeElement.matches('[data-search]')")


def test_what_destroys_asks_first(components: Page) -> None:
    button = components.locator('[data-confirm="Delete this answer?"]').first
    components.evaluate(COUNT_PRESSES)

    button.click()
    expect(components.locator("#confirm")).to_contain_text("Delete this answer?")
    assert components.evaluate("window.presses") == 0
    components.locator("#confirm button[value=no]").click()
    assert components.evaluate("window.presses") == 0

    button.click()
    components.locator("#confirm button[value=yes]").click()
    components.wait_for_function("window.presses === 1")


def test_the_editor_wraps_what_is_chosen(components: Page) -> None:
    area = components.locator("#id_text")
    area.fill("no signal")
    area.evaluate("area => area.setSelectionRange(3, 9)")

    components.locator("md-editor:has(#id_text) [data-md=bold]").click()
    expect(area).to_have_value("no **signal**")
    area.evaluate("area => area.setSelectionRange(0, area.value.length)")
    components.locator("md-editor:has(#id_text) [data-md=list]").click()
    expect(area).to_have_value("- no **signal**")


def test_a_text_survives_a_server_that_is_gone(page: Page) -> None:
    page.route("**/drafts/here", lambda route: route.abort())
    shown(page)
    editor = page.locator("md-editor:has(#id_text)")
    put = "editor => { editor.dataset.draft = '/drafts/here'; editor.keepDraft('/drafts/here'); }"
    editor.evaluate(put)
    page.locator("#id_text").press_sequentially("Two hours of work")
    expect(editor.locator(".editor-state")).to_have_text("Kept on this device")

    page.reload()
    page.locator("md-editor:has(#id_text)").evaluate(put)

    expect(page.locator("#id_text")).to_have_value("Two hours of work")


def test_suggestions_are_chosen_with_the_arrows(page: Page) -> None:
    line = '<li class="suggestion" role="option" data-href="/_components/?{0}">Number {0}</li>'
    suggestions = line.format(1) + line.format(2)
    page.route("**/search/suggest?q=wi*", lambda route: route.fulfill(body=suggestions, content_type="text/html"))
    shown(page)
    page.locator("#search").press_sequentially("wifi")
    expect(page.locator("#search")).to_have_attribute("aria-expanded", "true")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#search")).to_have_attribute("aria-activedescendant", "search-list-1")
    page.keyboard.press("Enter")

    page.wait_for_url("**/_components/?2")


def test_a_refusal_becomes_a_toast_whatever_was_to_be_swapped(page: Page) -> None:
    refusal = '<div class="toast bad" role="alert"><p>Only the asker may.</p></div>'
    page.route("**/do/it", lambda route: route.fulfill(status=403, body=refusal, content_type="text/html"))
    shown(page)
    before = page.locator("#example-answer").inner_text()

    page.evaluate("htmx.ajax('POST', '/do/it', {target: '#example-answer'})")

    expect(page.locator("#toasts")).to_contain_text("Only the asker may.")
    assert page.locator("#example-answer").inner_text() == before


def test_everything_is_there_without_javascript(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.route(f"{HERE}/**", answer)
    shown(page)

    expect(page.locator("#id_text")).to_be_visible()
    expect(page.locator(".editor-bar").first).to_be_hidden()
    expect(page.locator(".filters .button")).to_be_visible()
    page.locator("details.menu summary").first.click()
    expect(page.locator(".menu-list").first).to_be_visible()
    context.close()


def test_htmx_keeps_to_the_content_security_policy(components: Page) -> None:
    config = json.loads(components.locator("meta[name=htmx-config]").get_attribute("content") or "{}")

    assert config["allowEval"] is False
    assert config["selfRequestsOnly"] is True
    assert config["includeIndicatorStyles"] is False


SEEN = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const style = (of) => getComputedStyle(of);
  const ring = (of) => style(of).outlineStyle !== "none" && parseFloat(style(of).outlineWidth) > 0 || style(of).boxShadow !== "none";
  const shown = [one, one.closest("label, .editor, .search, .segments, article")].some((of) => of && ring(of));
  const box = one.getBoundingClientRect();
  const there = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { what: one.outerHTML.slice(0, 120), shown, there };
}"""


@pytest.mark.parametrize("width", [390, 1280])
def test_tab_reaches_everything_once_is_always_seen_and_is_caught_nowhere(components: Page, width: int) -> None:
    """From the first control to the last and out of the page: no trap, no focus that is not to be seen, no hidden stop."""
    components.set_viewport_size({"width": width, "height": 900})
    components.emulate_media(reduced_motion="reduce")
    stops: list[dict[str, Any]] = []
    for _press in range(400):
        components.keyboard.press("Tab")
        if (stop := components.evaluate(SEEN)) is None:
            break
        stops.append(stop)
    else:
        pytest.fail(f"Tab never leaves the page; the last stops: {[stop['what'] for stop in stops[-4:]]}")

    assert "skip" in stops[0]["what"]
    assert [stop["what"] for stop in stops if not stop["shown"]] == []
    assert [stop["what"] for stop in stops if not stop["there"]] == []


def test_the_skip_link_leads_into_the_main_part(components: Page) -> None:
    components.keyboard.press("Tab")
    components.keyboard.press("Enter")
    assert components.evaluate("document.activeElement.id") == "main"

    components.keyboard.press("Tab")
    assert components.evaluate("!!document.activeElement.closest('main')")


def test_a_dialog_keeps_the_focus_and_gives_it_back(components: Page) -> None:
    button = components.locator('[data-confirm="Delete this answer?"]').first
    button.focus()
    components.keyboard.press("Enter")
    inside = "!!document.activeElement.closest('#confirm') || document.activeElement === document.body"
    for key in ("Tab", "Tab", "Tab", "Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab"):
        components.keyboard.press(key)
        assert components.evaluate(inside), key
    components.keyboard.press("Escape")

    expect(components.locator("#confirm")).to_be_hidden()
    assert button.evaluate("one => one === document.activeElement")


def test_a_menu_opens_and_closes_by_keyboard_and_gives_the_focus_back(components: Page) -> None:
    summary = components.locator("main details.menu > summary").first
    summary.focus()
    components.keyboard.press("Enter")
    menu = components.locator("main details.menu").first
    expect(menu).to_have_attribute("open", "")
    components.keyboard.press("Tab")
    assert components.evaluate("!!document.activeElement.closest('.menu-list')")
    components.keyboard.press("Escape")

    expect(menu).not_to_have_attribute("open", "")
    assert summary.evaluate("one => one === document.activeElement")


LAID_OVER = """() => {
  const found = [];
  const text = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const all = [...document.querySelectorAll("main *, header *")].filter((one) => text(one) && one.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && !one.closest(".hidden-text, svg, dialog, .toasts, .menu-list, option") && getComputedStyle(one).position !== "absolute");
  for (const one of all) {
    const box = one.getBoundingClientRect();
    if (box.width && (box.left < -1 || box.right > innerWidth + 1) && !one.closest("pre, .table, .tabs, [tabindex='0']")) found.push("outside: " + one.outerHTML.slice(0, 90));
    const clip = getComputedStyle(one);
    if (clip.overflowX === "hidden" && one.scrollWidth > one.clientWidth + 1 && clip.textOverflow !== "ellipsis") found.push("cut: " + one.outerHTML.slice(0, 90));
  }
  for (const count of document.querySelectorAll(".row-count")) {
    const mine = count.getBoundingClientRect();
    for (const one of count.closest(".row").querySelectorAll(".row-meta > *, .row-title a")) {
      const box = one.getBoundingClientRect();
      const apart = !box.width || box.right <= mine.left || box.left >= mine.right || box.bottom <= mine.top || box.top >= mine.bottom;
      if (!apart) found.push("over each other: " + count.textContent.trim() + " and " + one.textContent.trim().slice(0, 40));
    }
  }
  return found;
}"""


@pytest.mark.parametrize("width", [390, 1280])
def test_from_right_to_left_nothing_sticks_out_is_cut_or_lies_over_another(components: Page, width: int) -> None:
    components.set_viewport_size({"width": width, "height": 900})
    components.evaluate("document.documentElement.dir = 'rtl'")

    assert components.evaluate(LAID_OVER) == []
    assert components.evaluate("document.documentElement.scrollWidth") <= width
    brand = components.locator(".brand").bounding_box()
    assert brand
    assert brand["x"] + brand["width"] / 2 > width / 2  # what begins a line is at the right
