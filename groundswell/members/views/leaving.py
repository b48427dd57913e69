"""Taking one's data along, and going."""

import secrets

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from groundswell.log import clock
from groundswell.members import actions, mails
from groundswell.members.forms import LeaveForm
from groundswell.members.http import MemberRequest
from groundswell.members.limits import HOUR, limit
from groundswell.members.personal import bundle

CODE, GOOD_FOR = "leave_code", 15 * 60


@login_required
@require_POST
def export(request: MemberRequest) -> HttpResponseBase:
    """Everything that is known of a member, as one file."""
    return bundle(request.user)


@login_required
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
@require_http_methods(["GET", "POST"])
def leave(request: MemberRequest) -> HttpResponse:
    """Delete one's account. Who has no password or key to show shows a code from a mail."""
    by_code = not get_adapter().get_reauthentication_methods(request.user)
    form = LeaveForm(request.POST if request.method == "POST" and "send" not in request.POST else None)
    if "send" in request.POST:
        _send_code(request)
    elif form.is_valid() and by_code and not _code_fits(request, form.cleaned_data["code"]):
        form.add_error("code", _("This code is not the one we sent, or it is too old."))
    elif form.is_valid():
        actions.erase_member(request.user, by=request.user, keep_texts=form.cleaned_data["texts"] == "keep")
        logout(request)
        return redirect("/")
    context = {"form": form, "by_code": by_code, "sent": CODE in request.session}
    return render(request, "members/leave.html", context, status=422 if form.errors else 200)


def _send_code(request: MemberRequest) -> None:
    limit(request.user.pk, "leave", most=5, per=HOUR)
    code = f"{secrets.randbelow(10**6):06}"
    request.session[CODE] = [code, clock.now().timestamp() + GOOD_FOR]
    mails.message("leave", request.user.email or "", {"code": code, "user": request.user}).send()


def _code_fits(request: MemberRequest, given: str) -> bool:
    limit(request.user.pk, "leave-try", most=10, per=HOUR)
    code, until = request.session.get(CODE, ["", 0])
    return bool(code) and secrets.compare_digest(given.strip(), code) and clock.now().timestamp() < until
