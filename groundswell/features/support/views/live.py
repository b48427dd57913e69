"""What became of a question that somebody has open, for js/live-question.js."""

from django.http import Http404, HttpResponse, HttpResponseNotModified, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from groundswell.features.support.models import Question
from groundswell.features.support.queries.live import live_question
from groundswell.members.http import Request

COUNTED = range(1, 10)  # more than that are "many"


@require_safe
def live(request: Request, pk: int) -> HttpResponse:
    """Numbers only, no texts of people. Nothing new costs one statement, and not even a look at who asks."""
    found = live_question(pk)
    if found is None:
        raise Http404
    if request.headers.get("If-None-Match") == found.tag:
        response: HttpResponse = HttpResponseNotModified()
    elif not Question.objects.visible_to(request.user).filter(pk=pk).exists():
        raise Http404
    else:
        response = JsonResponse({**found.shown, "words": _words(), "style": static("support/live.css")})
    response["ETag"] = found.tag
    response["Cache-Control"] = "private, no-cache"
    response.about = {f"question:{pk}"}  # type: ignore[attr-defined]
    return response


def _words() -> dict[str, str | list[str]]:
    """What the page may have to say; scripts have no texts of their own. Lists are by number, the last for any more."""
    answers = [ngettext("%(num)s new answer", "%(num)s new answers", n) % {"num": n} for n in COUNTED]
    comments = [ngettext("%(num)s new comment", "%(num)s new comments", n) % {"num": n} for n in COUNTED]
    return {
        "answers": [*answers, _("Many new answers")],
        "comments": [*comments, _("Many new comments")],
        "solved": _("It is solved"),
        "changed": _("Something has changed here"),
        "gone": _("This question was moved or removed"),
        "show": _("Show"),
        "go": _("Go there"),
        "again": _("Load again"),
        "close": _("Not now"),
        "fresh": _("New"),
    }
