"""What was read stays read, whatever is rebuilt."""

from collections.abc import Callable

import pytest

from groundswell.derived.notifications import reading
from groundswell.derived.notifications.models import Gone, Interest, Notification, Seen, Thread, Upvote
from groundswell.derived.notifications.tests.conftest import everything
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Kind
from groundswell.log import follow
from groundswell.members.models import Member

Told = Callable[[Member], list[tuple[str, int | None]]]


@pytest.fixture
def busy(ada: Member, ben: Member, cleo: Member, dan: Member, answer: Answer) -> Answer:
    """A day with something of each."""
    actions.follow(Kind.MEMBER, ada.pk, by=dan)
    actions.comment_on(answer, by=dan, body="Works, @cleo.")
    actions.vote(answer, by=ada, value=1)
    actions.vote(answer, by=dan, value=1)
    actions.withdraw_vote(answer, by=dan)
    actions.give_thanks(answer, by=ada)
    actions.accept_answer(answer, by=ada)
    other = actions.ask_question(by=ada, title="And in the cellar?", body="Down there too.")
    gone = actions.answer_question(other, by=ben, body="Buy a new phone.")
    actions.delete_answer(gone, by=cleo, reason="An advertisement")
    actions.unfollow(Kind.MEMBER, ada.pk, by=dan)
    actions.ask_question(by=ada, title="And on the roof?", body="Up there too.")
    follow.run("notifications.page")
    return answer


def test_running_again_changes_nothing_and_rebuilding_gives_the_same_with_what_was_read(
    ada: Member, ben: Member, busy: Answer
) -> None:
    reading.mark_read(Notification.objects.get(member=ben, kind="votes"), by=ben)
    reading.mark_all_read(by=ada)
    before = everything()
    assert Seen.objects.count() == 2

    assert follow.run("notifications.page") == 0
    follow.rebuild("notifications.page")

    assert everything() == before


def test_event_by_event_gives_the_same_as_all_at_once(busy: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = (Interest, Thread, Upvote, Gone)
    before = [everything(), *(sorted(map(str, table.objects.all())) for table in tables)]
    assert all(before)

    monkeypatch.setattr(follow, "BATCH", 1)
    follow.rebuild("notifications.page")

    assert [everything(), *(sorted(map(str, table.objects.all())) for table in tables)] == before


def test_the_bell_counts_what_is_unread(ada: Member, ben: Member, busy: Answer) -> None:
    ben.refresh_from_db()
    assert ben.unread == Notification.objects.filter(member=ben, hidden=False).count() > 3

    reading.mark_read(Notification.objects.filter(member=ben, hidden=False)[0], by=ben)
    was = ben.unread
    ben.refresh_from_db()
    assert ben.unread == was - 1

    reading.mark_all_read(by=ben)
    ben.refresh_from_db()
    assert ben.unread == 0


def test_what_came_later_stays_unread(ben: Member, busy: Answer) -> None:
    first, *later = Notification.objects.filter(member=ben, hidden=False).order_by("at", "pk")
    reading.mark_all_read(by=ben, until=first.at)

    read = Notification.objects.filter(member=ben, hidden=False, at__lte=first.at)
    assert not read.filter(read_at=None).exists()
    ben.refresh_from_db()
    assert 0 < ben.unread == 1 + len(later) - read.count()


def test_what_is_switched_off_does_not_count_and_is_no_news_when_it_is_switched_on_again(
    ben: Member, busy: Answer
) -> None:
    reading.mark_all_read(by=ben)
    reading.choose({"votes": False}, by=ben)
    actions.vote(busy, by=Member.objects.get(handle="cleo"), value=1)
    follow.run("notifications.page")
    ben.refresh_from_db()
    assert (ben.unread, ben.settings["notifications"]) == (0, {"votes": False})

    reading.choose({"votes": True}, by=ben)
    ben.refresh_from_db()
    assert (ben.unread, ben.settings["notifications"]) == (0, {})
