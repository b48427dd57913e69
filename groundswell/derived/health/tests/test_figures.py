"""What the figures say of a community small enough to reckon by hand."""

from datetime import date

import pytest

from groundswell.derived.health.figures import Report
from groundswell.derived.health.scope import scope
from groundswell.derived.health.tests.conftest import FEBRUARY, JANUARY, answer, ask, at, looked
from groundswell.features.support import actions
from groundswell.features.support.models import Question, Topic
from groundswell.members.actions import change_role
from groundswell.members.models import Member, Role
from groundswell.members.rules import Invalid
from groundswell.moderation import actions as moderating
from groundswell.moderation.kinds import find
from groundswell.moderation.models import Item

Questions = dict[str, Question]


def values(found: Report, *keys: str) -> list[float | None]:
    return [found.figures[key].now.value for key in keys]


def test_who_took_part(february: Questions) -> None:
    found = looked()

    assert values(found, "people.askers", "people.helpers", "people.staff", "people.newcomers") == [2, 1, 1, 3]
    assert values(found, "posts.questions", "posts.answers") == [4, 2]  # an answer to oneself helps nobody else


def test_the_first_reply_counts_those_who_wait(february: Questions) -> None:
    """Replies after 1 and 5 hours; two have none from anybody else: half have one by 5 hours, nine of ten nobody knows."""
    figures = looked().figures

    assert (figures["reply.p50"].now.value, figures["reply.p50"].now.cases, figures["reply.p50"].now.censored) == (
        5,
        4,
        2,
    )
    assert figures["reply.p90"].now.value is None
    assert (figures["reply.day"].now.value, figures["reply.day"].now.cases) == (0.5, 4)
    assert figures["reply.staff"].now.value == 0.5


def test_who_solved_it(february: Questions) -> None:
    """Solved after 48, 5 and 30 hours, by a customer, by staff and by the asker; one is open."""
    found = looked()

    assert values(found, "solution.p50", "solution.p90") == [30, None]
    assert values(found, "solution.week", "solution.customers", "solution.staff", "solution.askers") == [
        0.75,
        0.25,
        0.25,
        0.25,
    ]


def test_what_is_too_young_to_tell_is_neither_good_nor_bad(february: Questions) -> None:
    """Seen on 23 February, two questions are younger than a week, and none than a day."""
    found = looked(on=23, month=2)

    week, day = found.figures["solution.week"].now, found.figures["reply.day"].now
    assert (week.value, week.cases, week.censored) == (1, 2, 2)
    assert (day.cases, day.censored) == (4, 0)


def test_a_reply_that_was_deleted_is_none_and_comes_back(february: Questions, ben: Member, cleo: Member) -> None:
    first = february["lift"].answers.get()
    with at(25):
        actions.delete_answer(first, by=cleo, reason="Off topic")
    gone = looked()
    with at(26):
        actions.restore_answer(first, by=cleo)
    back = looked()

    assert values(gone, "reply.day", "solution.week", "people.helpers") == [0.25, 0.5, 0]
    assert values(back, "reply.day", "solution.week", "people.helpers") == [0.5, 0.5, 1]  # with it went the mark


def test_the_next_answer_takes_the_place_of_a_deleted_one(
    february: Questions, ben: Member, dan: Member, cleo: Member
) -> None:
    with at(3, 9):
        answer(february["lift"], dan)
    with at(25):
        actions.delete_answer(february["lift"].answers.get(author=ben), by=cleo, reason="Off topic")

    figures = looked().figures

    assert figures["reply.p50"].now.value == 9  # 5, 9 and two that wait
    assert figures["reply.staff"].now.value == 1


def test_a_deleted_question_is_left_out(february: Questions, cleo: Member) -> None:
    with at(25):
        actions.delete_question(february["waits"], by=cleo, reason="Off topic")

    found = looked()

    assert values(found, "posts.questions", "reply.day") == [3, pytest.approx(2 / 3)]
    assert values(found, "moderation.load", "moderation.people") == [pytest.approx(100 / 5), 1]


def test_a_question_closed_unanswered_waits_no_longer_and_counts_in_no_rate(february: Questions, cleo: Member) -> None:
    with at(20, 2):
        actions.close_question(february["waits"], by=cleo, cause="off_topic")

    found = looked()

    day = found.figures["reply.day"].now
    assert day.value == pytest.approx(2 / 3)
    assert (day.cases, day.censored) == (3, 1)


def test_what_is_taken_back_is_not_solved(february: Questions, ada: Member) -> None:
    with at(6):
        actions.revoke_solution(february["lift"], by=ada, reason="It came back")

    assert values(looked(), "solution.customers", "solution.week") == [0, 0.5]


def test_staff_is_who_was_staff_then(february: Questions, ben: Member, dan: Member) -> None:
    with at(1, month=3):
        change_role(ben, Role.AGENT, by=None)
        change_role(dan, Role.MEMBER, by=None)

    assert values(looked(), "solution.customers", "solution.staff") == [0.25, 0.25]


@pytest.mark.parametrize(
    ("of", "questions"),
    [
        (("calling", ""), 2),  # with those under it
        (("lifts", ""), 1),
        (("roaming", ""), 2),
        (("", "signal"), 2),
        (("", "Bill"), 1),
        (("roaming", "signal"), 0),
    ],
)
def test_topics_and_tags_narrow_everything(february: Questions, of: tuple[str, str], questions: int) -> None:
    found = looked(topic=of[0], tag=of[1])

    assert values(found, "posts.questions") == [questions]
    assert sum(step.questions for step in found.trend) == questions


def test_what_moves_and_is_retagged_counts_where_it_is_now(
    february: Questions, cleo: Member, topics: dict[str, Topic]
) -> None:
    with at(25):
        actions.move_question(february["lift"], by=cleo, topic=topics["roaming"])
        actions.retag_question(february["bill"], by=cleo, tags=["invoice"])

    assert values(looked(topic="roaming"), "posts.questions") == [3]
    assert values(looked(tag="invoice"), "posts.questions") == [1]
    assert {kind: now for kind, now, _before in looked().interventions} == {"moved": 1, "retagged": 1}


def test_what_moderation_decides_is_load_of_the_whole_and_of_no_topic(
    ada: Member, ben: Member, eve: Member, cleo: Member, mia: Member
) -> None:
    with at(10):
        asked = actions.ask_question(by=ada, title="No signal in the lift", body="Every morning.")
        for text in ("Buy cards!", "Try the stairs."):
            subject = find("answer", actions.answer_question(asked, by=eve, body=text).pk)
            assert subject is not None
            moderating.flag(subject, by=ben, reason="spam")
        bad, good = Item.objects.order_by("pk")
        moderating.decide_flags(bad, by=cleo, hide=True)
        moderating.decide_flags(good, by=cleo, hide=False)
        warned = moderating.warn(eve, by=cleo, ground="spam", reason="Once more and you are silenced.")
        moderating.appeal(warned, by=eve, text="I was tired.")
        moderating.decide_appeal(Item.objects.get(what="appeal"), by=mia, reverse=False, answer="So is everybody.")

    seen = {kind: now for kind, now, _before in looked().interventions}
    assert seen == {"deleted": 1, "report looked at": 1, "warned": 1, "appeal decided": 1}


def test_putting_ones_own_in_order_is_no_moderation(february: Questions, ada: Member, ben: Member) -> None:
    with at(25):
        actions.retag_question(february["lift"], by=ada, tags=["lift"])
        actions.delete_answer(answer(february["lift"], ben), by=ben)

    assert values(looked(), "moderation.load") == [0]


def test_newcomers_return_or_are_not_known_to(february: Questions, ben: Member, ada: Member) -> None:
    """Ada came on the 3rd and again on the 5th; eve on the 20th and again on the 22nd; ben on the 3rd, and never again:
    seen on 15 March he is known for 40 days, on 1 March for 26."""
    late, early = looked().figures["newcomers.return"].now, looked(on=1).figures["newcomers.return"].now

    assert [late.value, early.value] == pytest.approx([2 / 3, 2 / 3])
    assert [(one.cases, one.censored) for one in (late, early)] == [(3, 0), (3, 1)]


def test_twice_on_a_day_is_no_return(ada: Member, ben: Member) -> None:
    with at(3):
        first = ask(ada)
    with at(3, 5):
        actions.comment_on(first, by=ada, body="Nobody knows?")

    assert looked().figures["newcomers.return"].now.value == 0


def test_the_period_before_is_as_long_and_ends_where_this_begins(ada: Member, eve: Member, ben: Member) -> None:
    assert (scope(*FEBRUARY).before, scope(*FEBRUARY).days) == (date(2030, 1, 4), 28)
    with at(3, month=1):
        ask(ada, title="Too early to count, or not")
    with at(5, month=1):
        answer(ask(eve, title="Within the days before"), ben)
    with at(3):
        answer(ask(ada), ben)
    with at(4):
        ask(eve)

    askers = looked().figures["people.askers"]

    assert (askers.now.value, askers.before.value, askers.change.value) == (2, 1, 2)
    assert askers.changed == 0  # two for one may be chance
    assert looked(JANUARY).figures["posts.questions"].now.value == 2


def test_concentration_is_of_members_not_of_staff(ada: Member, ben: Member, eve: Member, dan: Member) -> None:
    """Ben gives three answers, eve one, dan of the staff two: ben gave 3 of 4."""
    for day, who in enumerate([(ben, dan), (ben, dan), (ben, eve)], start=3):
        with at(day):
            asked = ask(ada)
            for one in who:
                answer(asked, one)

    found = looked()

    assert values(found, "concentration.top_10", "concentration.half", "people.helpers") == [0.75, 1, 2]
    assert values(found, "concentration.gini") == [pytest.approx(0.25)]


def test_cohorts_by_hand(ada: Member, ben: Member, eve: Member) -> None:
    """Ada and ben come in December, ada takes part in January and February too, ben in February; eve comes in January."""
    for who, month, day in ((ada, 12, 3), (ben, 12, 4), (ada, 1, 5), (eve, 1, 6), (ada, 2, 7), (ben, 2, 8)):
        with at(day, month=month, year=2029 if month == 12 else 2030):
            ask(who, title=f"Question of {who.handle} in month {month}")

    grid = looked().cohorts

    assert [(one.newcomers, [back.value for back in one.later]) for one in grid] == [(2, [0.5, 1.0]), (1, [0.0])]


def test_imported_facts_count_when_they_happened(ada: Member, ben: Member) -> None:
    """Facts that are recorded later than younger ones put somebody's beginning where it was."""
    with at(20):
        ask(ada)
    looked()
    with at(2):
        ask(ada, title="Recorded after, happened before")

    found = looked()

    assert found.figures["newcomers.return"].now.value == 1
    assert found.trend[0].newcomers == 1  # in the first week of February, not in the third


def test_points_of_charts_are_whole_steps_that_end_with_the_period(february: Questions) -> None:
    weeks = looked().trend

    assert [step.day.day for step in weeks] == [1, 8, 15, 22]
    assert [step.questions for step in weeks] == [1, 1, 1, 1]
    assert [step.answered.value for step in weeks] == [1, 1, 0, 0]
    assert [step.customers for step in weeks] == [1, 0, 0, 0]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("2030-02-30", None), "no day"),
        (("yesterday", None), "no day"),
        (("2030-03-01", "2030-02-01"), "after the last"),
        (("1990-01-01", "2030-01-01"), "ten years"),
    ],
)
def test_what_cannot_be_looked_at_is_said(given: tuple[str, str | None], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        scope(*given)
    with pytest.raises(Invalid, match="no topic"):
        scope("2030-02-01", "2030-02-28", "nowhere")


def test_an_empty_community_has_no_figures_and_no_errors(db: None) -> None:
    found = looked()

    assert values(found, "people.askers", "reply.p50", "reply.day", "concentration.gini", "moderation.load") == [
        0,
        None,
        None,
        None,
        None,
    ]
    assert found.replied is None and found.cohorts == []


def test_first_answers_are_seen_within_a_day_or_not(ada: Member, ben: Member, dan: Member, eve: Member, cleo: Member) -> None:  # fmt: skip
    """Ben is thanked after 3 hours, Eve voted up after 30; a second answer, one's own question and the staff do not count."""
    with at(3):
        question = ask(ada)
        bens, eves = answer(question, ben), answer(question, eve)
        answer(question, dan)
        answer(question, ada)
    with at(3, 3):
        actions.give_thanks(bens, by=ada)
        answer(question, ben)
    with at(4, 6):
        actions.vote(eves, by=cleo, value=1)

    seen = looked().figures["newcomers.seen"].now

    assert (seen.value, seen.cases) == (0.5, 2)


def test_what_was_held_against_a_first_answer_or_came_from_its_author_is_no_reaction(ada: Member, ben: Member, cleo: Member) -> None:  # fmt: skip
    with at(3):
        first = answer(ask(ada), ben)
    with at(3, 1):
        actions.vote(first, by=cleo, value=-1)
        actions.comment_on(first, by=ben, body="On Android, that is.")
    assert looked().figures["newcomers.seen"].now.value == 0.0
    with at(3, 2):
        actions.welcome(first, by=cleo)
    assert looked().figures["newcomers.seen"].now.value == 1.0
