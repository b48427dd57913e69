"""Everything that changes groups and who belongs to them."""

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.events.groups import (
    GroupAsked,
    GroupChanged,
    GroupDeclined,
    GroupInvited,
    GroupJoined,
    GroupKeeperEnded,
    GroupKeeperNamed,
    GroupLeft,
    GroupMade,
    GroupRemoved,
)
from groundswell.log.journal import clear_pages, record
from groundswell.log.postgres.prepared import run_prepared
from groundswell.members.groups.models import Audience, Belonging, Group, Joining, State
from groundswell.members.groups.rules import may_join, may_keep_groups, may_look_after, may_request
from groundswell.members.limits import DAY, HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require

LONGEST_NAME, LONGEST_ABOUT, MOST_AT_ONCE, MOST_BY_KEEPERS = 60, 500, 100, 20
ONLY_TEAM = gettext_lazy("Only those who moderate look after groups.")
ONLY_KEEPERS = gettext_lazy("Only its keepers and those who moderate look after this group.")
BELONGS = """
UPDATE member m SET groups = coalesce((SELECT array_agg(b.group_id ORDER BY b.group_id) FROM member_belonging b
                                       WHERE b.member_id = m.id AND b.state = 'in'), '{}')
WHERE m.id = ANY(%s)
"""


@transaction.atomic
def make_group(*, by: Member, name: str, about: str = "", joining: str = Joining.OPEN, listed: bool = True) -> Group:
    """Make a group that nobody belongs to yet. Raises Invalid when its name is empty or taken."""
    require(may_keep_groups(by), ONLY_TEAM)
    limit(by.pk, "group", most=60, per=HOUR)
    name, about = _checked(name, about, joining)
    group = Group.objects.create(slug=_slug(name), name=name, about=about, joining=joining, listed=listed)
    record(GroupMade(group=group.pk, joining=group.joining), by=by)
    return group


@transaction.atomic
def change_group(group: Group, *, by: Member, name: str, about: str, joining: str, listed: bool) -> None:
    """Call it otherwise, or let people in otherwise. Its address stays, and so does who belongs to it."""
    require(may_keep_groups(by), ONLY_TEAM)
    limit(by.pk, "group", most=60, per=HOUR)
    group.name, group.about = _checked(name, about, joining, group.pk)
    group.joining, group.listed = joining, listed
    group.save(update_fields=["name", "about", "joining", "listed"])
    record(GroupChanged(group=group.pk, joining=joining), by=by)


@transaction.atomic
def remove_group(group: Group, *, by: Member) -> None:
    """Remove it for good. Refused while a topic is for it alone, or that topic would be nobody's."""
    require(may_keep_groups(by), ONLY_TEAM)
    alone = Audience.objects.filter(groups__contains=[group.pk])
    require(not alone.exists(), _("A topic is for this group. Give that topic another audience first."))
    pk, people = group.pk, list(Belonging.objects.filter(group=group).values_list("member", flat=True))
    group.delete()
    _set_groups(people)
    clear_pages()
    record(GroupRemoved(group=pk), by=by)


@transaction.atomic
def join_group(group: Group, *, by: Member) -> None:
    """Come in, where everybody may or one is invited; a second time changes nothing."""
    group = Group.objects.select_for_update().get(pk=group.pk)
    state = state_in(group, by)
    if state == State.IN:
        return
    require(may_join(by, group, state), _("The team decides who belongs to this group."))
    limit(by.pk, "join", most=60, per=DAY)
    _let_in(group, by)
    how = "invited" if state == State.INVITED else "open"
    record(GroupJoined(group=group.pk, member=by.pk, how=how, slug=group.slug), by=by)


@transaction.atomic
def ask_to_join(group: Group, *, by: Member) -> None:
    """Ask to be taken in; a second time changes nothing."""
    group = Group.objects.select_for_update().get(pk=group.pk)
    if state_in(group, by) == State.ASKED:
        return
    require(may_request(by, group, state_in(group, by)), _("This group does not take requests."))
    limit(by.pk, "join", most=60, per=DAY)
    Belonging.objects.create(group=group, member=by, state=State.ASKED)
    keepers = Belonging.objects.filter(group=group, state=State.IN, keeper=True).order_by("pk")
    told = list(keepers.values_list("member", flat=True))
    record(GroupAsked(group=group.pk, member=by.pk, keepers=told, slug=group.slug), by=by)


@transaction.atomic
def leave_group(group: Group, *, by: Member) -> None:
    """Belong to it no more; or take a request back, or leave an invitation."""
    row = Belonging.objects.select_for_update().filter(group=group, member=by).first()
    if row is None:
        return
    was = row.state
    row.delete()
    _set_groups([by.pk])
    if was == State.IN:
        record(GroupLeft(group=group.pk, member=by.pk, how="left"), by=by)
    else:
        record(GroupDeclined(group=group.pk, member=by.pk, how="withdrawn"), by=by)


@transaction.atomic
def invite(group: Group, people: list[Member], *, by: Member) -> list[Member]:
    """Invite members, who then come in or do not; who asked before is in. Returns whom it reached."""
    require(may_look_after(by, group), ONLY_KEEPERS)
    most = MOST_AT_ONCE if by.moderates else MOST_BY_KEEPERS
    if len(people) > most:
        raise Invalid(_("Invite %(most)s people at most at once.") % {"most": most}, "people")
    limit(by.pk, "invite", most=60 if by.moderates else 10, per=HOUR)
    group = Group.objects.select_for_update().get(pk=group.pk)
    known = dict(Belonging.objects.filter(group=group, member__in=people).values_list("member", "state"))
    new = [person for person in people if person.pk not in known]
    Belonging.objects.bulk_create([Belonging(group=group, member=one, state=State.INVITED) for one in new])
    asked = [person for person in people if known.get(person.pk) == State.ASKED]
    for person in asked:
        _let_in(group, person)
    for person in asked:
        record(GroupJoined(group=group.pk, member=person.pk, how="accepted", slug=group.slug), by=by)
    for person in new:
        record(GroupInvited(group=group.pk, member=person.pk, slug=group.slug), by=by)
    return [*new, *asked]


@transaction.atomic
def accept_request(group: Group, member: Member, *, by: Member) -> None:
    """Take in who asked; a second time changes nothing."""
    require(may_look_after(by, group), ONLY_KEEPERS)
    group = Group.objects.select_for_update().get(pk=group.pk)
    if state_in(group, member) != State.ASKED:
        return
    _let_in(group, member)
    record(GroupJoined(group=group.pk, member=member.pk, how="accepted", slug=group.slug), by=by)


@transaction.atomic
def remove_member(group: Group, member: Member, *, by: Member) -> None:
    """Take somebody out, refuse a request, or take an invitation back. A keeper is taken out by the team."""
    require(may_look_after(by, group), ONLY_KEEPERS)
    row = Belonging.objects.select_for_update().filter(group=group, member=member).first()
    if row is None:
        return
    require(not row.keeper or may_keep_groups(by), _("Only those who moderate take a keeper out."))
    was = row.state
    row.delete()
    _set_groups([member.pk])
    if was == State.IN:
        record(GroupLeft(group=group.pk, member=member.pk, how="removed"), by=by)
    else:
        record(GroupDeclined(group=group.pk, member=member.pk, how="refused"), by=by)


@transaction.atomic
def name_keeper(group: Group, member: Member, *, by: Member) -> None:
    """From now on they take people in and out as well; a second time changes nothing."""
    _set_keeper(group, member, by, keeper=True)


@transaction.atomic
def end_keeper(group: Group, member: Member, *, by: Member) -> None:
    """They belong to it as everybody else does."""
    _set_keeper(group, member, by, keeper=False)


def _set_keeper(group: Group, member: Member, by: Member, *, keeper: bool) -> None:
    require(may_keep_groups(by), ONLY_TEAM)
    row = Belonging.objects.select_for_update().filter(group=group, member=member, state=State.IN).first()
    if row is None:
        raise Invalid(_("Only who belongs to a group can be its keeper."), "member")
    if row.keeper != keeper:
        row.keeper = keeper
        row.save(update_fields=["keeper"])
        event = GroupKeeperNamed if keeper else GroupKeeperEnded
        record(event(group=group.pk, member=member.pk, slug=group.slug), by=by)


def state_in(group: Group, member: Member) -> str:
    """in, asked, invited, or nothing."""
    return Belonging.objects.filter(group=group, member=member).values_list("state", flat=True).first() or ""


def _let_in(group: Group, member: Member) -> None:
    Belonging.objects.update_or_create(group=group, member=member, defaults={"state": State.IN})
    _set_groups([member.pk])


def _set_groups(members: list[int]) -> None:
    """What `member.groups` says follows from the rows."""
    run_prepared(BELONGS, [members])


def _checked(name: str, about: str, joining: str, own: int = 0) -> tuple[str, str]:
    name, about = " ".join(name.split()), about.strip()
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(_("A group needs a name of at most %(most)s letters.") % {"most": LONGEST_NAME}, "name")
    if len(about) > LONGEST_ABOUT:
        raise Invalid(_("Say it in at most %(most)s letters.") % {"most": LONGEST_ABOUT}, "about")
    if joining not in Joining.values:
        raise Invalid(_("Choose how one joins."), "joining")
    if Group.objects.filter(name__iexact=name).exclude(pk=own).exists():
        raise Invalid(_("There is a group of that name."), "name")
    return name, about


def _slug(name: str) -> str:
    """A free address made from the name."""
    start = slugify(name)[:50].strip("-") or "group"
    taken = set(Group.objects.filter(slug__startswith=start).values_list("slug", flat=True)) | {"new"}
    return next(
        slug for number in range(1, 10_000) if (slug := f"{start}-{number}" if number > 1 else start) not in taken
    )
