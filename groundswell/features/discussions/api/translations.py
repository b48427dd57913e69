"""Discussions, blog posts and replies in another language."""

from typing import Any

from ninja import Router

from groundswell.features.discussions.queries.translating import translatable
from groundswell.members.api.calls import Call, Pk, Word
from groundswell.voice.translation_api import TRANSLATED, translation

router = Router(tags=["translations"])


@router.get("/discussions/{id}/translation", response=TRANSLATED, operation_id="translate_discussion")
def discussion(request: Call, id: Pk, to: Word = "") -> Any:
    """A discussion or blog post as a machine translates it. 202 while it is being made; 404 where no translator is set."""
    return translation(request, translatable("discussion", id, request.viewer), to)


@router.get("/replies/{id}/translation", response=TRANSLATED, operation_id="translate_reply")
def reply(request: Call, id: Pk, to: Word = "") -> Any:
    """The same of a reply."""
    return translation(request, translatable("reply", id, request.viewer), to)
