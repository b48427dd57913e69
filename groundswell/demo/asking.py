"""Around the questions of the year: what two topics ask for, who has the same trouble, who is on it, who asks for more."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from uuid import UUID

from groundswell.demo.timeline import DAY, HOUR, MINUTE, Deed
from groundswell.demo.world import Asked, Moment, Year
from groundswell.features.support.fields import AskField
from groundswell.features.support.models import TopicForm

DEVICES = [
    "iPhone 13", "iPhone 14", "iPhone 15", "iPhone 16", "Pixel 7", "Pixel 8", "Pixel 9", "Galaxy S22", "Galaxy S23",
    "Galaxy S24", "Fairphone 5", "Xiaomi 14", "Another one",
]  # fmt: skip
DEVICE = AskField(key="device", label={"en": "Device", "de": "Gerät"}, kind="choice", choices=DEVICES)
VERSION = AskField(
    key="version",
    label={"en": "Version of the system", "de": "Version des Systems"},
    help={
        "en": "Settings, About: “Android 15” or “iOS 18.1”.",
        "de": "Einstellungen, Info: „Android 15“ oder „iOS 18.1“.",
    },
)
ORDER = AskField(
    key="order",
    label={"en": "Order number", "de": "Bestellnummer"},
    help={
        "en": "It is in the mail that confirmed your order.",
        "de": "Sie steht in der Bestätigung deiner Bestellung.",
    },
    private=True,
)
FORMS = {"esim": [DEVICE, ORDER], "calling": [DEVICE, VERSION]}
MORE = {
    "en": "I would like to look into this. Which device is it, since when does it happen, and does another SIM work in it?",
    "de": "Das möchte ich mir ansehen. Welches Gerät ist es, seit wann ist das so, und geht eine andere SIM darin?",
}
END = 365 * DAY


def make_forms(topics: dict[str, int]) -> None:
    """Two topics ask for something besides title and text; `topics` are their numbers by address."""
    for slug, fields in FORMS.items():
        if slug in topics:
            stored = {"fields": [one.stored() for one in fields]}
            TopicForm.objects.update_or_create(topic_id=topics[slug], defaults=stored)


def details_of(asked: Asked) -> dict[str, str]:
    """The device that a question names, where its topic asks for it."""
    text = f"{asked.title} {asked.body}".lower()
    named = [device for device in DEVICES if device.lower() in text]
    return {"device": named[0]} if named and asked.topic in FORMS else {}


def around(year: Year, rng: Random) -> Iterator[Deed]:
    """Me toos, claims and requests for details under all questions."""
    readers = sorted(person.handle for person in year.people.values() if not person.staff)
    for asked in year.questions:
        ended = min((one.at for one in asked.decisions), default=END)
        yield from _me_toos(year, asked, ended, readers, rng)
        yield from _claim(asked, ended, rng)
        if not asked.replies and asked.at + 3 * HOUR < ended:
            yield Deed(asked.at + 3 * HOUR, "request", "dan", (asked.key, None), {"body": MORE[asked.language]})


def spared(year: Year, rng: Random) -> Iterator[Deed]:
    """Some begin to ask what was asked before: they are shown it, and open it, and it helps, or they leave."""
    readers = sorted(person.handle for person in year.people.values() if not person.staff)
    for asked in year.questions:
        ended = min((one.at for one in asked.decisions), default=END)
        at = asked.at + timedelta(minutes=round(rng.uniform(1_440, 60 * 1_440)))
        handle, far = rng.choice(readers), rng.choice(["shown", "shown", "opened", "solved"])
        once = UUID(int=rng.getrandbits(128))
        if asked.replies and at < min(ended, END) and year.people[handle].joined + DAY < at and handle != asked.by:
            yield Deed(at, "look_first", handle, (asked.key, None), {"once": once, "far": far})


def _me_toos(year: Year, asked: Asked, ended: Moment, readers: list[str], rng: Random) -> Iterator[Deed]:
    for handle in rng.sample(readers, min(asked.votes // 3, 12)):
        at = Moment(seconds=round((asked.at + DAY * rng.expovariate(0.5)).total_seconds()))
        there = year.people[handle].joined + DAY < at < min(ended, END)
        if there and handle != asked.by:
            device = rng.choice(DEVICES[:-1]) if rng.random() < 0.5 else ""
            yield Deed(at, "me_too", handle, (asked.key, None), {"device": device})


def _claim(asked: Asked, ended: Moment, rng: Random) -> Iterator[Deed]:
    """Some say that they are on it, four minutes before the first answer."""
    first = min(asked.replies, key=lambda reply: reply.at, default=None)
    if first and first.by != asked.by and asked.at + 5 * MINUTE < first.at < ended and rng.random() < 0.2:
        yield Deed(first.at - 4 * MINUTE, "claim", first.by, (asked.key, None))
