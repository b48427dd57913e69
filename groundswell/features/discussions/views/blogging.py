"""The blog: its list, drafts of one's own, and what the team looks at."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.features.discussions import actions, rules
from groundswell.features.discussions.actions import PollText
from groundswell.features.discussions.blog_forms import BlogForm, ReviewForm
from groundswell.features.discussions.models import BlogDraft, Discussion, Space
from groundswell.features.discussions.poll_forms import as_typed
from groundswell.features.discussions.queries import blogs
from groundswell.features.discussions.queries import page as pages
from groundswell.features.discussions.queries.lists import list_discussions, list_spaces
from groundswell.members.http import MemberRequest, Request
from groundswell.members.models import Member
from groundswell.members.refused import refused_into
from groundswell.members.rules import is_member, require
from groundswell.voice.drafts import draft_of

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
A_PAGE = 13


@require_safe
def blog(request: Request) -> HttpResponse:
    """The newest blog posts."""
    listing = list_discussions(request.user, shown="newest", blog=True, after=request.GET.get("after", ""), size=A_PAGE)
    spaces = _spaces(request.user) if is_member(request.user) else []
    context = {
        "listing": listing,
        "may_blog": bool(spaces) or not is_member(request.user),
        "waiting": blogs.count_waiting() if rules.may_review(request.user) else 0,
    }
    response = render(request, "discussions/blog.html", context)
    if not is_member(request.user):
        response.about = {"discussions", *(f"member:{row.author_id}" for row in listing.rows)}  # type: ignore[attr-defined]
    return response


@login_required
@never_cache
@require_safe
def drafts(request: MemberRequest) -> HttpResponse:
    """What I have written for the blog and not published; for moderators also what waits."""
    context = {
        "drafts": blogs.drafts_of(request.user),
        "waiting": blogs.waiting() if rules.may_review(request.user) else [],
        "may_blog": bool(_spaces(request.user)),
    }
    return render(request, "discussions/blog_drafts.html", context)


@login_required
@never_cache
@GET_OR_POST
def write(request: MemberRequest) -> HttpResponse:
    """A new blog post."""
    spaces = _spaces(request.user)
    form = BlogForm(request.POST or None, request.FILES or None, spaces=spaces, initial=draft_of(request.user, "blog"))
    if request.method == "POST" and form.is_valid() and (done := _saved(request, form, None)):
        return done
    context = {"form": form, "spaces": spaces, "alone": rules.publishes_alone(request.user)}
    return render(request, "discussions/blog_form.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@GET_OR_POST
def draft(request: MemberRequest, pk: int) -> HttpResponse:
    """A draft of mine: read it as it will be, change it, hand it in."""
    found = blogs.found_draft(pk, request.user)
    if found is None:
        return redirect("discussions:blog_drafts")
    if found.author_id != request.user.pk:
        return redirect("discussions:review", pk)
    spaces = _spaces(request.user)
    now = {"title": found.title, "body": found.body, "space": found.space.slug, "alt": found.cover_alt}
    begun = now | as_typed(PollText.of(found.poll)) | draft_of(request.user, f"blog:{pk}")
    form = BlogForm(request.POST or None, request.FILES or None, spaces=spaces, draft=found, initial=begun)
    if request.method == "POST" and form.is_valid() and (done := _saved(request, form, found)):
        return done
    context = {"form": form, "draft": found, "spaces": spaces, "alone": rules.publishes_alone(request.user)}
    return render(request, "discussions/blog_form.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def preview(request: MemberRequest, pk: int) -> HttpResponse:
    """A draft as readers will see it."""
    found = blogs.found_draft(pk, request.user)
    if found is None:
        raise Http404
    context = {"draft": found, "html": blogs.shown_text(found), "minutes": blogs.minutes(found.body)}
    return render(request, "discussions/blog_preview.html", context)


@login_required
@require_POST
def act(request: MemberRequest, pk: int, what: str) -> HttpResponse:
    """Take a draft back from the team, or throw it away."""
    deeds = {"withdraw": actions.withdraw_draft, "discard": actions.discard_draft}
    found = blogs.found_draft(pk, request.user)
    if found is None or found.author_id != request.user.pk or what not in deeds:
        raise Http404
    deeds[what](found, by=request.user)
    said = _("It is thrown away.") if what == "discard" else _("It is a draft again.")
    messages.success(request, said)
    return redirect("discussions:blog_drafts" if what == "discard" else found)


@login_required
@require_POST
def change(request: MemberRequest, pk: int, what: str) -> HttpResponse:
    """Change a published post of mine, or take it back."""
    found = pages.found(pk, request.user)
    if found is None or what not in ("change", "unpublish"):
        raise Http404
    act = actions.unpublish_post if what == "unpublish" else actions.change_post
    made = act(found, by=request.user)
    if what == "unpublish":
        messages.success(
            request, _("Nobody else sees it any more. It is a draft again, and its comments come back with it.")
        )
    return redirect(made)


@login_required
@never_cache
@GET_OR_POST
def review(request: MemberRequest, pk: int) -> HttpResponse:
    """Read what a member wrote, and let it appear or return it with a note."""
    require(rules.may_review(request.user), _("Only moderators decide this."))
    found = blogs.found_draft(pk, request.user)
    if found is None or not found.waits:
        messages.info(request, _("Somebody else has decided this already."))
        return redirect("discussions:blog_drafts")
    form = ReviewForm(request.POST or None, initial={"seen": found.revision})
    if request.method == "POST" and form.is_valid():
        done = refused_into(form, lambda: _decided(request, found, form))
        if done:
            messages.success(request, _("Decided. Whom it concerns is told."))
            return redirect(done if isinstance(done, Discussion) else "discussions:blog_drafts")
    context = {"form": form, "draft": found, "html": blogs.shown_text(found), "minutes": blogs.minutes(found.body)}
    return render(request, "discussions/blog_review.html", context, status=422 if form.errors else 200)


def _saved(request: MemberRequest, form: BlogForm, before: BlogDraft | None) -> HttpResponse | None:
    """Save; and hand in where that was pressed. Nothing where the input was refused, which the form then says."""
    once = form.cleaned_data["once"]
    kept = refused_into(form, lambda: actions.save_draft(before, form.said(request.user), by=request.user, once=once))
    if kept is False:
        return None
    if request.POST.get("do") == "preview":
        return redirect("discussions:blog_preview", kept.pk)
    if request.POST.get("do") != "submit":
        messages.success(request, _("Your draft is saved."))
        return redirect(kept)
    post = refused_into(form, lambda: actions.submit_draft(kept, by=request.user) or kept)
    if isinstance(post, Discussion):
        messages.success(request, _("It is published."))
        return redirect(post)
    if post is False:
        return None
    messages.success(request, _("Handed in. The team reads it, and you are told as soon as it is there."))
    return redirect("discussions:blog_drafts")


def _decided(request: MemberRequest, found: BlogDraft, form: ReviewForm) -> object:
    typed = form.cleaned_data
    if request.POST.get("do") == "approve":
        return actions.approve_draft(found, by=request.user, seen=typed["seen"])
    actions.return_draft(found, by=request.user, note=typed["note"])
    return True


def _spaces(member: Member) -> list[Space]:
    """Those for which this member writes."""
    return [space for space in list_spaces(member) if rules.may_blog(member, space)]
