"""Polls: one vote each, changed until the end; results and names for whom it was said before."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from conftest import person
from groundswell.features.discussions import actions
from groundswell.features.discussions.actions import BlogText, PollText, SpaceText
from groundswell.features.discussions.models import Ballot, Discussion, Poll, PollOption, Space
from groundswell.features.discussions.queries.polls import poll_of
from groundswell.log import clock
from groundswell.log.models import LogEntry
from groundswell.members.groups.readers import Readers
from groundswell.members.keys import make_key
from groundswell.members.models import Member
from groundswell.members.personal import forget
from groundswell.members.rules import Invalid, Refused

BAG = PollText(question="Which bag?", options=("The blue one", "The old one", "None"))


def begun(by: Member, space: Space, said: PollText = BAG, body: str = "") -> Poll:
    talk = actions.begin_discussion(by=by, space=space, title="A matter to vote on", body=body, poll=said)
    return Poll.objects.select_related("discussion__space", "discussion__voice").get(discussion=talk)


def options(poll: Poll) -> list[int]:
    return list(poll.options.values_list("pk", flat=True))


def seen(poll: Poll, viewer: Member) -> list[int | None]:
    row = poll_of(Discussion.objects.select_related("space").get(pk=poll.discussion_id), viewer)
    assert row is not None
    return [option.votes for option in row.options]


def test_a_vote_is_one_and_may_be_another_until_the_end(lounge: Space, ada: Member, ben: Member, eve: Member) -> None:
    poll = begun(ada, lounge)
    blue, old, none = options(poll)
    assert seen(poll, ben) == [None, None, None]
    for choice in (blue, blue, old):
        actions.cast_ballot(poll, [choice], by=ben)
    actions.cast_ballot(poll, [old], by=eve)

    assert seen(poll, ben) == [0, 2, 0]
    assert LogEntry.objects.filter(name="discussions.ballot_cast").count() == 3
    actions.take_back_ballot(poll, by=eve)
    poll.refresh_from_db()
    assert (poll.voters, seen(poll, ben), seen(poll, eve)) == (1, [0, 1, 0], [None, None, None])
    with pytest.raises(Invalid):
        actions.cast_ballot(poll, [blue, none], by=ben)
    with pytest.raises(Invalid):
        actions.cast_ballot(poll, [options(begun(eve, lounge))[0]], by=ben)
    actions.close_discussion(poll.discussion, by=Member.objects.get(handle="mia"), reason="Decided.")
    with pytest.raises(Refused):
        actions.cast_ballot(poll, [none], by=ben)
    assert seen(poll, eve) == [0, 1, 0]


def test_the_database_itself_takes_one_ballot_each(lounge: Space, ada: Member) -> None:
    poll = begun(ada, lounge)
    Ballot.objects.create(poll=poll, member=ada, options=options(poll)[:1])
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(poll=poll, member=ada, options=options(poll)[1:])


def test_a_result_that_is_kept_for_the_end_is_seen_then(lounge: Space, ada: Member, ben: Member) -> None:
    with pytest.raises(Invalid):
        begun(ada, lounge, PollText(question="When?", options=("Now", "Later"), results="end"))
    poll = begun(ada, lounge, PollText(question="When?", options=("Now", "Later"), results="end", days=7))
    actions.cast_ballot(poll, options(poll)[:1], by=ben)
    assert seen(poll, ben) == [None, None]
    with clock.standing_at(clock.now() + timedelta(days=7, minutes=1)):
        assert seen(poll, ben) == [1, 0]
        with pytest.raises(Refused):
            actions.cast_ballot(poll, options(poll)[1:], by=ben)


def test_names_are_shown_and_logged_only_where_that_was_said_before(
    lounge: Space, ada: Member, ben: Member, client: Client
) -> None:
    secret = begun(ada, lounge)
    named = begun(ada, lounge, PollText(question="Who comes?", options=("I", "Not I"), named=True, several=True))
    client.force_login(ben)
    for poll, said in ((secret, "Nobody sees who chose what."), (named, "Everybody sees who chose what.")):
        address = poll.discussion.get_absolute_url()
        assert said in client.get(address).content.decode()
        client.post(f"/do/poll/{poll.pk}/", {"option": options(poll)[:1]})
    client.force_login(ada)
    for poll in (secret, named):
        client.post(f"/do/poll/{poll.pk}/", {"option": options(poll)[1:2]})
    kept = [
        entry["options"]
        for entry in LogEntry.objects.filter(name="discussions.ballot_cast")
        .order_by("position")
        .values_list("data", flat=True)
    ]

    assert kept == [[], options(named)[:1], [], options(named)[1:]]
    assert "poll-people" in client.get(named.discussion.get_absolute_url()).content.decode()
    assert "poll-people" not in client.get(secret.discussion.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "said",
    [
        {"question": " ", "options": ("a", "b")}, {"question": "Well?", "options": ("a", " ")}, {"question": "Well?", "options": ("a", "A")},
        {"question": "Well?", "options": tuple("abcdefghijklm")}, {"question": "Well?", "options": ("a", "b" * 121)},
        {"question": "Well?", "options": ("a", "b"), "days": 999}, {"question": "Well?", "options": ("a", "b"), "results": "never"},
    ],
)  # fmt: skip
def test_a_poll_that_nobody_could_vote_in_is_refused(said: dict[str, Any], lounge: Space, ada: Member) -> None:
    with pytest.raises(Invalid):
        begun(ada, lounge, PollText(**said))
    assert not Discussion.objects.exists()


def test_who_may_not_read_it_does_not_vote(
    lounge: Space, ada: Member, eve: Member, mia: Member, client: Client
) -> None:
    poll = begun(ada, lounge)
    actions.set_audience(lounge, Readers(level=2), by=mia)
    client.force_login(eve)
    assert client.post(f"/do/poll/{poll.pk}/", {"option": options(poll)[:1]}).status_code == 404
    with pytest.raises(Discussion.DoesNotExist):
        actions.cast_ballot(poll, options(poll)[:1], by=eve)


def test_a_poll_comes_with_a_blog_post_and_over_the_api(lounge: Space, ada: Member, ben: Member, cleo: Member) -> None:
    said = BlogText(title="Which bag I took", body="Guess.", space=lounge, poll=BAG)
    draft = actions.save_draft(None, said, by=ada)
    actions.submit_draft(draft, by=ada)
    assert not Poll.objects.exists()
    post = actions.approve_draft(draft, by=cleo)
    poll = Poll.objects.get(discussion=post)
    _key, key = make_key(by=ben, name="k", scopes=["read", "write"])
    headers = {"Authorization": f"Bearer {key}"}
    chosen = {"options": options(poll)[:1]}
    voted = Client().put(f"/api/v1/polls/{poll.pk}/ballot", chosen, "application/json", headers=headers).json()

    first = voted["poll"]["options"][0]
    assert (first["text"], first["votes"], first["share"]) == ("The blue one", 1, 100)
    assert Client().get(f"/api/v1/discussions/{post.pk}").json()["poll"]["options"][0]["votes"] is None
    sent = {"space": "lounge", "title": "Another one to vote on", "poll": {"question": "So?", "options": ["Yes", "No"]}}
    made = Client().post("/api/v1/discussions", sent, "application/json", headers=headers)
    assert made.status_code == 201 and made.json()["poll"]["question"] == "So?"


def test_its_words_go_with_who_takes_all_texts_along(lounge: Space, ada: Member, ben: Member) -> None:
    poll = begun(ada, lounge)
    actions.cast_ballot(poll, options(poll)[:1], by=ben)
    forget(ada, keep_texts=False)
    poll.refresh_from_db()
    assert (poll.question, poll.voters) == ("…", 1)
    assert set(PollOption.objects.values_list("text", flat=True)) == {"…"}


class Counting(TestCase):
    """However people vote, change and take back: what is shown is what the ballots say."""

    @settings(max_examples=12, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 2), st.sets(st.integers(0, 2), max_size=3)), max_size=8))
    def test_the_figures_are_those_of_the_ballots(self, deeds: list[tuple[int, set[int]]]) -> None:
        mia = person("mia", "Mia", "manager")
        space = actions.make_space(SpaceText(name={"en": "Lounge"}), by=mia)
        poll = begun(mia, space, PollText(question="Which?", options=("a", "b", "c"), several=True))
        people = [person(f"p{n}_x", f"P {n}") for n in range(3)]
        known, ballots = options(poll), dict[int, set[int]]()
        for who, chosen in deeds:
            if chosen:
                actions.cast_ballot(poll, [known[one] for one in chosen], by=people[who])
                ballots[who] = chosen
            else:
                actions.take_back_ballot(poll, by=people[who])
                ballots.pop(who, None)
        poll.refresh_from_db()
        assert poll.voters == len(ballots)
        votes = list(poll.options.values_list("votes", flat=True))
        assert votes == [sum(n in chosen for chosen in ballots.values()) for n in range(3)]
