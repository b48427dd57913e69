"""Eve's votes: twice a handful of new accounts came for her answers alone. The first time it was decided; the second one waits."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from groundswell.demo.timeline import DAY, HOUR, MINUTE, Deed
from groundswell.demo.world import Moment, Year
from groundswell.features.rewards.fairness.actions.deciding import decide
from groundswell.features.rewards.fairness.models import Finding
from groundswell.log import clock
from groundswell.members.actions import join
from groundswell.members.models import Member

FARMER, ANSWERS = "eve", 5
WHY_TAKEN = (
    "Five accounts were made on one evening, voted for five answers of yours and for nobody else's. Points are for what helped "
    "somebody. What these votes brought goes back to the budget; everything else that you earned stays yours."
)
WHY_SHUT = "This account was made to vote for one person. Such votes take points from those who help."


class Wave(NamedTuple):
    """When the accounts come, and how they call themselves."""

    day: int
    accounts: tuple[tuple[str, str], ...]


WAVES = (
    Wave(172, (("sunny_side_82", "Sunny"), ("marek_k_online", "Marek K."), ("tina_1990_x", "Tina"), ("joe_thefirst", "Joe F."),
               ("lena_from_town", "Lena"))),
    Wave(351, (("karlo_net", "Karlo"), ("birgit_4711", "Birgit"), ("ollie_fast", "Ollie"), ("xx_nordwind", "Nordwind"),
               ("sam_i_was", "Sam"), ("petra_mobil", "Petra"))),
)  # fmt: skip
ACCOUNTS = sum(len(wave.accounts) for wave in WAVES)


def around(year: Year) -> Iterator[Deed]:
    """Who came within one evening, and voted within a day."""
    for wave in WAVES:
        begin, targets = wave.day * DAY, _answers_before(year, wave.day * DAY)
        for turn, (handle, name) in enumerate(wave.accounts):
            came = begin + 19 * HOUR + 11 * MINUTE * turn
            yield Deed(came, "sign_up", handle, more={"name": name})
            for place, about in enumerate(targets):
                yield Deed(came + 4 * MINUTE + 50 * MINUTE * place, "vote", handle, about, {"value": 1})


def _answers_before(year: Year, moment: Moment) -> list[tuple[str, int | None]]:
    """Eve's last answers before that, of those that stay."""
    hers = [
        (reply.at, (asked.key, reply.number))
        for asked in year.questions
        for reply in asked.replies
        if reply.by == FARMER and reply.at + DAY < moment and not asked.ended("lock", "delete", "merge", "duplicate", "close")
        and all(one.answer != reply.number for one in asked.decisions)
    ]  # fmt: skip
    return [about for _at, about in sorted(hers)[-ANSWERS:]]


def decide_the_first(moment: timedelta) -> None:
    """Cleo looked at what the checks before the payout had found: Eve loses what these votes brought, the accounts are shut out."""
    people = Member.objects.in_bulk(("cleo", FARMER), field_name="handle_key")
    shut = False
    for finding in Finding.objects.waiting().order_by("-check_name") if len(people) == 2 else ():
        eve, others = (
            people[FARMER].pk,
            finding.concerns.exclude(person=people[FARMER]).values_list("person", flat=True),
        )
        with clock.standing_at(finding.opened_at + moment):
            decide(finding, [eve], by=people["cleo"], deed="reverse", reason=WHY_TAKEN)
            decide(finding, list(others), by=people["cleo"], deed="reverse" if shut else "suspend", reason=WHY_SHUT)
        shut = True


class Farming:
    """What such accounts do in a Life; see `around`."""

    members: dict[str, Member]

    def sign_up(self, deed: Deed, name: str) -> None:
        self.members[deed.by] = join(handle=deed.by, name=name, email=f"{deed.by}@example.org", how="demo")
