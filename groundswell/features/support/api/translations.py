"""Questions, answers and comments in another language."""

from typing import Any

from ninja import Router

from groundswell.features.support.queries.translating import translatable
from groundswell.members.api.calls import Call, Pk, Word
from groundswell.voice.translation_api import TRANSLATED, translation

router = Router(tags=["translations"])


@router.get("/questions/{pk}/translation", response=TRANSLATED, operation_id="translate_question")
def question(request: Call, pk: Pk, to: Word = "") -> Any:
    """A question's title and text as a machine translates them. 202 while it is being made; 404 where no translator is set."""
    return translation(request, translatable("question", pk, request.viewer), to)


@router.get("/answers/{pk}/translation", response=TRANSLATED, operation_id="translate_answer")
def answer(request: Call, pk: Pk, to: Word = "") -> Any:
    """The same of an answer."""
    return translation(request, translatable("answer", pk, request.viewer), to)


@router.get("/comments/{pk}/translation", response=TRANSLATED, operation_id="translate_comment")
def comment(request: Call, pk: Pk, to: Word = "") -> Any:
    """The same of a comment."""
    return translation(request, translatable("comment", pk, request.viewer), to)
