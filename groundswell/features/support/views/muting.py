"""What a member wants to hear no more of."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from groundswell.features.support import actions
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


def _chosen(text: str) -> int:
    """Nothing has the number 0, so the action says what is wrong."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0
