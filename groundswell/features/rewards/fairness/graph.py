"""Where the people of a finding stand in its picture, and the lines between them: numbers for an SVG, made on the server."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, AROUND, DOT = 820, 460, 155, 11
MOST_WITH_NUMBERS, MANY = 14, 40  # lines; with more the numbers would cover each other, and thick ones the picture


@dataclass(frozen=True)
class Dot:
    """A person: where, how large by what they got from the others, and where the name stands."""

    label: str
    x: float
    y: float
    size: float
    text_x: float
    text_y: float
    anchor: str
    got: int


@dataclass(frozen=True)
class Line:
    """Votes and solutions from one to another, as a curve that ends at the rim of the dot; `strength` from 1 to 4."""

    path: str
    strength: int
    count: int
    x: float
    y: float


@dataclass(frozen=True)
class Graph:
    dots: list[Dot]
    lines: list[Line]
    width: int = WIDTH
    height: int = HEIGHT
    numbered: bool = True


def drawn(ties: Sequence[Sequence[int]], names: Mapping[int, str]) -> Graph | None:
    """ties: (giver, author, how many). None when there is nothing to draw. Whoever gets most of it stands in the middle."""
    if not ties:
        return None
    got = Counter[int]()
    for _giver, author, count in ties:
        got[author] += count
    people = sorted({one for giver, author, _count in ties for one in (giver, author)})
    places = _places(people, got)
    counts, busiest = [count for *_who, count in ties], max(got.values())
    thickest = 4 if len(ties) < MANY else 2
    sizes = {one: DOT + 12 * math.sqrt(got[one] / busiest) for one in people}
    dots = [_dot(names.get(one, f"#{one}"), places[one], sizes[one], got[one]) for one in people]
    lines = [
        _line(places[giver], places[author], sizes[author], count, _strength(count, counts, thickest))
        for giver, author, count in sorted(ties, key=lambda tie: tie[2])
    ]
    return Graph(dots, lines, numbered=len(lines) <= MOST_WITH_NUMBERS)


def _places(people: list[int], got: Counter[int]) -> dict[int, tuple[float, float]]:
    (first, most), total = got.most_common(1)[0], sum(got.values())
    middle = (WIDTH / 2, HEIGHT / 2)
    centre = first if len(people) > 3 and most > 0.6 * total else None
    around = [one for one in people if one != centre]
    places = {centre: middle} if centre is not None else {}
    for at, one in enumerate(around):
        angle = 2 * math.pi * at / len(around) - math.pi / 2 + (math.pi / 2 if len(around) == 2 else 0)
        places[one] = (middle[0] + 1.25 * AROUND * math.cos(angle), middle[1] + AROUND * math.sin(angle))
    return places


def _dot(label: str, place: tuple[float, float], size: float, got: int) -> Dot:
    x, y = place
    side = (x - WIDTH / 2) / (1.25 * AROUND)
    anchor = "start" if side > 0.3 else "end" if side < -0.3 else "middle"
    shift = 0.0 if anchor == "middle" else math.copysign(size + 8, side)
    below = size + 20 if y >= HEIGHT / 2 else -size - 10
    return Dot(
        label, round(x, 1), round(y, 1), round(size, 1), round(x + shift, 1),
        round(y + (below if anchor == "middle" else 5), 1), anchor, got,
    )  # fmt: skip


def _strength(count: int, counts: Sequence[int], thickest: int) -> int:
    """From 1 to `thickest` by how much it is beside the others; a thin one when all are the same."""
    least, most = min(counts), max(counts)
    return 1 + round((thickest - 1) * (count - least) / (most - least)) if most > least else min(2, thickest)


def _line(start: tuple[float, float], end: tuple[float, float], rim: float, count: int, strength: int) -> Line:
    """A slight curve to one side, so both directions are seen; it stops before the arrow would reach into the dot."""
    (x1, y1), (x2, y2) = start, end
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    nx, ny = (y2 - y1) / length, (x1 - x2) / length
    cx, cy = (x1 + x2) / 2 + 0.14 * length * nx, (y1 + y2) / 2 + 0.14 * length * ny
    back = math.hypot(x2 - cx, y2 - cy) or 1.0
    ex, ey = x2 - (rim + 5) * (x2 - cx) / back, y2 - (rim + 5) * (y2 - cy) / back
    mx, my = 0.25 * x1 + 0.5 * cx + 0.25 * ex, 0.25 * y1 + 0.5 * cy + 0.25 * ey
    return Line(f"M{x1:.1f} {y1:.1f}Q{cx:.1f} {cy:.1f} {ex:.1f} {ey:.1f}", strength, count, round(mx, 1), round(my, 1))
