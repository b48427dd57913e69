"""Which texts may be had in another language."""

from django.urls import reverse

from groundswell.features.discussions.models import Discussion
from groundswell.features.discussions.queries import page as pages
from groundswell.members.rules import Viewer
from groundswell.voice.translating import Translatable


def translatable(on: str, pk: int, viewer: Viewer) -> Translatable | None:
    """None when there is no such text, when it was deleted, or when this viewer may not read it."""
    found = pages.found(pk, viewer) if on == "discussion" else pages.found_reply(pk, viewer)
    discussion = found if found is None or isinstance(found, Discussion) else found.discussion
    if found is None or discussion is None or found.deleted_at or discussion.deleted_at:
        return None
    back = found.get_absolute_url() if isinstance(found, Discussion) else reverse("discussions:reply", args=[found.pk])
    return Translatable(found.voice, back, discussion.space.private)
