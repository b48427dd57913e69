"""What a gathering says to search engines: schema.org's Event."""

from typing import Any

from django.conf import settings

from groundswell.features.gatherings.models import Gathering

HERE = "https://schema.org/"


def event(gathering: Gathering) -> dict[str, Any]:
    """Without the link, which is for who comes: online it takes place at its page."""
    url = f"{settings.SITE_URL}{gathering.get_absolute_url()}"
    places: list[dict[str, Any]] = []
    if gathering.location:
        places.append({"@type": "Place", "name": gathering.location, "address": gathering.location})
    if gathering.link:
        places.append({"@type": "VirtualLocation", "url": url})
    mode = "Mixed" if len(places) > 1 else "Offline" if gathering.location else "Online"
    said: dict[str, Any] = {
        "@type": "Event",
        "name": gathering.voice.title,
        "description": gathering.voice.excerpt,
        "startDate": gathering.starts_there.isoformat(),
        "endDate": gathering.ends_there.isoformat(),
        "eventStatus": f"{HERE}EventCancelled" if gathering.cancelled_at else f"{HERE}EventScheduled",
        "eventAttendanceMode": f"{HERE}{mode}EventAttendanceMode",
        "location": places[0] if len(places) == 1 else places,
        "organizer": {"@type": "Organization", "name": settings.SITE_NAME, "url": settings.SITE_URL},
        "url": url,
    }
    if gathering.capacity is not None:
        said |= {"maximumAttendeeCapacity": gathering.capacity, "remainingAttendeeCapacity": gathering.seats_left}
    return said
