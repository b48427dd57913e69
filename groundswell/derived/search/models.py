"""What search knows. Every row follows from the log and the voices, and can be rebuilt."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQueryField, SearchVectorField
from django.db import models


class Document(models.Model):
    """A question as results show it. Slim, because votes and answers change it often; its texts are beside it."""

    question = models.BigIntegerField(primary_key=True)
    voice = models.BigIntegerField()
    title = models.CharField(max_length=300)
    title_words = SearchVectorField()
    topic = models.BigIntegerField()
    tags = ArrayField(models.CharField(max_length=40), default=list)
    language = models.CharField(max_length=8)
    asker = models.BigIntegerField()
    asked_at = models.DateTimeField()
    active_at = models.DateTimeField()
    answers = models.IntegerField(default=0)
    votes = models.IntegerField(default=0)
    solution = models.BigIntegerField(null=True)
    closed = models.BooleanField(default=False)
    hidden = models.BooleanField(default=False)
    canonical = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "search_document"
        indexes = [
            GinIndex(fields=["title_words"], name="document_title"),
            GinIndex(fields=["tags"], name="document_tags"),
            models.Index(fields=["-asked_at", "-question"], name="document_newest", condition=models.Q(hidden=False)),
            models.Index(fields=["-votes", "-question"], name="document_votes", condition=models.Q(hidden=False)),
        ]

    def __str__(self) -> str:
        return self.title


class Synonym(models.Model):
    """A word, and the tag that is meant by it."""

    word = models.CharField(max_length=40, primary_key=True)
    main = models.CharField(max_length=40)

    class Meta:
        db_table = "search_synonym"

    def __str__(self) -> str:
        return f"{self.word} means {self.main}"


class Text(models.Model):
    """One visible text of a question: its own (`answer` is empty) or an answer's, as plain words."""

    voice = models.BigIntegerField(primary_key=True)
    question = models.BigIntegerField(db_index=True)
    answer = models.BigIntegerField(null=True)
    author = models.BigIntegerField(db_index=True)
    at = models.DateTimeField()
    digest = models.BigIntegerField()
    text = models.TextField()
    words = SearchVectorField()

    class Meta:
        db_table = "search_text"
        indexes = [GinIndex(fields=["words"], name="text_words")]

    def __str__(self) -> str:
        return self.text[:60]


class Vote(models.Model):
    """A member's vote on a question; the document's votes are set from the sum."""

    pk = models.CompositePrimaryKey("question", "member")
    question = models.BigIntegerField()
    member = models.BigIntegerField()
    value = models.SmallIntegerField()

    class Meta:
        db_table = "search_vote"

    def __str__(self) -> str:
        return f"{self.value:+} on {self.question}"


class Word(models.Model):
    """A word that occurs, for typing errors: its stem, in how many texts the stem is, and its trigrams."""

    pk = models.CompositePrimaryKey("config", "word")
    config = models.CharField(max_length=12)
    word = models.CharField(max_length=50)
    lexeme = models.CharField(max_length=50, db_index=True)
    texts = models.IntegerField(default=1)
    trigrams = ArrayField(models.CharField(max_length=3))

    class Meta:
        db_table = "search_word"
        indexes = [GinIndex(fields=["trigrams"], name="word_trigrams")]

    def __str__(self) -> str:
        return self.word


class Wanted(models.Model):
    """A text that waits for its vector."""

    voice = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "search_wanted"

    def __str__(self) -> str:
        return f"voice {self.voice}"


class Missed(models.Model):
    """That somebody searched in vain on a day. `who` is a keyed number of that day: it joins no two days and names nobody."""

    day = models.DateField()
    words = models.CharField(max_length=80)
    language = models.CharField(max_length=8)
    who = models.CharField(max_length=16)

    class Meta:
        db_table = "search_missed"
        constraints = [models.UniqueConstraint(fields=["day", "words", "who"], name="missed_once")]

    def __str__(self) -> str:
        return self.words


class State(models.Model):
    """One row: which model the vectors come from, when the words were counted last and how long that took, and which
    transaction changed the index last."""

    ONLY = 1

    model = models.CharField(max_length=80, blank=True)
    counted_at = models.DateTimeField(null=True)
    counting_took = models.FloatField(default=0)
    changed_at = models.DateTimeField(null=True)
    version = models.BigIntegerField(default=0)

    class Meta:
        db_table = "search_state"

    def __str__(self) -> str:
        return self.model or "words only"


class SavedSearch(models.Model):
    """What a member goes on looking for. A fact, which a rebuild leaves alone.

    `fits` is what a text must hold, `keys` the stems of its rarest word, one of which it has then; both are made from `query`.
    `how` is "now" or "digest"; `pending` says that there are finds of which nothing was told yet.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_constraint=False)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=200, blank=True)
    topic = models.BigIntegerField(null=True)
    tags = ArrayField(models.CharField(max_length=40), default=list)
    language = models.CharField(max_length=8, blank=True)
    author = models.BigIntegerField(null=True)
    how = models.CharField(max_length=6, default="now")
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    pending = models.BooleanField(default=False)
    keys = ArrayField(models.TextField(), default=list)
    fits = SearchQueryField(null=True)

    class Meta:
        db_table = "search_saved"
        indexes = [
            models.Index(fields=["member"], name="saved_of"),
            models.Index(fields=["id"], name="saved_pending", condition=models.Q(pending=True)),
            GinIndex(fields=["keys"], name="saved_keys"),
        ]

    def __str__(self) -> str:
        return self.name


class SavedFind(models.Model):
    """A question that fits a saved search, and whether its member was told of it."""

    search = models.BigIntegerField()
    question = models.BigIntegerField()
    at = models.DateTimeField()
    told = models.BooleanField(default=False)

    class Meta:
        db_table = "search_find"
        constraints = [models.UniqueConstraint(fields=["search", "question"], name="find_once")]

    def __str__(self) -> str:
        return f"{self.question} for {self.search}"


class Fresh(models.Model):
    """A new question that saved searches were not compared with yet: a queue, filled from the log and emptied by looking."""

    question = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "search_fresh"

    def __str__(self) -> str:
        return f"question {self.question}"
