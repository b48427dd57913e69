"""What members change about themselves."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from groundswell.log.models import LogEntry
from groundswell.members.models import Member

PROFILE = {
    "name": "Ada L.",
    "about": "Wedding photographer.",
    "expertise": "eSIM,  roaming , eSIM,",
    "languages": ["en", "de"],
}


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def browser(client: Client, ada: Member) -> Client:
    client.force_login(ada)
    return client


def picture(width: int, height: int, kind: str = "PNG", **more: Any) -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, kind, **more)
    return SimpleUploadedFile(f"me.{kind.lower()}", out.getvalue())


def test_ada_edits_her_profile(browser: Client, ada: Member) -> None:
    assert browser.post("/settings/", PROFILE).status_code == 302

    ada.refresh_from_db()
    assert (ada.name, ada.about, ada.expertise, ada.languages) == (
        "Ada L.",
        "Wedding photographer.",
        ["eSIM", "roaming"],
        ["en", "de"],
    )
    page = Client().get("/members/ada/").content.decode()
    assert all(words in page for words in ("Ada L.", "Wedding photographer.", "roaming", "Deutsch"))
    assert LogEntry.objects.filter(name="members.profile_edited", by=ada.pk).count() == 1


def test_nothing_but_the_profile_can_be_sent(browser: Client, ada: Member) -> None:
    more = {
        "role": "admin",
        "reputation": "9999",
        "level": "4",
        "email": "eve@example.com",
        "handle": "root",
        "claimed": "",
        "joined": "2001-01-01",
    }
    before: dict[str, Any] = dict(Member.objects.values().get(pk=ada.pk))

    browser.post("/settings/", {**PROFILE, **more})

    changed = {key for key, value in Member.objects.values().get(pk=ada.pk).items() if value != before[key]}
    assert changed == {"name", "about", "expertise", "languages"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "x" * 1_000_000),
        ("name", "A\u200bda"),
        ("name", ""),
        ("about", "x" * 1_001),
        ("expertise", ",".join("abcdefghijklm")),
        ("languages", "xx"),
    ],
)
def test_what_does_not_fit_is_said_and_the_rest_stays_as_typed(
    browser: Client, ada: Member, field: str, value: str
) -> None:
    answer = browser.post("/settings/", {**PROFILE, field: value})

    assert answer.status_code == 422
    assert field == "about" or b"Wedding photographer." in answer.content
    ada.refresh_from_db()
    assert ada.name == "Ada Lindqvist"


def test_scripts_in_a_profile_are_words(browser: Client) -> None:
    browser.post("/settings/", {**PROFILE, "about": "<script>alert(1)</script>", "expertise": '"><img src=x>'})

    page = Client().get("/members/ada/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_picture_is_cut_to_a_square_without_what_the_camera_noted(browser: Client, ada: Member) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Musterstraße 1, Berlin"
    browser.post("/settings/picture/", {"picture": picture(900, 400, "JPEG", exif=exif)})

    ada.refresh_from_db()
    answer = Client().get(f"/media/{ada.avatar}")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    with Image.open(BytesIO(content)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("WEBP", (256, 256), {})
    assert "Musterstraße".encode() not in content
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers


def test_the_former_picture_is_deleted(browser: Client, ada: Member, django_capture_on_commit_callbacks: Any) -> None:
    browser.post("/settings/picture/", {"picture": picture(300, 300)})
    ada.refresh_from_db()
    first = ada.avatar

    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/settings/picture/", {"remove": "1"})

    ada.refresh_from_db()
    assert ada.avatar == ""
    assert not default_storage.exists(first)


def bomb() -> SimpleUploadedFile:
    """A GIF of a few hundred bytes that says it is 65,535 pixels a side."""
    small = picture(8, 8, "GIF").read()
    return SimpleUploadedFile("me.gif", small[:6] + b"\xff\xff\xff\xff" + small[10:])


def fifty_megapixels() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("1", (10_000, 5_000)).save(out, "PNG")
    return SimpleUploadedFile("me.png", out.getvalue())


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (fifty_megapixels, "too many pixels"),
        (bomb, "too many pixels"),
        (lambda: SimpleUploadedFile("me.png", picture(300, 300).read()[:200]), "not a picture"),
        (
            lambda: SimpleUploadedFile("me.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
            "not a picture",
        ),
        (lambda: SimpleUploadedFile("me.png", b"%PDF-1.7"), "not a picture"),
        (lambda: SimpleUploadedFile("me.tiff", picture(20, 20, "TIFF").read()), "not a picture"),
        (lambda: SimpleUploadedFile("me.png", b"x" * 11_000_000), "too large"),
    ],
)
def test_files_that_are_no_good_are_refused_with_a_sentence(
    browser: Client, ada: Member, upload: Any, said: str
) -> None:
    answer = browser.post("/settings/picture/", {"picture": upload()})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    ada.refresh_from_db()
    assert ada.avatar == ""


@pytest.mark.parametrize(
    "path",
    ["avatars/../secret-key", "../secret-key", "avatars/x.svg", "other/x.webp", "avatars/.webp", "avatars/none.webp"],
)
def test_only_pictures_of_ours_are_handed_out(client: Client, db: None, settings: Any, path: str) -> None:
    Path(settings.MEDIA_ROOT, "secret-key").write_text("no")
    Path(settings.MEDIA_ROOT, "other").mkdir()
    Path(settings.MEDIA_ROOT, "other", "x.webp").write_text("no")

    assert client.get(f"/media/{path}").status_code == 404


def test_ada_reads_in_german_at_the_time_of_berlin(browser: Client, ada: Member) -> None:
    browser.post("/settings/reading/", {"language": "de", "time_zone": "Europe/Berlin"})

    ada.refresh_from_db()
    assert (ada.language, ada.time_zone) == ("de", "Europe/Berlin")
    answer = browser.get("/settings/")
    assert answer.headers["Content-Language"] == "de"
    assert browser.cookies["time_zone"].value == "Europe/Berlin"


def test_a_language_or_time_zone_that_does_not_exist_is_refused(browser: Client, ada: Member) -> None:
    assert browser.post("/settings/reading/", {"language": "tlh", "time_zone": ""}).status_code == 422
    assert browser.post("/settings/reading/", {"language": "en", "time_zone": "../../etc/passwd"}).status_code == 422
    browser.cookies["time_zone"] = "../../etc/passwd"
    assert browser.get("/settings/").status_code == 200


def test_a_reader_without_an_account_chooses_a_language_and_stays_on_the_page(client: Client, db: None) -> None:
    answer = client.get("/language/", {"language": "de", "next": "/members/"})

    assert answer.headers["Location"] == "/members/"
    assert client.get("/members/").headers["Content-Language"] == "de"
    assert "django_language" not in Client().get("/language/", {"language": "xx"}).cookies


@pytest.mark.parametrize(
    "path", ["/settings/", "/settings/leave/", "/accounts/sessions/", "/accounts/2fa/", "/members/mentions?q=a"]
)
def test_strangers_are_asked_to_sign_in(client: Client, db: None, path: str) -> None:
    assert client.get(path).headers["Location"].startswith("/accounts/")
