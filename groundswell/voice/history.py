"""What a text said before, version by version."""

from dataclasses import dataclass
from datetime import datetime

from groundswell.members.models import Member
from groundswell.voice.actions import source_of
from groundswell.voice.differences import Part, differences
from groundswell.voice.models import Revision, Voice


@dataclass(frozen=True)
class Version:
    """One state of a text, and how it differs from the one before."""

    number: int
    title: str
    source: str
    by: Member | None
    at: datetime
    reason: str
    parts: list[Part]


def versions_of(voice: Voice) -> list[Version]:
    """All states of a text, the newest first."""
    texts = [
        (r.number, r.title, r.source, r.by, r.at, r.reason)
        for r in Revision.objects.filter(voice=voice).select_related("by").order_by("number")
    ]
    current_by = voice.edited_by or voice.author
    texts.append(
        (voice.revision, voice.title, source_of(voice), current_by, voice.edited_at or voice.at, voice.edit_reason)
    )
    before = ["", *(f"{title}\n\n{source}".strip() for _n, title, source, *_rest in texts)]
    return [Version(*text, differences(old, new)) for text, old, new in zip(texts, before, before[1:], strict=False)][
        ::-1
    ]
