"""Groups, who belongs to them, and the audiences of places that not everybody may read."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groundswell.log import clock


class Joining(models.TextChoices):
    OPEN = "open", _("Everybody may join")
    REQUEST = "request", _("Whoever asks, once the team agreed")
    INVITATION = "invitation", _("Whom the team invites")


class State(models.TextChoices):
    IN = "in", _("belongs to it")
    ASKED = "asked", _("asked to join")
    INVITED = "invited", _("is invited")


class Group(models.Model):
    """People who have something in common. `listed`: everybody sees that there is such a group, and who belongs to it."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    about = models.CharField(_("what it is for"), max_length=500, blank=True)
    joining = models.CharField(max_length=10, choices=Joining.choices, default=Joining.OPEN)
    listed = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "member_group"
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("members:group", args=[self.slug])


class Belonging(models.Model):
    """A member in a group, or on the way there. `member.groups` is set from the rows that are in.

    A `keeper` of a group takes people in and out; the team says who is one.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="belongings")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="belongings")
    state = models.CharField(max_length=8, choices=State.choices)
    at = models.DateTimeField(default=clock.now)
    keeper = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "member_belonging"
        indexes = [models.Index(fields=["group", "state", "-at"], name="belonging_list")]
        constraints = [models.UniqueConstraint(fields=["member", "group"], name="belonging_once")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.state} {self.group_id}"


class Audience(models.Model):
    """Who may read a topic that not everybody may read: any one of the three is enough. No row: everybody.

    `within` is the topic above it, when the audience is that one's.
    """

    place = models.BigIntegerField(primary_key=True)
    roles = ArrayField(models.CharField(max_length=12), default=list)
    level = models.SmallIntegerField(null=True)
    groups = ArrayField(models.BigIntegerField(), default=list)
    within = models.BigIntegerField(null=True)

    class Meta:
        db_table = "member_audience"

    def __str__(self) -> str:
        return f"audience of {self.place}"


class Reserved(models.Model):
    """For whom a text is that is no question and not for everybody (aims.py), for the floors that know texts from events only."""

    voice = models.BigIntegerField(primary_key=True)
    roles = ArrayField(models.CharField(max_length=12), default=list)
    level = models.SmallIntegerField(null=True)
    groups = ArrayField(models.BigIntegerField(), default=list)
    place = models.BigIntegerField(null=True)

    class Meta:
        db_table = "member_reserved"

    def __str__(self) -> str:
        return f"text {self.voice}"


class QuestionPlace(models.Model):
    """In which topic a question is at this moment: a view, for the floors that know questions from events only."""

    question = models.BigIntegerField(primary_key=True)
    place = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "question_place"

    def __str__(self) -> str:
        return f"{self.question} in {self.place}"
