"""What of the new fits which saved search: one statement for all that came, however many searches there are.

Each search keeps the stems of its rarest word beside what a text has to hold. A new question looks up its own stems in the index of
those, so that of ten thousand searches only the few with a word of it are compared with its text.
"""

from datetime import timedelta

from django.db import transaction

from groundswell.derived.search.models import Fresh
from groundswell.derived.search.rows import run
from groundswell.events.search import SavedSearchFound, SavedSearchGathered
from groundswell.events.sorting import PostSplit
from groundswell.events.support import QuestionAsked
from groundswell.log import clock
from groundswell.log.consumers import Batch, consumer
from groundswell.log.journal import record_many
from groundswell.members.groups.audiences import PLACE_SHUT_TO_MEMBER

NEWS = timedelta(days=3)  # as for what leaves the house: what is older is no news
AT_ONCE = 200
KEPT = timedelta(days=90)
PAUSE = {"now": timedelta(hours=1), "digest": timedelta(days=1)}
EVENTS = {"now": SavedSearchFound, "digest": SavedSearchGathered}
# Whether the member of a saved search may not read what is in the topic of `f`.
SHUT = PLACE_SHUT_TO_MEMBER.format(place="f.topic", member="m")
TAGGED = """f.tags @> (SELECT array_agg(coalesce(syn.main, t.word)) FROM unnest(s.tags) AS t (word)
                       LEFT JOIN search_synonym syn ON syn.word = t.word)::varchar[]"""
NARROW = f"""f.asker <> s.member_id AND s.made_at <= f.asked_at AND (s.topic IS NULL OR s.topic IN (f.topic, f.parent))
    AND (s.language = '' OR s.language = f.language) AND (s.author IS NULL OR s.author = f.asker)
    AND (cardinality(s.tags) = 0 OR {TAGGED})"""
MATCH = f"""
WITH taken AS MATERIALIZED (
    -- A question waits until search has read its text.
    SELECT w.question FROM search_fresh w JOIN search_document d ON d.question = w.question JOIN search_text t ON t.voice = d.voice
    ORDER BY w.question LIMIT %(most)s FOR UPDATE OF w SKIP LOCKED
), done AS (
    DELETE FROM search_fresh WHERE question IN (SELECT question FROM taken)
), f AS MATERIALIZED (
    SELECT d.question, d.topic, p.parent_id AS parent, d.tags::varchar[] AS tags, d.language, d.asker, d.asked_at, t.words,
           tsvector_to_array(t.words) AS stems
    FROM taken JOIN search_document d USING (question) JOIN search_text t ON t.voice = d.voice
    LEFT JOIN support_topic p ON p.id = d.topic WHERE NOT d.hidden AND d.title <> ''
), candidates AS MATERIALIZED (
    -- Two short lists of stems, hashed: left to itself, the planner compares each text with each search.
    SELECT DISTINCT n.question, k.id FROM (SELECT question, unnest(stems) AS stem FROM f) AS n
    JOIN (SELECT id, unnest(keys) AS stem FROM search_saved) AS k USING (stem)
    UNION ALL
    SELECT f.question, s.id FROM f CROSS JOIN search_saved s WHERE cardinality(s.keys) = 0
), fitting AS MATERIALIZED (
    SELECT f.question, f.topic, s.id, s.member_id FROM candidates c JOIN f USING (question) JOIN search_saved s ON s.id = c.id
    WHERE {NARROW} AND (s.fits IS NULL OR f.words @@ s.fits)
), kept AS (
    INSERT INTO search_find (search, question, at, told)
    SELECT f.id, f.question, %(now)s::timestamptz, false FROM fitting f JOIN member m ON m.id = f.member_id
    WHERE m.erased_at IS NULL AND m.is_active AND NOT {SHUT}
    ON CONFLICT (search, question) DO NOTHING RETURNING search
), waiting AS (
    UPDATE search_saved SET pending = true WHERE id IN (SELECT search FROM kept)
)
SELECT count(*) FROM taken
"""
DUE = f"""
WITH due AS MATERIALIZED (
    SELECT s.id, s.member_id, s.how FROM search_saved s WHERE s.pending AND (s.told_at IS NULL OR s.told_at <=
        %(now)s::timestamptz - CASE s.how WHEN 'now' THEN %(now_pause)s::interval ELSE %(digest_pause)s::interval END)
    ORDER BY s.id LIMIT %(most)s FOR UPDATE SKIP LOCKED
), told AS (
    UPDATE search_find n SET told = true FROM due WHERE n.search = due.id AND NOT n.told RETURNING n.search, n.question
), readable AS (
    -- Asked once more: a question may have been deleted since, or its topic closed.
    SELECT told.search, told.question FROM told JOIN due ON due.id = told.search JOIN search_document f USING (question)
    JOIN member m ON m.id = due.member_id WHERE NOT f.hidden AND f.title <> '' AND NOT {SHUT}
), counted AS (SELECT search, count(*) AS count, max(question) AS latest FROM readable GROUP BY search),
noted AS (
    UPDATE search_saved s SET pending = false, told_at = CASE WHEN c.count > 0 THEN %(now)s::timestamptz ELSE told_at END
    FROM due LEFT JOIN counted c ON c.search = due.id WHERE s.id = due.id
)
SELECT due.how, due.id, due.member_id, c.latest, c.count FROM due LEFT JOIN counted c ON c.search = due.id
"""


@consumer("search.fresh", QuestionAsked, PostSplit)
def keep_fresh(batch: Batch) -> None:
    """The questions that saved searches have not looked at yet. Imported and old ones are no news.

    What is done is gone from the table, so a rebuild queues the last days again; each find is kept once, so nothing is told twice.
    """
    since = clock.now() - NEWS
    fresh = {
        event.question: entry.at
        for entry, event in batch.of(QuestionAsked, PostSplit)
        if isinstance(event, (QuestionAsked, PostSplit))
        and entry.at > since
        and getattr(event, "origin", "here") == "here"
    }
    Fresh.objects.bulk_create(
        [Fresh(question=question, at=at) for question, at in sorted(fresh.items())], ignore_conflicts=True
    )


def look() -> int:
    """Compare what is new with all saved searches, and tell those whose time it is; how many questions were looked at."""
    looked = 0
    while taken := _match():
        looked += taken
    while _tell() == AT_ONCE:
        pass
    return looked


def forget_finds() -> None:
    """What was found three months ago; and what waits for a text that went before search had read it."""
    run("DELETE FROM search_fresh WHERE at < %s", [clock.now() - NEWS])
    run("DELETE FROM search_find WHERE at < %s", [clock.now() - KEPT])


@transaction.atomic
def _match() -> int:
    return int(run(MATCH, {"most": AT_ONCE, "now": clock.now()})[0][0])


@transaction.atomic
def _tell() -> int:
    """Record what was found, once for each search that is due, so that its member hears of it; how many were due."""
    now = clock.now()
    rows = run(DUE, {"now": now, "most": AT_ONCE, **{f"{how}_pause": pause for how, pause in PAUSE.items()}})
    record_many(
        (EVENTS[how](search=search, member=member, question=latest, count=count), None, now)
        for how, search, member, latest, count in rows
        if count
    )
    return len(rows)
