"""The index of search for invented texts, written in a few statements: what its consumer would write, fifteen times as fast."""

from groundswell.derived.search import vocabulary
from groundswell.derived.search.rows import run
from groundswell.log.postgres.arrays import columns

TITLE = "setweight(to_tsvector('english', lower(v.title)), 'A') || strip(to_tsvector('simple', lower(v.title)))"
DOCUMENTS = f"""
INSERT INTO search_document (question, voice, title, title_words, topic, tags, language, asker, asked_at, active_at,
                             answers, votes, closed, hidden)
SELECT q.id, v.id, v.title, {TITLE}, q.topic_id, q.tags, q.language, q.asker_id, q.asked_at, q.active_at, q.answer_count, q.ups, false, false
FROM support_question q JOIN voice v ON v.id = q.voice_id ORDER BY q.id
"""
TEXTS = f"""
INSERT INTO search_text (voice, question, answer, author, at, digest, text, words)
SELECT v.id, coalesce(a.question_id, q.id), a.id, v.author_id, v.at, v.id, v.source,
       {TITLE} || setweight(to_tsvector('english', v.source), CASE WHEN a.id IS NULL THEN 'B' ELSE 'C' END::"char")
FROM voice v LEFT JOIN support_answer a ON a.voice_id = v.id LEFT JOIN support_question q ON q.voice_id = v.id
ORDER BY v.id
"""
INDEX = "SELECT pg_get_indexdef('text_words'::regclass)"


def write(words: list[str]) -> None:
    """Documents, texts, and these words as those that occur."""
    run("SET statement_timeout = 0")
    ((definition,),) = run(INDEX)
    run("DROP INDEX text_words")  # made at the end: from all texts at once it takes a fraction of the time
    run(DOCUMENTS)
    run(TEXTS)
    run("SET maintenance_work_mem = '512MB'")
    run(definition)
    run(vocabulary.LEARN, columns([("english", word) for word in words if len(word) >= vocabulary.SHORTEST]))
    vocabulary.count()
