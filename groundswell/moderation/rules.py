"""Who may report, decide and appeal. Actions enforce these; templates ask them too."""

from datetime import timedelta

from groundswell.log import clock
from groundswell.members.models import Member, Role
from groundswell.members.rules import Viewer, is_member, may_act
from groundswell.moderation.kinds import Subject
from groundswell.moderation.models import Decision, Flag

APPEAL_WITHIN = timedelta(days=183)  # six months, as article 20 (1) of the Digital Services Act has it
TEAM_WEIGHT = 3.0
NEWCOMER_LEVEL = 0


def may_flag(member: Viewer, subject: Subject) -> bool:
    return may_act(member) and is_member(member) and member.pk != subject.author and not subject.gone


def may_moderate(member: Viewer) -> bool:
    return may_act(member) and is_member(member) and member.moderates


def may_set_policy(member: Viewer) -> bool:
    return may_act(member) and is_member(member) and member.role in {Role.ADMIN, Role.MANAGER}


def may_measure(by: Viewer, person: Member) -> bool:
    """Warn, silence or suspend: members by those who moderate, staff by admins only, and nobody themselves."""
    if not is_member(by) or not may_moderate(by) or by.pk == person.pk or person.erased_at is not None:
        return False
    return not person.is_team or by.role == Role.ADMIN


def may_read_decision(viewer: Viewer, decision: Decision) -> bool:
    return is_member(viewer) and (viewer.moderates or viewer.pk == decision.person_id)


def may_appeal(decision: Decision) -> bool:
    """Whom it concerns, once, within six months; who it is was asked before."""
    fresh = clock.now() - decision.at <= APPEAL_WITHIN
    return decision.restricts and fresh and not hasattr(decision, "appeal")


def flag_weight(member: Member, agreed: int, disagreed: int) -> float:
    """What a member's word counts: more with their level, and with how often they were right before.

    The share of flags that were right, with one of each to start from, is 0.5 for who never flagged; twice that is the
    factor. So a new member counts 1.0, a member of level 4 who is always right comes near 6, one who is always wrong near 0.
    """
    if member.is_team:
        return TEAM_WEIGHT
    share = (agreed + 1) / (agreed + disagreed + 2)
    return round((1 + member.level / 2) * 2 * share, 2)


def accuracy_of(member: Member) -> tuple[int, int]:
    """How many of their last hundred decided flags were right, and how many were not."""
    last = list(
        Flag.objects.filter(by=member).exclude(outcome="").order_by("-id").values_list("outcome", flat=True)[:100]
    )
    return last.count("agreed"), last.count("disagreed")
