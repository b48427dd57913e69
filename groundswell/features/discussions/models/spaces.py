"""Where discussions and blog posts are."""

from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.translation import get_language

from groundswell.members.groups.audiences import shut_places
from groundswell.members.rules import Viewer

TEAM_ONLY = 5  # no level reaches it


class SpaceQuerySet(models.QuerySet["Space"]):
    def visible_to(self, viewer: Viewer) -> "SpaceQuerySet":
        """Those that are for everybody, and those that are for this reader too."""
        return self.exclude(place__in=shut_places(viewer))


class Space(models.Model):
    """A space. `name` and `about` are texts by language; members from `from_level` on begin discussions there, and from
    `blog_from` on write blog posts for it; 5 is the team alone.

    `place` is what audiences know it by: below zero, because topics are numbered above. `private`: it has an audience.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.JSONField(default=dict)
    about = models.JSONField(default=dict)
    icon = models.CharField(max_length=40, blank=True)
    order = models.IntegerField(default=0)
    from_level = models.SmallIntegerField(default=0)
    blog_from = models.SmallIntegerField(default=0)
    private = models.BooleanField(default=False)
    place = models.GeneratedField(
        expression=F("id") * -1, output_field=models.BigIntegerField(), db_persist=True, unique=True
    )

    objects = SpaceQuerySet.as_manager()

    class Meta:
        db_table = "discussion_space"
        ordering = ("order", "slug")

    def __str__(self) -> str:
        return self.spoken("name")

    def get_absolute_url(self) -> str:
        return reverse("discussions:space", args=[self.slug])

    def spoken(self, field: str) -> str:
        """`name` or `about` in the reader's language, else in any."""
        texts: dict[str, str] = getattr(self, field)
        return texts.get((get_language() or "en").split("-")[0]) or next(iter(texts.values()), "")
