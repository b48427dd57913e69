"""The reconciliation as tables for people."""

from rich.console import Console
from rich.table import Table

from groundswell.work.importing.report import Line, Report
from groundswell.work.importing.reputation import Cause, Reputation


def show_report(report: Report, console: Console) -> None:
    """Print what became of every row, what was odd, and how the sums compare."""
    table = _table(
        "file", "rows of", "read", "imported", "already here", "left out", title=f"What became of {report.site}"
    )
    for line in report.lines:
        table.add_row(
            line.file, line.what, *(f"{n:,}" for n in (line.read, line.imported, line.already, line.left_out))
        )
    sums = [sum(getattr(line, name) for line in report.lines) for name in ("read", "imported", "already", "left_out")]
    table.add_section()
    table.add_row("together", "", *(f"{n:,}" for n in sums), style="bold")
    console.print(table)
    _show_reasons(report.lines, console)
    _show_rest(report, console)
    if report.reputation:
        _show_reputation(report.reputation, console)
    if not report.imported:
        console.print("Nothing new: everything that can be imported was here already.", style="bold")
    for sentence in report.troubles:
        console.print(sentence, style="red", markup=False, highlight=False)


def _show_reasons(lines: list[Line], console: Console) -> None:
    reasons = [(line, reason) for line in lines for reason in line.reasons]
    if not reasons:
        return
    table = _table("left out", "why", "rows", "the first, by their old Id", title="Left out, and why")
    for line, reason in reasons:
        table.add_row(line.what, reason.reason, f"{reason.count:,}", _ids(reason.ids))
    console.print(table)


def _show_rest(report: Report, console: Console) -> None:
    for note in report.notes:
        console.print(f"{note.file}: {note.note} ({note.count:,}: {_ids(note.ids)})", markup=False)
    if report.former_authors:
        console.print(f"{report.former_authors:,} authors have no account in the dump; each got an unclaimed member.")
    for name in report.absent:
        console.print(f"{name} is not there; what it would hold is missing.", style="yellow")
    if "Votes.xml" in report.absent:
        console.print("Without votes, each post has the score that the dump states.")
    elif report.score_differences_count:
        first = "; ".join(f"{one['id']}: {one['dump']}, votes {one['votes']}" for one in report.score_differences[:5])
        console.print(
            f"{report.score_differences_count:,} posts have another score in the dump than their votes add up to, "
            f"because votes are missing from the dump or are double. The votes count. The first: {first}."
        )
    else:
        console.print("The score of every post equals the sum of its votes.")


def _show_reputation(found: Reputation, console: Console) -> None:
    console.print(
        f"Reputation of {found.people:,} people: {found.dump:,} in the dump, {found.ours:,} here, {found.theirs:,} by "
        "the old site's rules from the same votes. "
        f"The last is right to the point for {found.same_as_theirs:,} people."
    )
    table = _table("why the sums differ", "points", "people", title="Reputation: the dump less ours")
    for title, causes in (("other rules", found.rules), ("not in the dump", found.missing)):
        table.add_section()
        table.add_row(f"{title}:", f"{sum(cause.points for cause in causes):+,}", style="bold")
        for cause in causes:
            table.add_row(*_cause(cause))
    console.print(table)


def _cause(cause: Cause) -> tuple[str, str, str]:
    return f"  {cause.why}", f"{cause.points:+,}", "" if cause.people is None else f"{cause.people:,}"


def _table(*names: str, title: str) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for name in names:
        numeric = name in {"read", "imported", "already here", "rows", "points", "people"} or (
            name == "left out" and "file" in names
        )
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    return table


def _ids(ids: list[int]) -> str:
    return ", ".join(map(str, ids))
