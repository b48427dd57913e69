"""Which questions wait for an answer, and who answered where before: what the digest finds questions by."""

from django.db import connection

from groundswell.derived.notifications.models import Helped, OpenQuestion
from groundswell.events import asking, sorting, tagging
from groundswell.events import support as it
from groundswell.log.consumers import Batch, consumer

NAME = "notifications.open"
EVENTS = (
    it.QuestionAsked, it.AnswerPosted, it.AnswerAccepted, it.QuestionClosed, it.QuestionReopened, it.QuestionRetagged,
    it.QuestionMoved, asking.NotSolvedYet, sorting.PostSplit, sorting.SplitUndone,
    tagging.QuestionsRetagged, tagging.TagRenamed,
)  # fmt: skip
HELPED = """
INSERT INTO notification_helped (member, thing) SELECT * FROM unnest(%s::bigint[], %s::text[]) ON CONFLICT DO NOTHING
"""
# In two statements: one that is there already under the new name stays.
RENAMED = (
    """INSERT INTO notification_helped (member, thing) SELECT member, %(now)s FROM notification_helped
       WHERE thing = %(was)s ON CONFLICT DO NOTHING""",
    "DELETE FROM notification_helped WHERE thing = %(was)s",
)
FIELDS = ["asker", "topic", "tags", "language", "asked_at", "answered", "closed"]


@consumer(NAME, *EVENTS, rebuilds=(OpenQuestion, Helped))
def keep_open_questions(batch: Batch) -> None:
    ids = {getattr(entry.event, "question", 0) for entry in batch.entries}
    ids |= {pk for _entry, event in batch.of(tagging.QuestionsRetagged) for pk in event.questions}
    known = OpenQuestion.objects.in_bulk(ids)
    helped: set[tuple[int, str]] = set()
    for entry in batch.entries:
        event = entry.event
        if isinstance(event, (it.QuestionAsked, sorting.PostSplit)):
            known[event.question] = OpenQuestion(
                question=event.question, asker=event.asker, topic=event.topic, tags=event.tags,
                language=event.language, asked_at=entry.at,
            )  # fmt: skip
        elif isinstance(event, tagging.QuestionsRetagged):
            for one in (known[pk] for pk in event.questions if pk in known):
                one.tags = event.applied(one.tags)
        elif isinstance(event, tagging.TagRenamed):
            helped = _rename(helped, f"tag:{event.was}", f"tag:{event.now}")
        elif row := known.get(getattr(event, "question", 0)):
            helped |= _learn(row, event)
    OpenQuestion.objects.bulk_create(
        known.values(), update_conflicts=True, unique_fields=["question"], update_fields=FIELDS
    )
    if helped:
        with connection.cursor() as cursor:
            cursor.execute(HELPED, [list(column) for column in zip(*sorted(helped), strict=True)])


def _rename(helped: set[tuple[int, str]], was: str, now: str) -> set[tuple[int, str]]:
    """Who helped with a tag is known for it under its new name: those of this batch, and those before it."""
    with connection.cursor() as cursor:
        for statement in RENAMED:
            cursor.execute(statement, {"was": was, "now": now})
    return {(member, now if thing == was else thing) for member, thing in helped}


def _learn(row: OpenQuestion, event: object) -> set[tuple[int, str]]:
    match event:
        case it.AnswerPosted(author=author) if author != row.asker:
            row.answered = True
            return {(author, f"topic:{row.topic}"), *((author, f"tag:{tag}") for tag in row.tags)}
        case it.AnswerAccepted():
            row.answered = True
        case asking.NotSolvedYet():
            row.answered = False
        case it.QuestionClosed() | sorting.SplitUndone():
            row.closed = True
        case it.QuestionReopened():
            row.closed = False
        case it.QuestionRetagged(tags=tags):
            row.tags = tags
        case it.QuestionMoved(topic=topic):
            row.topic = topic
    return set()
