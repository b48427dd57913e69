"""Keys with which programs act for a member: what they are for, making one, taking one away."""

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.members import keys
from groundswell.members.forms import KeyForm
from groundswell.members.http import MemberRequest
from groundswell.members.models import ApiKey
from groundswell.members.rules import Invalid
from groundswell.members.sealing import seal, unseal

SHOWN_ONCE = "new_key"


@login_required
@never_cache
@require_safe
def list_keys(request: MemberRequest) -> HttpResponse:
    """All keys, and how a program uses one. A new key is shown here, once."""
    sealed = request.session.pop(SHOWN_ONCE, "") if request.method == "GET" else ""
    context = {
        "keys": ApiKey.objects.filter(member=request.user).order_by("-pk"),
        "new": unseal(sealed) if sealed else "",
        "scopes": dict(KeyForm.SCOPES),
        "api": f"{settings.SITE_URL}/api/v1",
    }
    return render(request, "members/keys.html", context)


@login_required
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
@require_http_methods(["GET", "POST"])
def make_key(request: MemberRequest) -> HttpResponse:
    """Make a key. Its text waits in the session, sealed, until the next page has shown it."""
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            _key, text = keys.make_key(by=request.user, name=said["name"], scopes=said["scopes"], expires=said["days"])
            request.session[SHOWN_ONCE] = seal(text)
            return redirect("members:keys")
        except Invalid as problem:
            form.add_error("name", str(problem))
    return render(request, "members/make_key.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def revoke_key(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask whether a key is to stop working, and stop it."""
    key = get_object_or_404(ApiKey, pk=pk, member=request.user)
    if request.method == "POST":
        keys.revoke_key(key.pk, by=request.user)
        messages.success(request, _("“%(name)s” does not work any more.") % {"name": key.name})
        return redirect("members:keys")
    return render(request, "members/revoke_key.html", {"key": key})
