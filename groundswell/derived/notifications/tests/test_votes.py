"""Votes are told as one line for each post, and never who cast them."""

from collections.abc import Callable

from groundswell.derived.notifications import reading
from groundswell.derived.notifications.models import Notification
from groundswell.features.support import actions
from groundswell.features.support.models import Answer
from groundswell.log import follow
from groundswell.members.actions import join
from groundswell.members.models import Member

Told = Callable[[Member], list[tuple[str, int | None]]]


def useful(member: Member) -> Notification:
    follow.run("notifications.page")
    return Notification.objects.get(member=member, kind="votes")


def test_twelve_people_who_found_an_answer_useful_are_one_line(ben: Member, answer: Answer, told: Told) -> None:
    for n in range(12):
        actions.vote(answer, by=join(handle=f"voter{n}x"), value=1)

    assert told(ben) == [("votes", None)]
    assert useful(ben).count == 12


def test_who_did_not_find_it_useful_is_not_told(ada: Member, ben: Member, answer: Answer, told: Told) -> None:
    actions.vote(answer, by=ada, value=-1)

    assert told(ben) == []


def test_a_vote_taken_back_no_longer_counts_and_the_last_one_takes_the_line_along(
    ada: Member, ben: Member, dan: Member, answer: Answer, told: Told
) -> None:
    actions.vote(answer, by=ada, value=1)
    actions.vote(answer, by=dan, value=1)
    assert useful(ben).count == 2

    actions.withdraw_vote(answer, by=dan)
    assert useful(ben).count == 1

    actions.vote(answer, by=ada, value=-1)
    assert told(ben) == []
    ben.refresh_from_db()
    assert ben.unread == 0


def test_a_new_vote_makes_a_line_that_was_read_news_again(
    ada: Member, ben: Member, dan: Member, answer: Answer
) -> None:
    actions.vote(answer, by=ada, value=1)
    first = useful(ben)
    reading.mark_read(first, by=ben)
    actions.withdraw_vote(answer, by=ada)
    actions.vote(answer, by=dan, value=1)

    again = useful(ben)

    assert again.entry == first.entry
    assert again.read_at is None
    actions.withdraw_vote(answer, by=dan)
    follow.run("notifications.page")
    assert not Notification.objects.filter(kind="votes").exists()
