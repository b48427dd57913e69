"""What the health of a community is read from. Every row follows from the log and bears numbers only, no names or texts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Question(models.Model):
    """A question and what became of it so far.

    `reply_at` is when somebody else first answered with what is still there; `replied_by` wrote it. `solution` is the answer
    marked as such, whether or not it is hidden; `solved_at` is None while it is. `..._staff`: whether they worked for the company then.
    """

    question = models.BigIntegerField(primary_key=True)
    asker = models.BigIntegerField()
    topic = models.BigIntegerField()
    tags = ArrayField(models.CharField(max_length=40), default=list)
    at = models.DateTimeField()
    hidden = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    reply_at = models.DateTimeField(null=True)
    replied_by = models.BigIntegerField(null=True)
    reply_staff = models.BooleanField(default=False)
    solution = models.BigIntegerField(null=True)
    accepted_at = models.DateTimeField(null=True)
    solved_at = models.DateTimeField(null=True)
    solved_by = models.BigIntegerField(null=True)
    solved_staff = models.BooleanField(default=False)

    class Meta:
        db_table = "health_question"
        indexes = [models.Index(fields=["at"], name="health_question_at")]

    def __str__(self) -> str:
        return f"question {self.question}"


class Answer(models.Model):
    """An answer; `staff` says whether its author worked for the company then; `seen_at` when another member first reacted."""

    answer = models.BigIntegerField(primary_key=True)
    question = models.BigIntegerField()
    author = models.BigIntegerField()
    at = models.DateTimeField()
    staff = models.BooleanField(default=False)
    hidden = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "health_answer"
        indexes = [
            models.Index(fields=["author", "answer"], name="health_answer_author"),
            models.Index(fields=["question"], name="health_answer_question"),
            models.Index(fields=["at"], name="health_answer_at"),
        ]

    def __str__(self) -> str:
        return f"answer {self.answer}"


class Day(models.Model):
    """A day (UTC) on which somebody took part, and when and where they did first on it."""

    pk = models.CompositePrimaryKey("member", "day")
    member = models.BigIntegerField()
    day = models.DateField()
    at = models.DateTimeField()
    question = models.BigIntegerField()

    class Meta:
        db_table = "health_day"

    def __str__(self) -> str:
        return f"{self.member} on {self.day}"


class Person(models.Model):
    """When somebody first took part, with which question, and on which later day again; `staff` as they are now."""

    member = models.BigIntegerField(primary_key=True)
    staff = models.BooleanField(default=False)
    first_at = models.DateTimeField(null=True)
    first_question = models.BigIntegerField(null=True)
    again_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "health_person"
        indexes = [models.Index(fields=["first_at"], name="health_person_first")]

    def __str__(self) -> str:
        return f"member {self.member}"


class Writing(models.Model):
    """One writing of a question that we know of: its attempt, or below zero the question that was asked without one.

    `shown`, `opened` and `solved` say what similar questions did for it; `question` is what was asked in the end, at `asked_at`.
    """

    writing = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    shown = models.BooleanField(default=False)
    opened = models.BooleanField(default=False)
    solved = models.BooleanField(default=False)
    question = models.BigIntegerField(null=True, unique=True)
    asked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "health_writing"
        indexes = [models.Index(fields=["at"], name="health_writing_at")]

    def __str__(self) -> str:
        return f"writing {self.writing}"


class Role(models.Model):
    """That somebody began or ended to work for the company."""

    entry = models.BigIntegerField(primary_key=True)
    member = models.BigIntegerField()
    staff = models.BooleanField()

    class Meta:
        db_table = "health_role"
        indexes = [models.Index(fields=["member", "entry"], name="health_role_member")]

    def __str__(self) -> str:
        return f"{self.member} {'joins' if self.staff else 'leaves'} the staff"


class Intervention(models.Model):
    """Somebody put something of another person in order: closed, moved, deleted; looked at a report, warned, decided an appeal.

    Without a `question` it belongs to no topic: it counts for the whole community only.
    """

    entry = models.BigIntegerField(primary_key=True)
    by = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    question = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "health_intervention"
        indexes = [models.Index(fields=["at"], name="health_intervention_at")]

    def __str__(self) -> str:
        return f"{self.kind} by {self.by}"
