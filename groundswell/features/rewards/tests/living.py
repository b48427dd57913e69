"""A community's deeds for these tests, as events that are logged without the feature behind them, so that hundreds cost nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from groundswell.events import Event
from groundswell.events import support as it
from groundswell.events.members import RoleChanged
from groundswell.events.standing import LevelLost, LevelReached
from groundswell.log import clock, journal
from groundswell.members.models import Member

Deed = tuple[str, int, int, int]  # what, who does it, whose answer, hours later
WHAT = ("vote", "vote", "vote", "withdraw", "accept", "revoke", "thank", "unthank", "delete", "promote", "demote", "rise",
        "fall", "ask", "move")  # fmt: skip
DEEDS = st.lists(
    st.tuples(st.sampled_from(WHAT), st.integers(0, 4), st.integers(0, 4), st.integers(0, 30)), min_size=1, max_size=50
)


def people(several: int = 5) -> list[Member]:
    """Members who joined ten days one after the other."""
    now = clock.now()
    return Member.objects.bulk_create(
        Member(handle=f"one{n}", handle_key=f"one{n}", name=f"One {n}", joined=now - timedelta(days=80 + 10 * n))
        for n in range(several)
    )


def log(deeds: Sequence[Deed], who: Sequence[Member], start: datetime) -> int:
    """Record them; each member wrote one answer, which has the member's number."""
    at, events = start, []
    for what, by, whose, hours in deeds:
        at += timedelta(hours=hours)
        events.append((_event(what, who[whose], who[by]), who[by].pk, at))
    return journal.record_many(events)


def _event(what: str, author: Member, by: Member) -> Event:
    about: dict[str, Any] = {"question": author.pk, "answer": author.pk, "author": author.pk}
    vote: dict[str, Any] = {
        "on": "answer",
        "subject": author.pk,
        "question": author.pk,
        "author": author.pk,
        "value": 1,
    }
    match what:
        case "vote":
            return it.VoteCast(**vote)
        case "withdraw":
            return it.VoteWithdrawn(**vote, cast_on="2026-01-01")
        case "accept":
            return it.AnswerAccepted(**about, asker=by.pk)
        case "revoke":
            return it.SolutionRevoked(**about, asker=by.pk, accepted_on="2026-01-01")
        case "thank":
            return it.ThanksGiven(**about)
        case "unthank":
            return it.ThanksTakenBack(**about)
        case "delete":
            return it.AnswerDeleted(**about, voice=author.pk)
        case "rise":
            return LevelReached(member=author.pk, level=2)
        case "fall":
            return LevelLost(member=author.pk, level=0, was=2)
        case "ask":
            return it.QuestionAsked(question=author.pk, voice=1, asker=by.pk, topic=7, tags=[], language="en")
        case "move":
            return it.QuestionMoved(question=author.pk, topic=8, was=7)
    role = {"promote": "agent", "demote": "member"}[what]
    return RoleChanged(member=author.pk, role=role, was="member")
