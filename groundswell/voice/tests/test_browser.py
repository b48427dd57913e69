"""Writing, in a browser: preview, pictures, drafts that survive a closed tab; and how a finished text looks."""

import base64
import os
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from groundswell.features.support.actions import answer_question, ask_question
from groundswell.features.support.models import Question, Topic
from groundswell.members.models import Member
from groundswell.voice import pictures
from groundswell.voice.drafts import draft_of
from groundswell.voice.models import Picture, Preview, Voice
from groundswell.voice.tests.conftest import an_upload, picture_bytes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("media")]

EVERYTHING = """\
Turn on **Wi-Fi calling** in _Settings_, then ~~wait~~ restart. See
https://fernweh.example/help/a-very-long-address/that/does/not/end?with=many&parameters=too or `*#06#`.

## What to do

1. Open *Settings*
   - Network
     - SIM 1
2. Tap `Calls`

> A quotation of two lines,
> which is a little longer than the screen of a phone is wide.

```python
def area(width: float, height: float) -> float: return width * height  # a line that is wider than any phone is
```

| Country | Plan S | Roaming charge per megabyte |
|:--|:-:|--:|
| Germany | yes | 0.00 € |
| Aserbaidschan | no | 1,234.56 € |
| Donaudampfschifffahrtsgesellschaftskapitän | yes | 2 € |

![A map of the lift](%s)

https://fernweh.example/roaming

---

مرحبا بالعالم and 日本語 and Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz.
"""


@pytest.fixture
def question(ada: Member) -> Question:
    Topic.objects.create(slug="calling", name={"en": "Calls"})
    return ask_question(by=ada, title="No signal in the lift", body="Every morning.")


def sign_in(page: Page, live_server: Any, member: Member) -> None:
    client = Client()
    client.force_login(member)
    session = client.cookies[django_settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": django_settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])


@pytest.fixture
def writing(page: Page, live_server: Any, ben: Member, question: Question, media: Path) -> Page:
    sign_in(page, live_server, ben)
    page.goto(live_server.url + question.get_absolute_url())
    return page


def test_the_preview_shows_the_text_as_it_will_be(writing: Page, complaints: list[str]) -> None:
    editor = writing.locator("#your-answer md-editor")
    editor.get_by_role("textbox").fill("Turn on **Wi-Fi** <script>alert(1)</script>, says @ada")
    editor.get_by_role("button", name="Preview").click()

    expect(editor.locator(".editor-preview strong")).to_have_text("Wi-Fi")
    expect(editor.locator(".editor-preview a.mention")).to_have_text("@ada")
    expect(editor.locator(".editor-preview")).to_contain_text("<script>")
    assert complaints == []


SEND_FILE = """([name, kind, data]) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], "lift.png", { type: kind }));
  const more = name === "paste" ? { clipboardData: files } : { dataTransfer: files };
  const event = name === "paste" ? new ClipboardEvent(name, { bubbles: true, cancelable: true, ...more })
                                 : new DragEvent(name, { bubbles: true, cancelable: true, ...more });
  document.querySelector("#your-answer textarea").dispatchEvent(event);
}"""


@pytest.mark.parametrize("way", ["paste", "drop"])
def test_a_pasted_or_dropped_picture_is_uploaded_and_shown_in_the_preview(writing: Page, way: str) -> None:
    editor = writing.locator("#your-answer md-editor")
    area = editor.get_by_role("textbox")
    area.fill("Look: ")

    writing.evaluate(SEND_FILE, [way, "image/png", base64.b64encode(picture_bytes(size=(200, 100))).decode()])

    expect(area).to_have_value(re.compile(r"Look: !\[lift\]\(/media/pictures/[0-9a-f]{2}/[0-9a-f-]{36}\.webp\)"))
    editor.get_by_role("button", name="Preview").click()
    picture = editor.locator(".editor-preview img")
    expect(picture).to_have_attribute("width", "200")
    picture.scroll_into_view_if_needed()
    writing.wait_for_function("document.querySelector('.editor-preview img').naturalWidth === 200")
    assert Picture.objects.count() == 1


def test_a_picture_that_is_none_is_refused_in_words_and_the_text_stays(writing: Page) -> None:
    area = writing.locator("#your-answer textarea")
    area.fill("Look: ")

    writing.evaluate(SEND_FILE, ["paste", "image/svg+xml", base64.b64encode(b"<svg/>").decode()])

    expect(writing.get_by_text("not a picture that we can read")).to_be_visible()
    expect(area).to_have_value("Look: ")


def test_a_draft_survives_a_closed_tab_and_goes_when_it_is_posted(
    writing: Page, live_server: Any, ben: Member, question: Question
) -> None:
    writing.locator("#your-answer textarea").fill("Half an answer")
    expect(writing.locator("#your-answer .editor-state")).to_have_text("Draft saved")
    assert draft_of(ben, f"answer:{question.pk}") == {"body": "Half an answer"}
    context = writing.context
    writing.close()

    again = context.new_page()
    again.goto(live_server.url + question.get_absolute_url())
    area = again.locator("#your-answer textarea")
    expect(area).to_have_value("Half an answer")
    area.press_sequentially(" and more")
    again.close()  # before the second save

    third = context.new_page()
    third.goto(live_server.url + question.get_absolute_url())
    area = third.locator("#your-answer textarea")
    assert area.input_value() in {"Half an answer and more", " and moreHalf an answer"}
    third.get_by_role("button", name="Post your answer").click()
    expect(third.locator(".post.answer")).to_contain_text("and more")
    third.wait_for_timeout(1_200)
    assert draft_of(ben, f"answer:{question.pk}") == {}
    expect(third.locator("#your-answer textarea")).to_have_value("")


def test_a_lost_connection_costs_nothing(writing: Page) -> None:
    writing.context.set_offline(True)
    writing.locator("#your-answer textarea").fill("Written in a tunnel")
    expect(writing.locator("#your-answer .editor-state")).to_have_text("Kept on this device")
    writing.context.set_offline(False)

    writing.reload()

    expect(writing.locator("#your-answer textarea")).to_have_value("Written in a tunnel")


def test_a_half_written_question_comes_back_with_its_title_and_tags(
    page: Page, live_server: Any, ben: Member, question: Question, media: Path
) -> None:
    sign_in(page, live_server, ben)
    page.goto(f"{live_server.url}/questions/ask/")
    page.get_by_label("Your question in one sentence").fill("No signal on the roof")
    page.get_by_label("Tags").fill("roof antenna")
    page.get_by_label("What exactly happens?").fill("It rains and")
    expect(page.locator(".editor-state")).to_have_text("Draft saved")

    page.goto(f"{live_server.url}/questions/ask/")

    expect(page.get_by_label("Your question in one sentence")).to_have_value("No signal on the roof")
    expect(page.get_by_label("Tags")).to_have_value("roof antenna")
    expect(page.get_by_label("What exactly happens?")).to_have_value("It rains and")
    page.goto(f"{live_server.url}/voice/drafts/")
    page.get_by_role("link", name="Go on writing").click()
    expect(page).to_have_url(f"{live_server.url}/questions/ask/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_text_with_everything_in_it_is_readable(
    browser: Browser,
    live_server: Any,
    ben: Member,
    question: Question,
    media: Path,
    width: int,
    scheme: Any,
    tmp_path: Path,
) -> None:
    picture = pictures.keep(an_upload(size=(900, 500)), by=ben)
    Preview.objects.create(
        url="https://fernweh.example/roaming",
        title="Roaming, country by country",
        about="What each plan includes.",
        site="Fernweh Mobil",
        state="ready",
    )
    answer_question(question, by=ben, body=EVERYTHING % picture.url)
    here = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked: list[str] = []
    here.on("request", lambda request: asked.append(request.url))
    complaints: list[str] = []
    here.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    here.goto(live_server.url + question.get_absolute_url())
    here.locator(".prose img").scroll_into_view_if_needed()
    here.wait_for_function("document.querySelector('.prose img').naturalWidth === 900")

    assert here.evaluate("document.documentElement.scrollWidth") <= width
    expect(here.locator(".prose a.preview b")).to_have_text("Roaming, country by country")
    assert here.locator(".prose td.end").first.evaluate("cell => getComputedStyle(cell).textAlign") == "end"
    assert here.evaluate("document.querySelector('.prose img').getBoundingClientRect().width") <= width
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert complaints == []
    found = (
        Axe()
        .run(here, context=".post.answer", options={"runOnly": ["wcag2a", "wcag2aa", "wcag22aa"]})
        .response["violations"]
    )
    assert [(problem["id"], problem["nodes"][0]["html"][:200]) for problem in found] == []
    if folder := os.environ.get("GROUNDSWELL_SHOTS"):
        here.screenshot(path=f"{folder}/prose-{width}-{scheme}.png", full_page=True)
    here.close()
    assert Voice.objects.filter(html__contains="<script").count() == 0
