"""What the team announced in the year: a plan that got more, months ago, and work on the network that is going on now."""

from collections.abc import Iterator
from typing import Any

from groundswell.demo.timeline import DAY, HOUR, Deed
from groundswell.demo.world import Moment
from groundswell.features.announcements import actions
from groundswell.log import clock
from groundswell.members.models import Member

PLAN = {
    "en": (
        "Fernweh Flex has 20 GB instead of 15, at the same price",
        "From the first of next month **Fernweh Flex** comes with 20 GB. You need do nothing: it changes by itself, for old contracts "
        "too. What is left at the end of a month still goes into the next one.\n\nWhether your plan is called Flex, the app says "
        "under *My plan*.",
    ),
    "de": (
        "Fernweh Flex hat 20 GB statt 15, zum selben Preis",
        "Ab dem nächsten Ersten kommt **Fernweh Flex** mit 20 GB. Du musst nichts tun: Es ändert sich von selbst, auch in alten "
        "Verträgen. Was am Monatsende übrig ist, geht weiter in den nächsten.\n\nOb dein Tarif Flex heißt, steht in der App unter "
        "*Mein Tarif*.",
    ),
}
MASTS = {
    "en": (
        "New antennas between Kiel and Flensburg: calls may drop from 1 to 5 at night",
        "For three nights we exchange the antennas of eleven masts. Between 1 and 5 a.m. calls and data may drop there for up to "
        "twenty minutes at a time; **emergency calls work**, over other networks.\n\nAfterwards 5G reaches the coast. If something is "
        "not as it was after 5 a.m., restart your phone once, and if that does not help, "
        "[ask here](/questions/ask/?topic=network) with the name of the place.",
    ),
    "de": (
        "Neue Antennen zwischen Kiel und Flensburg: nachts von 1 bis 5 kann die Verbindung abreißen",
        "Drei Nächte lang tauschen wir die Antennen von elf Masten. Zwischen 1 und 5 Uhr können dort Gespräche und Daten für bis zu "
        "zwanzig Minuten abreißen; **Notrufe gehen**, über andere Netze.\n\nDanach reicht 5G bis an die Küste. Ist nach 5 Uhr etwas "
        "nicht wie vorher, starte dein Telefon einmal neu, und wenn das nicht hilft, "
        "[frag hier](/questions/ask/?topic=network) mit dem Namen des Ortes.",
    ),
}
SAID: tuple[tuple[Moment, str, dict[str, Any]], ...] = (
    (190 * DAY + 9 * HOUR, "mia", {"texts": PLAN, "days": 14, "how": "list"}),
    (363 * DAY + 7 * HOUR, "cleo", {"texts": MASTS, "days": 5, "how": "bar"}),
)


def around() -> Iterator[Deed]:
    for at, by, more in SAID:
        yield Deed(at, "announce", by, more=more)


class Announcing:
    """What the team announces in a Life; see `around`."""

    members: dict[str, Member]

    def announce(self, deed: Deed, texts: dict[str, tuple[str, str]], days: int, how: str) -> None:
        shape = actions.Shape(until=clock.now() + days * DAY, how=how)
        actions.announce(by=self.members[deed.by], texts=texts, shape=shape, told=True)
