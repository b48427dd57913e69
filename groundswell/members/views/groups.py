"""Groups: the list, one group, and what the team does with it."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.members.groups import actions, queries
from groundswell.members.groups.forms import GroupForm, InviteForm
from groundswell.members.groups.models import Group, State
from groundswell.members.groups.rules import (
    groups_seen_by,
    may_join,
    may_keep_groups,
    may_look_after,
    may_request,
)
from groundswell.members.http import MemberRequest, Request
from groundswell.members.models import Member
from groundswell.members.refused import refused_into
from groundswell.members.rules import is_member, require

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
OWN: dict[str, Callable[..., None]] = {
    "join": actions.join_group,
    "ask": actions.ask_to_join,
    "leave": actions.leave_group,
}
OTHERS: dict[str, Callable[..., None]] = {
    "accept": actions.accept_request,
    "remove": actions.remove_member,
    "keeper": actions.name_keeper,
    "no-keeper": actions.end_keeper,
}


@require_safe
def groups(request: Request) -> HttpResponse:
    """All groups that the reader may know of."""
    rows = queries.list_groups(request.user)
    return render(request, "members/groups.html", {"rows": rows, "keeps": may_keep_groups(request.user)})


@require_safe
def group(request: Request, slug: str) -> HttpResponse:
    """A group, who belongs to it, and for the team who wants to."""
    return _page(request, _found(slug, request))


@login_required
@GET_OR_POST
def make_group(request: MemberRequest) -> HttpResponse:
    """Make a group."""
    require(may_keep_groups(request.user), actions.ONLY_TEAM)
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = refused_into(form, lambda: actions.make_group(by=request.user, **form.cleaned_data))
        if isinstance(made, Group):
            return redirect(made)
    context = {"form": form, "group": None}
    return render(request, "members/group_form.html", context, status=422 if form.errors else 200)


@login_required
@GET_OR_POST
def change_group(request: MemberRequest, slug: str) -> HttpResponse:
    """Change a group, or remove it."""
    found = _found(slug, request)
    require(may_keep_groups(request.user), actions.ONLY_TEAM)
    if "remove" in request.POST:
        actions.remove_group(found, by=request.user)
        messages.success(request, _("The group “%(name)s” is gone.") % {"name": found.name})
        return redirect("members:groups")
    begun = {name: getattr(found, name) for name in ("name", "about", "joining", "listed")}
    form = GroupForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        done = refused_into(form, lambda: actions.change_group(found, by=request.user, **form.cleaned_data))
        if done is not False:
            return redirect(found)
    context = {"form": form, "group": found}
    return render(request, "members/group_form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def belong(request: MemberRequest, slug: str, what: str) -> HttpResponse:
    """Join, ask to, or leave."""
    found = _found(slug, request)
    if what not in OWN:
        raise Http404
    OWN[what](found, by=request.user)
    still = groups_seen_by(request.user).filter(pk=found.pk).exists()
    return redirect(found if still else "members:groups")


@login_required
@require_POST
def invite(request: MemberRequest, slug: str) -> HttpResponse:
    """Invite people by their handles."""
    found, form = _found(slug, request), InviteForm(request.POST)
    require(may_look_after(request.user, found), actions.ONLY_KEEPERS)
    if form.is_valid():
        reached = refused_into(form, lambda: actions.invite(found, form.cleaned_data["people"], by=request.user))
        if isinstance(reached, list):
            many = len(reached)
            said = ngettext("%(n)s person is invited.", "%(n)s people are invited.", many)
            messages.success(request, said % {"n": many})
            return redirect(found)
    return _page(request, found, form)


@login_required
@require_POST
def decide(request: MemberRequest, slug: str, pk: int, what: str) -> HttpResponse:
    """Take in who asked, take somebody out, or say who keeps it."""
    found = _found(slug, request)
    if what not in OTHERS:
        raise Http404
    OTHERS[what](found, get_object_or_404(Member, pk=pk), by=request.user)
    return redirect(found)


def _page(request: Request | MemberRequest, group: Group, form: InviteForm | None = None) -> HttpResponse:
    reader, keeps = request.user, may_look_after(request.user, group)
    state = actions.state_in(group, reader) if is_member(reader) else ""
    context = {
        "group": group,
        "state": state,
        "counts": queries.counts_of(group),
        "people": queries.people_in(group, after=request.GET.get("after", "")),
        "asked": queries.people_in(group, State.ASKED).rows if keeps else [],
        "invited": queries.people_in(group, State.INVITED).rows if keeps else [],
        "may_join": is_member(reader) and may_join(reader, group, state),
        "may_ask": is_member(reader) and may_request(reader, group, state),
        "form": (form or InviteForm()) if keeps else None,
        "team": may_keep_groups(reader),
    }
    template = "members/_group_people.html" if request.headers.get("HX-Target") == "people" else "members/group.html"
    return render(request, template, context, status=422 if form and form.errors else 200)


def _found(slug: str, request: Request | MemberRequest) -> Group:
    return get_object_or_404(groups_seen_by(request.user), slug=slug)
