"""The queue: a page of it costs the same however long it is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q

from groundswell.members.groups.models import Audience
from groundswell.members.models import Member
from groundswell.moderation.kinds import Kind, Subject, find, kind_named
from groundswell.moderation.matters import Matter, matter_named
from groundswell.moderation.models import Appeal, Decision, Flag, Held, Item, Notice, What
from groundswell.moderation.saying import evidence, headline
from groundswell.voice.models import Voice

A_PAGE = 25
MOST_COUNTED = 1_000
COUNTS = " UNION ALL ".join(
    f"SELECT '{what}', count(*) FROM (SELECT FROM moderation_item WHERE done_at IS NULL AND what = '{what}' "  # nosec B608
    f"LIMIT {MOST_COUNTED}) AS few"
    for what in What.values
)


@dataclass
class Entry:
    """An item with what one needs to decide it at a glance."""

    item: Item
    voice: Voice | None
    about: Member | None
    kind: Kind | None
    flags: list[Flag] = field(default_factory=list)
    record: "Record | None" = None
    held: Held | None = None
    appeal: Appeal | None = None
    notice: Notice | None = None
    under: str = ""

    @property
    def matter(self) -> Matter | None:
        """What a feature brought, to be decided on a page of its own."""
        return matter_named(self.item.kind) if self.item.what in (What.PEOPLE, What.HELD) else None

    @property
    def title(self) -> str:
        """What it is headed by: its own title, that of the question it stands under, or what kind of thing it is."""
        own = (self.voice.title if self.voice else "") or (self.held.title if self.held else "") or self.under
        if not own and self.appeal:
            return headline(self.appeal.decision, own=False)
        named = self.kind or self.matter
        return own or str(named.label if named else self.item.get_what_display())

    @property
    def evidence(self) -> list[str]:
        return [evidence(one) for one in self.item.because]


@dataclass(frozen=True)
class Record:
    """What was decided about somebody before."""

    hidden: int = 0
    warned: int = 0
    silenced: int = 0
    suspended: int = 0


@dataclass(frozen=True)
class Queue:
    entries: list[Entry]
    counts: dict[str, int]
    older: str

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def queue(*, what: str = "", after: str = "") -> Queue:
    """A page, the most pressing first. Raises nothing: a cursor that is none of ours begins at the top."""
    found = Item.objects.filter(done_at=None)
    if what in What.values:
        found = found.filter(what=what)
    if (place := _place(after)) is not None:
        found = found.extra(where=["(moderation_item.rank, moderation_item.id) > (%s, %s)"], params=list(place))
    rows = list(found.select_related("voice", "about").order_by("rank", "id")[: A_PAGE + 1])
    last = rows[A_PAGE - 1] if len(rows) > A_PAGE else None
    return Queue(entries(rows[:A_PAGE]), open_counts(), f"{last.rank}~{last.pk}" if last else "")


def open_counts() -> dict[str, int]:
    """How many of each are open, up to a thousand."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS)
        return dict(cursor.fetchall())


def entries(items: list[Item]) -> list[Entry]:
    """Items with flags, records and what else belongs to them, in seven statements at most."""
    made = {item.pk: Entry(item, item.voice, item.about, kind_named(item.kind)) for item in items}
    for flag in Flag.objects.filter(item__in=made).select_related("by").order_by("id"):
        made[flag.item_id].flags.append(flag)
    records = _records({item.about_id for item in items if item.about_id})
    for entry in made.values():
        entry.record = records.get(entry.item.about_id or 0)
    _attach(made)
    _head(made.values())
    return list(made.values())


def subject_for(item: Item) -> Subject | None:
    return find(item.kind, item.subject)


def _attach(made: dict[int, Entry]) -> None:
    """What the other kinds of items are about."""
    of: dict[str, dict[int, Entry]] = defaultdict(dict)
    for entry in made.values():
        if entry.matter is None:
            of[entry.item.what][entry.item.subject] = entry
    for held in Held.objects.filter(pk__in=of[What.HELD]) if of[What.HELD] else ():
        of[What.HELD][held.pk].held = held
    appeals = Appeal.objects.filter(decision__in=of[What.APPEAL]).select_related("decision__by")
    for appeal in appeals if of[What.APPEAL] else ():
        of[What.APPEAL][appeal.decision_id].appeal = appeal
    by_item = {entry.item.pk: entry for entry in made.values() if entry.item.what == What.NOTICE}
    for notice in Notice.objects.filter(item__in=by_item) if by_item else ():
        by_item[notice.item_id or 0].notice = notice


def _head(shown: Iterable[Entry]) -> None:
    """The title of the question that an answer or a comment stands under: one statement for each kind."""
    of: dict[str, list[Entry]] = defaultdict(list)
    for entry in shown:
        if entry.voice is not None and not entry.voice.title and entry.kind is not None and entry.kind.titles:
            of[entry.kind.name].append(entry)
    matters: dict[Matter, list[Entry]] = defaultdict(list)
    for entry in shown:
        if entry.matter is not None and entry.matter.titles:
            matters[entry.matter].append(entry)
    for matter, several in matters.items():
        heads = matter.titles({entry.item.subject for entry in several}) if matter.titles else {}
        for entry in several:
            entry.under = heads.get(entry.item.subject, "")
    for entries_of in of.values():
        titles = entries_of[0].kind.titles if entries_of[0].kind else None
        found = titles({entry.item.subject for entry in entries_of}) if titles else {}
        for entry in entries_of:
            entry.under = found.get(entry.item.subject, "")


def _records(people: set[int]) -> dict[int, Record]:
    if not people:
        return {}
    rows: dict[int, dict[str, int]] = defaultdict(dict)
    counted = Decision.objects.filter(person__in=people).values_list("person", "deed").annotate(n=Count("id"))
    for person, deed, n in counted.order_by():
        rows[person][deed] = n
    return {
        person: Record(*(found.get(deed, 0) for deed in ("hidden", "warned", "silenced", "suspended")))
        for person, found in rows.items()
    }


def _place(after: str) -> tuple[int, int] | None:
    rank, _tilde, number = after.partition("~")
    if not (rank.isdecimal() and number.isdecimal()) or len(rank) > 2 or len(number) > 18:
        return None
    return int(rank), int(number)


def decisions_about(member: Member, *, most: int = 100) -> list[Decision]:
    """What was decided about somebody and their texts, the newest first, as they may read it."""
    found = Decision.objects.filter(person=member).filter(~Q(deed="kept"))
    return list(found.select_related("appeal").annotate(title=F("voice__title")).order_by("-id")[:most])


def flags_by(member: Member, *, most: int = 50) -> list[Flag]:
    """What somebody reported, and what became of it; without the text where it is in a place for others by now."""
    rows = list(Flag.objects.filter(by=member).select_related("item__voice").order_by("-id")[:most])
    if Audience.objects.exists():
        for row in rows:
            if find(row.item.kind, row.item.subject, member) is None:
                row.item.voice = None
    return rows


def history_of(kind: str, pk: int) -> list[Decision]:
    """What was decided about one text, the newest first."""
    return list(Decision.objects.filter(kind=kind, subject=pk).select_related("by").order_by("-id")[:50])


def words(values: Any) -> dict[str, str]:
    """The labels of a list of choices, by value."""
    return {value: str(label) for value, label in values.choices}
