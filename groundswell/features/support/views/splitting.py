"""Make an answer or a comment a question of its own: a page that asks for its title, then the action."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.features.support import actions, rules
from groundswell.features.support.models import Answer, Question
from groundswell.features.support.queries.history import subject_of
from groundswell.features.support.sorting_forms import SplitForm
from groundswell.features.support.views.writing import GET_OR_POST
from groundswell.members.http import MemberRequest
from groundswell.members.refused import refused_into
from groundswell.members.rules import require


@login_required
@GET_OR_POST
def split(request: MemberRequest, on: str, pk: int) -> HttpResponse:
    """Ask for title, place and what goes along; then it is a question, and this leads there."""
    post = subject_of(on, pk)
    if post is None or isinstance(post, Question) or post.deleted_at:
        raise Http404
    question = post.question
    if not Question.objects.visible_to(request.user).filter(pk=question.pk).exists():
        raise Http404
    allowed = rules.may_merge(request.user, question)
    require(allowed, _("Only trusted members and staff may make a post a question of its own."))
    others = Answer.objects.filter(question=question, deleted_at=None, posted_at__gte=post.posted_at).exclude(
        pk=post.pk if on == "answer" else 0
    )
    begun = {"topic": question.topic.slug, "tags": question.tags}
    others = others.select_related("voice", "author")[:50]
    form = SplitForm(request.POST or None, initial=begun, others=others, by=request.user)
    if request.method == "POST" and form.is_valid():
        new = refused_into(form, lambda: actions.split_post(post, by=request.user, **form.cleaned_data))
        if new:
            return redirect(new)
    context = {"form": form, "on": on, "post": post, "question": question}
    return render(request, "support/split.html", context, status=422 if form.errors else 200)
