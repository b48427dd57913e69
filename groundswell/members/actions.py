"""Everything that changes accounts."""

from datetime import datetime, timedelta
from zoneinfo import available_timezones

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.events.members import (
    JoiningLapsed,
    MemberClaimed,
    MemberErased,
    MemberJoined,
    ProfileEdited,
    RoleChanged,
)
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members import personal, pictures
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member, Role
from groundswell.members.names import BadName, clean_handle, clean_name, key_of
from groundswell.members.pseudonyms import pseudonym
from groundswell.members.rules import Invalid, is_last_admin, may_act, may_change_role, may_erase, require

MOST_LANGUAGES, MOST_EXPERTISE, LONGEST_ABOUT = 12, 12, 1_000
CONFIRMED_WITHIN = timedelta(days=7)
ONLY_ADMINS = gettext_lazy("Only admins change roles.")


@transaction.atomic
def join(
    *,
    handle: str,
    name: str = "",
    email: str | None = None,
    password: str | None = None,
    how: str = "form",
    language: str = "",
    at: datetime | None = None,
) -> Member:
    """Open an account. Raises Invalid when handle, name or e-mail cannot be used."""
    chosen, shown = _cleaned(handle, name)
    member = Member(
        handle=chosen,
        handle_key=key_of(chosen),
        name=shown or chosen,
        email=(email or "").strip().lower() or None,
        language=language,
        joined=at or clock.now(),
    )
    member.set_password(password)
    try:
        with transaction.atomic():
            member.save(force_insert=True)
    except IntegrityError as problem:
        if "email" in str(problem):
            raise Invalid(_("This e-mail address cannot be used."), "email") from None
        raise Invalid(_("This handle is taken, or too much like one that is."), "handle") from None
    record(MemberJoined(member=member.pk, how=how), by=member, at=member.joined)
    return member


@transaction.atomic
def edit_profile(
    member: Member, *, by: Member, name: str, about: str = "", languages: list[str], expertise: list[str]
) -> None:
    """Change what others see of a member."""
    require(may_act(by) and by.pk == member.pk, _("Only you change your profile."))
    limit(by.pk, "profile", most=30, per=HOUR)
    _handle, shown = _cleaned(member.handle, name, keep=True)
    if not member.is_team and _looks_like_the_team(shown):
        raise Invalid(_("This name looks too much like that of somebody on the team."), "name")
    member.name = shown or member.handle
    member.about = about.strip()[:LONGEST_ABOUT]
    member.languages = languages[:MOST_LANGUAGES]
    member.expertise = expertise[:MOST_EXPERTISE]
    member.save(update_fields=["name", "about", "languages", "expertise"])
    record(ProfileEdited(member=member.pk), by=by)


@transaction.atomic
def change_picture(member: Member, *, by: Member, upload: "UploadedFile[bytes] | None") -> None:
    """Show another picture, or none. Raises Invalid when the file cannot be used."""
    require(may_act(by) and by.pk == member.pk, _("Only you change your picture."))
    limit(by.pk, "picture", most=30, per=HOUR)
    was, member.avatar = member.avatar, pictures.keep_avatar(upload) if upload else ""
    member.save(update_fields=["avatar"])
    transaction.on_commit(lambda: pictures.remove(was))
    record(ProfileEdited(member=member.pk), by=by)


def choose_language(member: Member, *, language: str, time_zone: str) -> None:
    """Remember in which language and time zone a member reads. No event, because nobody else sees it."""
    if language not in dict(settings.LANGUAGES):
        raise Invalid(_("There is no such language here."), "language")
    if time_zone and time_zone not in available_timezones():
        raise Invalid(_("There is no such time zone."), "time_zone")
    member.language, member.time_zone = language, time_zone
    member.save(update_fields=["language", "time_zone"])


@transaction.atomic
def change_role(member: Member, role: str, *, by: Member | None) -> None:
    """Give a member another role; `by` is None on the command line, where the operator is the authority."""
    require(by is None or may_change_role(by, member), ONLY_ADMINS)
    if role not in Role.values:
        raise Invalid(_("There is no role called %(role)s.") % {"role": role}, "role")
    require(by is None or role == Role.ADMIN or not is_last_admin(member), _("Somebody has to stay admin."))
    was = member.role
    if role == was:
        return
    member.role = role
    member.save(update_fields=["role"])
    record(RoleChanged(member=member.pk, role=role, was=was), by=by)


@transaction.atomic
def claim_member(member: Member, *, email: str, password: str) -> None:
    """Hand an imported account over to its owner, who came by a link that was sent to this address."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    require(not member.claimed and member.erased_at is None, _("This account has an owner already."))
    if Member.objects.filter(email__iexact=email).exclude(pk=member.pk).exists():
        raise Invalid(_("This e-mail address cannot be used."), "email")
    member.email, member.claimed = email.lower(), True
    member.set_password(password)
    member.save(update_fields=["email", "claimed", "password"])
    EmailAddress.objects.update_or_create(user=member, email=member.email, defaults={"verified": True, "primary": True})
    record(MemberClaimed(member=member.pk), by=member)


@transaction.atomic
def erase_member(member: Member, *, by: Member | None, keep_texts: bool) -> None:
    """Forget a person: account and everything personal; their texts too, unless kept under "former member".

    The log stays as it is: it knows members by number only. Of the number on another site only a pseudonym is kept, so
    that importing from there again does not bring the person back.
    """
    member = Member.objects.select_for_update().get(pk=member.pk)
    require(by is None or may_erase(by, member), _("Only you can delete your account."))
    require(not is_last_admin(member), _("You are the last admin. Make somebody else an admin first."))
    require(member.erased_at is None, _("This account is deleted already."))
    personal.forget(member, keep_texts)
    picture = member.avatar
    for field in ("about", "avatar", "language", "time_zone"):
        setattr(member, field, "")
    member.name, member.handle, member.handle_key = "", f"former-{member.pk}", f"former-{member.pk}"
    member.email, member.last_login = None, None
    if member.source and member.source_id is not None:
        member.source_id = pseudonym(member.source, member.source_id)
    member.languages, member.expertise, member.settings = [], [], {"texts_kept": keep_texts}
    member.role, member.is_active, member.erased_at, member.unread = Role.MEMBER, False, clock.now(), 0
    member.set_unusable_password()
    member.save()
    transaction.on_commit(lambda: pictures.remove(picture))
    record(MemberErased(member=member.pk, texts_kept=keep_texts), by=by)


def remove_unconfirmed(*, most: int = 200) -> int:
    """Remove a batch of accounts whose address nobody confirmed in time, as if they had never been; how many.

    Of somebody who could not sign in there is nothing but the account: that, and an event to follow the one on joining.
    """
    with transaction.atomic():
        lapsed = Member.objects.lapsed(clock.now() - CONFIRMED_WITHIN)
        gone = list(lapsed.select_for_update(of=("self",), skip_locked=True)[:most])
        for member in gone:
            personal.forget(member, False)
            record(JoiningLapsed(member=member.pk), by=None)
        Member.objects.filter(pk__in=[member.pk for member in gone]).delete()
    return len(gone)


def _cleaned(handle: str, name: str, *, keep: bool = False) -> tuple[str, str]:
    try:
        chosen = handle if keep else clean_handle(handle)
    except BadName as problem:
        raise Invalid(str(problem), "handle") from None
    try:
        return chosen, clean_name(name)
    except BadName as problem:
        raise Invalid(str(problem), "name") from None


def _looks_like_the_team(name: str) -> bool:
    team = Member.objects.present().exclude(role=Role.MEMBER).values_list("name", flat=True)
    return bool(name) and key_of(name) in {key_of(known) for known in team}
