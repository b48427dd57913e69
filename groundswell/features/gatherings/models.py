"""Gatherings, and who comes to them. Title and text are a voice; what came of it is another one."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groundswell.log import clock
from groundswell.members.groups.aims import Aimed, aimed_at
from groundswell.members.rules import Viewer, is_member


class Says(models.TextChoices):
    GOING = "going", _("Going")
    WAITING = "waiting", _("On the waiting list")
    MAYBE = "maybe", _("Maybe")
    NO = "no", _("Not going")


class Series(models.Model):
    """Gatherings that come again. Each is one of its own, with its own page and its own people."""

    class Every(models.TextChoices):
        WEEK = "week", _("Every week")
        FORTNIGHT = "fortnight", _("Every two weeks")
        DATE = "date", _("Every month, on the same date")
        WEEKDAY = "weekday", _("Every month, on the same weekday")

    every = models.CharField(max_length=9, choices=Every.choices)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "gathering_series"

    def __str__(self) -> str:
        return self.get_every_display()


class GatheringQuerySet(models.QuerySet["Gathering"]):
    def visible_to(self, viewer: Viewer | None) -> "GatheringQuerySet":
        """Those that are for this reader; what moderation hid, only its host and those who moderate see."""
        if viewer is not None and is_member(viewer):
            if viewer.moderates:
                return self
            return self.filter(aimed_at(viewer) | Q(host=viewer), Q(hidden=False) | Q(host=viewer))
        return self.filter(aimed_at(viewer), hidden=False)

    def upcoming(self, at: datetime) -> "GatheringQuerySet":
        """Not over yet, the next first."""
        return self.filter(ends_at__gt=at).order_by("starts_at", "pk")

    def once_a_series(self, at: datetime) -> "GatheringQuerySet":
        """Of each series only the next one that takes place."""
        sooner = Gathering.objects.filter(
            series=OuterRef("series"),
            starts_at__lt=OuterRef("starts_at"),
            ends_at__gt=at,
            cancelled_at=None,
            hidden=False,
        )
        return self.filter(~Exists(sooner))

    def past(self, at: datetime) -> "GatheringQuerySet":
        """Over, the latest first."""
        return self.filter(ends_at__lte=at).order_by("-starts_at", "-pk")


class Gathering(Aimed):
    """From `starts_at` to `ends_at`, which are said in the time zone `zone`; at `location`, by `link`, or both.

    The link is for who comes. `capacity` is how many may; none is any number. `going` and `waiting` are set from the answers.
    `version` grows with each change that calendars have to hear of. `place` is the topic it belongs to.
    """

    voice = models.OneToOneField("voice.Voice", models.PROTECT, related_name="gathering")
    recap = models.OneToOneField("voice.Voice", models.PROTECT, null=True, related_name="recapped")
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="gatherings", db_index=False)
    host = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="hosted")
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    version = models.IntegerField(default=0)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    location = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=300, blank=True)
    capacity = models.IntegerField(null=True)
    going = models.IntegerField(default=0)
    waiting = models.IntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=300, blank=True)
    hidden = models.BooleanField(default=False)
    reminded_day = models.BooleanField(default=False)
    reminded_hour = models.BooleanField(default=False)

    objects = GatheringQuerySet.as_manager()

    class Meta:
        db_table = "gathering"
        indexes = [
            models.Index(fields=["starts_at", "id"], name="gathering_start"),
            models.Index(fields=["ends_at", "id"], name="gathering_end"),
            models.Index(fields=["series", "starts_at"], name="gathering_in_series", condition=Q(series__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="gathering_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(going__lte=F("capacity")), name="gathering_not_too_full"
            ),
        ]

    def __str__(self) -> str:
        return self.voice.title

    def get_absolute_url(self) -> str:
        return reverse("gatherings:gathering", args=[self.pk])

    @property
    def is_over(self) -> bool:
        return self.ends_at <= clock.now()

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.going >= self.capacity

    @property
    def seats_left(self) -> int | None:
        return None if self.capacity is None else max(0, self.capacity - self.going)

    @property
    def starts_there(self) -> datetime:
        """In its own time zone."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def ends_there(self) -> datetime:
        return self.ends_at.astimezone(ZoneInfo(self.zone))

    @property
    def lasts(self) -> timedelta:
        return self.ends_at - self.starts_at


class Attendance(models.Model):
    """What a member said about a gathering. Who waits is served by `at`."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="answers")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="attendances")
    says = models.CharField(max_length=8, choices=Says.choices)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "gathering_attendance"
        indexes = [models.Index(fields=["gathering", "says", "at", "id"], name="attendance_list")]
        constraints = [models.UniqueConstraint(fields=["member", "gathering"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.says} {self.gathering_id}"


class CalendarFeed(models.Model):
    """That a member has a calendar of their own by a secret address; `number` is which one, so that old ones end.

    Not `live`: they ended the last one and made no other.
    """

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    number = models.IntegerField(default=1)
    live = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "gathering_feed"

    def __str__(self) -> str:
        return f"calendar of {self.member_id}"
