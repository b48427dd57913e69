"""Write, rewrite and hide texts. Features call these inside their own transaction and record the event themselves."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from groundswell.log import clock
from groundswell.log.postgres.prepared import insert_prepared
from groundswell.members.models import Member
from groundswell.members.rules import Invalid
from groundswell.voice.drafts import FORGET as FORGET_DRAFT
from groundswell.voice.markdown import render
from groundswell.voice.models import Revision, Translation, Voice
from groundswell.voice.previews import has_cards, want
from groundswell.voice.unrendering import as_markdown

# Two statements in one trip: the second looks only after the first has waited for whoever sends the same form now.
TAKE_TURN = """
SELECT pg_advisory_xact_lock(hashtextextended(%s, 0));
SELECT id FROM voice WHERE once = %s AND author_id = %s
"""


@dataclass(frozen=True)
class Written:
    """A stored text and the members it mentions."""

    voice: Voice
    mentions: list[int]


@dataclass(frozen=True)
class Version:
    """What a text said, by the number of its revision."""

    number: int
    title: str
    source: str


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
    draft: str = "",
) -> Written:
    """Store a new Markdown text, rendered once. What was typed at the place `draft` is no draft any more."""
    rendered = render(source, cards=has_cards(kind))
    voice = Voice(
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
    if draft:
        insert_prepared(voice, beside=FORGET_DRAFT, parameters=[by.pk, draft])
    else:
        insert_prepared(voice)
    want(voice, rendered.lone)
    return Written(voice, [who for who in rendered.mentions if who != by.pk])


def rewrite(
    voice: Voice, *, by: Member, source: str, title: str = "", reason: str = "", at: datetime | None = None
) -> bool:
    """Replace a text and keep what it said before; False when nothing changed."""
    before = source_of(voice)
    if before == source and voice.title == title:
        return False
    Revision.objects.create(
        voice=voice,
        number=voice.revision,
        title=voice.title,
        source=before,
        by_id=voice.edited_by_id or voice.author_id,
        at=voice.edited_at or voice.at,
        reason=voice.edit_reason,
    )
    rendered = render(source, cards=has_cards(voice.kind))
    voice.title, voice.source, voice.html, voice.excerpt = title, source, rendered.html, rendered.excerpt
    voice.markup = "markdown"
    voice.revision += 1
    voice.edited_at, voice.edited_by, voice.edit_reason = at or clock.now(), by, reason[:200]
    voice.save()
    Translation.objects.filter(voice=voice).delete()
    want(voice, rendered.lone)
    return True


def source_of(voice: Voice) -> str:
    """A text as Markdown, also when it came as HTML from elsewhere."""
    return voice.source if voice.markup == "markdown" else as_markdown(voice.html)


def version(voice: Voice, number: int) -> Version:
    """What a text said at a revision. Raises Invalid when it never had one of that number."""
    if number == voice.revision:
        return Version(number, voice.title, source_of(voice))
    past = Revision.objects.filter(voice=voice, number=number).first()
    if past is None:
        raise Invalid(_("This text has no version %(number)s.") % {"number": number}, "version")
    return Version(number, past.title, past.source)


def hide(voice_id: int, hidden: bool = True) -> None:
    Voice.objects.filter(pk=voice_id).update(hidden=hidden)
    Translation.objects.filter(voice=voice_id).delete()


def retitle(voice: Voice, *, kind: str, title: str) -> None:
    """The same text as a post of another kind, under a title or none. That is no edit of what was said."""
    voice.kind, voice.title = kind, title
    voice.save(update_fields=["kind", "title"])


def written_before(once: UUID | None, by: Member) -> Voice | None:
    """The text that this form already stored, when a browser sends it a second time.

    Waits for a transaction that is storing it right now, and makes the next one wait for ours.
    """
    if once is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(TAKE_TURN, [f"{by.pk} {once}", once, by.pk])
        cursor.nextset()
        row = cursor.fetchone()
    return Voice.objects.get(pk=row[0]) if row else None


def require_unchanged(voice: int, seen: int | None) -> None:
    """Two people who edit at once: the second is told, and keeps what they typed."""
    now = Voice.objects.select_for_update().get(pk=voice).revision
    if seen is not None and seen != now:
        changed = _("Somebody else changed this while you were writing. Compare it with the page, then save again.")
        raise Invalid(changed, "body")
