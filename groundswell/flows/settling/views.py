"""Solved or not, said by one press in a letter, without signing in."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from groundswell.derived.notifications import reminding
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Question
from groundswell.members.http import Request
from groundswell.members.models import Member
from groundswell.members.rules import Refused


@dataclass(frozen=True)
class Matter:
    """Whose question it is, and the answer that solved it; None when none did. `over`: the link is too old to decide."""

    member: Member
    question: Question
    answer: Answer | None
    over: bool


@csrf_exempt  # mail programs send this without ever having been here; the token is the authority
@require_http_methods(["GET", "POST"])
def settle(request: Request, token: str) -> HttpResponse:
    """Asks first, because programs that look through mails open its links; done only by the button below."""
    matter = _matter(token)
    if matter is None:
        raise Http404
    problem = ""
    if request.method == "POST" and not matter.over:
        try:
            _do(matter)
        except Refused as refused:
            problem = str(refused)
    done = request.method == "POST" and not problem and not matter.over
    shown = {"matter": matter, "done": done, "problem": problem}
    status = 410 if matter.over else 403 if problem else 200
    response = render(request, "settling/settle.html", shown, status=status)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _matter(token: str) -> Matter | None:
    found = reminding.read(token)
    member = Member.objects.shown().filter(pk=found.member).first() if found else None
    if found is None or member is None:
        return None
    question = Question.objects.visible_to(member).select_related("voice").filter(pk=found.question).first()
    if question is None or not found.answer:
        return Matter(member, question, None, found.over) if question else None
    answers = Answer.objects.select_related("voice", "author").filter(question=question, deleted_at=None)
    answer = answers.filter(pk=found.answer).first()
    return Matter(member, question, answer, found.over) if answer else None


def _do(matter: Matter) -> None:
    """Raises Refused."""
    if matter.answer:
        actions.accept_answer(matter.answer, by=matter.member)
    else:
        actions.say_not_solved(matter.question, by=matter.member)
