"""Report a text."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groundswell.members.http import MemberRequest
from groundswell.members.rules import Invalid, require
from groundswell.moderation import actions
from groundswell.moderation.forms import FlagForm
from groundswell.moderation.kinds import find, kind_named
from groundswell.moderation.models import Flag
from groundswell.moderation.rules import may_flag
from groundswell.voice.models import Voice


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: MemberRequest, kind: str, pk: int) -> HttpResponse:
    """Say what is wrong with a text; back to its page afterwards."""
    subject = find(kind, pk, request.user)
    if subject is None:
        raise Http404
    require(may_flag(request.user, subject), _("You cannot report this."))
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.flag(subject, by=request.user, **form.cleaned_data)
            messages.success(request, _("Thank you. Somebody looks at it, and you hear what became of it."))
            return redirect(subject.url)
        except Invalid as problem:
            form.add_error(problem.field, str(problem))
    context = {
        "form": form,
        "subject": subject,
        "kind": kind_named(kind),
        "voice": Voice.objects.filter(pk=subject.voice).first(),
        "already": Flag.objects.filter(by=request.user, item__kind=kind, item__subject=pk, outcome="").exists(),
    }
    return render(request, "moderation/flag.html", context, status=422 if form.errors else 200)
