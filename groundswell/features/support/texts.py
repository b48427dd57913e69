"""What may be typed as title, text and tags; raised as sentences, the same in page, API and command line."""

import re
import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.members.rules import Invalid

TITLE_LONGEST, TITLE_SHORTEST = 200, 8
BODY_LONGEST, BODY_SHORTEST = 30_000, 3
COMMENT_LONGEST = 2_000
MOST_TAGS = 5
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
TAG = re.compile(r"^[^\W_](?:[\w.+#-]{0,38}[\w+#])?$")


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


def clean_tags(tags: list[str]) -> list[str]:
    labels = list(dict.fromkeys(label for tag in tags if (label := plain(tag).lower().replace(" ", "-"))))
    if len(labels) > MOST_TAGS:
        raise Invalid(ngettext("At most %d tag.", "At most %d tags.", MOST_TAGS) % MOST_TAGS, "tags")
    if bad := [label for label in labels if not TAG.match(label)]:
        raise Invalid(_("“%(tag)s” cannot be a tag: use letters, digits and hyphens.") % {"tag": bad[0][:40]}, "tags")
    return labels
