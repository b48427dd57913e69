"""A text in the reader's language, in the place of the original or as a page of its own. The caller has asked who may read it."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, get_language_info

from groundswell.members.http import Request, address_of
from groundswell.voice import translating
from groundswell.voice.translating import Translatable, in_sight


def translation_page(request: Request, text: Translatable | None) -> HttpResponse:
    """htmx gets the piece that takes the place of the link."""
    text = in_sight(text)
    voice, back = text.voice, text.back
    to = get_language() or settings.LANGUAGE_CODE
    if translating.main(to) == translating.main(voice.language):
        return HttpResponse(status=204, headers={"HX-Redirect": back}) if request.htmx else redirect(back)
    address = address_of(request)
    found = translating.translation_of(voice, to, viewer=request.user, address=address, private=text.private)
    problem = translating.problem_of(found)
    context = {"voice": voice, "found": found, "problem": problem, "back": back, "here": request.path}
    context["language_name"] = language_name(voice.language)
    template = "voice/_translation.html" if request.htmx else "voice/translated.html"
    response = render(request, template, context, status=503 if problem and not request.htmx else 200)
    response["Cache-Control"] = "private, no-cache"
    return response


def language_name(code: str) -> str:
    """As the reader says it; languages that nobody here has a word for by their code."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
