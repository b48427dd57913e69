"""What the team announces: told to all whom it is for, once, when it begins."""

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext_lazy as _

from groundswell.derived.notifications.news import News
from groundswell.derived.notifications.scene import Scene
from groundswell.derived.notifications.telling import Note
from groundswell.events.announcements import AnnouncementBegan, AnnouncementEnded
from groundswell.log.consumers import Batch, Entry
from groundswell.log.deliveries import withdraw
from groundswell.members.groups.audiences import PLACE_SHUT_TO_MEMBER

ANNOUNCED = (
    News(
        event=AnnouncementBegan,
        kind="announced",
        to="",
        choice="announcements",
        icon="megaphone",
        what=("announcement", "texts"),
        texts="texts",
        sentence=_("From the team: %(where)s"),
        href="/announcements/%(announcement)s/",
    ),
)
# Who was there by then and whom it is for; of a topic, who follows it and may read it.
CONCERNED = f"""
SELECT m.id FROM member m
WHERE m.erased_at IS NULL AND m.is_active AND m.claimed AND m.joined <= %(at)s AND (%(among)s::bigint[] IS NULL OR m.id = ANY(%(among)s))
AND (%(all)s OR m.role = ANY(%(roles)s) OR coalesce(m.level >= %(level)s, false) OR m.groups && %(groups)s::bigint[])
AND NOT {PLACE_SHUT_TO_MEMBER.format(place="%(topic)s::bigint", member="m")}
ORDER BY m.id
"""


def notes_of_begun(entry: Entry, scene: Scene) -> Iterator[Note]:
    """One for each whom it is for, but not for who announced it."""
    event = entry.event
    if not isinstance(event, AnnouncementBegan) or not event.told:
        return
    texts = ",".join(str(voice) for voice in event.voices)
    first = event.voices[0] if event.voices else None
    for member in _concerned(entry, event, scene):
        if member != entry.by:
            because = f"{event.announcement} {texts}"[:60]
            yield Note(entry.position, member, "announced", 0, None, None, first, entry.by, entry.at, because)


def hold_back(batch: Batch, consumer: str) -> None:
    """Of what was taken down no letter goes out any more."""
    if ended := [event.began for _entry, event in batch.of(AnnouncementEnded) if event.began]:
        withdraw(consumer, ended, "It was taken down before its letter went out.")


def _concerned(entry: Entry, event: AnnouncementBegan, scene: Scene) -> list[int]:
    among = None if event.topic is None else list(scene.interested(f"topic:{event.topic}"))
    values = {
        "at": entry.at,
        "topic": event.topic,
        "among": among,
        "all": not event.roles and not event.groups and event.level is None,
        "roles": event.roles,
        "level": event.level,
        "groups": event.groups,
    }
    with connection.cursor() as cursor:
        cursor.execute(CONCERNED, values)
        return [member for (member,) in cursor.fetchall()]
