"""Tell everybody something, or some; change it, take it down, let it begin when its time has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.events.announcements import AnnouncementBegan, AnnouncementChanged, AnnouncementEnded, AnnouncementMade
from groundswell.features.announcements.models import Announcement, AnnouncementText, How
from groundswell.features.announcements.rules import may_announce
from groundswell.log import clock
from groundswell.log.forgetting import forget
from groundswell.log.journal import record
from groundswell.members.groups.aims import Aim, check_aim, reserve
from groundswell.members.limits import DAY, HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require
from groundswell.voice import actions as voices

TITLE_LONGEST, BODY_LONGEST, MOST_DISMISSED = 120, 10_000, 50
LONGEST = timedelta(days=366)
ONLY_TEAM = gettext_lazy("Only those who moderate announce something.")
# The latest fifty, in one statement, so that two tabs lose nothing of each other's.
DISMISS = """
UPDATE member SET settings = settings || jsonb_build_object('dismissed', to_jsonb(ARRAY(
    SELECT number FROM jsonb_array_elements_text(coalesce(settings -> 'dismissed', '[]')) WITH ORDINALITY AS was (text, place)
    CROSS JOIN LATERAL (SELECT text::bigint AS number) AS n WHERE number <> %s ORDER BY place DESC LIMIT %s) || %s::bigint))
WHERE id = %s
"""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """From when until when it is shown, and how; without `until` it stands until somebody takes it down."""

    since: datetime | None = None
    until: datetime | None = None
    how: str = How.BAR
    dismissible: bool = True


@transaction.atomic
def announce(
    *,
    by: Member,
    texts: Mapping[str, tuple[str, str]],
    shape: Shape | None = None,
    aim: Aim | None = None,
    told: bool = False,
    once: UUID | None = None,
) -> Announcement:
    """Show something above the lists, now or from a time on; with `told` whom it is for gets it as news too, once.

    `texts` are headline and Markdown by language. Sent twice with the same `once`, it is announced once.
    """
    require(may_announce(by), ONLY_TEAM)
    if before := voices.written_before(once, by):
        return Announcement.objects.get(texts__voice=before)
    shape, aim, now = shape or Shape(), aim or Aim(), clock.now()
    texts = _checked(texts, shape, now)
    check_aim(aim, by)
    limit(by.pk, "announce", most=20, per=DAY)
    made = Announcement.objects.create(
        by=by, made_at=now, since=shape.since or now, until=shape.until, how=shape.how, dismissible=shape.dismissible,
        told=told, roles=aim.roles, level=aim.level, groups=aim.groups, place=aim.place,
    )  # fmt: skip
    for number, (language, (title, body)) in enumerate(texts.items()):
        _write(made, language, title, body, by, once=None if number else once)
    reserve(_voices(made), aim)
    _show_at_once()
    record(AnnouncementMade(announcement=made.pk, voices=_voices(made)), by=by)
    if made.since <= now:
        _begin(made)
    return made


@transaction.atomic
def change_announcement(
    announcement: Announcement, *, by: Member, texts: Mapping[str, tuple[str, str]], shape: Shape
) -> None:
    """Say it otherwise, for another time or in another way. Once it has begun, it has begun; nobody is told again."""
    require(may_announce(by), ONLY_TEAM)
    limit(by.pk, "edit", most=60, per=HOUR)
    announcement = Announcement.objects.select_for_update().get(pk=announcement.pk)
    require(announcement.ended_at is None, _("It was taken down, and stays as it was."))
    now = clock.now()
    texts = _checked(texts, shape, now, before=announcement)
    known = {one.language: one for one in announcement.texts.select_related("voice")}
    for language, (title, body) in texts.items():
        if language in known:
            voices.rewrite(known[language].voice, by=by, title=title, source=body)
        else:
            _write(announcement, language, title, body, by)
    announcement.texts.exclude(language__in=texts).delete()
    reserve(_voices(announcement), announcement.aim)
    if announcement.begun_at is None:
        announcement.since = shape.since or now
    announcement.until, announcement.how, announcement.dismissible = shape.until, shape.how, shape.dismissible
    announcement.save(update_fields=["since", "until", "how", "dismissible"])
    _show_at_once()
    record(AnnouncementChanged(announcement=announcement.pk, voices=_voices(announcement)), by=by)
    if announcement.begun_at is None and announcement.since <= now:
        _begin(announcement)


@transaction.atomic
def end_announcement(announcement: Announcement, *, by: Member) -> None:
    """Take it down; a second time changes nothing. Its page stays, for whom it was for."""
    require(may_announce(by), ONLY_TEAM)
    announcement = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if announcement.ended_at is None:
        announcement.ended_at = clock.now()
        announcement.save(update_fields=["ended_at"])
        _show_at_once()
        record(AnnouncementEnded(announcement=announcement.pk, began=announcement.entry), by=by)


@transaction.atomic
def begin_due() -> int:
    """Let those begin whose time has come; return how many did. Whoever is at one already goes on with it."""
    due = Announcement.objects.select_for_update(skip_locked=True, of=("self",)).select_related("by")
    found = list(due.filter(begun_at=None, ended_at=None, since__lte=clock.now()).order_by("since", "pk"))
    for one in found:
        _begin(one)
    if found:
        _show_at_once()
    return len(found)


@transaction.atomic
def dismiss(announcement: Announcement, *, by: Member) -> None:
    """Spare a member the sight of it. No event, because nobody else sees that."""
    require(announcement.dismissible, _("This one stays until it is over."))
    with connection.cursor() as cursor:
        cursor.execute(DISMISS, [announcement.pk, MOST_DISMISSED - 1, announcement.pk, by.pk])
    by.refresh_from_db(fields=["settings"])


def _begin(announcement: Announcement) -> None:
    """It is told only where it is not over by now: a worker that was away brings no old news."""
    announcement.begun_at = clock.now()
    aim = announcement.aim
    announcement.entry = record(
        AnnouncementBegan(
            announcement=announcement.pk, voices=_voices(announcement), told=announcement.told and not announcement.is_over,
            roles=aim.roles, level=aim.level, groups=aim.groups, topic=aim.place,
        ),
        by=announcement.by,
    )  # fmt: skip
    announcement.save(update_fields=["begun_at", "entry"])


def _write(
    announcement: Announcement, language: str, title: str, body: str, by: Member, once: UUID | None = None
) -> None:
    written = voices.write(
        "announcement", by=by, title=title, source=body, language=language, once=once, draft="announce"
    )
    AnnouncementText.objects.create(announcement=announcement, language=language, voice=written.voice)


def _voices(announcement: Announcement) -> list[int]:
    return list(announcement.texts.order_by("pk").values_list("voice", flat=True))


def _show_at_once() -> None:
    """Other processes hear of it by the event, which names no page and therefore clears all (ui/changes.py)."""
    forget()
    transaction.on_commit(forget)


def _checked(
    texts: Mapping[str, tuple[str, str]], shape: Shape, now: datetime, before: Announcement | None = None
) -> dict[str, tuple[str, str]]:
    said = {language: (" ".join(title.split()), body.strip()) for language, (title, body) in texts.items()}
    said = {language: text for language, text in said.items() if any(text)}
    if not said:
        raise Invalid(_("Say it in at least one language."), "texts")
    for language, (title, body) in said.items():
        if language not in dict(settings.LANGUAGES):
            raise Invalid(_("There is no language “%(language)s” here.") % {"language": language}, "texts")
        if not 3 <= len(title) <= TITLE_LONGEST:
            raise Invalid(_("A headline has 3 to %(most)s letters.") % {"most": TITLE_LONGEST}, f"title_{language}")
        if not body or len(body) > BODY_LONGEST:
            raise Invalid(_("Write a text of at most %(most)s letters.") % {"most": BODY_LONGEST}, f"body_{language}")
    if shape.how not in How.values:
        raise Invalid(_("It is shown as a bar, or in the list."), "how")
    since = before.since if before and before.begun_at else shape.since or now
    if since > now + LONGEST:
        raise Invalid(_("It begins within the next twelve months."), "since")
    if shape.until is not None and not max(now, since) < shape.until < max(now, since) + LONGEST:
        raise Invalid(_("It ends after it began, and within twelve months."), "until")
    return said
