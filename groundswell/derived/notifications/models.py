"""Who is told what. Every row here follows from the log, except what somebody has read, which is a fact."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from groundswell.voice.models import Voice


class Notification(models.Model):
    """One member is told of one entry of the log; or, for votes, of all votes on one post in a single row.

    `entry` names the row for ever, `latest` is the entry that it tells of last: for votes that is a later one.
    `by` is nobody for votes, which are secret. `hidden` is set while what it is about is deleted.
    `read_at` copies what `Seen` says, so that counting what is unread touches nothing else.
    """

    entry = models.BigIntegerField()
    latest = models.BigIntegerField()
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", db_constraint=False
    )
    kind = models.CharField(max_length=24)
    question = models.BigIntegerField()
    answer = models.BigIntegerField(null=True)
    comment = models.BigIntegerField(null=True)
    voice = models.BigIntegerField(null=True)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    because = models.CharField(max_length=60, blank=True)
    count = models.IntegerField(default=1)
    hidden = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notification"
        indexes = [
            models.Index(fields=["member", "-at", "-entry"], name="notification_list"),
            models.Index(fields=["member"], name="notification_unread", condition=models.Q(read_at=None, hidden=False)),
            models.Index(fields=["question"], name="notification_question"),
        ]
        constraints = [models.UniqueConstraint(fields=["entry", "member"], name="notification_once")]

    def __str__(self) -> str:
        return f"{self.kind} for {self.member_id}"


class Seen(models.Model):
    """A member has read a notification, up to this entry of those it tells of. A rebuild leaves it alone."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_constraint=False)
    entry = models.BigIntegerField()
    latest = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "notification_seen"
        constraints = [models.UniqueConstraint(fields=["member", "entry"], name="seen_once")]

    def __str__(self) -> str:
        return f"{self.member_id} has read {self.entry}"


class Interest(models.Model):
    """A member hears of a thing ("question:12", "topic:3", "tag:esim", "member:5"), or takes part in the comments
    under a post ("talk:answer:7"); then `question` is the one that the post belongs to."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_constraint=False)
    thing = models.CharField(max_length=60)
    question = models.BigIntegerField(null=True)

    class Meta:
        db_table = "notification_interest"
        indexes = [models.Index(fields=["thing"], name="interest_thing")]
        constraints = [models.UniqueConstraint(fields=["member", "thing"], name="interest_once")]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.thing}"


class Thread(models.Model):
    """Who asked a question, and where its text is."""

    question = models.BigIntegerField(primary_key=True)
    asker = models.BigIntegerField()
    voice = models.ForeignKey(Voice, models.CASCADE, related_name="+", db_constraint=False)

    class Meta:
        db_table = "notification_thread"

    def __str__(self) -> str:
        return f"question {self.question}"


class Upvote(models.Model):
    """A vote that somebody is told of; `live` is false once it was taken back. `latest` is the last time it was cast."""

    post = models.CharField(max_length=30)
    voter = models.BigIntegerField()
    author = models.BigIntegerField()
    question = models.BigIntegerField()
    answer = models.BigIntegerField(null=True)
    entry = models.BigIntegerField()
    latest = models.BigIntegerField()
    at = models.DateTimeField()
    live = models.BooleanField(default=True)

    class Meta:
        db_table = "notification_upvote"
        constraints = [models.UniqueConstraint(fields=["post", "voter"], name="upvote_once")]

    def __str__(self) -> str:
        return f"vote on {self.post}"


class Gone(models.Model):
    """A question, answer or comment that is deleted at present."""

    post = models.CharField(max_length=30, primary_key=True)
    question = models.BigIntegerField(db_index=True)

    class Meta:
        db_table = "notification_gone"

    def __str__(self) -> str:
        return self.post


class FirstSolution(models.Model):
    """The first answer of a member that somebody else's question was solved by, ever; imported ones count."""

    member = models.BigIntegerField(primary_key=True)
    answer = models.BigIntegerField()
    entry = models.BigIntegerField(db_index=True)

    class Meta:
        db_table = "notification_first_solution"

    def __str__(self) -> str:
        return f"answer {self.answer} of {self.member}"


class Mailed(models.Model):
    """A member was told of an entry by mail: never again by another. A fact, which a rebuild leaves alone."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_constraint=False)
    entry = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "notification_mailed"
        indexes = [models.Index(fields=["member", "at"], name="mailed_when")]
        constraints = [models.UniqueConstraint(fields=["member", "entry"], name="mailed_once")]

    def __str__(self) -> str:
        return f"{self.member_id} was told of {self.entry}"


class Bounce(models.Model):
    """Mail servers refused what was sent to this address of a member so often in a row; `address` is its hash."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+", db_constraint=False
    )
    address = models.CharField(max_length=64)
    count = models.IntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        db_table = "notification_bounce"

    def __str__(self) -> str:
        return f"{self.count} refused for {self.member_id}"


class OpenQuestion(models.Model):
    """A question as the digest knows it: whether it waits for somebody, and for whom it may be one to answer."""

    question = models.BigIntegerField(primary_key=True)
    asker = models.BigIntegerField()
    topic = models.BigIntegerField()
    tags = ArrayField(models.CharField(max_length=40), default=list)
    language = models.CharField(max_length=8)
    asked_at = models.DateTimeField()
    answered = models.BooleanField(default=False)
    closed = models.BooleanField(default=False)

    class Meta:
        db_table = "notification_open"
        indexes = [
            models.Index(fields=["-asked_at"], name="open_waiting", condition=models.Q(answered=False, closed=False))
        ]

    def __str__(self) -> str:
        return f"question {self.question}"


class Helped(models.Model):
    """A member answered somebody else in a topic ("topic:3") or with a tag ("tag:esim")."""

    member = models.BigIntegerField()
    thing = models.CharField(max_length=60)

    class Meta:
        db_table = "notification_helped"
        constraints = [models.UniqueConstraint(fields=["member", "thing"], name="helped_once")]

    def __str__(self) -> str:
        return f"{self.member} in {self.thing}"


class Unsettled(models.Model):
    """A question that somebody else answered, and no solution is marked; `since` its first answer, or since the last mark went."""

    question = models.BigIntegerField(primary_key=True)
    asker = models.BigIntegerField()
    since = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "notification_unsettled"

    def __str__(self) -> str:
        return f"question {self.question}"


class Reminded(models.Model):
    """The asker was to be asked after so many days whether it is solved. A fact, which a rebuild leaves alone."""

    question = models.BigIntegerField()
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_constraint=False)
    days = models.SmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "notification_reminded"
        constraints = [models.UniqueConstraint(fields=["question", "days"], name="reminded_once")]

    def __str__(self) -> str:
        return f"{self.member_id} after {self.days} days"


class Digest(models.Model):
    """What a member's digest of a day is about, by numbers only; nothing in it when there was nothing to say."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_constraint=False)
    day = models.DateField()
    at = models.DateTimeField()
    content = models.JSONField(default=dict)

    class Meta:
        db_table = "notification_digest"
        constraints = [models.UniqueConstraint(fields=["member", "day"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} for {self.member_id}"


class PushDevice(models.Model):
    """A browser that takes news for a member while they are signed in there: their choice, so a rebuild leaves it alone.

    `endpoint` is where its push service takes them, `point` and `secret` (base64url) seal them for this browser, `session` is
    where the member is signed in, `house` which key of ours it knows. `told` counts what was sent on the day of `told_at`.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_constraint=False)
    endpoint = models.CharField(max_length=1000, unique=True)
    point = models.CharField(max_length=100)
    secret = models.CharField(max_length=30)
    session = models.CharField(max_length=40)
    agent = models.CharField(max_length=200)
    house = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    told = models.IntegerField(default=0)

    class Meta:
        db_table = "notification_device"
        indexes = [models.Index(fields=["member"], name="device_of")]

    def __str__(self) -> str:
        return f"device {self.pk} of {self.member_id}"
