"""Questions are merged and parted again, in any order with everything else: counts are the rows, reputation is the log."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.derived.standing.models import Standing
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Comment, Follow, Question, Split, Topic, Vote
from groundswell.log import follow
from groundswell.log.models import LogEntry
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused

PEOPLE = ("ada", "ben", "eve", "cleo")
WORTH = {("answer", 1): 10, ("answer", -1): -2, ("question", 1): 5, ("question", -1): -2}
Step = tuple[str, str, int, int, int]
DEEDS = [
    "merge",
    "merge",
    "undo",
    "undo",
    "split",
    "split",
    "unsplit",
    "post",
    "vote",
    "vote",
    "withdraw",
    "accept",
    "revoke",
    "delete",
    "restore",
    "comment",
    "follow",
]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(DEEDS),
        st.sampled_from(PEOPLE),
        st.integers(0, 4),
        st.integers(0, 5),
        st.sampled_from([1, 1, -1]),
    ),
    min_size=1,
    max_size=25,
)


class Story:
    """Three questions, by three people, with an answer each to begin with; splits make more of them."""

    def __init__(self, people: dict[str, Member]) -> None:
        self.people = people
        self.questions = [
            actions.ask_question(by=people[who], title=f"No signal in the lift of {who}", body="Every morning.").pk
            for who in ("ada", "ben", "eve")
        ]
        self.first = list(self.questions)
        self.answers = [self._post(at, people[who]).pk for at, who in enumerate(("ben", "eve", "ada"))]

    def _post(self, at: int, by: Member) -> Answer:
        question = Question.objects.get(pk=self.questions[at])
        return actions.answer_question(question, by=by, body=f"Says {by.handle}, from experience.")

    def do(self, step: Step) -> None:
        """Refused or done; what is refused leaves no trace."""
        before = LogEntry.objects.count()
        try:
            with transaction.atomic():
                made = self._deed(step)()
        except (Refused, Invalid, Question.DoesNotExist):
            assert LogEntry.objects.count() == before
            return
        if isinstance(made, Answer):
            self.answers.append(made.pk)
        elif isinstance(made, Question) and made.pk not in self.questions:
            self.questions.append(made.pk)

    def _deed(self, step: Step) -> Callable[[], Any]:
        what, who, which, other, value = step
        by, question = self.people[who], Question.objects.get(pk=self.questions[which % len(self.questions)])
        into = Question.objects.get(pk=self.questions[other % len(self.questions)])
        answer = Answer.objects.get(pk=self.answers[other % len(self.answers)])
        subject = question if which >= 2 else answer
        staff = self.people["cleo"]
        return {
            "merge": lambda: actions.merge_question(question, into=into, by=staff),
            "undo": lambda: actions.undo_merge(question, by=staff),
            "split": lambda: self._split(answer, question, value),
            "unsplit": lambda: actions.undo_split(question, by=staff),
            "post": lambda: self._post(which % len(self.questions), by),
            "vote": lambda: actions.vote(subject, by=by, value=value),
            "withdraw": lambda: actions.withdraw_vote(subject, by=by),
            "accept": lambda: actions.accept_answer(answer, by=by),
            "revoke": lambda: actions.revoke_solution(question, by=by, reason="Changed my mind"),
            "delete": lambda: actions.delete_answer(answer, by=staff, reason="Wrong"),
            "restore": lambda: actions.restore_answer(answer, by=staff),
            "comment": lambda: actions.comment_on(subject, by=by, body="Which lift is it?"),
            "follow": lambda: actions.follow("question", question.pk, by=by),
        }[what]

    def _split(self, answer: Answer, question: Question, value: int) -> Question:
        """A comment under the question where there is one to split off, else the answer with all others but the solution."""
        staff = self.people["cleo"]
        remark = Comment.objects.filter(question=question, deleted_at=None).order_by("pk").first()
        post = remark if remark is not None and value < 0 else answer
        along = Answer.objects.filter(question=answer.question).exclude(pk=answer.pk).values_list("pk", flat=True)
        return actions.split_post(post, by=staff, title="Stairs instead of a lift?", along=along[:1], tags=[])

    def check(self) -> None:
        for question in Question.objects.filter(pk__in=self.questions):
            answers = list(Answer.objects.filter(question=question))
            assert question.answer_count == sum(answer.deleted_at is None for answer in answers)
            assert question.solution is None or question.solution in answers
            assert question.merged == question.merged_from.count()
            undone = Split.objects.filter(question=question).exclude(undone_at=None).exists() and not question.parts
            assert (question.merged_into is not None or undone) == (question.deleted_at is not None)
            live = Split.objects.filter(undone_at=None)
            is_one = live.filter(question=question).exists()
            assert question.parts == live.filter(out_of=question).count() + is_one
            if undone:
                assert not question.answers.exists()
                assert not question.comments.exists()
            own = dict(Vote.objects.filter(question=question, answer=None).values_list("member", "value"))
            assert Counter((self._merged_votes(question) | own).values()) == +Counter(
                {1: question.ups, -1: question.downs}
            )
            for answer in answers:
                votes = Counter(Vote.objects.filter(answer=answer).values_list("value", flat=True))
                assert (answer.ups, answer.downs) == (votes[1], votes[-1])
                assert not Vote.objects.filter(answer=answer).exclude(question=question).exists()
                assert not Comment.objects.filter(answer=answer).exclude(question=question).exists()
                if answer.marked_at is not None:
                    assert answer.deleted_at is None
                    assert question.solution is not None
                    assert question.solution != answer
        assert reputations() == self.deserved()

    def _merged_votes(self, question: Question) -> dict[int, int]:
        votes: list[tuple[Any, int, int]] = []
        waiting = list(question.merged_from.all())
        while waiting:
            away = waiting.pop()
            waiting += away.merged_from.all()
            votes += Vote.objects.filter(question=away, answer=None).values_list("at", "member", "value")
        return {member: value for _at, member, value in sorted(votes) if member != question.asker_id}

    def deserved(self) -> dict[str, int]:
        """From what stands now: votes, and the marks by whose question they solved when they were set."""
        sums: Counter[int] = Counter()
        for vote in Vote.objects.select_related("answer"):
            if vote.answer is None or vote.answer.deleted_at is None:
                sums[vote.author_id] += WORTH["answer" if vote.answer else "question", vote.value]
        solutions = Question.objects.exclude(solution=None).values_list("solution", flat=True)
        for answer in Answer.objects.filter(pk__in=self.answers):
            if answer.pk in solutions or answer.marked_at is not None:
                accepted = LogEntry.objects.filter(name="support.answer_accepted", data__answer=answer.pk).latest(
                    "position"
                )
                sums[answer.author_id] += 15 * (accepted.data["asker"] != answer.author_id)
        return {who: max(0, sums[member.pk]) for who, member in self.people.items()}

    def state(self) -> list[Any]:
        """All that undoing restores."""
        return [
            list(
                Question.objects.filter(pk__in=self.first)
                .order_by("pk")
                .values("pk", "solution", "answer_count", "ups", "downs", "views", "deleted_at", "parts")
            ),
            list(Answer.objects.order_by("pk").values("pk", "question", "ups", "downs", "rank", "marked_at")),
            list(Comment.objects.order_by("pk").values("pk", "question", "answer")),
            list(Vote.objects.order_by("pk").values()),
            list(Follow.objects.order_by("pk").values()),
            reputations(),
        ]


def reputations() -> dict[str, int]:
    known = dict(Standing.objects.values_list("member__handle", "reputation"))
    return {who: known.get(who, 0) for who in PEOPLE}


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, every=st.integers(1, 8), last=st.tuples(st.integers(0, 2), st.integers(0, 2)))
def test_counts_are_rows_and_reputation_is_the_log_however_questions_are_merged(
    steps: list[Step], every: int, last: tuple[int, int], ada: Member, ben: Member, eve: Member, cleo: Member
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
        before = story.state()

        question, into = (Question.objects.get(pk=story.questions[which]) for which in last)
        story.do(("merge", "cleo", last[0], last[1], 1))
        if Question.objects.get(pk=question.pk).merged_into_id == into.pk and question.merged_into_id is None:
            follow.run("standing.reputation")
            story.check()
            actions.undo_merge(question, by=cleo)
            follow.run("standing.reputation")
            assert story.state() == before

        answer = Answer.objects.get(pk=story.answers[last[0]])
        story.do(("split", "cleo", last[1], last[0], 1))
        split = Split.objects.filter(answer=answer, undone_at=None).first()
        if split is not None and answer.deleted_at is None:
            follow.run("standing.reputation")
            story.check()
            actions.undo_split(split.question, by=cleo)
            follow.run("standing.reputation")
            assert story.state() == [*before[:4], story.state()[4], before[5]]

        as_it_was = list(Standing.objects.order_by("member").values())
        follow.rebuild("standing.reputation")
        assert list(Standing.objects.order_by("member").values()) == as_it_was
        transaction.set_rollback(True)
