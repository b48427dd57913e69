"""Gatherings as calendars read them: RFC 5545, written by hand because it is eighty lines (docs/decisions/0025-gatherings.md).

Times are in UTC, so no calendar needs a table of time zones, and an hour is the same hour whatever the clocks do.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings

from groundswell.features.gatherings.models import Gathering, Says

OCTETS = 75
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
STATUS = {Says.MAYBE: "TENTATIVE", Says.WAITING: "TENTATIVE"}


def calendar(gatherings: Iterable[tuple[Gathering, str, bool]], *, name: str) -> str:
    """The file: each gathering with what its reader said about it, and whether they may have the link."""
    head = [
        ("VERSION", "2.0"),
        ("PRODID", "-//Groundswell//Gatherings//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("NAME", escaped(name)),
        ("X-WR-CALNAME", escaped(name)),
        ("REFRESH-INTERVAL;VALUE=DURATION", "PT1H"),
        ("X-PUBLISHED-TTL", "PT1H"),
    ]
    lines = [("BEGIN", "VCALENDAR"), *head]
    for gathering, says, with_link in gatherings:
        lines += event_lines(gathering, says, with_link)
    return "".join(folded(f"{key}:{value}") for key, value in [*lines, ("END", "VCALENDAR")])


def event_lines(gathering: Gathering, says: str = "", with_link: bool = False) -> list[tuple[str, str]]:
    """One VEVENT. Its UID never changes, and SEQUENCE grows with each change, so calendars replace what they have."""
    voice, url = gathering.voice, f"{settings.SITE_URL}{gathering.get_absolute_url()}"
    about = [voice.excerpt, gathering.link if with_link else "", url]
    status = "CANCELLED" if gathering.cancelled_at else STATUS.get(Says(says), "CONFIRMED") if says else "CONFIRMED"
    lines = [
        ("BEGIN", "VEVENT"),
        ("UID", f"gathering-{gathering.pk}@{urlsplit(settings.SITE_URL).hostname}"),
        ("DTSTAMP", stamp(gathering.changed_at)),
        ("LAST-MODIFIED", stamp(gathering.changed_at)),
        ("SEQUENCE", str(gathering.version)),
        ("DTSTART", stamp(gathering.starts_at)),
        ("DTEND", stamp(gathering.ends_at)),
        ("SUMMARY", escaped(voice.title)),
        ("DESCRIPTION", escaped("\n\n".join(part for part in about if part))),
        ("URL", CONTROLS.sub("", url)),
        ("STATUS", status),
    ]
    if gathering.location:
        lines.append(("LOCATION", escaped(gathering.location)))
    return [*lines, ("END", "VEVENT")]


def stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11); characters that it cannot hold are left out."""
    text = CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """A content line in pieces of at most 75 octets (3.1), none of which ends inside a character."""
    pieces, piece, room = [], "", OCTETS
    for character in line:
        size = len(character.encode())
        if size > room:
            pieces.append(piece)
            piece, room = " ", OCTETS - 1
        piece += character
        room -= size
    return "\r\n".join([*pieces, piece]) + "\r\n"
