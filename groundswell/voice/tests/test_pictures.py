"""Pictures in texts: bounded, re-encoded, and without what the camera noted."""

import time
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zlib import compress, crc32

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from groundswell.log import clock
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, TooOften
from groundswell.voice import pictures
from groundswell.voice.actions import rewrite, write
from groundswell.voice.drafts import save_draft
from groundswell.voice.models import Picture
from groundswell.voice.tests.conftest import an_upload, picture_bytes

pytestmark = pytest.mark.usefixtures("media")


def stored(picture: Picture, media: Path) -> Image.Image:
    return Image.open(media / picture.path)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"), ("PNG", "I;16"), ("JPEG", "RGB"), ("JPEG", "CMYK"),
        ("JPEG", "L"), ("WEBP", "RGBA"), ("GIF", "P"),
    ],
)  # fmt: skip
def test_every_usual_kind_of_picture_becomes_webp(kind: str, mode: str, ada: Member, media: Path) -> None:
    picture = pictures.keep(an_upload(kind=kind, mode=mode) if mode != "I;16" else an_upload(_sixteen_bits()), by=ada)

    assert (picture.width, picture.height) == (40, 30)
    assert stored(picture, media).format == "WEBP"
    assert stored(picture, media).size == (40, 30)
    assert picture.size == (media / picture.path).stat().st_size


def _sixteen_bits() -> bytes:
    out = BytesIO()
    Image.new("I;16", (40, 30), 30_000).save(out, "PNG")
    return out.getvalue()


def test_a_photo_is_turned_upright_and_loses_what_the_camera_noted(ada: Member, media: Path) -> None:
    notes = Image.Exif()
    notes[0x0112], notes[0x010F] = 6, "A camera"
    notes.get_ifd(0x8825)[1] = "N"
    photo = picture_bytes("JPEG", (400, 200), exif=notes, comment=b"at home", icc_profile=_profile())

    picture = pictures.keep(an_upload(photo, name="IMG_0001.JPG"), by=ada)

    assert (picture.width, picture.height) == (200, 400)
    assert not stored(picture, media).getexif()
    assert "icc_profile" not in stored(picture, media).info
    assert b"A camera" not in (media / picture.path).read_bytes()


def _profile() -> bytes:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def test_a_large_picture_is_made_to_fit(ada: Member, media: Path) -> None:
    picture = pictures.keep(an_upload(size=(3_000, 1_500)), by=ada)

    assert (picture.width, picture.height) == (2_000, 1_000)


def test_a_small_screenshot_stays_exact(ada: Member, media: Path) -> None:
    screen = Image.new("RGB", (320, 200), "white")
    for x in range(0, 320, 8):
        screen.paste((x % 256, 40, 90), (x, 50, x + 3, 60))
    out = BytesIO()
    screen.save(out, "PNG")

    picture = pictures.keep(an_upload(out.getvalue()), by=ada)

    assert stored(picture, media).convert("RGB").tobytes() == screen.tobytes()
    assert picture.size < len(out.getvalue())


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is large, with all its pixels black: a few kilobytes that unpack into megabytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + crc32(name + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([1, 0, 0, 0, 0])
    rows = compress(bytes(min(height, 10_000) * (1 + (width + 7) // 8)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [7_100, 30_000, 100_000])
def test_a_picture_of_50_megapixels_and_more_is_refused_before_it_is_unpacked(
    side: int, ada: Member, media: Path
) -> None:
    upload = an_upload(bomb(side, side))
    started = time.process_time()

    with pytest.raises(Invalid, match="too many pixels: at most 24 million"):
        pictures.keep(upload, by=ada)

    assert time.process_time() - started < 0.2
    assert not list(media.rglob("*.*"))


def test_the_editor_is_told_in_words_what_is_wrong_with_a_picture(client: Client, ada: Member) -> None:
    client.force_login(ada)

    response = client.post("/voice/pictures/", {"picture": an_upload(bomb(8_000, 7_000))})

    assert response.status_code == 422
    assert response.json() == {"detail": "This picture has too many pixels: at most 24 million."}


def test_a_file_of_too_many_bytes_is_refused(ada: Member, settings: Any) -> None:
    settings.PICTURE_MAX_BYTES = 1_000_000

    with pytest.raises(Invalid, match="at most 1 MB"):
        pictures.keep(an_upload(b"\x89PNG" + bytes(1_000_001)), by=ada)


JPEG = picture_bytes("JPEG", (300, 300))
LIES = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<html><script>alert(1)</script></html>",
    "nothing": b"",
    "cut off": JPEG[: len(JPEG) // 2],
    "only a head": JPEG[:20],
    "cut png": picture_bytes("PNG", (300, 300))[:120],
    "tiff": picture_bytes("TIFF"),
    "bmp": picture_bytes("BMP"),
    "icon": picture_bytes("ICO"),
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200),
    "pdf": b"%PDF-1.7\n%" + bytes(100),
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "noise": bytes(range(256)) * 20,
}


@pytest.mark.parametrize("name", LIES)
@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_what_is_not_a_whole_picture_is_refused_whatever_it_is_called(
    name: str, ending: str, ada: Member, media: Path
) -> None:
    with pytest.raises(Invalid, match="not a picture that we can read"):
        pictures.keep(an_upload(LIES[name], name=f"photo.{ending}"), by=ada)

    assert not list(media.rglob("*.*"))


def test_a_picture_with_a_program_behind_it_is_only_a_picture_afterwards(ada: Member, media: Path) -> None:
    picture = pictures.keep(an_upload(JPEG + b"<script>alert(1)</script>", name="../../evil.html"), by=ada)

    assert picture.url == f"/media/pictures/{str(picture.key)[:2]}/{picture.key}.webp"
    assert b"<script>" not in (media / picture.path).read_bytes()


def test_only_the_first_frame_of_an_animation_is_kept(ada: Member, media: Path) -> None:
    frames = [Image.new("P", (20, 20), shade) for shade in range(5)]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])

    assert getattr(stored(pictures.keep(an_upload(out.getvalue()), by=ada), media), "n_frames", 1) == 1


def test_thirty_pictures_an_hour_are_enough(ada: Member) -> None:
    for _number in range(30):
        pictures.keep(an_upload(), by=ada)

    with pytest.raises(TooOften):
        pictures.keep(an_upload(), by=ada)


def test_the_editor_gets_the_address_of_its_picture(client: Client, ada: Member) -> None:
    client.force_login(ada)

    response = client.post("/voice/pictures/", {"picture": an_upload(name="Screenshot 1.png")})

    assert response.status_code == 201
    assert response.json() == {"url": Picture.objects.get().url, "width": 40, "height": 30}
    assert client.post("/voice/pictures/", {}).json()["detail"] == "Choose a picture first."
    assert client.post("/voice/pictures/", {"picture": "not a file"}).status_code == 422


def test_strangers_upload_nothing(client: Client, db: None) -> None:
    response = client.post("/voice/pictures/", {"picture": an_upload()})

    assert response.status_code == 403
    assert "not signed in" in response.json()["detail"]


def test_pictures_that_no_text_shows_are_removed_after_a_week(ada: Member, media: Path) -> None:
    shown, formerly, drafted, forgotten, fresh = (pictures.keep(an_upload(), by=ada) for _number in range(5))
    voice = write("answer", by=ada, source=f"![]({formerly.url})").voice
    rewrite(voice, by=ada, source=f"![]({shown.url})")
    save_draft("ask", {"body": f"![]({drafted.url})"}, by=ada)
    Picture.objects.exclude(key=fresh.key).update(uploaded=clock.now() - timedelta(days=8))

    assert pictures.remove_unused() == 1

    assert set(Picture.objects.values_list("key", flat=True)) == {p.key for p in (shown, formerly, drafted, fresh)}
    assert not (media / forgotten.path).exists()
    assert (media / shown.path).exists()


def test_an_upload_without_a_name_is_a_picture_too(ada: Member) -> None:
    upload = SimpleUploadedFile("x", picture_bytes())
    upload.name = None

    assert pictures.keep(upload, by=ada).width == 40
