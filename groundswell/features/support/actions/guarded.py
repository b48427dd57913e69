"""Ask, answer and comment as members do it: what the house rules let through is posted, what they doubt waits for a look.

Raises Waits, which holds what was kept, when a person is to look first. What was approved goes past this file.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.features.support.actions import answering, asking, commenting
from groundswell.features.support.models import Answer, Comment, Question, Topic
from groundswell.features.support.rules import may_answer, may_comment
from groundswell.features.support.texts import COMMENT_LONGEST, clean_body, clean_tags, clean_title
from groundswell.members.models import Member
from groundswell.members.rules import require
from groundswell.moderation.actions import hold, put_in_queue
from groundswell.moderation.guard import Post, Waits, judge
from groundswell.moderation.house import house
from groundswell.moderation.kinds import Subject, find


def ask_question(
    *,
    by: Member,
    title: str,
    body: str,
    topic: Topic | None = None,
    tags: list[str] | None = None,
    once: UUID | None = None,
    **more: Any,
) -> Question:
    """As asking.ask_question, for whoever may, at the pace and within the limits of the house."""
    post = Post("question", body, title, (f"topic:{topic.pk}",) if topic else (), once)
    verdict = judge(post, by=by)
    if verdict.hold:
        post = Post("question", clean_body(body), clean_title(title))
        fields = {"topic": topic.pk if topic else None, "tags": clean_tags(tags or []), **more}
        raise Waits(hold(post, by=by, fields=fields, because=verdict.hold, once=once, draft="ask"))
    with transaction.atomic():
        asked = asking.ask_question(by=by, title=title, body=body, topic=topic, tags=tags, once=once, **more)
        _look("question", asked.pk, verdict.queue)
    return asked


def answer_question(question: Question, *, by: Member, body: str, once: UUID | None = None) -> Answer:
    """As answering.answer_question. Raises Question.DoesNotExist when there is none that this member may see."""
    post = Post("answer", body, places=_places(question.pk), once=once)
    verdict = judge(post, by=by)
    if verdict.hold:
        question = Question.objects.visible_to(by).get(pk=question.pk)
        require(may_answer(by, question), _("This question does not take answers any more."))
        post, place = Post("answer", clean_body(body)), f"answer:{question.pk}"
        kept = hold(post, by=by, fields={"question": question.pk}, because=verdict.hold, once=once, draft=place)
        raise Waits(kept)
    if not verdict.queue:
        return answering.answer_question(question, by=by, body=body, once=once)
    with transaction.atomic():
        answer = answering.answer_question(question, by=by, body=body, once=once)
        _look("answer", answer.pk, verdict.queue)
    return answer


def comment_on(subject: Question | Answer, *, by: Member, body: str, once: UUID | None = None) -> Comment:
    """As commenting.comment_on."""
    number = subject.question_id if isinstance(subject, Answer) else subject.pk
    verdict = judge(Post("comment", body, places=_places(number), once=once), by=by)
    if verdict.hold:
        question = Question.objects.visible_to(by).get(pk=number)
        require(may_comment(by, question), _("This question does not take comments any more."))
        on = "answer" if isinstance(subject, Answer) else "question"
        post = Post("comment", clean_body(body, longest=COMMENT_LONGEST))
        place = f"comment:{on[0]}{subject.pk}"
        raise Waits(hold(post, by=by, fields={on: subject.pk}, because=verdict.hold, once=once, draft=place))
    with transaction.atomic():
        comment = commenting.comment_on(subject, by=by, body=body, once=once)
        _look("comment", comment.pk, verdict.queue)
    return comment


def publish_question(author: Member, held: dict[str, Any]) -> Subject:
    """What waited becomes a question, now."""
    more = {key: value for key, value in held.items() if key not in {"title", "body", "topic"}}
    topic = Topic.objects.filter(pk=held.get("topic") or 0).first()
    asked = asking.ask_question(by=author, title=held["title"], body=held["body"], topic=topic, **more)
    return _found("question", asked.pk)


def publish_answer(author: Member, held: dict[str, Any]) -> Subject:
    """What waited becomes an answer, now."""
    answer = answering.answer_question(Question(pk=held["question"]), by=author, body=held["body"])
    return _found("answer", answer.pk)


def publish_comment(author: Member, held: dict[str, Any]) -> Subject:
    """What waited becomes a comment, now."""
    on: Question | Answer = (
        Answer.objects.get(pk=held["answer"]) if "answer" in held else Question.objects.get(pk=held["question"])
    )
    return _found("comment", commenting.comment_on(on, by=author, body=held["body"]).pk)


def _places(question: int) -> tuple[str, ...]:
    """Where a post under a question goes. Its topic is looked up only while some topic has a pace."""
    here = f"question:{question}"
    if not any(place.startswith("topic:") for place in house().paces):
        return (here,)
    topic = Question.objects.filter(pk=question).values_list("topic", flat=True).first()
    return (here, f"topic:{topic}")


def _look(kind: str, pk: int, because: list[dict[str, Any]]) -> None:
    if because:
        put_in_queue(_found(kind, pk), because)


def _found(kind: str, pk: int) -> Subject:
    subject = find(kind, pk)
    assert subject is not None
    return subject
