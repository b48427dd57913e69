"""What somebody wrote themselves in a mail that answers another: without what their program repeated, and without signatures.

Written for what Gmail, Outlook, Apple Mail and Thunderbird make of an answer in English and German.
"""

import re
from itertools import pairwise

ATTRIBUTION = re.compile(
    r"(?:On\s.{6,300}\swrote|Am\s.{6,200}\sschrieb\b.{0,200}|[^:\n]{2,150}\s(?:schrieb am|hat am)\s.{6,120})\s*:", re.S
)
# Wrapped over so many lines, as programs do at 76 letters.
MOST_WRAPPED = 4
SEPARATOR = re.compile(
    r"\s*(?:-{2,}\s*(?:Original Message|Forwarded message|Original-Nachricht|Urspr(?:ü|ue)ngliche Nachricht|Weitergeleitete Nachricht)"
    r"\s*-{2,}|Begin forwarded message:|Anfang der weitergeleiteten Nachricht:)\s*",
    re.I,
)
RULE = re.compile(r"\s*[_-]{20,}\s*")
HEADER = re.compile(r"\s*\*?(?:From|Sent|Date|To|Cc|Subject|Von|Gesendet|Datum|An|Betreff)\s?:\*?(?:\s.*|$)", re.I)
FROM = re.compile(r"\s*\*?(?:From|Von)\s?:\*?\s", re.I)
SIGNATURE = re.compile(r"--\s?|—\s?")
DEVICE = re.compile(
    r"(?:Sent from (?:my |Outlook|Mail|Yahoo|Proton|the )|Get Outlook for |Von meinem .{2,40} gesendet|Gesendet (?:von|mit) |"
    r"Outlook für .{2,20} beziehen|Diese Nachricht wurde von meinem ).{0,120}",
    re.I,
)


def own_words(text: str) -> str:
    """The text itself; empty when all of it is repeated. Answers between quoted lines keep those, as quotes."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\xa0", " ").split("\n")]
    begin, after = _repeated(lines)
    own = _without_signature(_without_last_quote(lines[:begin]))
    below = _without_signature(lines[after:])
    if any(line.strip() and not _is_quote(line) for line in below):
        own = [*own, "", *_answers_below(below, bool("".join(own).strip()))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_without_last_quote(own))).strip()


def _repeated(lines: list[str]) -> tuple[int, int]:
    """The line from which on another mail is repeated, and the first of that mail that may hold own words again.

    What Outlook repeats has no marks, so there is no telling what below it is whose: the mail ends there.
    """
    for at, line in enumerate(lines):
        if _is_quote(line):
            continue
        if SEPARATOR.fullmatch(line) or _is_header_block(lines, at):
            return at, len(lines)
        if length := _attribution(lines, at):
            below = lines[at + length :]
            marked = any(_is_quote(line) for line in below)
            return at, at + length if marked else len(lines)
    return len(lines), len(lines)


def _attribution(lines: list[str], at: int) -> int:
    """Over how many lines "On Monday Ben wrote:" goes from here; 0 when it is none, or nothing follows."""
    if not re.match(r"On\s|Am\s|\S.*\s(?:schrieb am|hat am)\s", lines[at]):
        return 0
    for length in range(1, MOST_WRAPPED + 1):
        said = " ".join(lines[at : at + length]).strip()
        if ATTRIBUTION.fullmatch(said) and any(char.isdigit() for char in said):
            return length
    return 0


def _is_header_block(lines: list[str], at: int) -> bool:
    """From, Sent, To and Subject one below the other, with a rule above it or none."""
    start = at + 1 if RULE.fullmatch(lines[at]) else at
    while start < len(lines) and start > at and not lines[start].strip():
        start += 1
    if start >= len(lines) or not FROM.match(lines[start]):
        return False
    return sum(1 for line in lines[start : start + 5] if HEADER.match(line)) >= 3


def _answers_below(below: list[str], said_above: bool) -> list[str]:
    """Own words under or between quoted lines. The quote that comes first goes when all own words stand below it."""
    blocks = [_is_quote(line) for line in below if line.strip()]
    changes = sum(1 for one, other in pairwise(blocks) if one != other)
    if not said_above and changes == 1:
        return [line for line in below if not _is_quote(line)]
    return below


def _without_last_quote(lines: list[str]) -> list[str]:
    kept = list(lines)
    while kept and (not kept[-1].strip() or _is_quote(kept[-1])):
        kept.pop()
    return kept


def _without_signature(lines: list[str]) -> list[str]:
    for at, line in enumerate(lines):
        if SIGNATURE.fullmatch(line) and at:
            lines = lines[:at]
            break
    kept = list(lines)
    while kept and (not kept[-1].strip() or DEVICE.fullmatch(kept[-1].strip())):
        kept.pop()
    return kept


def _is_quote(line: str) -> bool:
    return line.startswith((">", " >"))
