"""Where two texts differ, word by word."""

import re
from difflib import SequenceMatcher

Part = tuple[str, str]
WORDS = re.compile(r"\s+|\w+|[^\w\s]")


def differences(before: str, after: str) -> list[Part]:
    """Pieces of both texts in order, each "same", "added" or "gone"; joined without the gone ones they are `after`."""
    if not before:
        return [("same", after)] if after else []
    old, new = WORDS.findall(before), WORDS.findall(after)
    parts: list[Part] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(("same", "".join(old[a:b])))
            continue
        parts += [(kind, text) for kind, text in (("gone", "".join(old[a:b])), ("added", "".join(new[c:d]))) if text]
    return parts
