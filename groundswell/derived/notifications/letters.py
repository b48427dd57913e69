"""Who gets a letter, made from events: delivery rows, which a rebuild leaves alone."""

from groundswell.derived.notifications import writing
from groundswell.derived.notifications.models import FirstSolution
from groundswell.events.members import RoleChanged
from groundswell.events.support import AnswerAccepted, SolutionRevoked
from groundswell.log.consumers import Batch, consumer
from groundswell.log.deliveries import Wanted, deliver_many, withdraw

NAME = "notifications.letters"


@consumer(NAME, RoleChanged, AnswerAccepted, SolutionRevoked, rebuilds=(FirstSolution,))
def write_letters(batch: Batch) -> None:
    deliver_many(NAME, [*_roles(batch), *_first_solutions(batch)])
    taken_back = [event.answer for _entry, event in batch.of(SolutionRevoked)]
    if taken_back:
        entries = FirstSolution.objects.filter(answer__in=taken_back).values_list("entry", flat=True)
        withdraw(NAME, list(entries), "The mark was taken off again.")


def _roles(batch: Batch) -> list[Wanted]:
    """What an admin did to somebody else; an operator on the command line tells people themselves."""
    changes = [(entry, event) for entry, event in batch.of(RoleChanged) if entry.by not in (None, event.member)]
    return [
        Wanted(
            entry,
            f"member:{event.member}",
            "mail",
            {"letter": "role", "role": event.role, "was": event.was, "by": entry.by},
        )
        for entry, event in changes
    ]


def _first_solutions(batch: Batch) -> list[Wanted]:
    """Nobody is thanked for answering themselves, nor for a mark of their own."""
    solved = {
        entry.position: (entry, event)
        for entry, event in batch.of(AnswerAccepted)
        if event.author not in (event.asker, entry.by)
    }
    rows = {event.author: (event.author, event.answer, entry.position) for entry, event in reversed(solved.values())}
    firsts = [solved[position] for position in writing.write_first_solutions(list(rows.values()))]
    return [
        Wanted(
            entry,
            f"member:{event.author}",
            "mail",
            {"letter": "first_solution", "question": event.question, "answer": event.answer, "by": entry.by},
        )
        for entry, event in firsts
    ]
