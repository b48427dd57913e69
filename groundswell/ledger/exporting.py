"""The journal for those who keep the company's books: as CSV, and as text for Beancount."""

import csv
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple, TextIO

from django.db import connection

from groundswell.ledger.models import Account, Kind, Transfer
from groundswell.ledger.units import spelled

COLUMNS = ("number", "key", "what", "recorded", "at", "debit", "credit", "amount", "unit", "entry", "rule", "version",
           "reverses", "by", "note")  # fmt: skip
TREE = {
    Kind.HELD: "Liabilities:Members:Held",
    Kind.MEMBER: "Liabilities:Members:Available",
    Kind.BUDGET: "Equity:Budgets",
    Kind.LIABILITY: "Liabilities:Owed",
    Kind.CHARITY: "Liabilities:Charities",
    Kind.BREAKAGE: "Income:Breakage",
    Kind.EXPENSE: "Expenses:Rewards",
    Kind.CLEARING: "Liabilities:Payouts",
    Kind.RECOVERY: "Income:Recovered",
    Kind.OPENING: "Equity:Opening",
    Kind.SETTLED: "Equity:Settled",
}
# Balances of one moment: what was recorded before it.
BEFORE = """
SELECT account, sum(amount)::bigint FROM (
    SELECT credit_id AS account, amount FROM ledger_transfer WHERE recorded < %(moment)s
    UNION ALL SELECT debit_id, -amount FROM ledger_transfer WHERE recorded < %(moment)s
) AS one GROUP BY account HAVING sum(amount) <> 0
"""


class Period(NamedTuple):
    """Whole days in UTC, the last one too."""

    first: date
    last: date

    @property
    def since(self) -> datetime:
        return datetime.combine(self.first, time(), UTC)

    @property
    def before(self) -> datetime:
        return self.since + timedelta(days=(self.last - self.first).days + 1)


def transfers(period: Period) -> Iterator[Transfer]:
    found = Transfer.objects.filter(recorded__gte=period.since, recorded__lt=period.before)
    return found.select_related("debit", "credit").order_by("recorded", "pk").iterator(chunk_size=5_000)


def write_csv(period: Period, out: TextIO) -> int:
    """A row for each transfer, amounts as decimals of their currency; return how many."""
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    count = 0
    for one in transfers(period):
        count += 1
        rows.writerow([
            one.pk, _harmless(one.key), one.what, one.recorded.isoformat(), one.at.isoformat(), _harmless(_name(one.debit)),
            _harmless(_name(one.credit)), spelled(one.amount, one.debit.unit), one.debit.unit, one.entry, _harmless(one.rule),
            one.version, one.reverses_id, one.by_id, _harmless(one.note),
        ])  # fmt: skip
    return count


def write_beancount(period: Period, out: TextIO) -> int:
    """What was carried forward, each transfer, and what every account has at the end, for `bean-check`; return how many transfers."""
    forward, end = _balances(period.since), _balances(period.before)
    touched = {pk for pair in _pairs(period) for pk in pair}
    accounts = Account.objects.in_bulk(list(touched | forward.keys() | end.keys()))
    out.write('option "title" "Groundswell"\n\n')
    for name, units in sorted(_opened(accounts.values()).items()):
        out.write(f"{period.first} open {name} {','.join(sorted(units))}\n")
    if forward:
        out.write(f'\n{period.first} * "Carried forward"\n')
        out.writelines(_leg(accounts[pk], balance) for pk, balance in sorted(forward.items()))
    count = 0
    for one in transfers(period):
        count += 1
        out.write(f"\n{one.recorded.astimezone(UTC).date()} * {_quoted(one.what)} {_quoted(one.note or one.key)}\n")
        out.write(f"  key: {_quoted(one.key)}\n  number: {one.pk}\n  due: {one.at.astimezone(UTC).date()}\n")
        if one.rule:
            out.write(f"  rule: {_quoted(f'{one.rule} {one.version}')}\n")
        if one.entry:
            out.write(f"  entry: {one.entry}\n")
        out.write(_leg(one.debit, -one.amount) + _leg(one.credit, one.amount))
    out.write("\n")
    for pk, account in sorted(accounts.items()):
        balance = spelled(-end.get(pk, 0), account.unit)
        out.write(f"{period.before.date()} balance {beancount_name(account)} {balance} {_commodity(account.unit)}\n")
    return count


def beancount_name(account: Account) -> str:
    """Two accounts of different kind, owner or name have different names; only letters, digits and hyphens are allowed in one."""
    parts = [TREE[Kind(account.kind)]]
    if account.owner:
        parts.append(f"M{account.owner}")
    if account.name:
        plain = re.sub(r"[^A-Za-z0-9-]+", "-", account.name).strip("-") or "Other"
        mark = "" if plain == account.name and plain[0].isupper() else f"-{zlib.crc32(account.name.encode()):08x}"
        parts.append(plain[0].upper() + plain[1:] + mark)
    return ":".join(parts)


def _opened(accounts: Any) -> dict[str, set[str]]:
    opened: defaultdict[str, set[str]] = defaultdict(set)
    for account in accounts:
        opened[beancount_name(account)].add(_commodity(account.unit))
    return opened


def _pairs(period: Period) -> list[tuple[int, int]]:
    within = Transfer.objects.filter(recorded__gte=period.since, recorded__lt=period.before)
    return list(within.values_list("debit_id", "credit_id").distinct())


def _balances(moment: datetime) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(BEFORE, {"moment": moment})
        return dict(cursor.fetchall())


def _leg(account: Account, change: int) -> str:
    """There a debit is above nothing; here a balance is what was credited."""
    return f"  {beancount_name(account)}  {spelled(-change, account.unit)} {_commodity(account.unit)}\n"


def _commodity(unit: str) -> str:
    return unit.upper()


def _name(account: Account) -> str:
    return ":".join(str(part) for part in (account.kind, account.owner or "", account.name) if part)


def _quoted(text: str) -> str:
    plain = " ".join(text.split())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _harmless(text: str) -> str:
    """A spreadsheet takes what begins so for a formula."""
    return "'" + text if text[:1] in tuple("=+-@\t\r") else text
