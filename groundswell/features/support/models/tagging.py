"""Words that mean a tag, and what its page says of it."""

from django.conf import settings
from django.db import models

from groundswell.features.support.models.places import Tag
from groundswell.features.support.models.questions import Question
from groundswell.log import clock
from groundswell.voice.models import Voice


class Synonym(models.Model):
    """Another word for a tag. Once it is approved, whoever types it means the tag; `follows` are the rows that this made.

    A `former` one is what the tag was called before.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed"
        APPROVED = "approved"
        DECLINED = "declined"
        UNDONE = "undone"

    name = models.CharField(max_length=40)
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="synonyms")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    follows = models.JSONField(default=list)
    former = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "support_synonym"
        constraints = [
            models.UniqueConstraint(
                fields=["name"], name="synonym_once", condition=models.Q(state__in=["proposed", "approved"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} means {self.tag_id}"


class Retagged(models.Model):
    """A question whose tag was a synonym and is now the tag that it means; `both` if it carried that one too."""

    synonym = models.ForeignKey(Synonym, models.CASCADE, related_name="retagged")
    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    both = models.BooleanField()

    class Meta:
        db_table = "support_retagged"
        constraints = [models.UniqueConstraint(fields=["synonym", "question"], name="retagged_once")]

    def __str__(self) -> str:
        return f"question {self.question_id}"


class TagPage(models.Model):
    """What is said of a tag: a sentence (its text's title) and as much more as helps; and who may edit it."""

    tag = models.OneToOneField(Tag, models.CASCADE, primary_key=True, related_name="page")
    voice = models.OneToOneField(Voice, models.PROTECT, related_name="tag_page")
    level = models.SmallIntegerField(default=3)

    class Meta:
        db_table = "support_tag_page"

    def __str__(self) -> str:
        return f"page of {self.tag_id}"
