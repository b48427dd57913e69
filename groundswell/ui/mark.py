"""The house's mark as pictures, drawn when asked for: icons of the installed app, in the house's colour or from its own picture."""

import io
import math
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageColor, ImageDraw, ImageOps

Colour = tuple[int, int, int]
Point = tuple[float, float]

# name: (pixels, fills its square). What fills its square may be cut to a circle: the mark stays within the middle four fifths.
ICONS = {
    "32": (32, False),
    "192": (192, False),
    "512": (512, False),
    "touch": (180, True),
    "fill-192": (192, True),
    "fill-512": (512, True),
}
PAPER, PAPER_DARK = (98.7, 0.006, 85.0), (18.5, 0.008, 65.0)  # as tokens.css has them
OKLCH = re.compile(r"oklch\(\s*([\d.]+)(%?)\s+([\d.]+)\s+([\d.]+)(?:deg)?\s*\)")
# The curves of ui/icon.svg on its grid of 32: start, then two handles and an end each.
WAVES: tuple[tuple[Point, ...], ...] = (
    ((5, 21), (9, 21), (9, 17), (12.3, 17), (15.6, 17), (16, 21), (19.6, 21), (23.2, 21), (23.3, 17), (27, 17)),
    ((5, 14), (10, 14), (11, 7), (16, 7), (22, 7), (24, 12), (27, 12)),
)
FINER = 4  # drawn larger and made smaller, so that edges are smooth


def hexadecimal(lightness: float, chroma: float, hue: float) -> str:
    """A colour of OKLCH (percent, chroma, degrees) as "#rrggbb", for what knows no other form."""
    return "#{:02x}{:02x}{:02x}".format(*to_rgb(lightness, chroma, hue))


def to_rgb(lightness: float, chroma: float, hue: float) -> Colour:
    """sRGB of OKLCH; what a screen cannot show is cut off. Source: Ottosson, "A perceptual color space", 2020."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    root = lightness / 100
    long = (root + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (root - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (root - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    red, green, blue = (_byte(value) for value in linear)
    return red, green, blue


def accent() -> Colour:
    """The house's colour at the lightness of its buttons; the colour as given where its form is not one that we compute with."""
    given = settings.BRAND_ACCENT
    if found := OKLCH.fullmatch(given):
        return to_rgb(46, min(float(found[3]), 0.15), float(found[4]))
    try:
        return ImageColor.getrgb(given)[:3]
    except ValueError:
        return to_rgb(46, 0.13, 195)


def stamp() -> str:
    """Changes when the icons look different, so that browsers fetch them anew."""
    file = Path(settings.BRAND_MARK) if settings.BRAND_MARK else None
    changed = int(file.stat().st_mtime) if file and file.is_file() else 0
    return "{:02x}{:02x}{:02x}".format(*accent()) + (f"-{changed:x}" if changed else "")


def drawn(name: str) -> bytes:
    """An icon of ICONS as PNG. Raises KeyError for another name."""
    pixels, fills = ICONS[name]
    return _drawn(pixels, fills, accent(), settings.BRAND_MARK, stamp())


@lru_cache(maxsize=32)
def _drawn(pixels: int, fills: bool, colour: Colour, mark: str, _stamp: str) -> bytes:
    own = Path(mark) if mark else None
    image = _from_picture(own, pixels, fills) if own and own.is_file() else _wave(pixels, fills, colour)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _from_picture(file: Path, pixels: int, fills: bool) -> Image.Image:
    """The operator's own picture, whole; on white with room around it where it may be cut."""
    with Image.open(file) as opened:
        picture = ImageOps.contain(
            opened.convert("RGBA"), (pixels * 3 // 5, pixels * 3 // 5) if fills else (pixels, pixels)
        )
    ground = Image.new("RGBA", (pixels, pixels), (255, 255, 255, 255 if fills else 0))
    ground.alpha_composite(picture, ((pixels - picture.width) // 2, (pixels - picture.height) // 2))
    return ground


def _wave(pixels: int, fills: bool, colour: Colour) -> Image.Image:
    size = pixels * FINER
    image = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, size - 1, size - 1), 0 if fills else size / 4, fill=colour)
    unit = size / 32 * (0.78 if fills else 1)
    aside = (size - 32 * unit) / 2
    lift = 2 if fills else 1.5
    dot = 1.3 * unit
    for curve in WAVES:
        line = [(aside + x * unit, aside + (y + lift) * unit) for x, y in _along(curve)]
        draw.line(line, fill="white", width=round(2 * dot))
        for x, y in line:  # closes the cracks where a line bends, and rounds its ends
            draw.ellipse((x - dot, y - dot, x + dot, y + dot), fill="white")
    return image.resize((pixels, pixels), Image.Resampling.LANCZOS)


def _along(curve: tuple[Point, ...], steps: int = 30) -> list[Point]:
    """Points along cubic Bezier curves."""
    found = []
    for at in range(0, len(curve) - 1, 3):
        start, first, second, end = curve[at : at + 4]
        for step in range(steps + 1):
            t = step / steps
            weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
            points = (start, first, second, end)
            found.append(
                (
                    sum(w * p[0] for w, p in zip(weights, points, strict=True)),
                    sum(w * p[1] for w, p in zip(weights, points, strict=True)),
                )
            )
    return found


def _byte(linear: float) -> int:
    bounded = min(1.0, max(0.0, linear))
    curved = 12.92 * bounded if bounded <= 0.0031308 else 1.055 * bounded ** (1 / 2.4) - 0.055
    return round(255 * curved)
