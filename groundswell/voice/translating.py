"""Texts in another language by machine: wanted by a reader, made by a job, kept until the text says something else.

No page and no transaction waits for the translator: whoever wants a text first leaves a row and a job, and everybody who
wants it meanwhile finds the row (docs/decisions/0029-machine-translation.md).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from groundswell.log import clock
from groundswell.log.postgres.prepared import run_prepared
from groundswell.members.limits import DAY, HOUR, MINUTE, limits, spoken
from groundswell.members.rules import Invalid, Refused, TooOften, Viewer, is_member
from groundswell.voice.models import Translation, Voice
from groundswell.voice.translators import translated

JOB = "voice.translate"
LANES = 2  # so many are made at once, however many are wanted
LOST = timedelta(minutes=3)  # then a job is wanted anew
PATIENCE = timedelta(minutes=1)  # then a reader is told that it takes long
AWAY = timedelta(minutes=1)  # so long a translator that did not answer is left alone
UNFIT = timedelta(hours=1)  # and so long a text that it could not translate
OF_A_MEMBER = ((15, MINUTE), (150, DAY))
OF_AN_ADDRESS, OF_ALL_STRANGERS = (5, HOUR), (100, HOUR)
WANT = """
INSERT INTO voice_translation AS kept (voice_id, language, revision, said, title, html, state, away, at)
VALUES (%s, %s, %s, %s, '', '', 'wanted', false, %s)
ON CONFLICT (voice_id, language) DO UPDATE SET revision = excluded.revision, said = excluded.said, title = '', html = '',
    state = 'wanted', away = false, at = excluded.at
WHERE kept.said <> excluded.said OR kept.state = 'failed' OR (kept.state = 'wanted' AND kept.at < %s::timestamptz)
RETURNING id
"""
FORGET = """
DELETE FROM voice_translation kept USING voice v WHERE v.id = kept.voice_id AND (
    v.hidden OR kept.said <> encode(sha256(convert_to(v.title || E'\\n' || v.html, 'UTF8')), 'hex')
    OR (kept.state <> 'ready' AND kept.at < %s::timestamptz))
"""
logger = structlog.get_logger()


class NotNow(TooOften):
    """The translator cannot be had at the moment; `retry_after` is in seconds."""

    status = 503


@dataclass(frozen=True, slots=True)
class Translatable:
    """A text that this reader may read, and where its original is; `private` says that few may read it."""

    voice: Voice
    back: str
    private: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """Which texts of a page its reader is offered in their language: those in none of these."""

    on: bool = False
    reads: frozenset[str] = frozenset()

    def of(self, language: str) -> bool:
        return self.on and main(language) not in self.reads


NOTHING = Offer()


def is_on() -> bool:
    return bool(settings.TRANSLATOR)


def in_sight(found: Translatable | None) -> Translatable:
    """404 where no translator is set, and for what its feature does not find for this reader."""
    if found is None or found.voice.hidden or not is_on():
        raise Http404
    return found


def offer_to(viewer: Viewer, *, private: bool = False) -> Offer:
    """Costs no look at anything: asked once for each page. `private` says that few may read what is on it."""
    if not settings.TRANSLATOR or (private and not settings.TRANSLATE_PRIVATE):
        return NOTHING
    spoken_too = viewer.languages if is_member(viewer) else ()
    return Offer(True, frozenset(map(main, (get_language() or settings.LANGUAGE_CODE, *spoken_too))))


def main(language: str) -> str:
    """Who reads de reads de-ch."""
    return language.partition("-")[0].lower()


def translation_of(voice: Voice, to: str, *, viewer: Viewer, address: str, private: bool) -> Translation:
    """The kept translation, or a row that says that it is being made or why it is not. The caller has asked who may read.

    Raises Invalid, Refused where texts may not be sent, and TooOften when this reader wanted a lot that nobody had yet.
    """
    if private and not settings.TRANSLATE_PRIVATE:
        raise Refused(_("What is said here is for a few people, and is not sent to a translator."))
    if to not in dict(settings.LANGUAGES):
        raise Invalid(_("There is no such language here."), "to")
    if main(to) == main(voice.language):
        raise Invalid(_("This text is in that language already."), "to")
    row = Translation.objects.filter(voice=voice, language=to).first()
    if row is not None and not _is_over(row, voice):
        return row
    if (since := _away_since()) is not None:
        return Translation(voice=voice, language=to, state=Translation.State.FAILED, away=True, at=since)
    _limit(viewer, address)
    _want(voice, to)
    return Translation.objects.get(voice=voice, language=to)


def problem_of(row: Translation) -> str:
    """Why there is no translation, for who wanted it; empty while there is one or it is being made."""
    if row.state == Translation.State.FAILED:
        if row.away:
            return _("The translator does not answer at the moment. Try again in a minute.")
        return _("This text could not be translated. The original is as it was.")
    if row.state == Translation.State.WANTED and row.at < clock.now() - PATIENCE:
        return _("The translation takes longer than usual. Try again in a few minutes.")
    return ""


def digest_of(voice: Voice) -> str:
    """Of what is translated; FORGET makes the same."""
    return sha256(f"{voice.title}\n{voice.html}".encode()).hexdigest()


def make(pk: int) -> None:
    """Have a wanted translation made. The call is outside of any transaction, and what it brings is kept only if the
    text still says the same and is in sight."""
    row = Translation.objects.select_related("voice").filter(pk=pk, state=Translation.State.WANTED).first()
    if row is None:
        return
    voice = row.voice
    if voice.hidden or digest_of(voice) != row.said:
        row.delete()
        return
    if (since := _away_since()) is not None:
        _fail(row, away=True, at=since)
        return
    try:
        title, html = translated(voice.title, voice.html, voice.language, row.language)
    except (OSError, ImportError) as problem:
        logger.warning("translator_away", problem=str(problem)[:200])
        _fail(row, away=True, at=clock.now())
    except Exception as problem:  # whatever a company's own function may raise; its words may be those of the text
        logger.warning("not_translated", voice=voice.pk, to=row.language, problem=type(problem).__name__)
        _fail(row, away=False, at=clock.now())
    else:
        _keep(row, title, html)


def forget_old() -> int:
    """What was made of texts that say something else now or are out of sight, and what was never made."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [clock.now() - timedelta(days=1)])
        return int(cursor.rowcount)


def _is_over(row: Translation, voice: Voice) -> bool:
    """Whether it is to be wanted anew."""
    if row.said != digest_of(voice):
        return True
    lasts = {Translation.State.WANTED: LOST, Translation.State.FAILED: AWAY if row.away else UNFIT}
    return row.state in lasts and row.at < clock.now() - lasts[Translation.State(row.state)]


def _away_since() -> datetime | None:
    """When the translator did not answer, if that was just now: it is left alone, and all are told at once."""
    away = Translation.objects.filter(state=Translation.State.FAILED, away=True, at__gt=clock.now() - AWAY)
    return away.order_by("-at").values_list("at", flat=True).first()


def _limit(viewer: Viewer, address: str) -> None:
    """Only what nobody had yet is counted. Strangers have few, and all of them together no more than so many."""
    if is_member(viewer):
        limits(viewer.pk, "translate", *OF_A_MEMBER)
        return
    try:
        limits(address, "translate", OF_AN_ADDRESS)
        limits("strangers", "translate", OF_ALL_STRANGERS)
    except TooOften as problem:
        wait = spoken(problem.retry_after)
        few = _("Visitors can have a few new texts translated an hour. Sign in, or go on in %(wait)s.") % {"wait": wait}
        raise TooOften(few, problem.retry_after) from None


@transaction.atomic
def _want(voice: Voice, to: str) -> None:
    """A job for the first of those who want it."""
    now = clock.now()
    mine = run_prepared(WANT, [voice.pk, to, voice.revision, digest_of(voice), now, now - LOST])
    if mine:
        app.configure_task(JOB, lock=f"translation:{voice.pk % LANES}").defer(translation=mine[0][0])


@transaction.atomic
def _keep(row: Translation, title: str, html: str) -> None:
    """The text is held still while its translation is stored, so that whoever empties it finds what there is to empty."""
    voice = Voice.objects.select_for_update().filter(pk=row.voice_id).first()
    mine = Translation.objects.filter(pk=row.pk, said=row.said)
    if voice is None or voice.hidden or digest_of(voice) != row.said:
        mine.delete()
    else:
        mine.update(state=Translation.State.READY, title=title, html=html, at=clock.now())


def _fail(row: Translation, *, away: bool, at: datetime) -> None:
    wanted = Translation.objects.filter(pk=row.pk, said=row.said, state=Translation.State.WANTED)
    wanted.update(state=Translation.State.FAILED, away=away, at=at)
