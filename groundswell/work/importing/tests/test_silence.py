"""Nobody outside hears of what was imported, however young it is."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from groundswell.derived.notifications.models import FirstSolution
from groundswell.log import follow
from groundswell.log.models import Delivery, LogEntry
from groundswell.work.importing.report import Report
from groundswell.work.importing.tests.conftest import Dump


def test_a_solution_of_yesterday_is_a_first_one_but_no_letter(dump: Dump, imported: Callable[..., Report]) -> None:
    follow.run_all()  # a worker was there before the import
    yesterday = (timezone.now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S.000")
    for row in (row for rows in dump.rows.values() for row in rows if "CreationDate" in row):
        row["CreationDate"] = yesterday

    imported()
    follow.run_all()

    assert LogEntry.objects.filter(name="support.answer_accepted", at__gte=yesterday + "Z").exists()
    assert FirstSolution.objects.exists()
    assert not Delivery.objects.exists()
