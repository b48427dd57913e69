"""Rule sets as people write them: what is refused, and why; and what the rules say in words."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import translation

from groundswell.events import Event, event
from groundswell.features.rewards.earning.reading import read, starter
from groundswell.features.rewards.earning.words import sentences
from groundswell.members.rules import Invalid

VOTES = {"name": "votes", "when": "support.vote_cast", "who": "author", "points": 10, "pool": "help"}


def one(**changes: Any) -> str:
    rule = {key: value for key, value in {**VOTES, **changes}.items() if value is not None}
    return json.dumps({"name": "test", "rules": [rule]})


@pytest.fixture
def reviews() -> Iterator[str]:
    """An event about a review, as a shop will have it."""

    @dataclass(frozen=True, kw_only=True)
    class ReviewShown(Event):
        """For these tests."""

        name = "tests.review_shown"
        review: int
        author: int
        site: str
        stars: int

    yield ReviewShown.name
    del event._catalogue[ReviewShown.name]


def test_what_is_read_is_what_was_written() -> None:
    (rule,) = read(one(where={"value": 1, "on": ["answer", "question"]}, per_day=5, hold_days=0, over="subject")).rules

    assert rule.where == {"value": (1,), "on": ("answer", "question")}
    assert (rule.per_day, rule.hold_days, rule.amount.points, rule.amount.over, rule.first) == (
        5,
        0,
        10,
        "subject",
        None,
    )
    assert read(one()).rules[0].hold_days == 14


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"when": "support.vote_bought"}, "“votes” waits for “support.vote_bought”, which is no event."),
        ({"where": {"colour": "red"}}, "“votes” reads “colour”, but support.vote_cast has only: author, on, origin, question, subject, value"),
        ({"who": "asker"}, "“votes” reads “asker”, but support.vote_cast"),
        ({"who": "question"}, "“votes” gives points to “question”, which is nobody."),
        ({"over": "thing"}, "“votes” reads “thing”"),
        ({"points": 1.5}, "“points” is a whole number from 1 to 100000, not 1.5."),
        ({"points": -3}, "not -3"),
        ({"points": True}, "not True"),
        ({"points": None}, "“votes” does not say how many points it gives."),
        ({"hold_days": 400}, "“hold_days” is a whole number from 0 to 365, not 400."),
        ({"per_day": 0}, "“per_day” is a whole number"),
        ({"perday": 3}, "Nobody knows what “perday” means in “votes”."),
        ({"name": "Votes!"}, "A name has small letters"),
        ({"pool": None}, "A name has small letters"),
        ({"by": "on"}, "has either “by” with “values”, or “over”"),
        ({"by": "on", "values": {"answer": 0}}, "“answer” is a whole number"),
        ({"where": {"value": 1.5}}, "compares “value” with something that is no word or number"),
        ({"where": {"value": []}}, "compares “value”"),
        ({"where": [1]}, "conditions of “votes”"),
        ({"level_from": 5}, "“level_from” is a whole number from 1 to 4, not 5."),
        ({"level_from": 3, "level_below": 3}, "“votes” would pay nobody: “level_from” is not below “level_below”."),
        ({"days_from": 90, "newcomer_days": 30}, "“votes” would pay nobody: “days_from” is not below “newcomer_days”."),
        ({"who": "by", "by_level_from": 2}, "“votes” pays whoever does it, and “by_level_from” is about somebody else"),
        ({"who": "by", "per_pair_month": 2}, "“votes” pays whoever does it, and “per_pair_month” is about somebody else"),
        ({"topics": "calling"}, "The topics of “votes” are a list of their addresses."),
        ({"when": "members.member_joined", "who": "member", "topics": ["calling"]}, "“votes” asks for a topic, but members.member_joined tells of no question."),
        ({"when": "support.question_asked", "who": "asker", "by": "quality", "values": {"asker": 3}}, "“votes” goes by the quality of an answer, but support.question_asked tells of none."),
        ({"by": "quality", "values": {"nice": 3}}, "“votes” values the quality “nice”; there are “asker” and “solution”."),
        ({"first_ever": 1}, "“first_ever” of “votes” is true or false."),
        ({"when": "members.member_joined", "who": "member", "per_question": 1}, "counts per question, but members.member_joined tells of none"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_refused_with_the_reason(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read(one(**changes))
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "This is no JSON"),
        ("[]", "a name and a list of rules"),
        ('{"name": "test", "rules": []}', "a name and a list of rules"),
        ('{"name": "test", "rules": [7]}', "A rule is an object"),
        (json.dumps({"name": "test", "rules": [VOTES, VOTES]}), "Two rules are called “votes”."),
        (json.dumps({"name": "test", "rules": [VOTES] * 51}), "at most 50 rules"),
        (json.dumps({"name": "test", "rules": [VOTES], "cap": 3}), "Nobody knows what “cap” means"),
    ],
)
def test_a_set_that_cannot_be_is_refused_with_the_reason(text: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        read(text)


def test_a_review_is_paid_for_only_on_sites_that_allow_it(reviews: str) -> None:
    with pytest.raises(Invalid, match="a review on trustpilot, which forbids any reward"):
        read(one(when=reviews, where={"site": ["own", "Trustpilot"]}))
    with pytest.raises(Invalid, match="reviews on any site"):
        read(one(when=reviews))

    assert read(one(when=reviews, where={"site": "own"})).rules


@pytest.mark.parametrize("how", [{"where": {"site": "own", "stars": [4, 5]}}, {"by": "stars", "values": {"5": 20}}])
def test_nobody_is_paid_for_thinking_well_of_something(reviews: str, how: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match="would pay for what somebody thinks"):
        read(one(when=reviews, **{"where": {"site": "own"}, **how}))


def test_the_starter_set_has_a_layer_for_newcomers_and_no_hard_cap() -> None:
    rules = starter()

    assert {rule.pool for rule in rules.rules if rule.newcomer_days} == {"newcomers"}
    assert rules.eased(100 * (rules.ease_after or 0)) > rules.eased(99 * (rules.ease_after or 0))


def test_the_rules_are_said_in_plain_words() -> None:
    says = dict(sentences(starter()))

    assert says["useful-answers"] == (
        "When somebody votes on a question or answer, the author gets 10 points. Each further time for the same counts a little less: "
        "20 points for 4, 50 points for 25. Only for answers. Only for votes that say it is useful. "
        "At most 10 times a month from the same person. They are available 14 days later."
    )
    assert "Only the first time." in says["first-solution"]
    assert "3000 points a month count in full" in says[""] and "12000 points come to 9000 points" in says[""]


def test_conditions_without_words_of_their_own_name_the_field() -> None:
    rules = read(one(where={"on": ["answer", "question"]}, by="origin", values={"here": 20}))

    (says, _all) = [text for _name, text in sentences(rules)]

    assert "Only where “on” is “answer” or “question”." in says
    assert "Where “origin” is “here”: 20 points." in says
    assert "When the asker chose it: 60 points." in dict(sentences(starter()))["solutions"]


def test_levels_topics_days_and_first_times_are_said_and_a_topic_only_to_those_who_may_know_of_it() -> None:
    rules = read(one(level_from=2, by_level_from=1, days_from=30, by_days_from=1, topics=["calling", "beta"], first_ever=True,
                     by="quality", values={"asker": 30, "solution": 20}))  # fmt: skip

    (says, _all) = [text for _name, text in sentences(rules, {"calling": "Calls"})]

    assert says == (
        "When somebody votes on a question or answer, the author gets 10 points. When it is the asker who does it: 30 points. "
        "When the answer is the solution: 20 points. Only for members from level 2 on. Only when whoever does it is at level 1 or above. "
        "Only for members who have been here for 30 days. Only when whoever does it has been here for a day. "
        "Only in “Calls” or a topic that is not open to everybody, and in what is under it. "
        "Only when it is the very first time for them, also counting what was before these rules. They are available 14 days later."
    )


def test_the_rules_are_said_in_german() -> None:
    with translation.override("de"):
        says = dict(sentences(starter()))

    assert says["thanks"] == (
        "Wenn sich jemand für eine Antwort bedankt, gibt es 3 Punkte für die Person, die den Beitrag "
        "geschrieben hat. Höchstens 5-mal im Monat von derselben Person. "
        "Sie sind 14 Tage später verfügbar."
    )
