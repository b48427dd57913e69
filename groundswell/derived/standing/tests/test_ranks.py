"""Who helped most is counted by solutions that stand, whatever happened in between."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings

from groundswell.derived.standing import choosing
from groundswell.derived.standing.models import Help, Place
from groundswell.derived.standing.ranking import Scope, ranks
from groundswell.derived.standing.tests.test_anything import STEPS, Step, Story
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Question, Topic
from groundswell.log import clock, follow
from groundswell.log.models import LogEntry
from groundswell.members.actions import change_role, join
from groundswell.members.models import Member, Role

Solve = Callable[..., Question]


@pytest.fixture(autouse=True)
def topic(db: None) -> Topic:
    return Topic.objects.create(slug="calling", name={"en": "Calls"})


@pytest.fixture
def solve(ada: Member) -> Solve:
    """A question of Ada's that is answered and, by whoever is said, marked as solved."""

    def solved(
        helper: Member, by: Member | None = None, ago: int = 0, asker: Member | None = None, **more: Any
    ) -> Question:
        with clock.standing_at(clock.now() - timedelta(days=ago)):
            question = actions.ask_question(
                by=asker or ada, title=f"No signal, number {Question.objects.count()}", body="Every morning.", **more
            )
            answer = actions.answer_question(question, by=helper, body="Turn on Wi-Fi calling.")
        with clock.standing_at(clock.now() - timedelta(days=max(0, ago - 8) if by else ago)):
            actions.accept_answer(answer, by=by or question.asker)
        return question

    return solved


def placed(**scope: Any) -> list[tuple[int, str, int, int, int, int]]:
    follow.run("standing.help")
    rows = ranks(Scope(**scope)).rows
    return [(r.place, r.member.handle, r.by_asker, r.by_others, r.own, r.answered) for r in rows]


def test_what_askers_chose_and_what_others_marked_is_counted_apart_and_own_questions_do_not_count(
    ben: Member, eve: Member, cleo: Member, solve: Solve
) -> None:
    solve(ben)
    solve(ben, by=cleo, ago=20)
    solve(eve)
    solve(eve)
    solve(eve, asker=eve)
    actions.answer_question(solve(ben), by=eve, body="Or the stairs.")

    assert placed() == [(1, "ben", 2, 1, 0, 3), (2, "eve", 2, 0, 1, 3)]


def test_a_mark_that_is_taken_off_or_a_deleted_question_counts_no_more(
    ada: Member, ben: Member, eve: Member, cleo: Member, solve: Solve
) -> None:
    first, second, _third = solve(ben), solve(ben), solve(eve)
    actions.revoke_solution(first, by=ada, reason="It came back")
    assert placed() == [(1, "ben", 1, 0, 0, 2), (1, "eve", 1, 0, 0, 1)]

    actions.delete_question(second, by=cleo, reason="Spam")
    assert placed() == [(1, "eve", 1, 0, 0, 1)]

    actions.restore_question(second, by=cleo)
    assert len(placed()) == 2


def test_periods_topics_and_tags_are_told_apart(ben: Member, eve: Member, cleo: Member, solve: Solve) -> None:
    roaming = Topic.objects.create(slug="roaming", name={"en": "Roaming"})
    solve(ben, ago=60, tags=["esim"])
    moved = solve(eve, ago=3)
    actions.move_question(moved, topic=roaming, by=cleo)

    assert [row[1] for row in placed(period="week")] == ["eve"]
    assert [row[1] for row in placed(period="quarter")] == ["ben", "eve"]
    assert [row[1] for row in placed(period="all", topics=[roaming.pk])] == ["eve"]
    assert [row[1] for row in placed(period="year", tag="esim")] == ["ben"]
    assert placed(period="all", topics=[0]) == []


def test_the_team_is_apart_and_who_does_not_want_to_be_there_is_not(
    ben: Member, dan: Member, eve: Member, solve: Solve
) -> None:
    solve(ben)
    solve(dan)
    solve(eve)
    assert [row[1] for row in placed(team=True)] == ["dan"]

    choosing.show_in_ranks(False, by=ben)
    assert [row[1] for row in placed()] == ["eve"]
    choosing.show_in_ranks(False, by=ben)
    assert LogEntry.objects.filter(name="standing.ranks_left").count() == 1

    choosing.show_in_ranks(True, by=ben)
    assert [row[1] for row in placed()] == ["ben", "eve"]
    change_role(ben, Role.AGENT, by=None)
    assert [row[1] for row in placed()] == ["eve"]


def test_who_is_further_down_sees_their_own_place(ben: Member, eve: Member, solve: Solve) -> None:
    solve(ben)
    solve(ben)
    solve(eve)
    follow.run("standing.help")

    found = ranks(Scope(), eve, most=1)

    assert [row.member.handle for row in found.rows] == ["ben"]
    assert found.mine is not None
    assert (found.mine.place, found.mine.member.handle) == (2, "eve")
    assert ranks(Scope(), ben, most=1).mine is None


def test_the_page_says_it_all_and_lets_one_stay_out(client: Client, ben: Member, dan: Member, solve: Solve) -> None:
    solve(ben)
    solve(dan)
    follow.run("standing.help")
    client.force_login(ben)

    text = client.get("/standing/ranks/?period=nonsense&topic=calling").content.decode()
    assert "Who helped most on Calls" in text
    assert "1 chosen by who asked" in text
    assert "Dan Wr" not in text
    assert "Dan Wr" in client.get("/standing/ranks/?who=team").content.decode()
    assert "Nobody has solved anything" in client.get("/standing/ranks/?topic=nowhere").content.decode()

    client.post("/standing/ranks/show/", {"show": "no"})
    text = client.get("/standing/ranks/").content.decode()
    assert "Show me in the ranks" in text
    assert 'class="rank ' not in text
    answer = client.get("/api/v1/ranks?team=true").json()
    assert [(row["member"]["handle"], row["solved"], row["by_asker"]) for row in answer] == [("dan", 1, 1)]


def rows() -> list[Any]:
    return [list(model._default_manager.order_by("pk").values()) for model in (Place, Help)]


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_help_is_what_stands_however_it_came_to_stand(
    steps: list[Step], ada: Member, ben: Member, eve: Member, cleo: Member
) -> None:
    with transaction.atomic():
        story = Story({"ada": ada, "ben": ben, "eve": eve, "cleo": cleo})
        for done, step in enumerate(steps):
            story.do(step)
            if done % 4 == 0:
                follow.run("standing.help")
        follow.run("standing.help")
        question = Question.objects.get(pk=story.question.pk)
        stands = {answer.pk: answer.pk == question.solution_id for answer in Answer.objects.filter(question=question)}
        marked = {help.answer: help.solved_at is not None for help in Help.objects.all()}
        assert marked == stands
        assert Place.objects.get().hidden == (question.deleted_at is not None)
        found = {row.member.handle for row in ranks(Scope(period="all")).rows}
        solution = question.solution if question.deleted_at is None else None
        helped = {solution.author.handle} if solution and solution.author_id != question.asker_id else set()
        assert found == helped - {"cleo"}
        before = rows()

        follow.rebuild("standing.help")

        assert rows() == before
        transaction.set_rollback(True)


def test_a_hundred_places_cost_as_many_statements_as_one(
    ben: Member, solve: Solve, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        solve(join(handle=f"helper{number}x"))
    follow.run("standing.help")

    with django_assert_max_num_queries(4):
        client.get("/standing/ranks/?period=all")


def test_beside_a_topic_and_a_tag_stands_who_knows_it_well(
    client: Client, ben: Member, eve: Member, solve: Solve
) -> None:
    solve(ben, tags=["esim"])
    solve(eve)
    follow.run("standing.help")

    topic, tag, all_of_it = (
        client.get(f"/standing/experts/{query}").content.decode() for query in ("?topic=calling", "?tag=esim", "")
    )

    assert "Ben Okafor" in topic
    assert "Eve Sandler" in topic
    assert "Ben Okafor" in tag
    assert "Eve Sandler" not in tag
    assert "Ben Okafor" not in all_of_it
    assert "/standing/experts/?topic=calling" in client.get("/topics/calling/").content.decode()
    assert "/standing/experts/?tag=esim" in client.get("/tags/esim/").content.decode()
