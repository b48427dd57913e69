"""The year's payouts: a first half-year that is earned, chosen about, approved by two, paid and closed; a second one that is earning."""

from datetime import datetime, timedelta

from django.conf import settings

from groundswell.demo.farming import decide_the_first
from groundswell.features.rewards.cycles import actions
from groundswell.features.rewards.cycles.counting import Split
from groundswell.features.rewards.cycles.dues import dues
from groundswell.features.rewards.cycles.models import Charity, Cycle, Payout, Prize, Status, Way
from groundswell.log import clock
from groundswell.members.actions import change_role, join
from groundswell.members.models import Member, Role

HALF = timedelta(days=181)
ASKED = 36  # of those who have points, the most first; the others say nothing, and theirs wait for the next payout
IBAN = "DE89370400440532013000"  # the example of the registry; nobody has this account
CHARITIES = (
    ("Sea Rescue Nordwest", "Pulls people out of the water between Borkum and Sylt."),
    ("Bikes for School", "Mends old bicycles with pupils, who ride home on them."),
)


def plan_the_halves(start: datetime, end: datetime) -> None:
    """Two cycles, what can be had for points, and who else may approve; nothing in a demo of a few weeks, in which none would end."""
    mia = Member.objects.filter(handle="mia").first()
    if mia is None or end < start + HALF:
        return
    with clock.standing_at(start):
        _plan(mia, start)


def _plan(mia: Member, start: datetime) -> None:
    nora = join(handle="nora_falk", name="Nora Falk", email="nora_falk@example.org", how="demo")
    change_role(nora, Role.ADMIN, by=None)
    first, second = start.date(), (start + HALF).date()
    for begins, ends in ((first, second - timedelta(days=1)), (second, second + HALF + timedelta(days=5))):
        actions.open_cycle(f"{begins:%Y-%m}", begins, ends, by=mia, match_most=20_000, window=timedelta(days=10))
    ticket = actions.add_prize(
        by=mia, name="Cinema ticket", kind="code", points=900, about="For one evening, in any house."
    )
    actions.add_codes(ticket, "\n".join(f"KINO-{7919 * n % 100_000:05}" for n in range(1, 41)), by=mia)
    actions.add_prize(by=mia, name="Fernweh mug", kind="shipped", points=300, stock=25, about="Blue, with a wave.")


def live_until(now: datetime) -> None:
    """What happens to cycles by then, and what people do about it; the clock stands where each thing happens."""
    with clock.standing_at(now):
        actions.move_cycles()
    for cycle in Cycle.objects.filter(state="earning"):
        _vote(cycle, now)
    for cycle in Cycle.objects.filter(state="choosing", choose_until__lte=_end_of(now)):
        _choose(cycle)
        _pay(cycle)


def _end_of(now: datetime) -> datetime:
    """A step of the year takes some weeks, so a window that opened in it is lived to its end."""
    return now + timedelta(days=15)


def _vote(cycle: Cycle, now: datetime) -> None:
    """Who has points by now votes, if they have not; the charities were proposed by two who earned some."""
    voters = list(Member.objects.filter(pk__in=list(dues(cycle))[:12], role=Role.MEMBER))
    if len(voters) < 4 or cycle.votes.exists():
        return
    with clock.standing_at(now):
        mia = Member.objects.get(handle="mia")
        for by, (name, about) in zip(voters, CHARITIES, strict=False):
            if not Charity.objects.filter(name=name).exists():
                actions.decide_charity(actions.nominate(by=by, name=name, about=about), by=mia, eligible=True)
        charities = list(Charity.objects.filter(state="eligible").order_by("pk"))
        for place, voter in enumerate(voters):
            actions.vote_for(charities[place % 3 == 1], cycle, by=voter)


def _choose(cycle: Cycle) -> None:
    """Some take credit, some cash, some give, some take a prize; most say nothing."""
    due = dues(cycle)
    people = Member.objects.in_bulk(sorted(due, key=lambda one: -due[one].points)[:ASKED])
    ticket, mug = Prize.objects.order_by("pk")
    with clock.standing_at(cycle.choose_from + timedelta(days=2)):
        for place, member in enumerate(one for one in people.values() if not one.is_team):
            points = due[member.pk].points
            if points >= cycle.cash_minimum and place % 3 == 0:
                actions.change_details(by=member, number=_account(place), holder=member.name)
                actions.choose(cycle, Split(cash=100), by=member)
            elif points >= ticket.points and place % 3 == 1:
                actions.choose(cycle, Split(credit=50, charity=50), by=member, prizes=[ticket])
            elif points >= mug.points and place % 7 == 2:
                actions.choose(
                    cycle,
                    Split(keep=100),
                    by=member,
                    prizes=[mug],
                    address=f"{member.name}\nHafenstraße 1\n20457 Hamburg",
                )
            else:
                actions.choose(
                    cycle,
                    Split(charity=100) if place % 5 == 4 else Split(credit=100),
                    by=member,
                    standing=place % 2 == 0,
                )


def _account(place: int) -> str:
    """An account for each: two who share one are looked into."""
    number = f"37040044{532013000 + place:010}"
    return f"DE{98 - int(f'{number}131400') % 97:02}{number}"


def _pay(cycle: Cycle) -> None:
    """Counted at the end of the window, approved the day after, paid, and closed a few days later. One transfer comes back."""
    mia, nora = Member.objects.get(handle="mia"), Member.objects.get(handle="nora_falk")
    with clock.standing_at(cycle.choose_until + timedelta(minutes=5)):
        actions.move_cycles()
    decide_the_first(timedelta(hours=5))
    with clock.standing_at(cycle.choose_until + timedelta(hours=9)):
        actions.approve(cycle, by=mia)
    with clock.standing_at(cycle.choose_until + timedelta(hours=14)):
        actions.approve(cycle, by=nora)
        actions.pay_out(cycle)
        cash = Payout.objects.filter(cycle=cycle, way=Way.CASH, status=Status.ASIDE).order_by("pk")
        if cash and settings.PAYER_IBAN:
            actions.make_payment_file(cycle, by=mia)
            actions.fail(cash[0], by=mia, note="The bank sent it back: this account was closed.")
        actions.confirm_way(cycle, Way.CREDIT, by=mia)
    with clock.standing_at(cycle.choose_until + timedelta(days=2)):
        for payout in Payout.objects.filter(cycle=cycle, status=Status.ASIDE):
            if payout.way == Way.CASH and payout.file_id is None:
                actions.fail(payout, by=mia, note="No account to pay from was set up in this demo.")
            else:
                actions.confirm(payout, by=mia)
        cycle.refresh_from_db()
        if Payout.objects.filter(cycle=cycle, way=Way.CHARITY).exists():
            actions.hand_over(cycle, by=mia)
        actions.close(cycle, by=mia)
