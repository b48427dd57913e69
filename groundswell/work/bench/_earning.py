"""How fast a year of events becomes points: counted under the starter rules, given from the book, and counted anew."""

import time

Row = dict[str, object]


def earning(events: int, members: int) -> list[Row]:
    """Rows for `bench ledger`: the consumer over a log of this length, the same again after all was forgotten, and the shadow beside it."""
    from datetime import UTC, datetime
    from importlib import resources

    from django.db import transaction

    from groundswell.features.rewards.actions.drafting import approve_rules, draft_rules
    from groundswell.features.rewards.actions.funding import fund_pool
    from groundswell.features.rewards.earning.reading import starter
    from groundswell.features.rewards.queries import shadow
    from groundswell.ledger.checking import check
    from groundswell.log import clock, follow
    from groundswell.work.bench import standing

    shipped = resources.files("groundswell.features.rewards").joinpath("starter.json").read_text(encoding="utf-8")
    with clock.standing_at(datetime(2025, 12, 31, tzinfo=UTC)), transaction.atomic():
        approve_rules(draft_rules(shipped, by=None), since=clock.now(), by=None)
        for pool in ("help", "newcomers"):
            fund_pool(pool, 10**9, key=f"bench {pool}", by=None)
    standing._write(standing.Year(members), events, members)
    rows = []
    for what, derive in (("first time", follow.run), ("rebuild, nothing to give", follow.rebuild)):
        began = time.perf_counter()
        handled = derive("rewards.earning")
        rows.append(
            _row(f"earning from {handled:,} events, {what}", handled / (time.perf_counter() - began), "events/s")
        )
    began = time.perf_counter()
    (past,) = shadow([starter()])
    rows.append(_row("the same in the shadow", events / (time.perf_counter() - began), "events/s"))
    _require_equal(past.total)
    if finding := check().finding:
        raise RuntimeError(finding)
    return rows


def _require_equal(total: int) -> None:
    from django.db.models import Sum

    from groundswell.ledger.models import Account, Kind

    pockets = Account.objects.filter(kind__in=(Kind.HELD, Kind.MEMBER), unit="points")
    if (given := pockets.aggregate(sum=Sum("balance"))["sum"]) != total:
        raise RuntimeError(f"The book gave {given} points, the shadow counted {total}.")


def _row(what: str, figure: float, unit: str) -> Row:
    return {"what": what, "figure": round(figure, 1), "unit": unit}
