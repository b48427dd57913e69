"""A dump arrives as a community: its people, texts, votes and their history."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from groundswell.derived.notifications.models import Notification
from groundswell.events import event_named
from groundswell.features.support.actions import vote
from groundswell.features.support.models import Answer, Comment, FormerVote, Link, Question, Tag, Topic
from groundswell.log.models import LogEntry
from groundswell.members.models import Honour, Member
from groundswell.members.rules import Invalid
from groundswell.work.importing.report import Report
from groundswell.work.importing.tests.conftest import Dump, line, reasons

Imported = Callable[..., Report]


def told() -> list[str]:
    return [name.partition(".")[2] for name in LogEntry.objects.order_by("position").values_list("name", flat=True)]


def test_a_question_arrives_with_its_answers_comments_votes_and_solution(imported: Imported) -> None:
    imported()

    question = Question.objects.select_related("voice", "asker", "topic").get()
    assert question.voice.title == "Which yeast for a stout?"
    assert question.voice.html == "<p>I brew at home.</p>"
    assert (question.voice.origin, question.voice.markup) == ("stackexchange:beer", "html")
    assert question.tags == ["yeast", "stout"]
    assert question.topic.slug == "beer"
    assert (question.answer_count, question.views) == (2, 70)
    assert question.asked_at == datetime(2014, 1, 2, 10, tzinfo=UTC)
    answer = Answer.objects.get(source_id=11)
    assert (answer.ups, answer.downs, answer.author.name) == (2, 1, "Hugo")
    assert question.solution == answer
    assert Comment.objects.get().answer == answer


def test_people_arrive_unclaimed_and_cannot_sign_in_until_they_claim_the_account(imported: Imported) -> None:
    imported()

    greta = Member.objects.get(source_id=1)
    assert (greta.handle, greta.name, greta.about) == ("greta-malt", "Greta Malt", "I brew.")
    assert (greta.claimed, greta.email, greta.has_usable_password()) == (False, None, False)
    assert Honour.objects.get().member.name == "Hugo"


def test_authors_whose_account_is_gone_keep_the_name_they_wrote_under(dump: Dump, imported: Imported) -> None:
    dump.comment(2, 10, by=None, UserDisplayName="Ivo")
    dump.comment(3, 10, by=77)

    report = imported()

    assert report.former_authors == 2
    ivo = Answer.objects.get(source_id=12).author
    assert (ivo.name, ivo.claimed) == ("Ivo", False)
    assert Comment.objects.get(source_id=2).author == ivo
    assert Comment.objects.get(source_id=3).author.name == "user77"


def test_the_history_is_recorded_in_the_order_in_which_it_happened(imported: Imported) -> None:
    imported()

    joined = ["member_joined"] * 3
    assert told() == [
        *joined, "question_asked", "member_joined", "answer_posted", "answer_posted",
        "vote_cast", "vote_cast", "vote_cast", "answer_accepted", "comment_posted",
    ]  # fmt: skip
    times = list(LogEntry.objects.order_by("position").values_list("at", flat=True))
    assert times == sorted(times)


def test_every_event_says_where_it_comes_from_and_is_whole(dump: Dump, imported: Imported) -> None:
    dump.question(20, by=2, ClosedDate="2014-01-09T10:00:00")
    imported()

    assert "question_closed" in told()
    for name, data in LogEntry.objects.values_list("name", "data"):
        event = event_named(name).load(data)
        assert event.data() == data
        assert data.get("origin", "stackexchange:beer") == "stackexchange:beer"


def test_nobody_is_told_of_what_happened_there(imported: Imported) -> None:
    imported()

    assert not Notification.objects.exists()
    assert not Member.objects.exclude(unread=0).exists()


def test_reputation_follows_from_the_imported_votes(imported: Imported) -> None:
    report = imported()

    assert Member.objects.get(name="Hugo").reputation == 10 + 10 - 2 + 15
    assert report.reputation is not None
    assert sum(cause.points for cause in report.reputation.rules) == report.reputation.theirs - report.reputation.ours
    assert sum(cause.points for cause in report.reputation.missing) == report.reputation.dump - report.reputation.theirs


def test_a_vote_cast_here_is_added_to_the_imported_ones(ada: Member, imported: Imported) -> None:
    imported()
    answer = Answer.objects.get(source_id=11)

    vote(answer, by=ada, value=1)

    answer.refresh_from_db()
    assert (answer.ups, answer.downs) == (3, 1)


def test_a_vote_does_not_come_before_what_it_is_on(dump: Dump, imported: Imported) -> None:
    """Dumps know only the day of a vote."""
    dump.vote(9, 10, at=2)
    imported()

    assert FormerVote.objects.get(source_id=9).at == Question.objects.get().asked_at


def test_the_second_run_imports_nothing_and_says_so(imported: Imported) -> None:
    first = imported()
    events = told()

    second = imported()

    assert first.imported == sum(line.read for line in first.lines)
    assert second.imported == 0
    assert [(x.what, x.already) for x in second.lines] == [(x.what, x.imported) for x in first.lines]
    assert told() == events


def test_a_newer_dump_adds_what_is_new(dump: Dump, imported: Imported) -> None:
    imported()
    dump.user(3, "Jo")
    dump.answer(13, to=10, by=3, at=20)
    dump.vote(8, 12)

    report = imported()

    assert report.imported == 3
    question = Question.objects.get()
    assert (question.answer_count, question.answers.get(source_id=12).ups) == (3, 1)
    assert told()[-3:] == ["member_joined", "vote_cast", "answer_posted"]


def test_what_was_decided_here_since_is_not_undone_by_a_newer_dump(
    dump: Dump, imported: Imported, cleo: Member
) -> None:
    from groundswell.features.support.actions import revoke_solution

    imported()
    revoke_solution(Question.objects.get(), by=cleo, reason="It does not help.")

    imported()

    assert Question.objects.get().solution is None


def test_tags_come_in_both_forms_and_with_their_description(dump: Dump, imported: Imported) -> None:
    dump.question(20, by=1, Tags="|pale-ale|c++|")
    dump.tag(2, "c++", ExcerptPostId=21)
    dump.add("Posts", Id=21, PostTypeId=4, Body="Not a beer.", CreationDate="2014-01-02")

    report = imported()

    assert Question.objects.get(source_id=20).tags == ["pale-ale", "c++"]
    assert Tag.objects.get(name="c++").about == "Not a beer."
    assert set(Tag.objects.values_list("name", "uses")) == {("yeast", 1), ("stout", 1), ("pale-ale", 1), ("c++", 1)}
    assert line(report, "tag descriptions").imported == 1


def test_links_are_kept_and_a_repeated_question_is_closed(dump: Dump, imported: Imported) -> None:
    dump.question(20, by=2, ClosedDate="2014-01-09T10:00:00")
    dump.link(1, 20, 10, kind=3)
    dump.link(2, 11, 20)

    imported()

    repeated = Question.objects.get(source_id=20)
    assert (repeated.closed_as, repeated.duplicate_of) == ("duplicate", Question.objects.get(source_id=10))
    assert set(Link.objects.values_list("kind", "other__source_id")) == {("duplicate", 10), ("related", 20)}


def test_a_script_in_a_post_is_gone_and_a_foreign_picture_is_a_link(dump: Dump, imported: Imported) -> None:
    body = (
        '<h1>Look</h1><script>alert(1)</script><p onclick="x()"><img src="https://i.example/a.png" alt="a glass"></p>'
    )
    dump.question(20, by=1, Body=body, Title="<script>alert(1)</script> & more")
    imported()

    voice = Question.objects.get(source_id=20).voice
    assert voice.html == (
        '<h2>Look</h2><p><a href="https://i.example/a.png" rel="nofollow ugc noopener">a glass</a></p>'
    )
    page = Client().get(Question.objects.get(source_id=20).get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/questions/10", "question"), ("/questions/10/which-yeast", "question"), ("/q/10", "question"),
        ("/q/10/2", "question"), ("/a/11", "answer"), ("/a/11/2", "answer"), ("/questions/10/which-yeast/11", "answer"), ("/users/1", "greta"),
        ("/users/1/greta-malt", "greta"),
    ],
)  # fmt: skip
def test_addresses_of_the_old_site_lead_here(imported: Imported, client: Client, old: str, new: str) -> None:
    imported()
    places: dict[str, Any] = {
        "question": Question.objects.get(),
        "answer": Answer.objects.get(source_id=11),
        "greta": Member.objects.get(source_id=1),
    }

    response = client.get(old)

    assert response.status_code == 301
    assert response["Location"] == places[new].get_absolute_url()


def test_an_old_address_of_nothing_is_not_found(imported: Imported, client: Client) -> None:
    imported()

    for path in ("/questions/99999", "/a/99999", "/q/99999", "/users/99999"):
        assert client.get(path).status_code == 404


def test_questions_go_into_the_topic_that_was_named(db: None, imported: Imported) -> None:
    brewing = Topic.objects.create(slug="brewing", name={"en": "Brewing"})

    with pytest.raises(Invalid, match=r"There is no topic called wine. There are: brewing"):
        imported(topic="wine")
    imported(topic="brewing")

    assert Question.objects.get().topic == brewing


def test_two_sites_keep_apart_what_has_the_same_number(dump: Dump, imported: Imported) -> None:
    imported()
    imported(site="wine")

    assert Question.objects.filter(source_id=10).count() == 2
    assert sorted(Member.objects.filter(source_id=2).values_list("handle", flat=True)) == ["hugo", "hugo-2"]


def test_without_votes_the_score_of_the_dump_counts(dump: Dump, imported: Imported) -> None:
    dump.rows.pop("Votes.xml")

    report = imported()

    assert Answer.objects.get(source_id=11).score == 1
    assert Question.objects.get().solution == Answer.objects.get(source_id=11)
    assert report.absent == ["Votes.xml", "PostLinks.xml"]


def test_the_numbers_of_the_reconciliation_add_up(dump: Dump, imported: Imported) -> None:
    dump.vote(20, 11, kind=5)
    dump.vote(21, 99)

    report = imported()

    for one in report.lines:
        assert one.read == one.imported + one.already + one.left_out
        assert one.left_out == sum(reason.count for reason in one.reasons)
    assert reasons(report, "other votes") == {"no vote on quality: favourite": 1}
    assert reasons(report, "up votes") == {"on a post that is not in the dump": 1}
