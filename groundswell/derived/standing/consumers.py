"""What standing makes of each event: gains and deeds first, then days and standings set from them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from groundswell.derived.standing import splitting, writing
from groundswell.derived.standing.catalogue import SOLUTION, points_of_vote
from groundswell.derived.standing.models import CountedAward, Day, Deed, Gain, Score, Standing
from groundswell.events import Event, sorting
from groundswell.events import support as it
from groundswell.log.consumers import Batch, Entry, consumer, runs

HIDES = (it.AnswerDeleted, it.QuestionDeleted, it.CommentDeleted)
SHOWS = (it.AnswerRestored, it.QuestionRestored, it.CommentRestored)
LOOKS_BACK = (*HIDES, *SHOWS, sorting.PostsMoved, sorting.PostSplit, sorting.SplitUndone)
HANDLES = (
    it.QuestionAsked, it.AnswerPosted, it.CommentPosted, it.VoteCast, it.VoteWithdrawn, it.ThanksGiven,
    it.ThanksTakenBack, it.AnswerAccepted, it.SolutionRevoked, sorting.PostsMoved, sorting.PostSplit,
    sorting.SplitUndone, *HIDES, *SHOWS,
)  # fmt: skip


@consumer(
    "standing.reputation",
    *HANDLES,
    rebuilds=(Gain, Deed, Day, Score, Standing, CountedAward),
    reset=writing.reset_members,
)
def gain_reputation(batch: Batch) -> None:
    touched = writing.Touched()
    # A deletion or a move looks at what was written before it.
    for part in runs(batch.entries, lambda entry: isinstance(entry.event, LOOKS_BACK)):
        first = part[0]
        if isinstance(first.event, sorting.PostsMoved):
            writing.move(first.event)
        elif isinstance(first.event, (sorting.PostSplit, sorting.SplitUndone)):
            touched |= splitting.turn(first.event)
        elif isinstance(first.event, LOOKS_BACK):
            touched |= _hide_or_show(first)
        else:
            gains = [row for entry in part for row in _gains(entry)]
            deeds = [row for entry in part for row in _deeds(entry)]
            touched |= writing.add_gains(gains)
            touched |= writing.set_deeds(deeds)
    writing.refresh(touched)


def _gains(entry: Entry) -> Iterator[tuple[Any, ...]]:
    """Rows of (entry, member, reason, question, subject, points, capped, day, at, votes)."""
    today, event = entry.at.date(), entry.event
    match event:
        case it.VoteCast(on=on, subject=subject, question=question, author=author, value=value) if (
            entry.by != author and not event.wiki
        ):
            points = points_of_vote(on, value)
            yield (
                entry.position,
                author,
                f"{on}_vote",
                question,
                f"{on}:{subject}",
                points,
                True,
                today,
                entry.at,
                value,
            )
        case it.VoteWithdrawn(
            on=on, subject=subject, question=question, author=author, value=value, cast_on=cast_on
        ) if entry.by != author and not event.wiki:
            points, day = -points_of_vote(on, value), date.fromisoformat(cast_on)
            yield (
                entry.position,
                author,
                "vote_withdrawn",
                question,
                f"{on}:{subject}",
                points,
                True,
                day,
                entry.at,
                -value,
            )
        case it.AnswerAccepted(answer=answer, question=question, author=author, asker=asker) if (
            author != asker and not event.wiki
        ):
            yield entry.position, author, "solution", question, f"answer:{answer}", SOLUTION, False, today, entry.at, 0
        case it.SolutionRevoked(
            answer=answer, question=question, author=author, asker=asker, accepted_on=accepted_on
        ) if author != asker and not event.wiki:
            day = date.fromisoformat(accepted_on)
            yield entry.position, author, "revoked", question, f"answer:{answer}", -SOLUTION, False, day, entry.at, 0


def _deeds(entry: Entry) -> Iterator[tuple[Any, ...]]:
    """Rows of (member, kind, subject, question, value, day, live)."""
    today, event = entry.at.date(), entry.event
    match event:
        case it.QuestionAsked(question=question, asker=asker):
            yield asker, "asked", f"question:{question}", question, 1, today, True
        case it.AnswerPosted(question=question, answer=answer, author=author):
            yield author, "answered", f"answer:{answer}", question, 1, today, True
        case it.CommentPosted(question=question, comment=comment, author=author):
            yield author, "commented", f"comment:{comment}", question, 1, today, True
        case it.VoteCast(on=on, subject=subject, question=question, author=author, value=value) if _counts(
            entry, author
        ):
            yield entry.by, "voted", f"{on}:{subject}", question, value, today, True
        case it.VoteWithdrawn(
            on=on, subject=subject, question=question, author=author, value=value, cast_on=cast_on
        ) if _counts(entry, author):
            day = date.fromisoformat(cast_on)
            yield entry.by, "voted", f"{on}:{subject}", question, value, day, False
        case it.AnswerAccepted(answer=answer, question=question, author=author, asker=asker) if (
            author != asker and not event.wiki
        ):
            yield author, "solved", f"answer:{answer}", question, 1, today, True
        case it.SolutionRevoked(answer=answer, question=question, author=author, asker=asker) if (
            author != asker and not event.wiki
        ):
            yield author, "solved", f"answer:{answer}", question, 1, today, False
        case it.ThanksGiven(answer=answer, question=question, author=author):
            yield author, "thanked", f"answer:{answer}:{entry.by}", question, 1, today, True
        case it.ThanksTakenBack(answer=answer, question=question, author=author):
            yield author, "thanked", f"answer:{answer}:{entry.by}", question, 1, today, False


def _counts(entry: Entry, author: int) -> bool:
    """Imported votes may be nobody's; nobody votes for themselves."""
    return entry.by is not None and entry.by != author


def _hide_or_show(entry: Entry) -> writing.Touched:
    event: Event = entry.event
    match event:
        case it.QuestionDeleted(question=question):
            return writing.hide(entry, "question", question, "question")
        case it.AnswerDeleted(question=question, answer=answer):
            return writing.hide(entry, "answer", question, f"answer:{answer}")
        case it.CommentDeleted(question=question, comment=comment):
            return writing.hide(entry, "comment", question, f"comment:{comment}")
        case it.QuestionRestored(question=question):
            return writing.show(entry, "question", question, "question")
        case it.AnswerRestored(question=question, answer=answer):
            return writing.show(entry, "answer", question, f"answer:{answer}")
        case it.CommentRestored(question=question, comment=comment):
            return writing.show(entry, "comment", question, f"comment:{comment}")
    return writing.Touched()
