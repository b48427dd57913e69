"""What an answer is besides an answer: official, a wiki, the one to a tag or topic; and how many may be solutions."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.sorting import (
    AnswerMadeCanonical,
    AnswerMadeOfficial,
    AnswerMadeWiki,
    OfficialMarkRemoved,
    SeveralSolutionsSet,
    WikiEnded,
)
from groundswell.features.support.counting import locked_with
from groundswell.features.support.models import Answer, Question, Tag, Topic, Wiki
from groundswell.features.support.rules import (
    EDITOR,
    may_close,
    may_make_canonical,
    may_make_wiki,
    may_mark_official,
    may_set_form,
)
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused, require

MOST_CANONICAL = 10


@transaction.atomic
def make_official(answer: Answer, *, by: Member) -> None:
    """The company stands by this answer, whoever wrote it; a second time changes nothing."""
    answer, _question = _held(answer, by)
    require(may_mark_official(by), _("Only the team says that an answer is official."))
    limit(by.pk, "mark", most=120, per=HOUR)
    if answer.official_at is None:
        answer.official_at, answer.official_by = clock.now(), by
        answer.save(update_fields=["official_at", "official_by"])
        record(AnswerMadeOfficial(**_about(answer)), by=by)


@transaction.atomic
def take_back_official(answer: Answer, *, by: Member) -> None:
    """It is an answer like any other again."""
    answer, _question = _held(answer, by)
    require(may_mark_official(by), _("Only the team says that an answer is official."))
    if answer.official_at is not None:
        answer.official_at, answer.official_by = None, None
        answer.save(update_fields=["official_at", "official_by"])
        record(OfficialMarkRemoved(**_about(answer)), by=by)


@transaction.atomic
def make_wiki(answer: Answer, *, by: Member, level: int = 2) -> None:
    """Let members from a level on edit it. What is given for it from now on is nobody's reputation.

    Another level takes the place of the one before.
    """
    answer, question = _held(answer, by)
    require(may_make_wiki(by, question, answer.author_id), _("Only its author, trusted members and staff may do this."))
    if not 0 <= level <= EDITOR:
        raise Invalid(_("Choose a level from 0 to 4."), "level")
    limit(by.pk, "mark", most=120, per=HOUR)
    if answer.wiki_level == level:
        return
    Wiki.objects.update_or_create(answer=answer, ended_at=None, defaults={"level": level, "by": by})
    answer.wiki_level = level
    answer.save(update_fields=["wiki_level"])
    record(AnswerMadeWiki(**_about(answer), level=level), by=by)


@transaction.atomic
def end_wiki(answer: Answer, *, by: Member) -> None:
    """Its author's alone again. What was given meanwhile stays nobody's."""
    answer, question = _held(answer, by)
    require(may_close(by, question), _("Only trusted members and staff may end a wiki answer."))
    if answer.wiki_level is not None:
        Wiki.objects.filter(answer=answer, ended_at=None).update(ended_at=clock.now())
        answer.wiki_level = None
        answer.save(update_fields=["wiki_level"])
        record(WikiEnded(**_about(answer)), by=by)


@transaction.atomic
def make_canonical(answer: Answer, *, by: Member, tags: Iterable[str] = (), topics: Iterable[str] = ()) -> None:
    """Say to which tags, and to which topics by their slugs, this is the answer; to none takes it back.

    Raises Invalid for a tag or topic that there is not, and when one has ten already.
    """
    answer, question = _held(answer, by)
    require(may_make_canonical(by, question), _("Only the team and trusted members say what is the answer to a topic."))
    limit(by.pk, "mark", most=120, per=HOUR)
    wanted = [*(f"tag:{name}" for name in _known_tags(tags)), *(f"topic:{slug}" for slug in _known_topics(topics, by))]
    for subject in wanted:
        others = Answer.objects.filter(the_answer__contains=[subject], deleted_at=None).exclude(pk=answer.pk)
        require(
            others.count() < MOST_CANONICAL,
            _("There are %d such answers already. Take one back first.") % MOST_CANONICAL,
        )
    if wanted != answer.the_answer:
        answer.the_answer = wanted
        answer.save(update_fields=["the_answer"])
        left = Answer.objects.filter(question=question, deleted_at=None).exclude(the_answer=[]).exists()
        record(AnswerMadeCanonical(**_about(answer), to=wanted, any_here=left), by=by)


@transaction.atomic
def set_several_solutions(topic: Topic, several: bool, *, by: Member) -> None:
    """Whether questions in a topic may have several solutions; those that have some keep them."""
    require(may_set_form(by), _("Only moderators decide what questions are asked for."))
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    if topic.several_solutions != several:
        topic.several_solutions = several
        topic.save(update_fields=["several_solutions"])
        record(SeveralSolutionsSet(topic=topic.pk, several=several), by=by)


def _held(answer: Answer, by: Member) -> tuple[Answer, Question]:
    """The answer as it is now, its question held."""
    question = locked_with(answer, by)
    fresh = Answer.objects.get(pk=answer.pk)
    if fresh.deleted_at is not None:
        raise Refused(_("This is not here any more."))
    return fresh, question


def _known_tags(names: Iterable[str]) -> list[str]:
    wanted = list(dict.fromkeys(name.strip().lower() for name in names if name.strip()))
    known = set(Tag.objects.filter(name__in=wanted).values_list("name", flat=True))
    if unknown := [name for name in wanted if name not in known]:
        raise Invalid(_("There is no tag called “%(name)s”.") % {"name": unknown[0][:40]}, "tags")
    return wanted


def _known_topics(slugs: Iterable[str], by: Member) -> list[str]:
    wanted = list(dict.fromkeys(slugs))
    known = set(Topic.objects.visible_to(by).filter(slug__in=wanted).values_list("slug", flat=True))
    if unknown := [slug for slug in wanted if slug not in known]:
        raise Invalid(_("There is no topic called “%(slug)s”.") % {"slug": unknown[0][:60]}, "topics")
    return wanted


def _about(answer: Answer) -> dict[str, int]:
    return {"question": answer.question_id, "answer": answer.pk, "author": answer.author_id}
