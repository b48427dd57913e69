"""A person's texts: what they take with them, and how they are emptied."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import F, Func, TextField, Value
from django.utils import translation
from django.utils.translation import gettext as _

from groundswell.members.models import Member
from groundswell.members.personal import on_erasure, personal_data, personal_files
from groundswell.voice import pictures
from groundswell.voice.models import Draft, Picture, Revision, Translation, Voice

TEXT = ("id", "kind", "title", "source", "language", "at", "edited_at", "edit_reason", "origin")


@personal_data("texts")
def texts(member: Member) -> object:
    """Everything this member wrote, with what it said before."""
    before: dict[int, list[dict[str, object]]] = {}
    for old in (
        Revision.objects.filter(voice__author=member)
        .order_by("number")
        .values("voice", "number", "title", "source", "at")
    ):
        before.setdefault(old["voice"], []).append({key: value for key, value in old.items() if key != "voice"})
    written = Voice.objects.filter(author=member).order_by("at").values(*TEXT)
    return [{**text, "before": before.get(text["id"], [])} for text in written]


@personal_data("edits")
def edits(member: Member) -> object:
    """What this member changed in others' texts, and why."""
    return list(Voice.objects.filter(edited_by=member).exclude(author=member).values("id", "edited_at", "edit_reason"))


@personal_data("translations")
def translations(member: Member) -> object:
    """What a machine made of this member's texts."""
    kept = Translation.objects.filter(voice__author=member, state=Translation.State.READY).order_by("voice", "language")
    return list(kept.values("voice", "language", "title", "html", "at"))


@personal_data("drafts")
def drafts(member: Member) -> object:
    return list(Draft.objects.filter(member=member).values("place", "text", "saved"))


@personal_files
def files(member: Member) -> Iterable[str]:
    return [picture.path for picture in Picture.objects.filter(owner=member)]


@on_erasure
def forget_texts(member: Member, keep_texts: bool) -> None:
    """Drafts go always. Texts are emptied, with what they said before and their pictures, unless they are kept."""
    Draft.objects.filter(member=member).delete()
    Voice.objects.filter(edited_by=member).update(edit_reason="")
    Revision.objects.filter(by=member).update(reason="")
    _unlink_mentions(member)
    if not keep_texts:
        Revision.objects.filter(voice__author=member).delete()
        pictures.remove(list(Picture.objects.filter(owner=member).values_list("key", flat=True)))
        for language in Voice.objects.filter(author=member).order_by().values_list("language", flat=True).distinct():
            _empty(member, language)
        Translation.objects.filter(voice__author=member).delete()  # after the texts: see translating.py, `_keep`


def words_for_taken_along(language: str) -> tuple[str, str]:
    """What stands in the place of a text and of a question's title that somebody took along, in the texts' language."""
    with translation.override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        return _("The person who wrote this has left and took the text along."), _("A question that was taken back")


def _empty(member: Member, language: str) -> None:
    """Say in the language of the texts that there is nothing any more."""
    said, title = words_for_taken_along(language)
    written = Voice.objects.filter(author=member, language=language)
    written.update(source=said, html=f"<p>{said}</p>", excerpt=said, edit_reason="")
    written.exclude(title="").update(title=title)
    with translation.override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        written.filter(kind="discussion").update(title=_("A discussion that was taken back"))
        written.filter(kind="blog").update(title=_("A blog post that was taken back"))


def _unlink_mentions(member: Member) -> None:
    """The profile that others' texts link to is gone: there the handle stays as a plain word."""
    linked = rf'<a [^>]*href="/members/{member.handle}/"[^>]*>([^<]*)</a>'
    mentioning = Voice.objects.filter(html__contains=f'href="/members/{member.handle}/"')
    mentioning.update(
        html=Func(
            F("html"), Value(linked), Value(r"\1"), Value("g"), function="regexp_replace", output_field=TextField()
        )
    )
    Translation.objects.filter(html__contains=f'href="/members/{member.handle}/"').delete()
