"""Decide about texts: hide, bring back, or let stand; each with its reasons, and whoever flagged it is told."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.moderation import FlagDecided, TextHidden, TextKept, TextRestored
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused, require
from groundswell.moderation.kinds import Subject, find, kind_named
from groundswell.moderation.models import Decision, Deed, Flag, Item, Reason
from groundswell.moderation.rules import may_moderate
from groundswell.moderation.saying import standard_reason
from groundswell.voice.models import Voice

MOST_AT_ONCE = 100


@transaction.atomic
def decide_flags(
    item: Item, *, by: Member, hide: bool, ground: str = "", reason: str = "", legal: bool = False
) -> Decision:
    """Hide what was flagged, or let it stand. Without words of its own the decision says the usual ones for its ground."""
    require(may_moderate(by), _("Only moderators decide this."))
    item = _still_open(item)
    subject = subject_of(item)
    if hide:
        ground = ground or leading_reason(item)
        made = _hide(subject, item, ground, by=by, reason=reason, detected="flags", legal=legal)
    elif item.hidden:
        made = _restore(subject, item, by=by, reason=reason)
    else:
        made = _decision(Deed.KEPT, subject, item, by=by, reason=reason)
        record(
            TextKept(
                decision=made.pk,
                item=item.pk,
                kind=subject.kind,
                subject=subject.pk,
                voice=subject.voice,
                author=subject.author,
            ),
            by=by,
        )
    close(item, made.deed, by)
    tell_flaggers(item, agreed=hide, by=by)
    return made


def decide_many(
    items: Iterable[Item], *, by: Member, hide: bool, ground: str = "", reason: str = ""
) -> tuple[int, list[str]]:
    """The same decision about several, each in a transaction of its own; how many, and what could not be done and why."""
    require(may_moderate(by), _("Only moderators decide this."))
    done, problems = 0, []
    for item in list(items)[:MOST_AT_ONCE]:
        try:
            decide_flags(item, by=by, hide=hide, ground=ground, reason=reason)
            done += 1
        except (Refused, Invalid) as problem:
            problems.append(str(problem))
    return done, problems


@transaction.atomic
def hide_text(
    subject: Subject,
    *,
    by: Member,
    ground: str,
    reason: str = "",
    item: Item | None = None,
    detected: str = "staff",
    legal: bool = False,
) -> Decision:
    """Hide a text without a flag having asked for it."""
    require(may_moderate(by), _("Only moderators decide this."))
    return _hide(subject, item, ground, by=by, reason=reason, detected=detected, legal=legal)


@transaction.atomic
def restore_text(subject: Subject, *, by: Member, reason: str = "", item: Item | None = None) -> Decision:
    """Bring a hidden text back."""
    require(may_moderate(by), _("Only moderators decide this."))
    return _restore(subject, item, by=by, reason=reason)


def hide_at_once(item: Item, subject: Subject, *, ground: str) -> Decision:
    """Hide by weight of flags, before anybody who moderates has looked; the item stays open for them."""
    made = _hide(subject, item, ground, by=None, reason="", detected="flags")
    item.hidden = True
    item.because = [*item.because, {"rule": "weight", "weight": item.weight, "people": item.flags}]
    item.rank = min(item.rank, 1)
    item.save(update_fields=["hidden", "because", "rank"])
    return made


def subject_of(item: Item) -> Subject:
    subject = find(item.kind, item.subject)
    if subject is None:
        raise Refused(_("This text is not here any more."))
    return subject


def close(item: Item, outcome: str, by: Member | None) -> None:
    item.done_at, item.done_by, item.outcome = clock.now(), by, outcome
    item.save(update_fields=["done_at", "done_by", "outcome"])


def tell_flaggers(item: Item, *, agreed: bool, by: Member | None) -> None:
    """Set what became of each flag; whoever made it is told by the event."""
    outcome = Flag.Outcome.AGREED if agreed else Flag.Outcome.DISAGREED
    waiting = list(Flag.objects.filter(item=item, outcome=""))
    Flag.objects.filter(pk__in=[flag.pk for flag in waiting]).update(outcome=outcome)
    for flag in waiting:
        told = FlagDecided(
            flag=flag.pk,
            item=item.pk,
            flagger=flag.by_id,
            kind=item.kind,
            subject=item.subject,
            outcome=outcome.value,
        )
        record(told, by=by)


def leading_reason(item: Item) -> str:
    """The ground that most weight of flags names; what a rule found is spam until somebody says otherwise."""
    weights: dict[str, float] = {}
    for reason, weight in Flag.objects.filter(item=item).values_list("reason", "weight"):
        weights[reason] = weights.get(reason, 0) + weight
    return max(sorted(weights), key=lambda reason: weights[reason]) if weights else str(Reason.SPAM)


def _still_open(item: Item) -> Item:
    item = Item.objects.select_for_update().get(pk=item.pk)
    require(item.done_at is None, _("Somebody else has decided this already."))
    return item


def _hide(
    subject: Subject,
    item: Item | None,
    ground: str,
    *,
    by: Member | None,
    reason: str,
    detected: str,
    legal: bool = False,
) -> Decision:
    if ground not in Reason.values:
        raise Invalid(_("Choose on what ground."), "ground")
    reason = reason.strip() or standard_reason(ground)
    made = _decision(Deed.HIDDEN, subject, item, by=by, reason=reason, ground=ground, detected=detected, legal=legal)
    kind = kind_named(subject.kind)
    assert kind is not None
    kind.hide(subject.pk, by, reason)
    record(
        TextHidden(
            decision=made.pk,
            item=item.pk if item else None,
            kind=subject.kind,
            subject=subject.pk,
            voice=subject.voice,
            author=subject.author,
            ground=ground,
            automatic=by is None,
        ),
        by=by,
    )
    return made


def _restore(subject: Subject, item: Item | None, *, by: Member, reason: str) -> Decision:
    made = _decision(Deed.RESTORED, subject, item, by=by, reason=reason.strip() or _("Nothing is wrong with it."))
    kind = kind_named(subject.kind)
    assert kind is not None
    kind.restore(subject.pk, by, made.reason)
    record(
        TextRestored(
            decision=made.pk,
            item=item.pk if item else None,
            kind=subject.kind,
            subject=subject.pk,
            voice=subject.voice,
            author=subject.author,
        ),
        by=by,
    )
    return made


def _decision(
    deed: Deed,
    subject: Subject,
    item: Item | None,
    *,
    by: Member | None,
    reason: str,
    ground: str = "",
    detected: str = "flags",
    legal: bool = False,
) -> Decision:
    """The statement of reasons as a row; what the text said then begins in `excerpt`."""
    excerpt = Voice.objects.filter(pk=subject.voice).values_list("excerpt", flat=True).first() or ""
    return Decision.objects.create(
        deed=deed,
        item=item,
        person_id=subject.author,
        kind=subject.kind,
        subject=subject.pk,
        voice_id=subject.voice,
        ground=ground,
        legal=legal,
        reason=reason[:2_000],
        excerpt=excerpt,
        detected=detected,
        automatic=by is None,
        by=by,
        at=clock.now(),
    )
