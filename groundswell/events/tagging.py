"""Facts about tags: other words for them, what is said of them, and questions that got another one because of that."""

from dataclasses import dataclass, field

from groundswell.events.event import Event


@dataclass(frozen=True, kw_only=True)
class SynonymProposed(Event):
    """A member said that `name` means the tag `main`."""

    name = "support.synonym_proposed"
    synonym: int
    word: str
    main: str


@dataclass(frozen=True, kw_only=True)
class SynonymDeclined(Event):
    """Moderators said that it does not."""

    name = "support.synonym_declined"
    synonym: int
    word: str
    main: str


@dataclass(frozen=True, kw_only=True)
class SynonymApproved(Event):
    """Whoever types `word` means the tag `main` from now on; `followers` of the word follow the tag."""

    name = "support.synonym_approved"
    synonym: int
    word: str
    main: str
    followers: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class SynonymUndone(Event):
    """The word is a tag of its own again; `followers` follow the other no longer because of it."""

    name = "support.synonym_undone"
    synonym: int
    word: str
    main: str
    followers: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class TagRenamed(Event):
    """A tag is called `now` and no longer `was`, which means it from now on, as do these `words`; `followers` follow it."""

    name = "support.tag_renamed"
    tag: int
    was: str
    now: str
    words: list[str] = field(default_factory=list)
    followers: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class QuestionsRetagged(Event):
    """These questions lost the tag `drop` and got the tag `add` (either may be empty) because of a synonym or a new name."""

    name = "support.questions_retagged"
    questions: list[int]
    drop: str = ""
    add: str = ""

    def applied(self, tags: list[str]) -> list[str]:
        """What these tags of a question are after it."""
        if self.drop in tags and self.add and self.add not in tags:
            return [self.add if tag == self.drop else tag for tag in tags]
        left = [tag for tag in tags if tag != self.drop]
        return left if not self.add or self.add in left else [*left, self.add]


@dataclass(frozen=True, kw_only=True)
class TagDescribed(Event):
    """Somebody wrote or changed what the page of a tag says of it."""

    name = "support.tag_described"
    tag: int
    voice: int
    author: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class TagEditorsSet(Event):
    """Moderators said from which level on members may change what a tag's page says."""

    name = "support.tag_editors_set"
    tag: int
    level: int
