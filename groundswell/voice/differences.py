"""Where two texts differ, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

Part = tuple[str, str]
LINES = re.compile(r"[^\n]*\n|[^\n]+")
WORDS = re.compile(r"\s+|\w+|[^\w\s]")
# Comparing costs up to the product of both lengths; beyond this a passage is shown as replaced.
MOST_PAIRS = 400_000


def differences(before: str, after: str) -> list[Part]:
    """Pieces of both texts in order, each "same", "added" or "gone".

    Joined without the gone ones they are `after`, without the added ones `before`. A first version is all "same".
    """
    if not before:
        return [("same", after)] if after else []
    old, new = LINES.findall(before), LINES.findall(after)
    parts: list[Part] = []
    for kind, gone, added in _blocks(old, new):
        parts += [("same", added)] if kind == "equal" else _by_words(gone, added)
    return _joined(parts)


def _by_words(before: str, after: str) -> Iterator[Part]:
    for kind, gone, added in _blocks(WORDS.findall(before), WORDS.findall(after)):
        if kind == "equal":
            yield "same", added
        else:
            yield "gone", gone
            yield "added", added


def _blocks(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    """Blocks of equal and of unequal pieces; what both begin and end with is not worth comparing."""
    shortest = min(len(old), len(new))
    start = next((n for n in range(shortest) if old[n] != new[n]), shortest)
    end = next((n for n in range(shortest - start) if old[-1 - n] != new[-1 - n]), shortest - start)
    tail = len(old) - end
    yield "equal", "".join(old[:start]), "".join(new[:start])
    yield from _compared(old[start:tail], new[start : len(new) - end])
    yield "equal", "".join(old[tail:]), "".join(new[len(new) - end :])


def _compared(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    if len(old) * len(new) > MOST_PAIRS:
        yield "replace", "".join(old), "".join(new)
        return
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield kind, "".join(old[a:b]), "".join(new[c:d])


def _joined(parts: list[Part]) -> list[Part]:
    """Without empty pieces, and with neighbours of one kind as one piece."""
    joined: list[Part] = []
    for kind, text in parts:
        if text and joined and joined[-1][0] == kind:
            joined[-1] = (kind, joined[-1][1] + text)
        elif text:
            joined.append((kind, text))
    return joined
