"""A member's lines in the book: what they take with them. The book itself holds no names, and stays when somebody leaves."""

from groundswell.ledger.models import Account, Kind
from groundswell.ledger.statements import statement
from groundswell.members.models import Member
from groundswell.members.personal import personal_data


@personal_data("points")
def points(member: Member) -> object:
    """Every line of this member's statement, in each unit that they ever had something in."""
    own = Account.objects.filter(owner=member.pk, kind__in=(Kind.HELD, Kind.MEMBER))
    units = sorted(set(own.values_list("unit", flat=True)))
    return {unit: [line._asdict() for line in statement(member.pk, unit=unit)] for unit in units}
