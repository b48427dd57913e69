"""What may be typed as title and text, whatever it becomes; raised as sentences, the same in page, API and command line."""

import re
import unicodedata

from django.utils.translation import gettext as _

from groundswell.members.rules import Invalid

TITLE_LONGEST, TITLE_SHORTEST = 200, 8
BODY_LONGEST, BODY_SHORTEST = 30_000, 3
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def plain(text: str) -> str:
    """Without invisible characters other than line breaks, in Unicode's composed form."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if text.isascii():  # most texts; ten times as quick
        return CONTROLS.sub("", text).strip()
    kept = (c for c in text if c in "\n\t\u200d\u200c" or unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs"})
    return "".join(kept).strip()


def clean_title(text: str) -> str:
    title = " ".join(plain(text).split())
    if len(title) < TITLE_SHORTEST:
        raise Invalid(_("A title needs a few words, so that others see what it is about."), "title")
    if len(title) > TITLE_LONGEST:
        raise Invalid(_("A title has at most %d characters.") % TITLE_LONGEST, "title")
    return title


def clean_body(text: str, *, longest: int = BODY_LONGEST) -> str:
    body = plain(text)
    if len(body) < BODY_SHORTEST:
        raise Invalid(_("Write a few words first."), "body")
    if len(body) > longest:
        raise Invalid(_("This text has more than %d characters; split it, or leave something out.") % longest, "body")
    return body
