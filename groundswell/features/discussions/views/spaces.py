"""Make a space, say what it is for and who reads it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groundswell.features.discussions import actions, rules
from groundswell.features.discussions.forms import SpaceForm
from groundswell.features.discussions.models import Discussion, Space
from groundswell.members.groups.audience_forms import AudienceForm, as_it_is
from groundswell.members.groups.models import Audience
from groundswell.members.http import MemberRequest
from groundswell.members.refused import refused_into
from groundswell.members.rules import require

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@GET_OR_POST
def make(request: MemberRequest) -> HttpResponse:
    """A new space."""
    require(rules.may_make_space(request.user), _("Only managers and admins make spaces."))
    form = SpaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = refused_into(form, lambda: actions.make_space(form.said(), by=request.user))
        if made:
            return redirect(made)
    return render(request, "discussions/space_form.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@GET_OR_POST
def change(request: MemberRequest, slug: str) -> HttpResponse:
    """What a space is called and for."""
    space = get_object_or_404(Space.objects.visible_to(request.user), slug=slug)
    require(rules.may_make_space(request.user), _("Only managers and admins change spaces."))
    form = SpaceForm(request.POST or None, space=space)
    typed = request.method == "POST" and form.is_valid()
    if typed and refused_into(form, lambda: [actions.change_space(space, form.said(), by=request.user)]):
        return redirect(space)
    context = {"form": form, "space": space}
    return render(request, "discussions/space_form.html", context, status=422 if form.errors else 200)


@login_required
@GET_OR_POST
def audience(request: MemberRequest, slug: str) -> HttpResponse:
    """Close a space to all but some, or open it."""
    space = get_object_or_404(Space.objects.visible_to(request.user), slug=slug)
    require(rules.may_make_space(request.user), _("Only managers and admins say who may read a space."))
    known = Audience.objects.filter(pk=space.place).first()
    form = AudienceForm(request.POST or None, initial=as_it_is(known))
    typed = request.method == "POST" and form.is_valid()
    if typed and refused_into(form, lambda: [actions.set_audience(space, form.readers(), by=request.user)]):
        messages.success(request, _("From now on this space is for whom you chose, with all that is in it."))
        return redirect(space)
    count = Discussion.objects.filter(space=space, deleted_at=None).count()
    context = {"form": form, "space": space, "count": count}
    return render(request, "discussions/audience.html", context, status=422 if form.errors else 200)
