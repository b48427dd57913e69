"""Write, rewrite and hide texts. Features call these inside their own transaction and record the event themselves."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from groundswell.log import clock
from groundswell.members.models import Member
from groundswell.voice.markdown import render
from groundswell.voice.models import Draft, Revision, Voice


@dataclass(frozen=True)
class Written:
    """A stored text and the members it mentions."""

    voice: Voice
    mentions: list[int]


def write(
    kind: str,
    *,
    by: Member,
    source: str,
    title: str = "",
    language: str = "en",
    at: datetime | None = None,
    origin: str = "here",
    once: UUID | None = None,
) -> Written:
    """Store a new Markdown text, rendered once."""
    rendered = render(source)
    voice = Voice.objects.create(
        kind=kind,
        author=by,
        title=title,
        source=source,
        html=rendered.html,
        excerpt=rendered.excerpt,
        language=language,
        origin=origin,
        at=at or clock.now(),
        once=once,
    )
    return Written(voice, [who for who in rendered.mentions if who != by.pk])


def rewrite(voice: Voice, *, by: Member, source: str, title: str = "", reason: str = "", at: datetime | None = None) -> bool:
    """Replace a text and keep what it said before; False when nothing changed."""
    if voice.source == source and voice.title == title:
        return False
    Revision.objects.create(
        voice=voice,
        number=voice.revision,
        title=voice.title,
        source=voice.source,
        by_id=voice.edited_by_id or voice.author_id,
        at=voice.edited_at or voice.at,
        reason=voice.edit_reason,
    )
    rendered = render(source)
    voice.title, voice.source, voice.html, voice.excerpt = title, source, rendered.html, rendered.excerpt
    voice.markup = "markdown"
    voice.revision += 1
    voice.edited_at, voice.edited_by, voice.edit_reason = at or clock.now(), by, reason[:200]
    voice.save()
    return True


def hide(voice_id: int, hidden: bool = True) -> None:
    Voice.objects.filter(pk=voice_id).update(hidden=hidden)


def written_before(once: UUID | None, by: Member) -> Voice | None:
    """The text that this form already stored, when a browser sends it a second time."""
    return Voice.objects.filter(once=once, author=by).first() if once else None


def forget_draft(member: Member, place: str) -> None:
    Draft.objects.filter(member=member, place=place).delete()
