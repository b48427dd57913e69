"""Pages of messages between two members."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundswell.features.conversations import actions, queries
from groundswell.features.conversations.forms import BeginForm, ReplyForm
from groundswell.features.conversations.models import Message
from groundswell.features.conversations.rules import may_begin, may_block
from groundswell.members.http import MemberRequest
from groundswell.members.models import Member
from groundswell.members.refused import refused_into
from groundswell.members.rules import require
from groundswell.voice.drafts import draft_of

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
BLOCKS: dict[str, Callable[..., None]] = {"block": actions.block, "unblock": actions.unblock}


@login_required
@never_cache
@require_safe
def inbox(request: MemberRequest) -> HttpResponse:
    """My conversations, the latest first, and whom I take no messages from."""
    context = {
        "listing": queries.list_conversations(request.user, request.GET.get("after", "")),
        "blocked": queries.blocked_by(request.user),
        "may_begin": may_begin(request.user),
    }
    return render(request, "conversations/inbox.html", context)


@login_required
@never_cache
@GET_OR_POST
def begin(request: MemberRequest) -> HttpResponse:
    """Write to somebody."""
    require(may_begin(request.user), _("Only the team begins a conversation here."))
    form = BeginForm(request.POST or None, initial={"to": request.GET.get("to", "")[:60]})
    if request.method == "POST" and form.is_valid():
        made = refused_into(form, lambda: actions.begin(by=request.user, **form.cleaned_data))
        if made:
            messages.success(request, _("Sent."))
            return redirect(made)
    return render(request, "conversations/begin.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@never_cache
@GET_OR_POST
def one(request: MemberRequest, pk: int) -> HttpResponse:
    """A conversation: read it, and answer."""
    thread = queries.read_thread(pk, request.user, whole="all" in request.GET)
    if thread is None:
        raise Http404
    form = ReplyForm(request.POST or None, initial=draft_of(request.user, f"message:{pk}"))
    if request.method == "POST" and not thread.reported and form.is_valid():
        said = refused_into(form, lambda: actions.reply(thread.conversation, by=request.user, **form.cleaned_data))
        if isinstance(said, Message):
            return redirect(said)
    if not thread.reported:
        actions.see(thread.conversation, by=request.user)
    context = {"thread": thread, "form": form, "may_block": may_block(request.user, thread.other)}
    return render(request, "conversations/one.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def block(request: MemberRequest, handle: str, what: str) -> HttpResponse:
    """Take no more messages from somebody, or take them again."""
    if what not in BLOCKS:
        raise Http404
    other = get_object_or_404(Member.objects.present().called(handle))
    BLOCKS[what](other, by=request.user)
    said = _("You take no more messages from %(name)s.") if what == "block" else _("You take messages from %(name)s.")
    messages.success(request, said % {"name": other.name})
    return redirect("conversations:inbox")
