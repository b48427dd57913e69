"""Whatever people do with a question and in whatever order, reputation is what the votes and solutions that stand say."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.derived.standing.models import Standing
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Question, Topic, Vote
from groundswell.features.support.models.answers import answer_rank
from groundswell.log import follow
from groundswell.log.models import LogEntry
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused

WORTH = {("answer", 1): 10, ("answer", -1): -2, ("question", 1): 5, ("question", -1): -2}
PEOPLE = ("ada", "ben", "eve", "cleo")
Step = tuple[str, str, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["vote", "withdraw", "accept", "revoke", "delete", "restore", "hide", "show", "thank"]),
        st.sampled_from(PEOPLE),
        st.integers(-1, 2),
        st.sampled_from([1, 1, -1]),
    ),
    min_size=1,
    max_size=25,
)


class Story:
    """One question by Ada with answers of Ben, Eve and herself."""

    def __init__(self, people: dict[str, Member]) -> None:
        self.people = people
        self.question = actions.ask_question(by=people["ada"], title="No signal in the lift", body="Every morning.")
        self.answers = [
            actions.answer_question(self.question, by=people[who], body=f"Says {who}, from experience.")
            for who in ("ben", "eve", "ada")
        ]

    def do(self, step: Step) -> None:
        """Refused or done; what is refused leaves no trace."""
        before = LogEntry.objects.count()
        try:
            self._deed(step)()
        except (Refused, Invalid):
            assert LogEntry.objects.count() == before

    def _deed(self, step: Step) -> Callable[[], Any]:
        what, who, which, value = step
        by, question = self.people[who], Question.objects.get(pk=self.question.pk)
        answer = Answer.objects.get(pk=self.answers[max(0, which)].pk)
        subject = question if which < 0 else answer
        return {
            "vote": lambda: actions.vote(subject, by=by, value=value),
            "withdraw": lambda: actions.withdraw_vote(subject, by=by),
            "accept": lambda: actions.accept_answer(answer, by=by),
            "revoke": lambda: actions.revoke_solution(question, by=by, reason="Changed my mind"),
            "delete": lambda: actions.delete_answer(answer, by=by, reason="Wrong"),
            "restore": lambda: actions.restore_answer(answer, by=by),
            "hide": lambda: actions.delete_question(question, by=by, reason="Spam"),
            "show": lambda: actions.restore_question(question, by=by),
            "thank": lambda: actions.give_thanks(answer, by=by),
        }[what]

    def check(self) -> None:
        question = Question.objects.get(pk=self.question.pk)
        answers = list(Answer.objects.filter(question=question))
        assert question.answer_count == sum(answer.deleted_at is None for answer in answers)
        assert question.solution is None or question.solution.deleted_at is None
        for answer in answers:
            votes = Counter(Vote.objects.filter(answer=answer).values_list("value", flat=True))
            assert (answer.ups, answer.downs) == (votes[1], votes[-1])
            assert answer.rank == answer_rank(votes[1], votes[-1])
        assert reputations() == self.deserved(question)

    def deserved(self, question: Question) -> dict[str, int]:
        """From what stands now, without the log."""
        sums: Counter[int] = Counter()
        if question.deleted_at is None:
            for vote in Vote.objects.filter(question=question).select_related("answer"):
                if vote.answer is None or vote.answer.deleted_at is None:
                    sums[vote.author_id] += WORTH["answer" if vote.answer else "question", vote.value]
            if question.solution and question.solution.author_id != question.asker_id:
                sums[question.solution.author_id] += 15
        return {who: max(0, sums[member.pk]) for who, member in self.people.items()}


def reputations() -> dict[str, int]:
    known = dict(Standing.objects.values_list("member__handle", "reputation"))
    return {who: known.get(who, 0) for who in PEOPLE}


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, every=st.integers(1, 8))
def test_reputation_is_what_stands_however_it_came_to_stand(
    steps: list[Step], every: int, ada: Member, ben: Member, eve: Member, cleo: Member
) -> None:
    with transaction.atomic():
        Topic.objects.get_or_create(slug="calling", defaults={"name": {"en": "Calls"}})
        story = Story({"ada": ada, "ben": ben, "eve": eve, "cleo": cleo})
        for done, step in enumerate(steps):
            story.do(step)
            if done % every == 0:
                follow.run("standing.reputation")
        follow.run("standing.reputation")
        story.check()
        as_it_was = list(Standing.objects.order_by("member").values())

        follow.rebuild("standing.reputation")

        assert list(Standing.objects.order_by("member").values()) == as_it_was
        transaction.set_rollback(True)
