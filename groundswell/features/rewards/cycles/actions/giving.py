"""Charities: proposed by members, looked at by the team, voted for, and given what members gave and the company added."""

from django.db import transaction
from django.db.models import Count, Max, Sum
from django.utils.text import slugify
from django.utils.translation import gettext as _

from groundswell.events.payouts import CharityDecided, CharityHandedOver, CharityNominated, CharityVoted
from groundswell.features.rewards.cycles.models import Charity, CharityVote, Cycle, Payout, State, Status, Way
from groundswell.features.rewards.cycles.rules import is_voting, may_nominate, may_run_cycles
from groundswell.ledger.book import Posting, Ref, post
from groundswell.ledger.models import Account, Kind
from groundswell.ledger.units import POINTS
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import DAY, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused, require, require_voice


@transaction.atomic
def nominate(*, by: Member, name: str, about: str, url: str = "", number: str = "") -> Charity:
    """Propose a charity; the team looks at it before anybody votes for it."""
    require_voice(by)
    require(may_nominate(by), _("Members propose charities."))
    limit(by.pk, "nominate", most=3, per=DAY)
    name, about = " ".join(name.split()), " ".join(about.split())
    if not 3 <= len(name) <= 80:
        raise Invalid(_("A charity has a name of 3 to 80 characters."), "name")
    if not 10 <= len(about) <= 300:
        raise Invalid(_("Say in 10 to 300 characters what it does."), "about")
    if url and not url.startswith(("https://", "http://")):
        raise Invalid(_("An address begins with https://."), "url")
    if Charity.objects.filter(name__iexact=name).exists():
        raise Invalid(_("This charity was proposed already."), "name")
    charity = Charity.objects.create(
        slug=_slug(name), name=name, about=about, url=url[:200], number=number.strip()[:40], nominated_by=by
    )
    record(CharityNominated(charity=charity.pk), by=by)
    return charity


@transaction.atomic
def decide_charity(charity: Charity, *, by: Member, eligible: bool, why: str = "") -> None:
    """Let members vote for it, or decline it and say why."""
    require(may_run_cycles(by), _("Only managers and admins decide about charities."))
    if not eligible and not why.strip():
        raise Invalid(_("Say why: whoever proposed it reads it."), "why")
    found = Charity.objects.select_for_update().get(pk=charity.pk)
    found.state = Charity.State.ELIGIBLE if eligible else Charity.State.DECLINED
    found.why = "" if eligible else why.strip()[:200]
    found.save(update_fields=["state", "why"])
    record(CharityDecided(charity=found.pk, state=found.state, nominated_by=found.nominated_by_id), by=by)


@transaction.atomic
def vote_for(charity: Charity, cycle: Cycle, *, by: Member) -> None:
    """A member's one vote in this cycle; voting again moves it. Who never earned a point has none to give, and no vote."""
    require_voice(by)
    limit(by.pk, "charity vote", most=60, per=DAY)
    found = Cycle.objects.select_for_update(no_key=True).get(pk=cycle.pk)
    if not is_voting(found):
        raise Refused(_("There is no vote in this cycle now: it is held while points are earned."))
    if charity.state != Charity.State.ELIGIBLE:
        raise Refused(_("This charity cannot be voted for."))
    earned = Account.objects.filter(owner=by.pk, unit=POINTS, kind__in=(Kind.HELD, Kind.MEMBER)).exists()
    require(earned and not by.is_team, _("Those vote who have earned points: they are what is given."))
    CharityVote.objects.update_or_create(cycle=found, member=by, defaults={"charity": charity, "at": clock.now()})
    record(CharityVoted(cycle=found.pk, charity=charity.pk), by=by)


def elect(cycle: Cycle) -> Charity | None:
    """Most votes win; of two with as many, the one that had them first. Without any vote the last cycle's charity stays."""
    votes = CharityVote.objects.filter(cycle=cycle, charity__state=Charity.State.ELIGIBLE)
    won = votes.values("charity").annotate(n=Count("pk"), last=Max("at")).order_by("-n", "last", "charity").first()
    if won:
        return Charity.objects.get(pk=won["charity"])
    before = Cycle.objects.filter(first__lt=cycle.first, charity__state=Charity.State.ELIGIBLE).first()
    return before.charity if before else None


@transaction.atomic
def hand_over(cycle: Cycle, *, by: Member) -> int:
    """The company has paid the charity what members gave and what it added; return how many points that were."""
    require(may_run_cycles(by), _("Only managers and admins say what was paid."))
    found = Cycle.objects.select_for_update().get(pk=cycle.pk)
    if not found.has_reached(State.PAID):
        raise Refused(_("First everybody has to be paid, so that the sum is known."))
    if found.handed_over_at is not None:
        raise Refused(_("This was handed over already."))
    gifts = Payout.objects.filter(cycle=found, way=Way.CHARITY, status=Status.PAID)
    points = (gifts.aggregate(points=Sum("points"))["points"] or 0) + found.matched
    if found.charity is None or not points:
        raise Refused(_("Nobody gave anything in this cycle."))
    source = Ref(Kind.CHARITY, 0, found.charity.slug)
    key = f"cycle:{found.pk}:charity"
    post(
        [Posting(key=key, what="pay", debit=source, credit=Ref(Kind.SETTLED), amount=points, by=by.pk, note=found.name)]
    )
    found.handed_over_at = clock.now()
    found.save(update_fields=["handed_over_at"])
    record(CharityHandedOver(cycle=found.pk, charity=found.charity.pk, points=points, money=found.money(points)), by=by)
    return points


def _slug(name: str) -> str:
    """For its account in the book; two that would be the same are numbered."""
    root = slugify(name)[:40] or "charity"
    taken = set(Charity.objects.filter(slug__startswith=root).values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := root if n == 1 else f"{root}-{n}") not in taken)
