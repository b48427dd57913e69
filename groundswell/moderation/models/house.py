"""The house rules as numbers, words and paces; what waits to appear; and what was learned from decisions."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.log import clock


class Policy(models.Model):
    """What an operator changed of the numbers in `policy.py`; a single row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    settings = models.JSONField(default=dict)

    class Meta:
        db_table = "moderation_policy"

    def __str__(self) -> str:
        return "policy"


class WordRule(models.Model):
    """A word, phrase or domain, and what happens to a text that has it."""

    class Kind(models.TextChoices):
        WORD = "word", _("Word or phrase")
        LINK = "link", _("Links to a domain")

    class Act(models.TextChoices):
        HOLD = "hold", _("Wait for a look")
        REFUSE = "refuse", _("Refuse, and say why")
        FLAG = "flag", _("Publish, and put it into the queue")

    kind = models.CharField(max_length=4, choices=Kind.choices, default=Kind.WORD)
    text = models.CharField(max_length=120)
    act = models.CharField(max_length=6, choices=Act.choices, default=Act.HOLD)
    newcomers = models.BooleanField(default=False)
    why = models.CharField(max_length=300, blank=True)
    active = models.BooleanField(default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "moderation_word_rule"
        ordering = ("kind", "text")
        constraints = [models.UniqueConstraint(fields=["kind", "text"], name="word_rule_once")]

    def __str__(self) -> str:
        return self.text


class Held(models.Model):
    """What somebody wrote that waits for a look; the text is no post yet, so it is here and in no voice.

    `fields` are what the feature needs to publish it. Emptied once it is published, 30 days after it was refused, and on erasure.
    """

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="held")
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    fields = models.JSONField(default=dict)
    once = models.UUIDField(null=True)
    because = models.JSONField(default=list)
    at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, default="waiting")
    decided_at = models.DateTimeField(null=True)
    url = models.CharField(max_length=400, blank=True)
    revision = models.IntegerField(default=1)

    class Meta:
        db_table = "moderation_held"
        indexes = [
            models.Index(fields=["author", "-id"], name="held_author"),
            models.Index(fields=["author"], name="held_waiting", condition=models.Q(state="waiting")),
        ]
        constraints = [models.UniqueConstraint(fields=["author", "once"], name="held_once")]

    def __str__(self) -> str:
        return f"{self.kind} by {self.author_id}"


class Pace(models.Model):
    """Slow mode: in this place ("question:3", "topic:2") everybody waits between two posts."""

    place = models.CharField(max_length=40, unique=True)
    seconds = models.IntegerField()
    until = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "moderation_pace"

    def __str__(self) -> str:
        return f"{self.place}: {self.seconds} s"


class Learned(models.Model):
    """A spam model made from this community's own decisions: counts of words, no texts. The newest counts."""

    at = models.DateTimeField(default=clock.now)
    parameters = models.JSONField(default=dict)
    spam = models.IntegerField()
    fine = models.IntegerField()
    figures = models.JSONField(default=dict)

    class Meta:
        db_table = "moderation_learned"

    def __str__(self) -> str:
        return f"learned {self.at:%Y-%m-%d}"
