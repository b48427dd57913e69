"""What the page of a tag says of it, with its history and who may change it."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.tagging import TagDescribed, TagEditorsSet
from groundswell.features.support.models import Tag, TagPage
from groundswell.features.support.rules import EDITOR, may_decide_synonym, may_describe_tag
from groundswell.features.support.texts import clean_body, plain
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require
from groundswell.voice import actions as voices

ABOUT_LONGEST, BODY_LONGEST = 300, 10_000


@transaction.atomic
def describe_tag(tag: Tag, *, by: Member, about: str, body: str, reason: str = "") -> None:
    """Say in a sentence what questions with this tag are about, and below it whatever helps; what it said before is kept."""
    page = TagPage.objects.select_for_update().filter(tag=tag).select_related("voice").first()
    require(
        may_describe_tag(by, page), _("Only members from a certain level on, and the team, change what a tag says.")
    )
    limit(by.pk, "edit", most=60, per=HOUR)
    about = " ".join(plain(about).split())
    if not about or len(about) > ABOUT_LONGEST:
        raise Invalid(_("Say in a sentence of at most %d characters what it is about.") % ABOUT_LONGEST, "about")
    body = clean_body(body, longest=BODY_LONGEST) if body.strip() else ""
    if page is None:
        voice = voices.write("tag", by=by, title=about, source=body).voice
        TagPage.objects.create(tag=tag, voice=voice)
    elif voices.rewrite(page.voice, by=by, title=about, source=body, reason=reason):
        voice = page.voice
    else:
        return
    Tag.objects.filter(pk=tag.pk).update(about=about)
    record(TagDescribed(tag=tag.pk, voice=voice.pk, author=by.pk, revision=voice.revision), by=by)


@transaction.atomic
def set_tag_editors(tag: Tag, level: int, *, by: Member) -> None:
    """From which level on members may change what it says."""
    require(may_decide_synonym(by), _("Only moderators say who may change what a tag says."))
    if not 0 <= level <= EDITOR:
        raise Invalid(_("Choose a level from 0 to 4."), "level")
    if TagPage.objects.filter(tag=tag).exclude(level=level).update(level=level):
        record(TagEditorsSet(tag=tag.pk, level=level), by=by)
