"""How many people have the trouble of a question: who said so there or at a question that repeats it, and who asked those.

What repeats a question was closed as asked before, or merged into it; both may have been repeated in turn.
"""

from groundswell.features.support.models import Asking
from groundswell.log.journal import pages_changed
from groundswell.log.postgres.prepared import run_prepared

# A question and all that lead to it; the one parameter is its number.
REPEATS = """
WITH RECURSIVE repeats AS (
    SELECT {}::bigint AS id UNION SELECT r.id FROM repeats, LATERAL (
        SELECT id FROM support_question WHERE merged_into_id = repeats.id
        UNION ALL SELECT id FROM support_question WHERE duplicate_of_id = repeats.id) r
)
"""
COUNT = f"""
{REPEATS.format("%s")}
SELECT count(*) FROM (
    SELECT member_id FROM support_me_too JOIN repeats ON question_id = repeats.id
    UNION SELECT asker_id FROM support_question JOIN repeats USING (id)
) AS who WHERE member_id <> (SELECT asker_id FROM support_question WHERE id = %s)
"""
HOLD = "SELECT question_id FROM support_asking WHERE question_id = %s FOR UPDATE"
SET = f"UPDATE support_asking SET me_too = ({COUNT}) WHERE question_id = %s"
LEADS = "SELECT coalesce(merged_into_id, duplicate_of_id) FROM support_question WHERE id = %s"
LONGEST_CHAIN = 50


def repeats_of(pk: int) -> list[int]:
    """The question's own number and those of the questions that repeat it."""
    return [row[0] for row in run_prepared(f"{REPEATS.format('%s')} SELECT id FROM repeats", [pk])]


def recount_demand(pk: int) -> None:
    """Set the count of this question and of each that it repeats; the caller's transaction has changed what is counted."""
    chain = _upwards(pk)
    for at in chain:
        _recount(at)
    if chain[1:]:
        pages_changed(f"question:{at}" for at in chain[1:])


def _recount(pk: int) -> None:
    """The row is held first, so that the count sees what others who counted have committed."""
    if not run_prepared(HOLD, [pk]):
        if not run_prepared(COUNT, [pk, pk])[0][0]:
            return
        Asking.objects.get_or_create(question_id=pk)
        run_prepared(HOLD, [pk])
    run_prepared(SET, [pk, pk, pk])


def _upwards(pk: int) -> list[int]:
    """The question and those that it leads to, in turn."""
    chain = [pk]
    while len(chain) < LONGEST_CHAIN:
        leads = run_prepared(LEADS, [chain[-1]])
        above = leads[0][0] if leads else None
        if above is None or above in chain:
            break
        chain.append(above)
    return chain
