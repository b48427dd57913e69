"""The snapshot that empty databases are made from is what the migrations make."""

import subprocess
import sys
from pathlib import Path

from tools.tests.test_setup import tool

tables = tool("tables")
CHECKOUT = Path(__file__).parents[2]
DUMP = """--
-- PostgreSQL database dump
--

\\restrict abc123
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

CREATE TABLE public.visit (
    id bigint NOT NULL
);
INSERT INTO public.visit VALUES (1, '2026-11-30 16:41:36.123+00');
SELECT pg_catalog.setval('public.visit_id_seq', 1, false);
SELECT pg_catalog.setval('public.django_migrations_id_seq', 146, true);
SELECT pg_catalog.setval('public.other_id_seq', 7, true);
"""


def test_the_snapshot_is_what_the_migrations_make() -> None:
    done = subprocess.run(
        [sys.executable, str(CHECKOUT / "tools" / "tables.py"), "--check"], capture_output=True, text=True, cwd=CHECKOUT
    )
    assert not done.returncode, done.stderr


def test_nothing_of_the_day_or_of_one_server_is_in_it() -> None:
    assert tables._tidied(DUMP, [("visits", "0001_initial")]).splitlines()[1:] == [
        "CREATE TABLE visit (",
        "    id bigint NOT NULL",
        ");",
        "INSERT INTO visit VALUES (1, now());",
        "SELECT pg_catalog.setval('other_id_seq', 7, true);",
        "INSERT INTO django_migrations (app, name, applied) VALUES",
        "('visits', '0001_initial', now());",
    ]
