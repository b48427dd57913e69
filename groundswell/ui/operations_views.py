"""The page of those who run the place, and what they can do there. Commands do the same: `groundswell log`."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from groundswell.log import deliveries, follow
from groundswell.log.consumers import consumers
from groundswell.log.models import Cursor, LogEntry
from groundswell.members.gates import only
from groundswell.members.http import MemberRequest
from groundswell.ui.operations import is_failed, may_operate, operations

admins_only = only(may_operate, gettext_lazy("Only admins see how the machinery is doing."))


class SkipForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why may it be left out?"),
        help_text=gettext_lazy("Noted for ever, with your name."),
        max_length=300,
    )


@admins_only
@require_safe
def overview(request: MemberRequest) -> HttpResponse:
    """How everything is doing."""
    return render(request, "ui/operations.html", {"now": operations()})


@admins_only
@require_POST
def try_again(request: MemberRequest, name: str) -> HttpResponse:
    """Give a consumer the event once more that stopped it."""
    if name not in consumers:
        raise Http404
    if follow.try_again(name):
        messages.success(request, _("%(name)s goes on.") % {"name": name})
    else:
        messages.error(request, _("%(name)s stopped at the same event again.") % {"name": name})
    return redirect("ui:operations")


@admins_only
@require_http_methods(["GET", "POST"])
def skip(request: MemberRequest, name: str) -> HttpResponse:
    """Leave out the event that stopped a consumer, for a reason."""
    cursor = Cursor.objects.filter(pk=name).exclude(stopped="").first()
    if cursor is None or name not in consumers:
        return redirect("ui:operations")
    form = SkipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            follow.skip(name, because=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("%(name)s goes on without this event.") % {"name": name})
        except ValueError:
            messages.warning(request, _("A worker has %(name)s in hand just now. Look again.") % {"name": name})
        return redirect("ui:operations")
    context = {"cursor": cursor, "entry": LogEntry.objects.filter(pk=cursor.stopped_on or 0).first(), "form": form}
    return render(request, "ui/operations_skip.html", context, status=422 if form.errors else 200)


@admins_only
@require_POST
def send_again(request: MemberRequest, pk: int | None = None) -> HttpResponse:
    """Send a dead delivery again, or all of them."""
    number = deliveries.resend(pk)
    messages.success(request, ngettext("%(n)s is sent again.", "%(n)s are sent again.", number) % {"n": number})
    return redirect("ui:operations")


@admins_only
@require_POST
def give_up(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a dead delivery off the list, unsent."""
    deliveries.give_up(pk)
    messages.success(request, _("It stays unsent."))
    return redirect("ui:operations")


@admins_only
@require_POST
def run_job(request: MemberRequest, pk: int) -> HttpResponse:
    """Run a failed job again."""
    if not is_failed(pk):
        raise Http404
    try:
        with transaction.atomic():
            app.job_manager.retry_job_by_id(pk, retry_at=timezone.now())
        messages.success(request, _("The job runs again."))
    except ConnectorException:
        messages.warning(request, _("The same job waits to be run already."))
    return redirect("ui:operations")
