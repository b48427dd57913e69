"""The transparency report (Regulation (EU) 2022/2065, articles 15 and 24), computed from the records, never typed in."""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from groundswell.log import clock
from groundswell.moderation.models import Appeal, Decision, Deed, Flag, Notice, Reason
from groundswell.moderation.models.decisions import RESTRICTING
from groundswell.moderation.saying import DETECTED

Row = tuple[str, str, str]


@dataclass(frozen=True)
class Section:
    """A table: key, label and value of each row; numbers as text, empty where there is nothing to say."""

    key: str
    title: str
    rows: list[Row]


@dataclass(frozen=True)
class Report:
    begin: date
    end: date
    sections: list[Section]
    years: list[int]


def report(year: int, first: int) -> Report:
    """Everything between 1 January of `year` and its end, in UTC; `first` is the first year with a record."""
    begin, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    decisions = Decision.objects.filter(at__gte=begin, at__lt=end)
    sections = [_notices(begin, end), *_decisions(decisions), _appeals(begin, end), _reports(begin, end)]
    return Report(begin.date(), (end - timedelta(days=1)).date(), sections, list(range(year_of_now(), first - 1, -1)))


def first_year() -> int:
    first = Decision.objects.order_by("at").values_list("at", flat=True).first()
    return first.year if first else year_of_now()


def year_of_now() -> int:
    return clock.now().year


def as_csv(found: Report) -> str:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["begin", "end", "section", "key", "label", "value"])
    for section in found.sections:
        for key, label, value in section.rows:
            rows.writerow([found.begin, found.end, section.key, key, label, value])
    return text.getvalue()


def _notices(begin: datetime, end: datetime) -> Section:
    rows = list(Notice.objects.filter(at__gte=begin, at__lt=end).values_list("outcome", "at", "decided_at"))
    outcomes = Counter(outcome for outcome, _at, _done in rows)
    waits = [(done - at).total_seconds() / 3600 for _outcome, at, done in rows if done]
    return Section(
        "notices",
        _("Legal notices (article 16)"),
        [
            ("received", _("Received"), str(len(rows))),
            ("hidden", _("Content hidden"), str(outcomes["hidden"])),
            ("kept", _("Content left as it is"), str(outcomes["kept"])),
            ("open", _("Not decided yet"), str(outcomes[""])),
            ("median_hours", _("Median hours until the decision"), _hours(waits)),
        ],
    )


def _decisions(found: QuerySet[Decision]) -> list[Section]:
    rows = list(found.values_list("deed", "ground", "legal", "detected", "automatic"))
    restricting = [row for row in rows if row[0] in RESTRICTING]
    deeds, grounds = Counter(row[0] for row in rows), Counter(row[1] for row in restricting)
    detected = Counter(row[3] for row in restricting)
    return [
        Section(
            "restrictions",
            _("Restrictions, each with a statement of reasons (article 17)"),
            [(deed.value, str(deed.label), str(deeds[deed.value])) for deed in Deed if deed in RESTRICTING],
        ),
        Section(
            "grounds",
            _("On what ground"),
            [
                *((ground.value, str(ground.label), str(grounds[ground.value])) for ground in Reason),
                ("law", _("Of these against the law"), str(sum(row[2] for row in restricting))),
            ],
        ),
        Section(
            "detection",
            _("How it came to light"),
            [
                *((key, str(label), str(detected[key])) for key, label in DETECTED.items()),
                (
                    "automatic",
                    _("Hidden by weight of reports, before a person had looked"),
                    str(sum(r[4] for r in rows)),
                ),
            ],
        ),
        Section(
            "undone",
            _("Taken back"),
            [(d.value, str(d.label), str(deeds[d.value])) for d in (Deed.RESTORED, Deed.LIFTED)],
        ),
    ]


def _appeals(begin: datetime, end: datetime) -> Section:
    rows = list(Appeal.objects.filter(at__gte=begin, at__lt=end).values_list("outcome", "at", "decided_at"))
    outcomes = Counter(outcome for outcome, _at, _done in rows)
    waits = [(done - at).total_seconds() / 3600 for _outcome, at, done in rows if done]
    return Section(
        "appeals",
        _("Appeals (article 20)"),
        [
            ("received", _("Received"), str(len(rows))),
            ("upheld", _("The decision stands"), str(outcomes["upheld"])),
            ("reversed", _("The decision was taken back"), str(outcomes["reversed"])),
            ("open", _("Not decided yet"), str(outcomes[""])),
            ("median_hours", _("Median hours until the decision"), _hours(waits)),
        ],
    )


def _reports(begin: datetime, end: datetime) -> Section:
    outcomes = Counter(Flag.objects.filter(at__gte=begin, at__lt=end).values_list("outcome", flat=True))
    return Section(
        "reports",
        _("Reports by members"),
        [
            ("received", _("Received"), str(sum(outcomes.values()))),
            ("agreed", _("Were right"), str(outcomes["agreed"])),
            ("disagreed", _("Nothing was wrong"), str(outcomes["disagreed"])),
        ],
    )


def _hours(waits: list[float]) -> str:
    return f"{median(waits):.1f}" if waits else ""


def plain(found: Report) -> dict[str, Any]:
    """For the API."""
    values = {section.key: {key: value for key, _label, value in section.rows} for section in found.sections}
    return {"begin": found.begin, "end": found.end, "figures": values}
