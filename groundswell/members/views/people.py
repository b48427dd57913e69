"""Members as others see them."""

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.members import actions, queries
from groundswell.members.claims import read_claim
from groundswell.members.forms import ClaimForm, RoleForm, languages
from groundswell.members.http import MemberRequest, Request
from groundswell.members.limits import HOUR, MINUTE, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, is_member, may_change_role, require


@require_safe
def directory(request: Request) -> HttpResponse:
    """All members, by reputation or the newest first."""
    order = "newest" if request.GET.get("order") == "newest" else "reputation"
    search = request.GET.get("q", "").strip()[:80]
    people = queries.directory(order=order, search=search, after=request.GET.get("after", ""))
    fragment = request.headers.get("HX-Target") == "people"
    template = "members/_people.html" if fragment else "members/directory.html"
    return render(request, template, {"people": people, "order": order, "search": search})


@require_safe
def profile(request: Request, handle: str) -> HttpResponse:
    """Who somebody is here, and what they did."""
    member = get_object_or_404(Member.objects.shown().called(handle))
    if member.handle != handle:
        return redirect(member, permanent=True)
    spoken = [name for code, name in languages() if code in member.languages]
    mine = is_member(request.user) and request.user.pk == member.pk
    context = {
        "person": member,
        "spoken": spoken,
        "mine": mine,
        "may_change_role": may_change_role(request.user, member),
    }
    response = render(request, "members/profile.html", context)
    response.about = {f"member:{member.pk}", f"deeds:{member.pk}"}  # type: ignore[attr-defined]  # see ui.kept
    return response


@require_safe
def former_address(request: Request, pk: int, rest: str = "") -> HttpResponse:
    """The address of a profile on the site that was imported here leads to the same person."""
    found = Member.objects.present().filter(source_id=min(pk, 2**63 - 1)).exclude(source="").order_by("pk").first()
    if found is None:
        raise Http404
    return redirect(found, permanent=True)


@login_required
@require_safe
def mentions(request: MemberRequest) -> HttpResponse:
    """Whom "@be" may mean."""
    limit(request.user.pk, "mentions", most=120, per=MINUTE)
    return JsonResponse(queries.suggestions(request.GET.get("q", "").strip()), safe=False)


@login_required
@require_http_methods(["GET", "POST"])
def role(request: MemberRequest, handle: str) -> HttpResponse:
    """Give somebody another role."""
    member = get_object_or_404(Member.objects.present().called(handle))
    require(may_change_role(request.user, member), actions.ONLY_ADMINS)
    form = RoleForm(request.POST or None, initial={"role": member.role})
    if request.method == "POST" and form.is_valid():
        actions.change_role(member, form.cleaned_data["role"], by=request.user)
        return redirect(member)
    return render(request, "members/role.html", {"person": member, "form": form}, status=422 if form.errors else 200)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def claim(request: Request, token: str) -> HttpResponse:
    """Take an imported account over, by the link from a mail."""
    limit(get_adapter().get_client_ip(request), "claim", most=60, per=HOUR)
    found = read_claim(token)
    if found is None:
        raise Http404
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.claim_member(found.member, email=found.email, password=form.cleaned_data["password"])
            return redirect("account_login")
        except Invalid as problem:
            form.add_error("password", str(problem))
    return render(request, "members/claim.html", {"claim": found, "form": form}, status=422 if form.errors else 200)
