"""The house rules, and what was done: pages of those who moderate."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from groundswell.members.http import MemberRequest
from groundswell.members.rules import Invalid
from groundswell.moderation import actions
from groundswell.moderation.forms import PaceForm, WordForm
from groundswell.moderation.house import forget
from groundswell.moderation.house import house as house_rules
from groundswell.moderation.models import Learned, WordRule
from groundswell.moderation.policy import LABELS
from groundswell.moderation.queries.audit import audit
from groundswell.moderation.queries.trying import trial
from groundswell.moderation.rules import may_set_policy
from groundswell.moderation.views.gate import moderators_only


@moderators_only
@require_safe
def log(request: MemberRequest) -> HttpResponse:
    """What those who run the place did, from the log that nobody can change."""
    by = request.GET.get("by", "")[:60]
    found = audit(by=by, after=request.GET.get("after", ""))
    return render(request, "moderation/log.html", {"audit": found, "by": by})


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def house(request: MemberRequest) -> HttpResponse:
    """Numbers, words and paces on one page; each part is a form of its own."""
    part = request.POST.get("part", "")
    word = WordForm(request.POST if part in {"word", "try"} else None)
    pace = PaceForm(request.POST if part == "pace" else None)
    tried = None
    try:
        if part == "try" and word.is_valid():
            said = word.cleaned_data
            tried = trial(WordRule(kind=said["kind"], text=" ".join(said["text"].split()).lower()))
        elif part in PARTS and PARTS[part](request, word, pace):
            messages.success(request, _("Saved. It holds everywhere within five seconds."))
            return redirect("moderation:house")
    except Invalid as problem:
        messages.error(request, str(problem))
    context = {**_as_it_is(request), "word": word, "pace": pace, "tried": tried}
    return render(request, "moderation/house.html", context, status=422 if word.errors or pace.errors else 200)


def _as_it_is(request: MemberRequest) -> dict[str, Any]:
    forget()
    rules = house_rules()
    return {
        "numbers": [(key, *LABELS[key], value) for key, value in asdict(rules.numbers).items()],
        "words": WordRule.objects.select_related("by"),
        "paces": rules.paces.values(),
        "learned": Learned.objects.order_by("-id").first(),
        "may_set": may_set_policy(request.user),
    }


def _numbers(request: MemberRequest, word: WordForm, pace: PaceForm) -> bool:
    typed = {key: request.POST[key].replace(",", ".") for key in LABELS if request.POST.get(key, "").strip()}
    try:
        changed = {key: float(value) for key, value in typed.items()}
    except ValueError:
        raise Invalid(_("A number is between 0 and 1,000.")) from None
    actions.set_numbers(changed, by=request.user)
    return True


def _word(request: MemberRequest, word: WordForm, pace: PaceForm) -> bool:
    if not word.is_valid():
        return False
    actions.add_word(by=request.user, **word.cleaned_data)
    return True


def _remove(request: MemberRequest, word: WordForm, pace: PaceForm) -> bool:
    number = request.POST.get("rule", "")
    actions.remove_word(get_object_or_404(WordRule, pk=int(number) if number.isdecimal() else 0), by=request.user)
    return True


def _pace(request: MemberRequest, word: WordForm, pace: PaceForm) -> bool:
    if not pace.is_valid():
        return False
    said: dict[str, Any] = pace.cleaned_data
    lasting = timedelta(days=int(said["days"])) if said["days"] else None
    actions.set_pace(said["place"], by=request.user, seconds=said["seconds"], lasting=lasting)
    return True


Part = Callable[[MemberRequest, WordForm, PaceForm], bool]
PARTS: dict[str, Part] = {"numbers": _numbers, "word": _word, "remove": _remove, "pace": _pace}
