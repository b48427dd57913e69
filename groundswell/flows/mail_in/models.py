"""Which mails were taken in, so that none is taken twice; kept for a month."""

from django.conf import settings
from django.db import models

from groundswell.log import clock


class TakenMail(models.Model):
    """A mail of a member. `key` is the hash of its Message-ID and of the address it came to; `text` is what was not posted.

    `outcome`: posted (`post` says as what, "answer:7"), waits for a look, or refused (`why` says it in a sentence).
    """

    class Outcome(models.TextChoices):
        POSTED = "posted"
        WAITS = "waits"
        REFUSED = "refused"

    key = models.CharField(max_length=64, unique=True)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_constraint=False)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    post = models.CharField(max_length=30, blank=True)
    why = models.TextField(blank=True)
    text = models.TextField(blank=True)
    left_out = models.SmallIntegerField(default=0)
    at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        db_table = "mail_in_taken"

    def __str__(self) -> str:
        return f"mail of {self.member_id}: {self.outcome}"
