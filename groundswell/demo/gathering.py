"""Where the community met and will meet: a table in Hamburg that is over, a clinic that is full, an hour of questions online."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from groundswell.demo.timeline import DAY, HOUR, MINUTE, Deed
from groundswell.demo.world import Moment, Year
from groundswell.features.gatherings import actions
from groundswell.features.gatherings.models import Gathering
from groundswell.log import clock
from groundswell.members.models import Member

TABLE = {
    "title": "Fernweh-Stammtisch in Hamburg",
    "body": "Wir treffen uns am langen Tisch hinten links. Wer mag, bringt sein Telefon mit: Ben zeigt, wie man eine eSIM auf ein "
    "zweites Gerät umzieht, ohne die alte zu verlieren.\n\nKein Programm, keine Folien. **Das Essen zahlt jeder selbst**, die erste "
    "Limo geht auf Fernweh.",
    "location": "Gasthaus zum Anker, Hamburg, fünf Minuten von den Landungsbrücken",
    "capacity": 14,
}
RECAP = (
    "Wir waren zu acht, und um elf hat uns die Wirtin hinausgebeten. Drei Dinge zum Mitnehmen:\n\n"
    "- Eine eSIM zieht man um, indem man **erst** am neuen Gerät anfordert und dann am alten löscht. Nie andersherum.\n"
    "- Im Elbtunnel ist das Netz inzwischen durchgehend, das haben drei auf dem Heimweg geprüft.\n"
    "- Der nächste Tisch ist im Süden. Wer kennt etwas in München, wo man sich noch versteht?"
)
CLINIC = {
    "title": "eSIM clinic: bring the phone that will not take it",
    "body": "Four hours, two people who know the insides, and a box of test profiles. Bring the phone, its charger and the letter with "
    "your QR code. We look at **one phone at a time**, thirty minutes each, so there are only eight seats.\n\nIf yours is solved "
    "before, please say that you do not come: somebody moves up.",
    "location": "Fernweh shop, Sendlinger Straße 12, München",
    "capacity": 8,
}
HOUR_OF_QUESTIONS = {
    "title": "Ask the network team: an hour about 5G on the coast",
    "body": "Dan and two colleagues who planned the new masts between Kiel and Flensburg take your questions. Write them below the "
    "[topic Network](/topics/network/) before, or ask them live. English and German, whichever comes first.\n\nWhat was answered is "
    "written down here afterwards.",
    "link": "https://meet.example.org/fernweh-network",
}

AFTER_WORK = {
    "title": "Feierabendrunde: eine Stunde Fragen, online",
    "body": "Alle zwei Wochen sitzt jemand aus dem Team am Telefon und am Bildschirm. Keine Anmeldung, keine Folien: kommt mit "
    "dem, was gerade klemmt, oder hört einfach zu.\n\nFragen auf Englisch sind genauso willkommen.",
    "link": "https://meet.example.org/fernweh-feierabend",
    "capacity": 30,
}


def around(year: Year) -> Iterator[Deed]:
    """Who hosted what, and who said that they come."""
    regulars = sorted(
        (one for one in year.people.values() if one.weight and not one.staff), key=lambda one: (-one.weight, one.handle)
    )
    handles = [one.handle for one in regulars if one.joined < 250 * DAY and one.handle != "eve"]
    yield from _one("table", "cleo", 298 * DAY + 10 * HOUR, TABLE, 12, (time(19), time(23)), handles[:8])
    yield Deed(312 * DAY, "recap", "cleo", more={"key": "table", "body": RECAP})
    yield from _one("clinic", "dan", 354 * DAY + 9 * HOUR, CLINIC, 16, (time(14), time(18)), ["ada", *handles[:10]])
    every = actions.Repeats(every="fortnight", times=8)
    yield from _one("round", "dan", 357 * DAY + 12 * HOUR, AFTER_WORK, 14, (time(18), time(19)), handles[2:8], every)
    yield from _one("hour", "dan", 361 * DAY + 11 * HOUR, HOUR_OF_QUESTIONS, 11, (time(18), time(19)), handles[3:9])


def _one(
    key: str,
    by: str,
    at: Moment,
    said: Mapping[str, Any],
    days: int,
    hours: tuple[time, time],
    comers: list[str],
    repeats: actions.Repeats | None = None,
) -> Iterator[Deed]:
    yield Deed(at, "gather", by, more={"key": key, "said": said, "days": days, "hours": hours, "repeats": repeats})
    for number, handle in enumerate(dict.fromkeys(comers)):
        says = "maybe" if key == "hour" and number % 3 == 2 else "going"
        yield Deed(at + (number + 1) * 47 * MINUTE, "come", handle, more={"key": key, "says": says})


class Gathered:
    """The gatherings in a Life; see `around`."""

    members: dict[str, Member]
    gatherings: dict[str, Gathering]

    def gather(
        self,
        deed: Deed,
        key: str,
        said: Mapping[str, Any],
        days: int,
        hours: tuple[time, time],
        repeats: actions.Repeats | None,
    ) -> None:
        day = (clock.now() + timedelta(days=days)).date()
        starts, ends = (datetime.combine(day, hour) for hour in hours)
        plan = actions.Plan(starts=starts, ends=ends, zone="Europe/Berlin", **said)
        self.gatherings[key] = actions.make_gathering(plan, by=self.members[deed.by], repeats=repeats)

    def come(self, deed: Deed, key: str, says: str) -> None:
        actions.answer_gathering(self.gatherings[key], by=self.members[deed.by], says=says)

    def recap(self, deed: Deed, key: str, body: str) -> None:
        actions.write_recap(self.gatherings[key], by=self.members[deed.by], body=body)
