"""What may be typed as tags and comments, beside what holds for all texts (voice/typed.py)."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.members.rules import Invalid
from groundswell.voice.typed import BODY_LONGEST, TITLE_LONGEST, clean_body, clean_title, plain

__all__ = [
    "BODY_LONGEST",
    "COMMENT_LONGEST",
    "MOST_TAGS",
    "TITLE_LONGEST",
    "clean_body",
    "clean_tags",
    "clean_title",
    "plain",
]

COMMENT_LONGEST = 2_000
MOST_TAGS = 5
TAG = re.compile(r"^[^\W_](?:[\w.+#-]{0,38}[\w+#])?$")


def clean_tags(tags: list[str]) -> list[str]:
    labels = list(dict.fromkeys(label for tag in tags if (label := plain(tag).lower().replace(" ", "-"))))
    if len(labels) > MOST_TAGS:
        raise Invalid(ngettext("At most %d tag.", "At most %d tags.", MOST_TAGS) % MOST_TAGS, "tags")
    if bad := [label for label in labels if not TAG.match(label)]:
        raise Invalid(_("“%(tag)s” cannot be a tag: use letters, digits and hyphens.") % {"tag": bad[0][:40]}, "tags")
    return labels
