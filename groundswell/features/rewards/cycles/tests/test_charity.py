"""Proposed, looked at, voted for, given, matched, handed over."""

import pytest
from django.test import Client

from groundswell.features.rewards.cycles import actions
from groundswell.features.rewards.cycles.counting import Split
from groundswell.features.rewards.cycles.models import Charity, Cycle
from groundswell.features.rewards.cycles.queries import giving
from groundswell.features.rewards.cycles.tests.conftest import CHOOSING, OVER, SPRING, Give
from groundswell.features.rewards.cycles.tests.test_cycle import approved, at, choose
from groundswell.ledger.checking import check
from groundswell.ledger.models import Transfer
from groundswell.log import clock
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused


def propose(by: Member, name: str, team: Member) -> Charity:
    charity = actions.nominate(by=by, name=name, about="Does good where it is needed.")
    actions.decide_charity(charity, by=team, eligible=True)
    return Charity.objects.get(pk=charity.pk)


def test_most_votes_win_one_for_each_member_and_the_company_adds_up_to_its_ceiling(
    client: Client,
    cycle: Cycle,
    sea_rescue: Charity,
    ada: Member,
    ben: Member,
    eve: Member,
    mia: Member,
    nora: Member,
    give: Give,
) -> None:
    trees = propose(eve, "Trees", mia)
    with clock.standing_at(SPRING):
        for one in (ada, eve):
            give(one, 1_500)
            actions.vote_for(trees, cycle, by=one)
        actions.vote_for(sea_rescue, cycle, by=eve)  # changes her mind: two for the sea
    client.force_login(ada)
    board_now = client.get("/rewards/charities/").content.decode()
    assert "2 votes" in board_now and "Vote for Sea Rescue" in board_now and "Your vote" in board_now
    at(CHOOSING)
    cycle.refresh_from_db()
    assert cycle.charity == sea_rescue
    with pytest.raises(Refused, match="no vote in this cycle now"):
        actions.vote_for(trees, cycle, by=ada)
    for one in (ada, eve):
        choose(cycle, one, Split(charity=100))
    at(OVER)
    approved(cycle, mia, nora)
    actions.pay_out(cycle)

    assert Transfer.objects.get(what="match").amount == 1_000  # of 3,000: the ceiling
    actions.hand_over(cycle, by=mia)
    board = giving()
    assert (board.total, board.cycles[0].given, board.cycles[0].matched, board.cycles[0].members) == (
        4_000,
        3_000,
        1_000,
        2,
    )
    assert check().finding == ""


def test_who_never_earned_has_no_vote_and_staff_have_none(
    cycle: Cycle, sea_rescue: Charity, eve: Member, dan: Member, give: Give
) -> None:
    give(dan, 5)
    for one in (eve, dan):
        with pytest.raises(Refused, match="earned points"):
            actions.vote_for(sea_rescue, cycle, by=one)


def test_a_nomination_is_looked_at_before_it_can_be_voted_for(
    cycle: Cycle, ada: Member, mia: Member, give: Give
) -> None:
    give(ada, 5)
    charity = actions.nominate(by=ada, name="Trees", about="Plants them in towns.", url="https://trees.example")
    with pytest.raises(Refused, match="cannot be voted for"):
        actions.vote_for(charity, cycle, by=ada)
    with pytest.raises(Refused, match="Only managers"):
        actions.decide_charity(charity, by=ada, eligible=True)
    with pytest.raises(Invalid, match="Say why"):
        actions.decide_charity(charity, by=mia, eligible=False)
    actions.decide_charity(charity, by=mia, eligible=False, why="It is not registered.")
    charity.refresh_from_db()
    assert (charity.state, charity.why) == ("declined", "It is not registered.")


@pytest.mark.parametrize(
    ("name", "about", "url", "why"),
    [("Trees", "Plants them in towns.", "", "proposed already"), ("T", "Plants them in towns.", "", "3 to 80"),
     ("Bees", "Short", "", "10 to 300"), ("Bees", "Keeps them in towns.", "javascript:alert(1)", "begins with https")],
)  # fmt: skip
def test_a_nomination_that_cannot_be_is_refused(ada: Member, name: str, about: str, url: str, why: str) -> None:
    actions.nominate(by=ada, name="TREES", about="Plants them in towns.")
    with pytest.raises(Invalid, match=why):
        actions.nominate(by=ada, name=name, about=about, url=url)
    assert Charity.objects.count() == 1


def test_without_any_vote_the_last_charity_stays_and_without_any_there_is_none(
    cycle: Cycle, ada: Member, mia: Member, give: Give
) -> None:
    give(ada, 100)
    assert at(CHOOSING).charity is None
