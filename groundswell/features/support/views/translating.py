"""A question, an answer or a comment in the reader's language."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from groundswell.features.support.queries.translating import translatable
from groundswell.members.http import Request
from groundswell.voice.translation_pages import translation_page


@require_safe
def translation(request: Request, on: str, pk: int) -> HttpResponse:
    """Translated by machine, where the operator set a translator."""
    return translation_page(request, translatable(on, pk, request.user))
