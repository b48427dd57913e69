"""What browsers are told of the installed app, its pictures, and who reads a page."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from groundswell.members.models import Member
from groundswell.ui import mark


@pytest.fixture(autouse=True)
def drawn_anew() -> None:
    mark._drawn.cache_clear()


def test_the_manifest_tells_of_the_house_and_every_icon_is_as_large_as_it_says(
    db: None, client: Client, settings: Any
) -> None:
    settings.SITE_NAME = "Fernweh"
    told = json.loads(client.get("/manifest.webmanifest", headers={"accept-language": "de"}).content)

    assert (told["name"], told["lang"], told["dir"], told["display"]) == ("Fernweh", "de", "ltr", "standalone")
    assert told["shortcuts"][0]["name"] == "Frage stellen"
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    for icon in told["icons"]:
        picture = Image.open(io.BytesIO(client.get(icon["src"]).content))
        assert f"{picture.width}x{picture.height}" == icon["sizes"]
    assert client.get("/icons/7.png").status_code == 404


def test_what_may_be_cut_to_a_circle_is_full_to_its_corners_and_keeps_the_mark_inside(settings: Any) -> None:
    picture = Image.open(io.BytesIO(mark.drawn("fill-512"))).convert("RGBA")
    white = [
        (x, y) for x in range(0, 512, 4) for y in range(0, 512, 4) if picture.getpixel((x, y)) == (255, 255, 255, 255)
    ]

    assert picture.getpixel((0, 0)) == (*mark.accent(), 255)
    assert white
    assert all((x - 256) ** 2 + (y - 256) ** 2 < (0.4 * 512) ** 2 for x, y in white)
    assert Image.open(io.BytesIO(mark.drawn("512"))).convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize(
    ("given", "drawn"),
    [("#ff8800", (255, 136, 0)), ("rebeccapurple", (102, 51, 153)), ("color(display-p3 1 0 0)", (0, 104, 106))],
)
def test_the_icon_has_the_colour_of_the_house(settings: Any, given: str, drawn: tuple[int, int, int]) -> None:
    settings.BRAND_ACCENT = given

    assert mark.accent() == pytest.approx(drawn, abs=8)


def test_an_operators_own_mark_is_taken_whole_and_has_another_address(settings: Any, tmp_path: Path) -> None:
    before = mark.stamp()
    Image.new("RGB", (300, 100), "red").save(tmp_path / "mark.png")
    settings.BRAND_MARK = str(tmp_path / "mark.png")
    picture = Image.open(io.BytesIO(mark.drawn("fill-192"))).convert("RGB")

    assert (picture.getpixel((96, 96)), picture.getpixel((2, 2))) == ((255, 0, 0), (255, 255, 255))
    assert mark.stamp() != before


def test_a_page_says_whether_somebody_else_reads_now(client: Client, ada: Member, ben: Member) -> None:
    def reader() -> str:
        return str(client.get("/").headers.get("Groundswell-Reader"))

    strangers = reader()
    client.force_login(ada)
    adas = reader()
    client.force_login(ben)

    assert strangers == "none"
    assert len({strangers, adas, reader()}) == 3


def test_the_worker_names_its_parts_and_goes_when_it_is_switched_off(client: Client, settings: Any) -> None:
    settings.OFFLINE = True
    worker = client.get("/sw.js")
    settings.OFFLINE = False
    gone = client.get("/sw.js").content.decode()

    assert worker["Content-Type"] == "text/javascript"
    assert "ui/worker/offline.js" in worker.content.decode()
    assert "ui/worker/gone.js" in gone and 'offline.js")' not in gone
    assert "data-worker" not in client.get("/offline/").content.decode()


def test_what_a_phone_shares_without_the_worker_still_reaches_the_form(client: Client, ada: Member) -> None:
    given = {"title": "Router", "text": "Blinks red", "url": "https://example.com/a"}
    away = client.post("/share/", given)
    client.force_login(ada)
    form = client.get(away["Location"])

    assert away["Location"].startswith("/questions/ask/?title=Router&body=Blinks+red")
    assert "Blinks red\n\nhttps://example.com/a" in form.content.decode()
