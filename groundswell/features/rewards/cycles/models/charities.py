"""Whom points can be given to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.log import clock


class Charity(models.Model):
    """Nominated by a member, looked at by the team, and then voted for. `slug` names its account in the book."""

    class State(models.TextChoices):
        NOMINATED = "nominated", _("waits for a look")
        ELIGIBLE = "eligible", _("can be voted for")
        DECLINED = "declined", _("not taken")

    slug = models.SlugField(max_length=50, unique=True)
    name = models.CharField(max_length=80, unique=True)
    about = models.CharField(max_length=300)
    url = models.URLField(max_length=200, blank=True)
    number = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NOMINATED)
    why = models.CharField(max_length=200, blank=True)
    nominated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "rewards_charity"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class CharityVote(models.Model):
    """One member, one vote in a cycle; it can be changed until the window opens."""

    cycle = models.ForeignKey("rewards.Cycle", models.CASCADE, related_name="votes")
    charity = models.ForeignKey(Charity, models.CASCADE, related_name="votes")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "rewards_charity_vote"
        constraints = [models.UniqueConstraint(fields=["cycle", "member"], name="charity_vote_once")]

    def __str__(self) -> str:
        return f"{self.member_id} for {self.charity_id}"
