"""Who voted in a poll, and who asked, hears of its end: once, however it ended."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from groundswell.derived.notifications.models import Notification
from groundswell.derived.notifications.wishes import Wishes
from groundswell.features.discussions import actions
from groundswell.features.discussions.actions import PollText
from groundswell.features.discussions.actions.ending import LATE
from groundswell.features.discussions.models import Poll, Space
from groundswell.features.discussions.tests.test_polls import begun, options
from groundswell.log import clock, follow
from groundswell.log.models import LogEntry
from groundswell.members.models import Member

Told = Callable[[], list[str]]
WEEK = PollText(question="Which bag?", options=("The blue one", "The old one"), days=7)


@pytest.fixture
def told() -> Told:
    def who() -> list[str]:
        follow.run_all()
        notes = Notification.objects.filter(kind="poll_ended").order_by("member__handle")
        return list(notes.values_list("member__handle", flat=True))

    return who


def test_at_its_end_voters_and_author_hear_of_the_result_once(
    lounge: Space, ada: Member, ben: Member, eve: Member, dan: Member, told: Told, client: Client
) -> None:
    poll = begun(ada, lounge, WEEK)
    actions.cast_ballot(poll, options(poll)[:1], by=ben)
    actions.cast_ballot(poll, options(poll)[:1], by=eve)
    actions.take_back_ballot(poll, by=eve)
    assert (actions.tell_ended(), told()) == (0, [])

    with clock.standing_at(clock.now() + timedelta(days=7, minutes=1)):
        assert (actions.tell_ended(), told()) == (1, ["ada", "ben"])
        assert (actions.tell_ended(), told()) == (0, ["ada", "ben"])
        client.force_login(ben)
        page = client.get("/notifications/").content.decode()
    assert "The poll in" in page
    assert "A matter to vote on" in page
    assert Wishes().tells("mail", "poll_ended")


def test_a_poll_without_an_end_is_over_when_its_discussion_is_closed(
    lounge: Space, ada: Member, ben: Member, mia: Member, told: Told
) -> None:
    poll = begun(ada, lounge)
    actions.cast_ballot(poll, options(poll)[:1], by=ben)
    actions.close_discussion(poll.discussion, by=mia, reason="Decided.")
    actions.tell_ended()
    assert told() == ["ada", "ben"]

    poll.discussion.refresh_from_db()
    actions.reopen_discussion(poll.discussion, by=mia, reason="Not quite.")
    actions.close_discussion(poll.discussion, by=mia, reason="Decided again.")
    actions.tell_ended()
    assert told() == ["ada", "ben"]


def test_a_killed_worker_tells_all_of_it_the_next_time(
    lounge: Space, ada: Member, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(ada, lounge, WEEK)
    with clock.standing_at(clock.now() + timedelta(days=8)):
        with monkeypatch.context() as patch:
            patch.setattr("groundswell.features.discussions.actions.ending.record", killed)
            with pytest.raises(KeyboardInterrupt):
                actions.tell_ended()
        assert Poll.objects.get().told_at is None
        actions.tell_ended()
    assert told() == ["ada"]


def killed(*_what: object, **_more: object) -> None:
    raise KeyboardInterrupt


def test_what_ended_long_ago_is_no_news_and_what_was_deleted_none_yet(
    lounge: Space, ada: Member, ben: Member, mia: Member, told: Told
) -> None:
    old, gone = begun(ada, lounge, WEEK), begun(ben, lounge, WEEK)
    actions.delete_discussion(gone.discussion, by=mia, reason="Spam")
    with clock.standing_at(clock.now() + timedelta(days=7) + LATE):
        assert (actions.tell_ended(), told()) == (1, [])
        assert LogEntry.objects.filter(name="discussions.poll_ended").count() == 0
    old.refresh_from_db()
    assert old.told_at is not None


def test_who_muted_the_discussion_hears_nothing(lounge: Space, ada: Member, ben: Member, told: Told) -> None:
    poll = begun(ada, lounge, WEEK)
    actions.cast_ballot(poll, options(poll)[:1], by=ben)
    actions.mute("discussion", poll.discussion_id, by=ben)
    with clock.standing_at(clock.now() + timedelta(days=8)):
        actions.tell_ended()
    assert told() == ["ada"]
