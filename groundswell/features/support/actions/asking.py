"""Ask, edit, retag and move questions."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.support import QuestionAsked, QuestionEdited, QuestionMoved, QuestionRetagged
from groundswell.features.support.actions.details import keep_details
from groundswell.features.support.actions.sparing import pass_by_similar
from groundswell.features.support.actions.waiting import end_request
from groundswell.features.support.counting import touch
from groundswell.features.support.models import Change, Follow, Kind, Question, Topic
from groundswell.features.support.models.questions import hotness
from groundswell.features.support.rules import may_ask, may_edit, may_move, may_sort
from groundswell.features.support.tagging import known_tags
from groundswell.features.support.texts import clean_body, clean_tags, clean_title
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.groups.audiences import is_shut
from groundswell.members.limits import DAY, HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import require
from groundswell.voice import actions as voices
from groundswell.voice.language import detect


@transaction.atomic
def ask_question(
    *,
    by: Member,
    title: str,
    body: str,
    topic: Topic | None = None,
    tags: list[str] | None = None,
    language: str | None = None,
    details: dict[str, str] | None = None,
    once: UUID | None = None,
) -> Question:
    """Ask the community. The asker follows the question from then on. Sent twice with the same `once`, asks once.

    Its language is the one of its words, if not said; `details` fills in its topic's form by the keys of the fields.
    """
    require(may_ask(by), _("Sign in to ask a question."))
    if before := voices.written_before(once, by):
        return Question.objects.get(voice=before)
    topic = _place(topic, by)
    limit(by.pk, "ask", most=10, per=DAY)
    title, body, labels = clean_title(title), clean_body(body), known_tags(clean_tags(tags or []))
    language = language or topic.language or detect(f"{title}\n{body}")
    written = voices.write(
        "question", by=by, title=title, source=body, language=language, at=clock.now(), once=once, draft="ask"
    )
    now = written.voice.at
    question = Question.objects.create(
        voice=written.voice,
        asker=by,
        topic=topic,
        tags=labels,
        language=language,
        asked_at=now,
        active_at=now,
        active_by=by,
        hot=hotness(ups=0, downs=0, answers=0, asked_at=now),
    )
    _surround(question, details or {}, once)
    record(
        QuestionAsked(
            question=question.pk, voice=written.voice.pk, asker=by.pk, topic=question.topic_id, tags=labels,
            language=language, mentions=written.mentions,
        ),
        by=by,
    )  # fmt: skip
    return question


def _place(topic: Topic | None, by: Member) -> Topic:
    """Where it is asked; the first place that is for everybody, if not said."""
    if topic is None:
        return Topic.objects.filter(private=False, archived_at=None).order_by("order", "pk")[:1].get()
    require(topic.archived_at is None, _("This topic is archived: nothing new is asked here."))
    require(not topic.private or not is_shut(topic.pk, by), _("This topic is not for you."))
    return topic


def _surround(question: Question, details: dict[str, str], once: UUID | None) -> None:
    """What comes with a new question: what its topic asked for, that its asker follows it and passed similar by."""
    keep_details(question, details)
    Follow.objects.create(member=question.asker, kind=Kind.QUESTION, subject=question.pk)
    pass_by_similar(question, once, question.asker)


@transaction.atomic
def edit_question(question: Question, *, by: Member, title: str, body: str, reason: str = "") -> None:
    """Change title or text; what it said before is kept."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    require(may_edit(by, question, question.asker_id), _("Only its author, trusted members and staff may edit this."))
    limit(by.pk, "edit", most=60, per=HOUR)
    voice = question.voice
    if voices.rewrite(voice, by=by, title=clean_title(title), source=clean_body(body), reason=reason):
        touch(question, by, active=False)
        record(
            QuestionEdited(question=question.pk, voice=voice.pk, asker=question.asker_id, revision=voice.revision),
            by=by,
        )
        end_request(question, by)


@transaction.atomic
def retag_question(question: Question, *, by: Member, tags: list[str]) -> None:
    """Give a question other tags."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    require(may_sort(by, question), _("Only its author, trusted members and staff may retag this."))
    was, labels = question.tags, known_tags(clean_tags(tags))
    if labels != was:
        Question.objects.filter(pk=question.pk).update(tags=labels)
        record(QuestionRetagged(question=question.pk, tags=labels, was=was), by=by)


@transaction.atomic
def move_question(question: Question, *, by: Member, topic: Topic, reason: str = "") -> None:
    """Put a question into another topic."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    require(may_sort(by, question), _("Only its author, trusted members and staff may move this."))
    was = question.topic_id
    if topic.pk != was:
        private = Topic.objects.filter(pk=was, private=True).exists()
        require(
            may_move(by, question, topic, private), _("Only moderators move questions into and out of private topics.")
        )
        Question.objects.filter(pk=question.pk).update(topic=topic)
        Change.objects.create(question=question, what="moved", by=by, reason=reason[:300])
        record(QuestionMoved(question=question.pk, topic=topic.pk, was=was), by=by)
