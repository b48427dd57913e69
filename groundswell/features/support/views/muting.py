"""What a member wants to hear or see no more of."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from groundswell.features.support import actions
from groundswell.features.support.models import Question
from groundswell.features.support.queries.muted import muted_by, topics_to_mute
from groundswell.members.http import MemberRequest, where_from


@login_required
@require_POST
def mute(request: MemberRequest, kind: str, subject: int) -> HttpResponse:
    """Hear no more of it, or again with value=0. `subject` 0 takes the one that a form chose."""
    chosen = subject or _chosen(request.POST.get("subject", ""))
    if request.POST.get("value") != "0":
        actions.mute(kind, chosen, by=request.user)
        messages.success(request, _("You hear no more of it. In your settings you can change that."))
    else:
        actions.unmute(kind, chosen, by=request.user)
    return redirect(where_from(request))


@login_required
@require_safe
def muted(request: MemberRequest) -> HttpResponse:
    """All that a member muted, with a way back."""
    return render(
        request, "support/muted.html", {"muted": muted_by(request.user), "topics": topics_to_mute(request.user)}
    )


@login_required
@require_POST
def not_for_me(request: MemberRequest, pk: int) -> HttpResponse:
    """Out of the list "for you", or back with value=0."""
    question = get_object_or_404(Question.objects.visible_to(request.user).select_related("voice"), pk=pk)
    said = request.POST.get("value") != "0"
    (actions.dismiss if said else actions.take_back_dismissal)(question, by=request.user)
    if request.htmx:
        return render(request, "support/_not_for_me.html", {"question": question, "said": said})
    messages.success(request, _("It does not come again, and less like it.") if said else _("It may come again."))
    return redirect(where_from(request))


def _chosen(text: str) -> int:
    """Nothing has the number 0, so the action says what is wrong."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0
