"""Where questions are: topics (places, nested once) and tags."""

from functools import cache

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language

from groundswell.members.groups.audiences import shut_places
from groundswell.members.rules import Viewer


@cache
def topic_url(slug: str) -> str:
    """The address of a topic; kept, since every row of a list has one."""
    return reverse("support:topic", args=[slug])


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, viewer: Viewer) -> "TopicQuerySet":
        """Those that are for everybody, and those that are for this reader too."""
        return self.exclude(pk__in=shut_places(viewer))


class Topic(models.Model):
    """A place for questions. `name` and `about` are texts by language; questions may have `several_solutions`.

    `private`: it has an audience, which says for whom it is (members/groups/audiences.py); then nobody else learns even that
    it is there. `language`: what is asked here is in it, whatever its words look like. `archived_at`: nothing new is asked here
    since then.
    """

    slug = models.SlugField(max_length=60, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    name = models.JSONField(default=dict)
    about = models.JSONField(default=dict)
    icon = models.CharField(max_length=40, blank=True)
    order = models.IntegerField(default=0)
    several_solutions = models.BooleanField(default=False, db_default=False)
    private = models.BooleanField(default=False, db_default=False)
    language = models.CharField(max_length=8, blank=True, default="", db_default="")
    archived_at = models.DateTimeField(null=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        db_table = "support_topic"
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.spoken("name")

    def get_absolute_url(self) -> str:
        return topic_url(self.slug)

    def spoken(self, field: str) -> str:
        """`name` or `about` in the reader's language, else in any."""
        texts: dict[str, str] = getattr(self, field)
        return texts.get((get_language() or "en").split("-")[0]) or next(iter(texts.values()), "")


class TopicAddress(models.Model):
    """An address that a topic had before; it leads to the topic from then on."""

    slug = models.SlugField(max_length=60, unique=True)
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="addresses")

    class Meta:
        db_table = "support_topic_address"

    def __str__(self) -> str:
        return self.slug


class Tag(models.Model):
    """A word that questions carry; `uses` is set from the questions that do."""

    name = models.CharField(max_length=40, unique=True)
    about = models.CharField(max_length=500, blank=True)
    uses = models.IntegerField(default=0)

    class Meta:
        db_table = "support_tag"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("support:tag", args=[self.name])
