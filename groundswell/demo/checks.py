"""Whether the year can be lived: every broken reference and impossible time as one sentence with file and key."""

import re
from collections.abc import Iterator

from groundswell.demo.world import MODERATING, Asked, Decision, Edit, Moment, Person, Remark, Reply, Year
from groundswell.features.support.models import CloseReason
from groundswell.features.support.rules import ASKER_ALONE
from groundswell.features.support.texts import COMMENT_LONGEST, clean_body, clean_tags, clean_title
from groundswell.members.names import BadName, clean_handle
from groundswell.members.rules import Invalid

LAST = Moment(days=365)
LANGUAGES = {"en", "de"}
REASON_LONGEST = 300
DECISIONS = {"close", "duplicate", "reopen", "lock", "delete", "move", "revoke_solution", "delete_answer"}
Written = Asked | Remark | Reply | Edit | Decision
# The year is laid over whatever today is, and nobody's trade name belongs in an invented one.
CALENDAR = re.compile(
    r"\b(january|february|april|june|july|august|september|october|november|december|januar|jänner|februar|juni|juli|"
    r"oktober|dezember|summer|winter|autumn|sommer|herbst|frühling|frühjahr|christmas|easter|weihnachten|ostern|"
    r"silvester|(?:in|since|until|this|last|next|im|seit|ab) (?:may|march|spring|mai|märz)|202[3-9])\b",
    re.IGNORECASE,
)
COMPANIES = re.compile(
    r"\b(telekom|t-mobile|vodafone|telef[oó]nica|o2|1&1|congstar|aldi talk|lidl connect|freenet|klarmobil|verizon|"
    r"at&t|swisscom|airalo|holafly|lycamobile|lebara|turkcell|telia|telenor|proximus|movistar|windtre|kpn|bouygues|giffgaff)\b",
    re.IGNORECASE,
)


def problems_of(year: Year) -> list[str]:
    """Nothing, when the year can be lived."""
    return [
        *(problem for person in year.people.values() for problem in _person(person)),
        *_twice(year),
        *(problem for asked in year.questions for problem in _question(year, asked)),
    ]


def _person(person: Person) -> Iterator[str]:
    try:
        clean_handle(person.handle)
    except BadName as problem:
        yield f"{person.where}: {problem}"
    if not Moment() <= person.joined < LAST:
        yield f"{person.where}: they join outside the year."
    if not person.languages or not person.about:
        yield f"{person.where}: a language and a few words about them are missing."
    yield from _words(person.where, person.about)


def _twice(year: Year) -> Iterator[str]:
    seen: dict[str, str] = {}
    for asked in year.questions:
        for name in (asked.key, asked.title.casefold()):
            if name in seen:
                yield f"{asked.where}: {name!r} is also the key or title of {seen[name]}."
            seen[name] = asked.where


def _question(year: Year, asked: Asked) -> Iterator[str]:
    if asked.topic not in {place.slug for place in year.places}:
        yield f"{asked.where}: there is no topic {asked.topic!r}."
    if asked.language not in LANGUAGES:
        yield f"{asked.where}: the language must be en or de, not {asked.language!r}."
    if not asked.tags:
        yield f"{asked.where}: it needs at least one tag."
    try:
        clean_title(asked.title)
        if list(asked.tags) != clean_tags(list(asked.tags)):
            yield f"{asked.where}: tags are lower case and not repeated."
    except Invalid as problem:
        yield f"{asked.where}: {problem}"
    if sum(reply.solved is not None for reply in asked.replies) > 1:
        yield f"{asked.where}: only one answer can be the solution."
    yield from _written(year, asked, Moment())
    yield from _words(asked.where, asked.title)
    beside: list[Written] = [*asked.remarks, *asked.decisions]
    for part in beside:
        yield from _written(year, part, asked.at)
    for reply in asked.replies:
        yield from _reply(year, asked, reply)
    for decision in asked.decisions:
        yield from _decision(year, asked, decision)
    yield from _after_the_end(year, asked)


def _written(year: Year, part: Written, not_before: Moment) -> Iterator[str]:
    """A person who has joined writes it, after what it is about, with words that can be posted."""
    person = year.people.get(part.by)
    if person is None:
        yield f"{part.where}: there is nobody called {part.by!r}."
    elif person.joined > part.at:
        yield f"{part.where}: {part.by} joins on day {person.joined.days}, later than this (day {part.at.days})."
    elif person.reader:
        yield f"{part.where}: {part.by} is a reader and never writes."
    if part.at < not_before:
        yield f"{part.where}: it is written before what it is about."
    if part.at >= LAST:
        yield f"{part.where}: it is written after the end of the year (day {part.at.days})."
    text = part.reason if isinstance(part, Decision) else part.body
    yield from _words(part.where, text)
    try:
        clean_body(text, **({"longest": COMMENT_LONGEST} if isinstance(part, Remark) else {}))
    except Invalid as problem:
        yield f"{part.where}: {problem}"


def _reply(year: Year, asked: Asked, reply: Reply) -> Iterator[str]:
    yield from _written(year, reply, asked.at)
    beside: list[Written] = [*reply.remarks, *reply.edits]
    for part in beside:
        yield from _written(year, part, reply.at)
    people = len(year.people) - 1
    if reply.votes + reply.down > people or asked.votes + asked.down > people:
        yield f"{reply.where}: there are not enough people for so many votes."
    if reply.thanked and reply.by == asked.by:
        yield f"{reply.where}: nobody thanks themselves."
    if reply.solved is not None:
        yield from _solution(year, asked, reply, reply.solved)
    elif reply.accepted_by:
        yield f"{reply.where}: `accepted_by` needs `solved_after`."


def _solution(year: Year, asked: Asked, reply: Reply, solved: Moment) -> Iterator[str]:
    if solved < reply.at:
        yield f"{reply.where}: it is accepted before it is written."
    if reply.accepted_by and reply.accepted_by != asked.by:
        person = year.people.get(reply.accepted_by)
        if person is None or not person.staff:
            yield f"{reply.where}: {reply.accepted_by} may not accept it; the asker and staff may."
        if solved - asked.at < ASKER_ALONE:
            yield f"{reply.where}: in the first seven days only the asker accepts."


def _decision(year: Year, asked: Asked, decision: Decision) -> Iterator[str]:
    person = year.people.get(decision.by)
    if decision.what not in DECISIONS:
        yield f"{decision.where}: there is no event {decision.what!r}."
    if len(decision.reason) > REASON_LONGEST:
        yield f"{decision.where}: the reason has more than {REASON_LONGEST} characters."
    if (
        person
        and person.role not in MODERATING
        and not (decision.what == "revoke_solution" and decision.by == asked.by)
    ):
        yield f"{decision.where}: {decision.by} may not decide this; moderators may."
    if decision.what == "close" and decision.cause not in CloseReason.values:
        yield f"{decision.where}: there is no cause {decision.cause!r}."
    if decision.what == "move" and decision.to not in {place.slug for place in year.places}:
        yield f"{decision.where}: there is no topic {decision.to!r}."
    if decision.what == "duplicate":
        yield from _duplicate(year, asked, decision)
    if decision.what == "delete_answer":
        if decision.answer is None or decision.answer >= len(asked.replies):
            yield f"{decision.where}: there is no such answer."
        elif asked.replies[decision.answer].at > decision.at:
            yield f"{decision.where}: the answer is deleted before it is written."
    if decision.what == "revoke_solution" and not any(r.solved and r.solved < decision.at for r in asked.replies):
        yield f"{decision.where}: there is no solution to take back at that time."


def _duplicate(year: Year, asked: Asked, decision: Decision) -> Iterator[str]:
    older = next((other for other in year.questions if (other.file, other.key) == (asked.file, decision.of)), None)
    if older is None:
        yield f"{decision.where}: there is no question {decision.of!r} in this file."
    elif older.at > asked.at:
        yield f"{decision.where}: {decision.of} was asked later; a duplicate names the older question."


def _after_the_end(year: Year, asked: Asked) -> Iterator[str]:
    """A closed question takes no answers; a locked or deleted one takes nothing, except from those who moderate."""
    closed, settled = asked.ended("close", "duplicate"), asked.ended("lock", "delete")
    for reply in asked.replies:
        if closed is not None and reply.at > closed:
            yield f"{reply.where}: the question is closed by then."
        if settled is not None and reply.solved and reply.solved > settled:
            yield f"{reply.where}: accepted although the question is locked or deleted by then."
    parts: list[Remark | Reply | Edit] = [*asked.remarks, *asked.replies]
    for reply in asked.replies:
        parts += [*reply.remarks, *reply.edits]
    for part in parts:
        person = year.people.get(part.by)
        if settled is not None and part.at > settled and person and person.role not in MODERATING:
            yield f"{part.where}: the question is locked or deleted by then."


def _words(where: str, text: str) -> Iterator[str]:
    for pattern, what in ((CALENDAR, "names a date or season"), (COMPANIES, "names a real company")):
        if match := pattern.search(text):
            yield f"{where}: “{text[max(0, match.start() - 30) : match.end() + 20]}” {what}.".replace("\n", " ")
