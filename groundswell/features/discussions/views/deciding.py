"""Close, move, delete, and undo each of them."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groundswell.features.discussions import actions, rules
from groundswell.features.discussions.forms import ReasonForm
from groundswell.features.discussions.models import Discussion, Reply
from groundswell.features.discussions.queries import page as pages
from groundswell.features.discussions.queries.lists import list_spaces
from groundswell.members.http import MemberRequest
from groundswell.members.models import Member
from groundswell.members.refused import refused_into
from groundswell.members.rules import require

May = Callable[[Member, Discussion], bool]
DEEDS: dict[str, tuple[Callable[..., None], May]] = {
    "close": (actions.close_discussion, rules.may_close),
    "reopen": (actions.reopen_discussion, rules.may_close),
    "move": (actions.move_discussion, rules.may_move),
    "delete": (actions.delete_discussion, rules.may_delete),
    "restore": (actions.restore_discussion, lambda by, _post: rules.may_restore(by)),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: MemberRequest, what: str, pk: int) -> HttpResponse:
    """Something that is decided about a discussion, with its reason."""
    found = pages.found(pk, request.user)
    if found is None or what not in DEEDS:
        raise Http404
    act, may = DEEDS[what]
    require(may(request.user, found), _("Only trusted members and staff decide this."))
    form = ReasonForm(request.POST or None, spaces=list_spaces(request.user) if what == "move" else None)
    return _decided(request, found, what, form, act)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide_reply(request: MemberRequest, what: str, pk: int) -> HttpResponse:
    """Delete a reply, or bring it back."""
    found = pages.found_reply(pk, request.user)
    if found is None or what not in ("delete", "restore"):
        raise Http404
    allowed = rules.may_restore(request.user) if what == "restore" else None
    if allowed is None:
        allowed = rules.may_delete(request.user, found.discussion, found)
    require(allowed, _("Only its author and moderators may delete this."))
    act = actions.delete_reply if what == "delete" else actions.restore_reply
    return _decided(request, found, what, ReasonForm(request.POST or None), act)


def _decided(
    request: MemberRequest, post: Discussion | Reply, what: str, form: ReasonForm, act: Callable[..., None]
) -> HttpResponse:
    def done() -> bool:
        given: dict[str, Any] = {key: value for key, value in form.cleaned_data.items() if value is not None}
        act(post, by=request.user, **given)
        return True

    if request.method == "POST" and form.is_valid() and refused_into(form, done):
        of = post if isinstance(post, Discussion) else post.discussion
        gone = what == "delete" and isinstance(post, Discussion) and not request.user.moderates
        return redirect("discussions:discussions" if gone else of)
    context = {"form": form, "what": what, "subject": post}
    return render(request, "discussions/decide.html", context, status=422 if form.errors else 200)
