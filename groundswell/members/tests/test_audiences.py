"""The condition that a place is open to a reader, as PostgreSQL plans for it."""

import json

import pytest
from django.db import connection

from groundswell.members.groups.audiences import NOBODY, open_to


@pytest.mark.django_db
@pytest.mark.parametrize("topics", [1, 2, 50])
def test_rows_are_expected_however_few_topics_there_are(topics: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE asked (topic bigint) ON COMMIT DROP")
        cursor.execute("INSERT INTO asked SELECT n %% %s FROM generate_series(1, 1000) AS n", [topics])
        cursor.execute("ANALYZE asked")
        cursor.execute(f"EXPLAIN (FORMAT JSON) SELECT FROM asked WHERE {open_to('topic')}", NOBODY)
        (plan,) = cursor.fetchone()

    (found,) = json.loads(plan) if isinstance(plan, str) else plan
    assert found["Plan"]["Plan Rows"] >= 100
