"""Uploaded pictures: bounded before they are decoded, re-encoded, without what the camera noted."""

import secrets
import warnings
from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from groundswell.members.rules import Invalid

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
AVATAR_SIDE = 256


def keep_avatar(upload: "UploadedFile[bytes]") -> str:
    """Store a square picture of a person; return its path in the storage."""
    picture = opened(upload, about=AVATAR_SIDE * 2)
    square = ImageOps.fit(picture, (AVATAR_SIDE, AVATAR_SIDE))
    return default_storage.save(f"avatars/{secrets.token_urlsafe(16)}.webp", ContentFile(webp(square)))


def remove(path: str) -> None:
    if path:
        default_storage.delete(path)


def opened(upload: "UploadedFile[bytes]", *, about: int = 0) -> Image.Image:
    """The first frame of an upload, upright, in RGB or RGBA.

    Raises Invalid with a sentence. Bytes and pixels are counted before anything is decoded, so a small file that
    unpacks into gigabytes costs nothing. `about` lets a JPEG be decoded small: not below that many pixels a side.
    """
    if (upload.size or 0) > settings.PICTURE_MAX_BYTES:
        most = settings.PICTURE_MAX_BYTES // 1_000_000
        raise Invalid(_("This picture is too large: at most %(most)s MB.") % {"most": most}, "picture")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(upload, formats=FORMATS)
            _bound(picture)
            if about:
                picture.draft("RGB", (about, about))
            return _upright(picture)
    except Image.DecompressionBombError:
        raise _too_many_pixels() from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as problem:
        if isinstance(problem, Invalid):
            raise
        raise Invalid(
            _("This file is not a picture that we can read. JPEG, PNG, WebP and GIF work."), "picture"
        ) from None


def webp(picture: Image.Image, quality: int = 82) -> bytes:
    """A picture as WebP, without anything but its pixels."""
    out = BytesIO()
    picture.save(out, "WEBP", quality=quality, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return out.getvalue()


def _bound(picture: Image.Image) -> None:
    if picture.width * picture.height > settings.PICTURE_MAX_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> Invalid:
    most = settings.PICTURE_MAX_PIXELS // 1_000_000
    return Invalid(_("This picture has too many pixels: at most %(most)s million.") % {"most": most}, "picture")


def _upright(picture: Image.Image) -> Image.Image:
    """Copied only where it must be: a large picture takes 70 MB each time."""
    see_through = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    mode = "RGBA" if see_through else "RGB"
    picture.load()
    if picture.mode != mode:
        picture = picture.convert(mode)
    ImageOps.exif_transpose(picture, in_place=True)
    return picture
