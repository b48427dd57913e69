"""A poll as somebody sees it."""

from dataclasses import dataclass, field

from groundswell.features.discussions.models import Ballot, Discussion, Poll
from groundswell.features.discussions.rules import may_vote
from groundswell.members.models import Member
from groundswell.members.rules import Viewer, is_member

MOST_NAMED = 60


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An option; `votes` and `share` (in percent of those who voted) are None while this reader may not see them."""

    id: int
    text: str
    mine: bool
    votes: int | None
    share: int | None
    leads: bool = False
    people: list[Member] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PollRow:
    """A poll with what this reader sees of it and may do."""

    poll: Poll
    options: list[OptionRow]
    shown: bool
    voted: bool
    may_vote: bool

    @property
    def over(self) -> bool:
        return self.poll.is_over


def poll_of(discussion: Discussion, viewer: Viewer) -> PollRow | None:
    """None where there is no poll."""
    poll = Poll.objects.filter(discussion=discussion).first()
    if poll is None:
        return None
    poll.discussion = discussion
    mine: list[int] = []
    if is_member(viewer):
        mine = Ballot.objects.filter(poll=poll, member=viewer).values_list("options", flat=True).first() or []
    shown = poll.is_over or (bool(mine) and poll.results == Poll.Results.VOTED)
    options = list(poll.options.all())
    people = _people(poll) if shown and poll.named else {}
    most = max((option.votes for option in options), default=0)
    rows = [
        OptionRow(
            option.pk,
            option.text,
            option.pk in mine,
            option.votes if shown else None,
            round(100 * option.votes / poll.voters) if shown and poll.voters else 0 if shown else None,
            shown and 0 < most == option.votes,
            people.get(option.pk, []),
        )
        for option in options
    ]
    return PollRow(poll, rows, shown, bool(mine), may_vote(viewer, poll))


def _people(poll: Poll) -> dict[int, list[Member]]:
    """Who chose what, the first few of each; asked only where everybody was told before voting."""
    found: dict[int, list[Member]] = {}
    for ballot in Ballot.objects.filter(poll=poll).select_related("member").order_by("pk")[: MOST_NAMED * 4]:
        for option in ballot.options:
            if len(found.setdefault(option, [])) < MOST_NAMED:
                found[option].append(ballot.member)
    return found
