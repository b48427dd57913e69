"""The tables of meaning. They need pgvector 0.8; a server without it is searched by words only.

Outside of Django's models, because Django cannot create a column of vectors, and must not fail where none can be had.
"""

from django.db import DatabaseError, connection, transaction

WIDTH = 384
OLDEST_PGVECTOR = (0, 8)
TABLES = f"""
CREATE TABLE IF NOT EXISTS search_vector (
    voice bigint PRIMARY KEY, question bigint NOT NULL, answer bigint, digest bigint NOT NULL,
    embedding halfvec({WIDTH}) NOT NULL
);
CREATE INDEX IF NOT EXISTS vector_question ON search_vector (question);
CREATE INDEX IF NOT EXISTS vector_nearest ON search_vector USING hnsw (embedding halfvec_cosine_ops);
CREATE UNLOGGED TABLE IF NOT EXISTS search_query (
    text text PRIMARY KEY, embedding halfvec({WIDTH}), at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS query_at ON search_query (at);
CREATE OR REPLACE FUNCTION search_wait(wanted text, patience interval) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE last timestamptz := clock_timestamp() + patience;
BEGIN
    LOOP
        IF EXISTS (SELECT FROM search_query WHERE text = wanted AND embedding IS NOT NULL) THEN RETURN true; END IF;
        IF clock_timestamp() > last THEN RETURN false; END IF;
        PERFORM pg_sleep(0.003);
    END LOOP;
END $$;
"""
REMOVE = "DROP FUNCTION IF EXISTS search_wait; DROP TABLE IF EXISTS search_query; DROP TABLE IF EXISTS search_vector"


def make_tables() -> bool:
    """Make them where they can be made and are not there yet; whether they are there."""
    if not _has_pgvector():
        return False
    with transaction.atomic(), connection.cursor() as db:
        db.execute("SELECT pg_advisory_xact_lock(hashtext('search.vectors'))")
        db.execute("SELECT to_regprocedure('search_wait(text, interval)') IS NOT NULL")
        if not db.fetchone()[0]:
            db.execute(TABLES)
    return True


def are_there() -> bool:
    with connection.cursor() as db:
        db.execute("SELECT to_regclass('search_vector') IS NOT NULL")
        return bool(db.fetchone()[0])


def _has_pgvector() -> bool:
    try:
        with transaction.atomic(), connection.cursor() as db:
            db.execute("CREATE EXTENSION IF NOT EXISTS vector")
    except DatabaseError:
        return False
    with connection.cursor() as db:
        db.execute("SELECT extversion FROM pg_extension WHERE extname = 'vector'")
        found = str(db.fetchone()[0])
    return tuple(int(part) for part in found.split(".")[:2]) >= OLDEST_PGVECTOR
