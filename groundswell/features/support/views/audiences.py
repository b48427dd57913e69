"""Who may read a topic."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groundswell.features.support import actions, rules
from groundswell.features.support.models import Question, Topic
from groundswell.members.groups.audience_forms import AudienceForm, as_it_is
from groundswell.members.groups.models import Audience
from groundswell.members.http import MemberRequest
from groundswell.members.refused import refused_into
from groundswell.members.rules import require


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def audience(request: MemberRequest, slug: str) -> HttpResponse:
    """Close a topic to all but some, or open it."""
    topic = get_object_or_404(Topic.objects.visible_to(request.user), slug=slug)
    require(rules.may_set_audience(request.user), _("Only managers and admins say who may read a topic."))
    known = Audience.objects.filter(pk=topic.pk).first()
    form = AudienceForm(request.POST or None, initial=as_it_is(known))
    if request.method == "POST" and form.is_valid():
        done = refused_into(form, lambda: [actions.set_audience(topic, form.readers(), by=request.user)])
        if done:
            messages.success(request, _("From now on this topic is for whom you chose, with all that is in it."))
            return redirect(topic)
    count = Question.objects.filter(deleted_at=None).within(topic).count()
    above = topic.parent if known and known.within else None
    context = {"form": form, "topic": topic, "count": count, "above": above}
    return render(request, "support/audience.html", context, status=422 if form.errors else 200)
