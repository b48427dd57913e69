"""Translations over JSON. Each feature finds its text and asks who may read it."""

from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.utils.translation import get_language
from ninja import Status

from groundswell.members.api.calls import FAILURES, Call, Problem
from groundswell.members.api.schemas import Schema
from groundswell.members.http import address_of
from groundswell.voice import translating
from groundswell.voice.models import Translation
from groundswell.voice.translating import Translatable, in_sight


class TranslationOut(Schema):
    """A text as a machine put it from one language (`source`) into another; `revision` is that of the original."""

    language: str
    source: str
    title: str
    html: str
    revision: int
    made: datetime


class TranslationWaitsOut(Schema):
    """It is being made; ask again in a second."""

    state: Literal["wanted"]


TRANSLATED: dict[Any, Any] = {200: TranslationOut, 202: TranslationWaitsOut, 503: Problem, **FAILURES}


def translation(call: Call, text: Translatable | None, to: str) -> Any:
    """In the language `to`, or in that of the call."""
    text = in_sight(text)
    voice = text.voice
    wanted = to or get_language() or settings.LANGUAGE_CODE
    found = translating.translation_of(
        voice, wanted, viewer=call.viewer, address=address_of(call), private=text.private
    )
    if problem := translating.problem_of(found):
        raise translating.NotNow(problem, 60)
    if found.state == Translation.State.WANTED:
        return Status(202, {"state": "wanted"})
    texts = {"title": found.title, "html": found.html, "revision": found.revision}
    return {"language": found.language, "source": voice.language, "made": found.at, **texts}
