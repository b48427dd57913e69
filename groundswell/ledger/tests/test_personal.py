"""What a member takes with them of the book."""

from groundswell.ledger.lots import Award, award, fund
from groundswell.ledger.personal import points
from groundswell.members.models import Member


def test_a_member_takes_every_line_of_their_points_with_them_and_nobody_elses(ada: Member, ben: Member) -> None:
    fund("help", 1_000, key="fund")
    award(Award(key=f"{m.handle}", owner=m.pk, amount=n, pool="help", note=m.handle) for m, n in ((ada, 5), (ben, 7)))

    taken = points(ben)

    assert isinstance(taken, dict) and list(taken) == ["points"]
    assert [(line["note"], line["held"]) for line in taken["points"]] == [("ben", 7)]
