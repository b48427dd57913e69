"""Conversations of two, their messages, and who takes none from whom. What is said is in the voices."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from groundswell.log import clock


class Conversation(models.Model):
    """What two members write to each other about one thing. `first_seen` and `second_seen` are the last messages each has seen."""

    subject = models.CharField(max_length=120)
    first = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="conversations_begun")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="conversations_joined")
    first_seen = models.BigIntegerField(default=0)
    second_seen = models.BigIntegerField(default=0)
    begun_at = models.DateTimeField(default=clock.now)
    last = models.BigIntegerField(default=0)
    last_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "conversation"
        indexes = [
            models.Index(fields=["first", "-last"], name="conversation_first"),
            models.Index(fields=["second", "-last"], name="conversation_second"),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("conversations:one", args=[self.pk])


class Message(models.Model):
    """One text of a conversation."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    voice = models.OneToOneField("voice.Voice", models.CASCADE, related_name="message")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    hidden = models.BooleanField(default=False)

    class Meta:
        db_table = "conversation_message"
        indexes = [models.Index(fields=["conversation", "id"], name="message_list")]

    def __str__(self) -> str:
        return f"message {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{reverse('conversations:one', args=[self.conversation_id])}#message-{self.pk}"


class Block(models.Model):
    """This member takes no messages from that one."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "conversation_block"
        constraints = [models.UniqueConstraint(fields=["member", "blocked"], name="block_once")]

    def __str__(self) -> str:
        return f"{self.member_id} blocks {self.blocked_id}"
