"""Pictures in texts: bounded, re-encoded, without what the camera noted; removed when no text shows them."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.utils.translation import gettext as _
from markdown_it.token import Token
from PIL import Image, ImageCms

from groundswell.log import clock
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.pictures import opened, webp
from groundswell.members.rules import Invalid
from groundswell.voice.cleaning import PICTURE, is_own
from groundswell.voice.models import Picture

LONGEST_SIDE = 2_000
SMALL = 1_500_000
UNUSED_FOR = timedelta(days=7)
BATCH = 200_000
SHOWN = r"""
SELECT DISTINCT found[1] FROM ({}) AS texts (text),
       regexp_matches(text, '/media/pictures/[0-9a-f]{{2}}/([0-9a-f-]{{36}})\.webp', 'g') AS found
WHERE text LIKE '%%/media/pictures/%%'
"""
PLACES = [
    ("voice", "concat_ws(' ', source, html)"),
    ("voice_revision", "source"),
    ("voice_draft", "text::text"),
    ("member", "about"),
]


def keep(upload: "UploadedFile[bytes] | None", *, by: Member) -> Picture:
    """Store a picture for use in a text. Raises Invalid with a sentence when it cannot be read or is too large."""
    if upload is None:
        raise Invalid(_("Choose a picture first."), "picture")
    limit(by.pk, "picture", most=30, per=HOUR)
    picture = opened(upload, about=LONGEST_SIDE)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
    _to_usual_colours(picture)
    content = _smallest(picture, drawn=upload.name is None or not upload.name.lower().endswith((".jpg", ".jpeg")))
    kept = Picture(key=uuid4(), owner=by, width=picture.width, height=picture.height, size=len(content), kind="webp")
    default_storage.save(kept.path, ContentFile(content))
    kept.save(force_insert=True)
    return kept


def remove(keys: list[UUID]) -> None:
    """Take pictures away for good, rows and files."""
    for picture in Picture.objects.filter(key__in=keys):
        default_storage.delete(picture.path)
    Picture.objects.filter(key__in=keys).delete()


def shown_in(table: str, text: str) -> None:
    """A feature's table shows pictures too; `text` is an expression over its columns that gives their addresses."""
    PLACES.append((table, text))


def remove_unused() -> int:
    """Remove pictures older than a week that no text, former text or draft shows; return how many."""
    old = set(Picture.objects.filter(uploaded__lt=clock.now() - UNUSED_FOR).values_list("key", flat=True))
    unused = old - set(_shown()) if old else set()
    remove(list(unused))
    return len(unused)


def size_pictures(blocks: list[Token]) -> None:
    """Give our own pictures their size, so that no page jumps; one that we do not have becomes its description."""
    images = [token for block in blocks for token in block.children or [] if token.type == "image"]
    keys = {token.meta["key"] for token in images if _note_key(token)}
    sizes = {str(p.key): (p.width, p.height) for p in Picture.objects.filter(key__in=keys)} if keys else {}
    for token in images:
        if (key := token.meta.get("key")) in sizes:
            width, height = sizes[key]
            token.attrs |= {"width": width, "height": height, "loading": "lazy"}
        elif is_own(str(token.attrs["src"])):
            token.type, token.tag = "text", ""


def _note_key(token: Token) -> bool:
    found = PICTURE.search(str(token.attrs["src"]))
    if found and is_own(str(token.attrs["src"])):
        token.attrs["src"] = found[0]
        token.meta["key"] = found[1]
    return "key" in token.meta


def _to_usual_colours(picture: Image.Image) -> None:
    """A phone's photo in a wider colour space would look pale once its profile is gone."""
    profile = picture.info.get("icc_profile")
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            usual = ImageCms.createProfile("sRGB")
            ImageCms.profileToProfile(picture, ImageCms.ImageCmsProfile(BytesIO(profile)), usual, inPlace=True)


def _smallest(picture: Image.Image, drawn: bool) -> bytes:
    """Photos lose what nobody sees; a small screenshot stays exact where that is smaller still."""
    photo = webp(picture)
    if not drawn or picture.width * picture.height > SMALL:
        return photo
    exact = BytesIO()
    picture.save(exact, "WEBP", lossless=True, quality=50, method=3, exif=b"", icc_profile=b"", xmp=b"")
    return min(photo, exact.getvalue(), key=len)


def _shown() -> Iterator[UUID]:
    """Keys of the pictures that a text mentions, read in pieces so that no statement takes long."""
    with connection.cursor() as cursor:
        for table, text in PLACES:
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")  # nosec B608: names are ours
            for start in range(0, cursor.fetchone()[0] + 1, BATCH):
                piece = f"SELECT {text} FROM {table} WHERE id >= %s AND id < %s"  # nosec: names are ours
                cursor.execute(SHOWN.format(piece), [start, start + BATCH])
                yield from (UUID(key) for (key,) in cursor.fetchall())
