"""A tag is called otherwise: what follows it, is said of it or means it goes along, and its former name leads to it."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.events.tagging import TagRenamed
from groundswell.features.support.actions.synonyms import TURN, retag
from groundswell.features.support.models import Follow, Kind, Question, Retagged, Synonym, Tag, TagPage
from groundswell.features.support.rules import may_decide_synonym
from groundswell.features.support.texts import clean_tags
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.log.postgres.prepared import run_prepared
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require

LIVE = [Synonym.State.PROPOSED, Synonym.State.APPROVED]
# Answers that are the one to a tag name it.
CANONICAL = """
UPDATE support_answer SET the_answer = array_replace(the_answer, %(was)s::varchar, %(now)s::varchar)
WHERE the_answer @> ARRAY[%(was)s]::varchar[] AND the_answer <> '{}'
"""


@transaction.atomic
def rename_tag(tag: Tag, name: str, *, by: Member) -> Tag:
    """Call it otherwise. Questions follow as with another word for it: a thousand at once, the rest within minutes.

    Renaming it back undoes that. Its own name changes nothing; one that means something else already is refused.
    """
    require(may_decide_synonym(by), _("Only moderators rename tags."))
    limit(by.pk, "rename", most=60, per=HOUR)
    run_prepared(TURN)
    tag = Tag.objects.select_for_update().get(pk=tag.pk)
    now, was = _clean(name), tag.name
    if now == was:
        return tag
    _make_room(tag, now)
    tag.name = now
    try:
        with transaction.atomic():
            tag.save(update_fields=["name"])
    except IntegrityError:  # somebody asks with it at this moment
        raise _taken(now, was) from None
    words = sorted(Synonym.objects.filter(tag=tag, state=Synonym.State.APPROVED).values_list("name", flat=True))
    former = Synonym.objects.create(
        name=was, tag=tag, by=by, state=Synonym.State.APPROVED, decided_by=by, decided_at=clock.now(), former=True
    )
    run_prepared(CANONICAL, {"was": f"tag:{was}", "now": f"tag:{now}"})
    followers = Follow.objects.filter(kind=Kind.TAG, subject=tag.pk).order_by("member").values_list("member", flat=True)
    record(TagRenamed(tag=tag.pk, was=was, now=now, words=words, followers=list(followers)), by=by)
    retag(former)
    return tag


def _clean(name: str) -> str:
    found = clean_tags([name])
    if not found:
        raise Invalid(_("Write a name."), "name")
    return found[0]


def _make_room(tag: Tag, name: str) -> None:
    """Take away what has the name and means nothing else: a word for this very tag, and a tag that nothing carries."""
    meant = Synonym.objects.select_for_update().filter(name=name, state__in=LIVE).first()
    if meant is not None and meant.tag_id != tag.pk:
        raise Invalid(
            _("“%(name)s” means another tag already, or was proposed for one. Decide about that first.")
            % {"name": name},
            "name",
        )
    other = Tag.objects.select_for_update().filter(name=name).first()
    if other is not None:
        if _is_used(other):
            raise _taken(name, tag.name)
        other.delete()
    if meant is not None:
        Retagged.objects.filter(synonym=meant).delete()
        meant.state, meant.decided_at = Synonym.State.UNDONE, clock.now()
        meant.save(update_fields=["state", "decided_at"])


def _is_used(tag: Tag) -> bool:
    return (
        Question.objects.tagged(tag.name).exists()
        or Follow.objects.filter(kind=Kind.TAG, subject=tag.pk).exists()
        or TagPage.objects.filter(tag=tag).exists()
        or Synonym.objects.filter(tag=tag, state__in=LIVE).exists()
    )


def _taken(name: str, was: str) -> Invalid:
    return Invalid(
        _("There is a tag “%(name)s” already. Make “%(was)s” another word for it instead.")
        % {"name": name, "was": was},
        "name",
    )
