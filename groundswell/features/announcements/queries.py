"""Announcements as their pages show them."""

from dataclasses import dataclass

from django.conf import settings

from groundswell.features.announcements.models import Announcement
from groundswell.members.rules import Viewer
from groundswell.voice.history import Version, versions_of

A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Announcements:
    """A page of them, the latest first, and the cursor of the next."""

    rows: list[Announcement]
    older: str


def list_announcements(viewer: Viewer, after: str = "") -> Announcements:
    """What was announced to this reader; to those who moderate also what is to come."""
    found = Announcement.objects.visible_to(viewer).prefetch_related("texts__voice").order_by("-pk")
    if after.isdecimal() and len(after) < 19:
        found = found.filter(pk__lt=int(after))
    rows = list(found[: A_PAGE + 1])
    return Announcements(rows[:A_PAGE], str(rows[A_PAGE - 1].pk) if len(rows) > A_PAGE else "")


def history_of(announcement: Announcement) -> list[tuple[str, list[Version]]]:
    """What it said before, for each language by its name."""
    names = dict(settings.LANGUAGES)
    texts = announcement.texts.select_related("voice__author", "voice__edited_by")
    return [(str(names.get(one.language, one.language)), versions_of(one.voice)) for one in texts]
