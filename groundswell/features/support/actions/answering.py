"""Answer questions, and edit answers."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.support import AnswerEdited, AnswerPosted
from groundswell.features.support.counting import add_answer, locked, touch
from groundswell.features.support.models import Answer, Question
from groundswell.features.support.models.answers import answer_rank
from groundswell.features.support.rules import may_answer, may_edit
from groundswell.features.support.texts import clean_body
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, MINUTE, limit, limits
from groundswell.members.models import Member
from groundswell.members.rules import require
from groundswell.voice import actions as voices


@transaction.atomic
def answer_question(question: Question, *, by: Member, body: str, once: UUID | None = None) -> Answer:
    """Answer a question. Sent twice with the same `once`, answers once.

    Raises Question.DoesNotExist when there is none that this member may see.
    """
    question = locked(question.pk, by)
    if before := voices.written_before(once, by):
        return Answer.objects.get(voice=before)
    require(may_answer(by, question), _("This question does not take answers any more."))
    limits(by.pk, "answer", (6, MINUTE), (60, HOUR))
    written = voices.write(
        "answer",
        by=by,
        source=clean_body(body),
        language=question.language,
        at=clock.now(),
        once=once,
        draft=f"answer:{question.pk}",
    )
    answer = Answer(
        question=question, voice=written.voice, author=by, posted_at=written.voice.at, rank=answer_rank(0, 0)
    )
    add_answer(answer, question, by)
    record(
        AnswerPosted(
            question=question.pk,
            answer=answer.pk,
            voice=written.voice.pk,
            author=by.pk,
            asker=question.asker_id,
            mentions=written.mentions,
        ),
        by=by,
    )
    return answer


@transaction.atomic
def edit_answer(answer: Answer, *, by: Member, body: str, reason: str = "") -> None:
    """Change an answer; what it said before is kept."""
    question = Question.objects.select_for_update().get(pk=answer.question_id)
    answer.refresh_from_db(fields=["wiki_level"])
    require(
        may_edit(by, question, answer.author_id, answer.wiki_level),
        _("Only its author, trusted members and staff may edit this."),
    )
    limit(by.pk, "edit", most=60, per=HOUR)
    voice = answer.voice
    if voices.rewrite(voice, by=by, source=clean_body(body), reason=reason):
        touch(question, by)
        record(
            AnswerEdited(
                question=question.pk, answer=answer.pk, voice=voice.pk, author=answer.author_id, revision=voice.revision
            ),
            by=by,
        )
