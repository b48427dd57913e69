"""Facts about keeping the place in order: what was reported, what was decided about it, and what people made of that.

`kind` and `subject` name what it is about ("answer", 7), `voice` its text, `author` who wrote it. Reasons in words are in the
tables of moderation, never here; `ground` is one of a few plain names (spam, rude, illegal, personal, misplaced, other).
"""

from dataclasses import dataclass, field

from groundswell.events.event import Event


@dataclass(frozen=True, kw_only=True)
class TextFlagged(Event):
    """A member said that something is wrong with a text; `weight` is what their word counted."""

    name = "moderation.text_flagged"
    item: int
    flag: int
    kind: str
    subject: int
    voice: int
    author: int | None
    reason: str
    weight: float


@dataclass(frozen=True, kw_only=True)
class FlagDecided(Event):
    """What became of a flag: `outcome` is agreed or disagreed. `flagger` is to be told."""

    name = "moderation.flag_decided"
    flag: int
    item: int
    flagger: int
    kind: str
    subject: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class TextHidden(Event):
    """A text was taken out of sight; `automatic` when no person decided. Its author is to be told, with the decision."""

    name = "moderation.text_hidden"
    decision: int
    item: int | None
    kind: str
    subject: int
    voice: int
    author: int | None
    ground: str
    automatic: bool = False


@dataclass(frozen=True, kw_only=True)
class TextRestored(Event):
    """A hidden text came back: the flags were wrong, or an appeal was right."""

    name = "moderation.text_restored"
    decision: int
    item: int | None
    kind: str
    subject: int
    voice: int
    author: int | None


@dataclass(frozen=True, kw_only=True)
class TextKept(Event):
    """Somebody who moderates looked at a text that was reported, and let it stand."""

    name = "moderation.text_kept"
    decision: int
    item: int
    kind: str
    subject: int
    voice: int
    author: int | None


@dataclass(frozen=True, kw_only=True)
class MemberWarned(Event):
    """Somebody was told that this will not do."""

    name = "moderation.member_warned"
    decision: int
    person: int
    ground: str


@dataclass(frozen=True, kw_only=True)
class MemberSilenced(Event):
    """Somebody may read but not write until then (ISO time)."""

    name = "moderation.member_silenced"
    decision: int
    person: int
    ground: str
    until: str


@dataclass(frozen=True, kw_only=True)
class MemberSuspended(Event):
    """Somebody may not sign in until then (ISO time)."""

    name = "moderation.member_suspended"
    decision: int
    person: int
    ground: str
    until: str


@dataclass(frozen=True, kw_only=True)
class MeasureLifted(Event):
    """A silence or suspension (`what`) ended before its time, by a new decision."""

    name = "moderation.measure_lifted"
    decision: int
    person: int
    what: str


@dataclass(frozen=True, kw_only=True)
class NoteAdded(Event):
    """Somebody who moderates noted something about a member, for the team."""

    name = "moderation.note_added"
    note: int
    person: int


@dataclass(frozen=True, kw_only=True)
class AppealMade(Event):
    """Whom a decision concerns says that it is wrong."""

    name = "moderation.appeal_made"
    appeal: int
    item: int
    decision: int
    person: int | None


@dataclass(frozen=True, kw_only=True)
class AppealDecided(Event):
    """A person looked at it again: `outcome` is upheld (the decision stands) or reversed."""

    name = "moderation.appeal_decided"
    appeal: int
    decision: int
    person: int | None
    outcome: str


@dataclass(frozen=True, kw_only=True)
class PostHeld(Event):
    """What somebody wrote waits for a look before it appears; `because` names rules, such as "links" or "word:3"."""

    name = "moderation.post_held"
    held: int
    item: int
    kind: str
    author: int
    because: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class HeldRevised(Event):
    """Its author changed what waits for a look; it waits on."""

    name = "moderation.held_revised"
    held: int
    author: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class PostApproved(Event):
    """What waited was published, as `kind` `subject`."""

    name = "moderation.post_approved"
    held: int
    author: int
    kind: str
    subject: int


@dataclass(frozen=True, kw_only=True)
class PostRefused(Event):
    """What waited was not published; the decision says why."""

    name = "moderation.post_refused"
    held: int
    decision: int
    author: int
    kind: str
    ground: str


@dataclass(frozen=True, kw_only=True)
class NoticeReceived(Event):
    """Somebody, perhaps without an account, gave notice of content that they hold to be illegal."""

    name = "moderation.notice_received"
    notice: int
    item: int
    kind: str
    subject: int | None


@dataclass(frozen=True, kw_only=True)
class NoticeDecided(Event):
    """A notice was decided: `outcome` is hidden or kept. Whoever gave it is told by letter."""

    name = "moderation.notice_decided"
    notice: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class PolicyChanged(Event):
    """Numbers of the house rules were changed; `settings` names them with their new values."""

    name = "moderation.policy_changed"
    settings: dict[str, float]


@dataclass(frozen=True, kw_only=True)
class WordRuleChanged(Event):
    """A rule for words or links was added, changed, switched off or taken away (`what`)."""

    name = "moderation.word_rule_changed"
    rule: int
    what: str


@dataclass(frozen=True, kw_only=True)
class PaceSet(Event):
    """A question or topic (`place`, such as "topic:3") takes one post a person every so many seconds; 0 ends it."""

    name = "moderation.pace_set"
    place: str
    seconds: int
    until: str = ""


@dataclass(frozen=True, kw_only=True)
class PeopleSuspected(Event):
    """Signs that accounts belong together, raised for people to look at. Nothing follows from it by itself."""

    name = "moderation.people_suspected"
    item: int
    people: list[int]
    cause: str
