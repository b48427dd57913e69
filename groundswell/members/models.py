"""People: customers with an account, and the company's staff."""

from datetime import datetime
from typing import ClassVar

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Value
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groundswell.log import clock
from groundswell.log.models import LogEntry
from groundswell.members.groups.models import Audience, Belonging, Group
from groundswell.members.names import key_of

__all__ = [
    "MODERATING",
    "ApiKey",
    "ApiReply",
    "Audience",
    "Belonging",
    "Group",
    "Honour",
    "Member",
    "MemberQuerySet",
    "Members",
    "Role",
    "Tally",
]


class Role(models.TextChoices):
    MEMBER = "member", _("Member")
    AGENT = "agent", _("Agent")
    MODERATOR = "moderator", _("Moderator")
    MANAGER = "manager", _("Manager")
    ADMIN = "admin", _("Admin")


class MemberQuerySet(models.QuerySet["Member"]):
    def present(self) -> "MemberQuerySet":
        """People who can act: neither erased nor switched off."""
        return self.filter(erased_at=None, is_active=True)

    def called(self, handle: str) -> "MemberQuerySet":
        return self.filter(handle_key=key_of(handle))

    def shown(self) -> "MemberQuerySet":
        """Present people who have a page: not those who never confirmed the address they signed up with."""
        unconfirmed = {"emailaddress__primary": True, "emailaddress__verified": False}
        return self.present().exclude(**unconfirmed)

    def lapsed(self, before: datetime) -> "MemberQuerySet":
        """Who joined before then, never confirmed an address, so never came in, and did and was given nothing."""
        confirmed = models.Exists(EmailAddress.objects.filter(user=models.OuterRef("pk"), verified=True))
        waiting = models.Exists(EmailAddress.objects.filter(user=models.OuterRef("pk"), verified=False))
        more = LogEntry.objects.filter(by=models.OuterRef("pk")).exclude(name="members.member_joined")
        newcomers = self.present().filter(joined__lt=before, last_login=None, claimed=True, role=Role.MEMBER, source="")
        return newcomers.filter(waiting, ~confirmed, ~models.Exists(more), voices=None).order_by("pk")


class Members(BaseUserManager["Member"]):
    def get_queryset(self) -> MemberQuerySet:
        return MemberQuerySet(self.model, using=self._db)

    def present(self) -> MemberQuerySet:
        return self.get_queryset().present()

    def called(self, handle: str) -> MemberQuerySet:
        return self.get_queryset().called(handle)

    def shown(self) -> MemberQuerySet:
        return self.get_queryset().shown()

    def lapsed(self, before: datetime) -> MemberQuerySet:
        return self.get_queryset().lapsed(before)

    def get_by_natural_key(self, username: str | None) -> "Member":
        return self.get(handle_key=key_of(username or ""))


class Member(AbstractBaseUser):
    """Someone in the community.

    `reputation`, `level` and `unread` are set by derived.standing and derived.notifications, and can be rebuilt;
    `groups` from the groups that they belong to.
    """

    handle = models.CharField(_("handle"), max_length=60)
    handle_key = models.CharField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("e-mail"), null=True, blank=True)  # noqa: DJ001  (unique, so "" would fit once only)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.MEMBER)
    about = models.TextField(_("about you"), blank=True, max_length=1_000)
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    expertise = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    avatar = models.CharField(max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    joined = models.DateTimeField(default=clock.now)
    is_active = models.BooleanField(default=True)
    claimed = models.BooleanField(default=True)
    source = models.CharField(max_length=40, blank=True)
    source_id = models.BigIntegerField(null=True)
    erased_at = models.DateTimeField(null=True)
    silenced_until = models.DateTimeField(null=True)
    suspended_until = models.DateTimeField(null=True)
    groups = ArrayField(
        models.BigIntegerField(), default=list, db_default=Value([], ArrayField(models.BigIntegerField()))
    )

    reputation = models.IntegerField(default=0)
    level = models.SmallIntegerField(default=0)
    unread = models.IntegerField(default=0)

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]
    objects: ClassVar[Members] = Members()

    class Meta:
        db_table = "member"
        indexes = [
            models.Index(fields=["email"], name="member_email"),
            models.Index(fields=["-reputation", "-id"], name="member_reputation", condition=models.Q(erased_at=None)),
            models.Index(fields=["-joined", "-id"], name="member_joined", condition=models.Q(erased_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="member_email_once"),
            models.UniqueConstraint(
                fields=["source", "source_id"], name="member_source_once", condition=~models.Q(source="")
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.handle

    def get_absolute_url(self) -> str:
        return reverse("members:profile", args=[self.handle])

    @property
    def is_team(self) -> bool:
        """Works for the company, in any role."""
        return self.role != Role.MEMBER

    @property
    def moderates(self) -> bool:
        return self.role in MODERATING

    @property
    def is_silenced(self) -> bool:
        """May read but not write, for now."""
        return self.silenced_until is not None and self.silenced_until > clock.now()

    @property
    def is_suspended(self) -> bool:
        """May not come in, for now."""
        return self.suspended_until is not None and self.suspended_until > clock.now()

    @property
    def seen_as(self) -> str:
        """The name under which texts appear."""
        return str(_("former member")) if self.erased_at else self.name or self.handle


MODERATING = {Role.MODERATOR, Role.MANAGER, Role.ADMIN}


class Tally(models.Model):
    """How often something was done in a window of time; for limits only, so it may be lost in a crash."""

    key = models.CharField(max_length=120)
    window = models.BigIntegerField()
    count = models.IntegerField(default=0)

    class Meta:
        db_table = "member_tally"
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"


class Honour(models.Model):
    """A badge that a member brought along from the site they were imported from; `grade` is bronze, silver or gold."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="honours")
    name = models.CharField(max_length=80)
    grade = models.CharField(max_length=8)
    at = models.DateTimeField()
    source = models.CharField(max_length=40)
    source_id = models.BigIntegerField()

    class Meta:
        db_table = "member_honour"
        constraints = [models.UniqueConstraint(fields=["source", "source_id"], name="honour_once")]

    def __str__(self) -> str:
        return self.name


class ApiKey(models.Model):
    """A key with which a program acts for its member, within its scopes. Only a hash of it is kept."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=60)
    start = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=12), default=list)
    made = models.DateTimeField(default=clock.now)
    used = models.DateTimeField(null=True)
    expires = models.DateTimeField(null=True)

    class Meta:
        db_table = "member_api_key"

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"

    @property
    def is_over(self) -> bool:
        """Its time has passed: it opens nothing any more."""
        return self.expires is not None and self.expires <= clock.now()


class ApiReply(models.Model):
    """What a request with an Idempotency-Key was answered, so that sending it again does nothing and says the same."""

    caller = models.CharField(max_length=64)
    key = models.CharField(max_length=100)
    request = models.CharField(max_length=64)
    status = models.SmallIntegerField(null=True)
    body = models.BinaryField(null=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "member_api_reply"
        indexes = [models.Index(fields=["at"], name="api_reply_at")]
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="api_reply_once")]

    def __str__(self) -> str:
        return self.key
