"""Questions, answers and comments in another language."""

from typing import Any

from django.http import Http404
from ninja import Router

from groundswell.features.support.queries.translating import translatable
from groundswell.members.api.calls import Call, Pk, Word
from groundswell.voice.translation_api import TRANSLATED, translation

router = Router(tags=["translations"])


@router.get("/questions/{pk}/translation", response=TRANSLATED, operation_id="translate_question")
def question(request: Call, pk: Pk, to: Word = "") -> Any:
    """A question's title and text as a machine translates them. 202 while it is being made; 404 where no translator is set."""
    return _translation("question", pk, to, request)


@router.get("/answers/{pk}/translation", response=TRANSLATED, operation_id="translate_answer")
def answer(request: Call, pk: Pk, to: Word = "") -> Any:
    """The same of an answer."""
    return _translation("answer", pk, to, request)


@router.get("/comments/{pk}/translation", response=TRANSLATED, operation_id="translate_comment")
def comment(request: Call, pk: Pk, to: Word = "") -> Any:
    """The same of a comment."""
    return _translation("comment", pk, to, request)


def _translation(on: str, pk: int, to: str, call: Call) -> Any:
    found = translatable(on, pk, call.viewer)
    if found is None:
        raise Http404
    return translation(call, found.subject.voice, to, private=found.private)
