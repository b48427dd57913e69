"""Say that a decision is wrong; a person, another one where there is one, looks again."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.moderation import AppealDecided, AppealMade
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import DAY, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require
from groundswell.moderation.actions.deciding import close, restore_text, tell_flaggers
from groundswell.moderation.actions.measuring import lift
from groundswell.moderation.kinds import find
from groundswell.moderation.matters import matter_named
from groundswell.moderation.models import Appeal, Decision, Deed, Item, What
from groundswell.moderation.models.queue import SOON
from groundswell.moderation.rules import may_appeal, may_moderate

LONGEST = 2_000


@transaction.atomic
def appeal(decision: Decision, *, by: Member, text: str) -> Appeal:
    """Ask that somebody look again. `by` was recognised by their session, or by the sealed link that they were sent."""
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    require(by.pk == decision.person_id, _("Only whom a decision concerns can appeal against it."))
    require(may_appeal(decision), _("Against this decision there is no appeal any more."))
    if not text.strip():
        raise Invalid(_("Say what is wrong with the decision."), "text")
    limit(by.pk, "appeal", most=10, per=DAY)
    made = Appeal.objects.create(decision=decision, text=text.strip()[:LONGEST], at=clock.now())
    item = Item.objects.create(
        what=What.APPEAL,
        kind="decision",
        subject=decision.pk,
        voice_id=decision.voice_id,
        about_id=decision.person_id,
        rank=SOON,
        opened_at=made.at,
    )
    record(AppealMade(appeal=made.pk, item=item.pk, decision=decision.pk, person=decision.person_id), by=by)
    return made


@transaction.atomic
def decide_appeal(item: Item, *, by: Member, reverse: bool, answer: str) -> Appeal:
    """Take the decision back, or let it stand; in either case with words for whom it concerns."""
    require(may_moderate(by), _("Only moderators decide this."))
    item = Item.objects.select_for_update().get(pk=item.pk)
    require(item.done_at is None, _("Somebody else has decided this already."))
    made = Appeal.objects.select_related("decision__person").get(decision=item.subject)
    decision = made.decision
    require(
        decision.by_id != by.pk or not _others(by),
        _("You made this decision. Somebody else has to look at it again."),
    )
    if not answer.strip():
        raise Invalid(_("Say why, in a few words."), "answer")
    if reverse:
        _take_back(decision, by, answer)
    made.outcome = Appeal.Outcome.REVERSED if reverse else Appeal.Outcome.UPHELD
    made.answer, made.by, made.decided_at = answer.strip()[:LONGEST], by, clock.now()
    made.save(update_fields=["outcome", "answer", "by", "decided_at"])
    close(item, made.outcome, by)
    record(
        AppealDecided(appeal=made.pk, decision=decision.pk, person=decision.person_id, outcome=str(made.outcome)),
        by=by,
    )
    return made


def _others(by: Member) -> bool:
    """Whether anybody else moderates here."""
    moderating = Member.objects.present().filter(role__in=("moderator", "manager", "admin"), claimed=True)
    return moderating.exclude(pk=by.pk).exists()


def _take_back(decision: Decision, by: Member, why: str) -> None:
    if decision.deed == Deed.HIDDEN and (subject := find(decision.kind, decision.subject)) is not None:
        restore_text(subject, by=by, reason=why, item=decision.item)
        _settle_flags(decision, by)
    if matter := matter_named(decision.kind):
        matter.undo(decision, by, why)
    person = decision.person
    ends = {Deed.SILENCED: "silenced_until", Deed.SUSPENDED: "suspended_until"}.get(Deed(decision.deed))
    until = decision.until
    if person is not None and ends and until is not None and until > clock.now() and getattr(person, ends) == until:
        lift(person, by=by, reason=why)


def _settle_flags(decision: Decision, by: Member) -> None:
    """Reports of the same text that nobody had decided yet are decided by this."""
    found = Item.objects.select_for_update().filter(what=What.FLAGS, kind=decision.kind, subject=decision.subject)
    for item in found.filter(done_at=None):
        close(item, Deed.RESTORED, by)
        tell_flaggers(item, agreed=False, by=by)
