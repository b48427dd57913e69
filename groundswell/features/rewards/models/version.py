"""The rules in their versions."""

from functools import cached_property

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.features.rewards.earning.reading import read
from groundswell.features.rewards.earning.rule import RuleSet
from groundswell.features.rewards.places import placed
from groundswell.log import clock


class VersionQuerySet(models.QuerySet["Version"]):
    def drafts(self) -> "VersionQuerySet":
        return self.filter(since=None)

    def approved(self) -> "VersionQuerySet":
        """Those that hold, held, or will hold; the newest moment first."""
        return self.exclude(since=None).order_by("-since", "-approved_at", "-pk")

    def holding(self) -> "VersionQuerySet":
        """The one that holds now comes first."""
        return self.approved().filter(since__lte=clock.now())


class Version(models.Model):
    """A rule set as it was written. A draft can be written anew; once approved, nothing of it changes.

    It holds from `since` on until another one does. `followed` says that whoever counts has come past the approval in the log: what
    was recorded before it is counted under the older version, however often it is counted. From `shadow_since` until `shadow_until` a draft is counted beside
    the rules that hold, and pays nobody; `counted` says that whoever counts is between the two. `places` are the numbers of the topics
    that its rules ask for with those under them, as they were when it was written or, last, approved.
    """

    number = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=40)
    text = models.TextField()
    places = models.JSONField(default=dict)
    note = models.CharField(_("what is new"), max_length=300, default="", blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField(default=clock.now)
    since = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    followed = models.BooleanField(default=False)
    shadow_since = models.DateTimeField(null=True)
    shadow_until = models.DateTimeField(null=True)
    counted = models.BooleanField(default=False)
    objects = VersionQuerySet.as_manager()

    class Meta:
        db_table = "rewards_version"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(since=None, approved_at=None)
                | models.Q(since__isnull=False, approved_at__isnull=False),
                name="version_approved_with_a_moment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"

    @cached_property
    def rules(self) -> RuleSet:
        return placed(read(self.text, approved=self.since is not None), self.places)

    @property
    def is_shadowed(self) -> bool:
        return self.shadow_since is not None and self.shadow_until is None

    @property
    def holds(self) -> bool:
        """Its moment has come; another one may hold since."""
        return self.since is not None and self.since <= clock.now()
