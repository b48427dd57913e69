"""Discussions and their replies. What is said is in the voices."""

from functools import lru_cache

from django.conf import settings
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.text import slugify

from groundswell.features.discussions.models.spaces import Space
from groundswell.log import clock
from groundswell.members.groups.audiences import shut_places
from groundswell.members.rules import Viewer, is_member
from groundswell.voice.models import Picture, Voice


class DiscussionQuerySet(models.QuerySet["Discussion"]):
    def visible_to(self, viewer: Viewer) -> "DiscussionQuerySet":
        """Deleted ones are seen by those who moderate and by who began them; those in a private space by its audience."""
        if is_member(viewer) and viewer.moderates:
            return self
        there = models.Q(deleted_at=None)
        if is_member(viewer):
            there |= models.Q(author=viewer)
        return self.filter(there).exclude(space__place__in=shut_places(viewer))


class Discussion(models.Model):
    """A conversation without a solution; a blog post is one whose beginning was approved, with its replies as comments.

    `number` is what news, search and audiences know it by: below zero, because questions are numbered above.
    """

    voice = models.OneToOneField(Voice, models.PROTECT, related_name="discussion")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="discussions")
    space = models.ForeignKey(Space, models.PROTECT, related_name="discussions")
    blog = models.BooleanField(default=False)
    language = models.CharField(max_length=8, default="en")
    begun_at = models.DateTimeField(default=clock.now)
    active_at = models.DateTimeField(default=clock.now)
    active_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reply_count = models.IntegerField(default=0)
    thanks = models.IntegerField(default=0)
    cover = models.ForeignKey(Picture, models.SET_NULL, null=True, related_name="+")
    cover_alt = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    number = models.GeneratedField(
        expression=F("id") * -1, output_field=models.BigIntegerField(), db_persist=True, unique=True
    )

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        db_table = "discussion"
        indexes = [
            models.Index(fields=["-active_at", "-id"], name="discussion_active", condition=models.Q(deleted_at=None)),
            models.Index(fields=["-begun_at", "-id"], name="discussion_newest", condition=models.Q(deleted_at=None)),
            models.Index(fields=["space", "-active_at"], name="discussion_in_space"),
            models.Index(fields=["author", "-begun_at"], name="discussion_author"),
        ]

    def __str__(self) -> str:
        return self.voice.title

    def get_absolute_url(self) -> str:
        return address(self.pk, self.voice.title, self.blog)


class Reply(models.Model):
    """What somebody says in a discussion, in the order of time."""

    discussion = models.ForeignKey(Discussion, models.PROTECT, related_name="replies")
    voice = models.OneToOneField(Voice, models.PROTECT, related_name="reply")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="replies")
    at = models.DateTimeField(default=clock.now)
    thanks = models.IntegerField(default=0)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "discussion_reply"
        indexes = [
            models.Index(fields=["discussion", "id"], name="reply_order"),
            models.Index(fields=["author", "-at"], name="reply_author"),
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"

    def get_absolute_url(self) -> str:
        """Leads to the page of the discussion on which it stands."""
        return reverse("discussions:reply", args=[self.pk])


@lru_cache(maxsize=10_000)
def address(pk: int, title: str, blog: bool) -> str:
    """The address of a discussion; the words after the number are for people and may change."""
    name = "discussions:blog_post" if blog else "discussions:discussion"
    return reverse(name, args=[pk, slugify(title)[:60].strip("-") or "-"])
