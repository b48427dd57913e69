"""Put a poll below a text, and vote in it."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any, Self

from django.db import connection, transaction
from django.utils.translation import gettext as _

from groundswell.events.discussions import BallotCast, BallotTakenBack
from groundswell.features.discussions.actions.locking import locked
from groundswell.features.discussions.models import Ballot, Discussion, Poll, PollOption
from groundswell.features.discussions.rules import may_vote
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require
from groundswell.voice.typed import plain

QUESTION_LONGEST, OPTION_LONGEST = 200, 120
FEWEST, MOST, LONGEST_DAYS = 2, 12, 366
# Set from the ballots, so that a vote counted twice or not at all comes right with the next.
COUNT = """
UPDATE discussion_poll_option o SET votes = counted.votes FROM (
    SELECT o.id, count(b.id) AS votes FROM discussion_poll_option o
    LEFT JOIN discussion_ballot b ON b.poll_id = o.poll_id AND o.id = ANY(b.options) WHERE o.poll_id = %s GROUP BY o.id
) AS counted WHERE o.id = counted.id AND o.votes <> counted.votes
"""


@dataclass(frozen=True, kw_only=True)
class PollText:
    """A poll as it is asked for. It ends after so many `days`; with none, when the discussion is closed."""

    question: str
    options: tuple[str, ...]
    several: bool = False
    named: bool = False
    results: str = "voted"
    days: int | None = None

    @property
    def text(self) -> str:
        """All words of it, for whoever judges them."""
        return "\n".join([self.question, *self.options])

    def kept(self) -> dict[str, Any]:
        return {**asdict(self), "options": list(self.options)}

    @classmethod
    def of(cls, kept: dict[str, Any] | None) -> "Self | None":
        return cls(**{**kept, "options": tuple(kept["options"])}) if kept else None


def check_poll(said: PollText) -> PollText:
    """With plain words. Raises Invalid for a poll that nobody could vote in."""
    question = " ".join(plain(said.question).split())
    options = tuple(text for option in said.options if (text := " ".join(plain(option).split())))
    if not question or len(question) > QUESTION_LONGEST:
        raise Invalid(_("Ask something in at most %(most)s letters.") % {"most": QUESTION_LONGEST}, "poll_question")
    if not FEWEST <= len(options) <= MOST:
        said_so = _("A poll has %(least)s to %(most)s options, one in each line.") % {"least": FEWEST, "most": MOST}
        raise Invalid(said_so, "poll_options")
    if len({option.casefold() for option in options}) < len(options):
        raise Invalid(_("Two options say the same."), "poll_options")
    if any(len(option) > OPTION_LONGEST for option in options):
        raise Invalid(_("An option has at most %(most)s letters.") % {"most": OPTION_LONGEST}, "poll_options")
    if said.days is not None and not 1 <= said.days <= LONGEST_DAYS:
        raise Invalid(_("A poll goes on for at most a year."), "poll_days")
    if said.results not in Poll.Results.values or (said.results == Poll.Results.END and said.days is None):
        raise Invalid(_("A poll whose result is seen at the end needs an end."), "poll_days")
    return replace(said, question=question, options=options)


def add_poll(discussion: Discussion, said: PollText) -> Poll:
    """Inside the transaction that begins the discussion."""
    said = check_poll(said)
    poll = Poll.objects.create(
        discussion=discussion,
        question=said.question,
        several=said.several,
        named=said.named,
        results=said.results,
        ends_at=clock.now() + timedelta(days=said.days) if said.days else None,
    )
    PollOption.objects.bulk_create(
        [PollOption(poll=poll, order=order, text=text) for order, text in enumerate(said.options)]
    )
    return poll


@transaction.atomic
def cast_ballot(poll: Poll, options: Collection[int], *, by: Member) -> None:
    """Vote, or vote otherwise until the end. The same again changes nothing.

    Raises Discussion.DoesNotExist where this member may not read it.
    """
    found = _held(poll, by)
    chosen = sorted(set(options))
    known = set(PollOption.objects.filter(poll=found).values_list("pk", flat=True))
    if not chosen or not known.issuperset(chosen):
        raise Invalid(_("Choose one of the options."), "options")
    if not found.several and len(chosen) > 1:
        raise Invalid(_("Choose one option only."), "options")
    limit(by.pk, "ballot", most=60, per=HOUR)
    before = Ballot.objects.filter(poll=found, member=by).first()
    if before is not None and before.options == chosen:
        return
    Ballot.objects.update_or_create(poll=found, member=by, defaults={"options": chosen, "at": clock.now()})
    _count(found)
    record(
        BallotCast(
            discussion=found.discussion_id,
            poll=found.pk,
            options=chosen if found.named else [],
            changed=before is not None,
        ),
        by=by,
    )


@transaction.atomic
def take_back_ballot(poll: Poll, *, by: Member) -> None:
    """Not to have voted, until the end."""
    found = _held(poll, by)
    if Ballot.objects.filter(poll=found, member=by).delete()[0]:
        _count(found)
        record(BallotTakenBack(discussion=found.discussion_id, poll=found.pk), by=by)


def _held(poll: Poll, by: Member) -> Poll:
    """With its discussion, which is held, so that votes are counted one after another."""
    discussion = locked(poll.discussion_id, by)
    found = Poll.objects.get(pk=poll.pk)
    found.discussion = discussion
    require(not found.is_over, _("This poll is over."))
    require(may_vote(by, found), _("You cannot vote here."))
    return found


def _count(poll: Poll) -> None:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [poll.pk])
    Poll.objects.filter(pk=poll.pk).update(voters=Ballot.objects.filter(poll=poll).count())
