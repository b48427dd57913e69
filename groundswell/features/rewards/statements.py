"""A member's statement of each month: what was there before, what came and went, line by line, and what was there at its end."""

from dataclasses import dataclass
from datetime import date, timedelta

from groundswell.features.rewards.cycles.models import Statement
from groundswell.features.rewards.cycles.models.cycles import midnight
from groundswell.features.rewards.own import History, history
from groundswell.features.rewards.worth import worth
from groundswell.features.rewards.yearly import lines_csv
from groundswell.ledger.statements import statement
from groundswell.members.models import Member

A_PAGE = 100  # lines: what prints on a few sheets


@dataclass(frozen=True)
class Month:
    """The sums of a month that is over, in points; `held` and `available` are those at its end."""

    first: date
    earned: int
    taken_back: int
    paid: int
    held: int
    available: int

    @property
    def name(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def next(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1)

    @property
    def last(self) -> date:
        return self.next - timedelta(days=1)

    @property
    def after(self) -> int:
        return self.held + self.available

    @property
    def before(self) -> int:
        return self.after - self.earned + self.taken_back + self.paid


def months(member: Member) -> list[Month]:
    """Those that are over and had anything in them, the newest first."""
    found = Statement.objects.filter(member=member).order_by("-month")
    return [Month(*row) for row in found.values_list("month", "earned", "taken_back", "paid", "held", "available")]


def month_of(member: Member, name: str) -> Month | None:
    """The month with this name ("2026-05"); None where the member has no statement of it."""
    return next((one for one in months(member) if one.name == name), None)


def lines_of(member: Member, month: Month, skipped: int = 0) -> History:
    """A page of its lines in their order."""
    return history(member, skipped=skipped, most=A_PAGE, since=midnight(month.first), before=midnight(month.next))


def csv_of(member: Member, month: Month) -> str:
    """Every line of the book in that month, in its order."""
    found = statement(member.pk, since=midnight(month.first), before=midnight(month.next), oldest_first=True)
    return lines_csv(found, worth())
