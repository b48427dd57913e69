"""What waits before it appears, limits of newcomers, word rules, slow mode, and the score that decisions teach."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from groundswell.features.support.actions import answer_question, ask_question, comment_on
from groundswell.features.support.models import Answer, Question, Topic
from groundswell.log import clock
from groundswell.members.models import Member
from groundswell.members.rules import Refused, TooOften
from groundswell.moderation import actions, guard
from groundswell.moderation.guard import Waits
from groundswell.moderation.kinds import Subject, find
from groundswell.moderation.models import Held, Item, WordRule
from groundswell.moderation.queries.trying import trial
from groundswell.moderation.tests.people import person

LINKS = "See https://a.example and https://b.example/x and https://c.example."
pytestmark = pytest.mark.usefixtures("rules_as_shipped")


@pytest.fixture
def ben(ben: Member) -> Member:
    """Has been here for long."""
    ben.joined = clock.now() - timedelta(days=100)
    ben.save(update_fields=["joined"])
    return ben


@pytest.fixture
def eve(eve: Member) -> Member:
    eve.joined = clock.now() - timedelta(days=100)
    eve.save(update_fields=["joined"])
    return eve


@pytest.fixture
def newcomer(db: None) -> Member:
    return person("nora", "Nora")


def test_three_links_of_a_newcomer_wait_and_appear_once_somebody_has_looked(
    newcomer: Member, calling: Topic, cleo: Member
) -> None:
    with pytest.raises(Waits) as waiting:
        ask_question(by=newcomer, title="Which of these is yours?", body=LINKS, topic=calling, tags=["links"])
    assert not Question.objects.exists()
    item = Item.objects.get(what="held")
    assert item.because == [{"rule": "links", "count": 3, "most": 2}]

    actions.decide_held(item, by=cleo, publish=True)

    question, held = Question.objects.get(), Held.objects.get()
    assert (question.asker, question.tags, question.voice.source) == (newcomer, ["links"], LINKS)
    assert (held.pk, held.state, held.body) == (waiting.value.held.pk, "published", "")


def test_what_is_not_published_says_why_to_its_author(newcomer: Member, calling: Topic, cleo: Member) -> None:
    with pytest.raises(Waits):
        ask_question(by=newcomer, title="Which of these is yours?", body=LINKS, topic=calling)

    actions.decide_held(Item.objects.get(), by=cleo, publish=False, ground="spam")

    decision = newcomer.decisions.get()
    assert (decision.deed, decision.ground, Held.objects.get().state) == ("refused", "spam", "refused")
    assert decision.reason.startswith("It advertises")


def test_answers_and_comments_wait_too_and_sending_twice_keeps_one(
    newcomer: Member, question: Question, cleo: Member
) -> None:
    once = uuid4()
    actions.set_numbers({"newcomer_waiting": 5}, by=person_who_manages())
    for _time in range(2):
        with pytest.raises(Waits):
            answer_question(question, by=newcomer, body=LINKS, once=once)
    with pytest.raises(Waits):
        comment_on(question, by=newcomer, body=LINKS)
    assert Held.objects.count() == 2

    for item in Item.objects.filter(what="held"):
        actions.decide_held(item, by=cleo, publish=True)

    assert Answer.objects.get().author == newcomer
    assert question.comments.get().author == newcomer


def person_who_manages() -> Member:
    from groundswell.members.actions import change_role

    manager = person("morgan", "Morgan")
    change_role(manager, "manager", by=None)
    return manager


def test_while_something_waits_a_newcomer_posts_nothing_else(newcomer: Member, calling: Topic) -> None:
    with pytest.raises(Waits):
        ask_question(by=newcomer, title="Which of these is yours?", body=LINKS, topic=calling)
    with pytest.raises(Refused, match="waits for a look already"):
        ask_question(by=newcomer, title="And another thing", body="Nothing special here.", topic=calling)


def test_three_questions_on_the_first_day(newcomer: Member, calling: Topic) -> None:
    for number in range(3):
        ask_question(by=newcomer, title=f"Question number {number}", body="What about it, please?", topic=calling)
    with pytest.raises(Refused, match="On your first day you can ask 3 questions"):
        ask_question(by=newcomer, title="Question number four", body="What about it, please?", topic=calling)

    with clock.standing_at(clock.now() + timedelta(days=1, minutes=1)):
        ask_question(by=newcomer, title="Question number four", body="What about it, please?", topic=calling)


def test_the_page_says_that_it_waits(newcomer: Member, calling: Topic, client: Client) -> None:
    client.force_login(newcomer)
    typed = {"title": "Which of these is yours?", "body": LINKS, "topic": "calling"}

    page = client.post("/questions/ask/", typed, follow=True).content.decode()

    assert "Somebody looks at what you wrote before it appears" in page
    assert "Waits for a look" in page


@pytest.mark.parametrize(
    ("kind", "rule", "text", "found"),
    [
        ("word", "free crypto", "Get FREE  crypto!", True),
        ("word", "ass", "The class was full", False),
        ("word", "größe", "Welche Größe?", True),
        ("link", "spam.example", "https://www.spam.example/x", True),
        ("link", "spam.example", "https://deep.spam.example", True),
        ("link", "spam.example", "https://notspam.example", False),
    ],
)
def test_a_rule_finds_whole_words_and_domains(kind: str, rule: str, text: str, found: bool) -> None:
    assert guard.matches(WordRule(kind=kind, text=rule), text) is found


def test_a_word_rule_refuses_holds_or_only_looks(question: Question, ben: Member, cleo: Member) -> None:
    actions.add_word(by=cleo, kind="word", text="jailbreak", act="refuse", why="We do not help with that here.")
    actions.add_word(by=cleo, kind="word", text="casino", act="hold")
    actions.add_word(by=cleo, kind="link", text="shop.example", act="flag")

    with pytest.raises(Refused, match="We do not help with that here"):
        answer_question(question, by=ben, body="Just Jailbreak it.")
    with pytest.raises(Waits):
        answer_question(question, by=ben, body="Like in a casino.")
    answer = answer_question(question, by=ben, body="Bought at https://shop.example/lift")

    assert Item.objects.get(what="flags").subject == answer.pk
    actions.remove_word(WordRule.objects.get(text="jailbreak"), by=cleo)
    assert answer_question(question, by=ben, body="Just Jailbreak it.").pk


def test_a_rule_is_tried_over_past_texts_before_it_holds(question: Question, ben: Member, cleo: Member) -> None:
    answer_question(question, by=ben, body="The lift of the casino has none either.")

    tried = trial(WordRule(kind="word", text="casino"))

    assert (tried.looked_at, tried.found, tried.fine) == (2, 1, 1)
    assert not WordRule.objects.exists()


def test_in_slow_mode_everybody_waits_but_the_team(
    question: Question, ben: Member, cleo: Member, calling: Topic
) -> None:
    actions.set_pace(f"topic:{calling.pk}", by=cleo, seconds=600)
    answer_question(question, by=ben, body="Turn on Wi-Fi calling.")

    with pytest.raises(TooOften, match="everybody waits a little"):
        comment_on(question, by=ben, body="In the settings.")
    for number in range(2):
        comment_on(question, by=cleo, body=f"Calm down, {number}.")

    with clock.standing_at(clock.now() + timedelta(minutes=11)):
        comment_on(question, by=ben, body="In the settings.")


def test_decisions_teach_what_spam_looks_like_here(
    question: Question, ben: Member, eve: Member, cleo: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "KEPT_FOR", -1.0)
    guard.forget_model()
    with clock.standing_at(clock.now() - timedelta(days=9)):
        for number in range(25):
            with clock.standing_at(clock.now() + timedelta(hours=number)):
                answer_question(question, by=ben, body=f"Restart the phone and look for the network, step {number}.")
                bad = answer_question(question, by=eve, body=f"Cheap followers and casino bonus, offer {number}!")
                actions.hide_text(actions_subject(bad), by=cleo, ground="spam")
    assert actions.learn_spam() is not None

    with pytest.raises(Waits) as waiting:
        answer_question(question, by=ben, body="Casino bonus and cheap followers for everybody!")
    assert waiting.value.held.because[0]["rule"] == "spam"
    assert "casino" in " ".join(waiting.value.held.because[0]["words"])
    assert answer_question(question, by=ben, body="Look for the network by hand.").pk


def actions_subject(answer: Answer) -> Subject:

    found = find("answer", answer.pk)
    assert found is not None
    return found


def test_without_decisions_there_is_no_score(question: Question, ben: Member) -> None:
    assert actions.learn_spam() is None
