"""The bell tells of decisions, with the way to their reasons, beside the letters that nobody can switch off."""

import re
from collections.abc import Callable

from django.test import Client

from groundswell.derived.notifications.wishes import Wishes
from groundswell.features.support.actions import answer_question
from groundswell.features.support.models import Question
from groundswell.log import follow
from groundswell.members.models import Member
from groundswell.moderation import actions
from groundswell.moderation.kinds import find
from groundswell.moderation.models import Decision, Item

Told = Callable[[Member], list[tuple[str, int | None]]]


def test_who_reported_and_who_was_reported_hear_of_it_in_the_bell_and_find_the_reasons(
    ada: Member, ben: Member, cleo: Member, mia: Member, question: Question, told: Told, client: Client
) -> None:
    spam = answer_question(question, by=ben, body="Cheap cards at cards.example!")
    subject = find("answer", spam.pk)
    assert subject is not None
    actions.flag(subject, by=ada, reason="spam")
    actions.decide_flags(Item.objects.get(), by=cleo, hide=True)
    actions.warn(ben, by=cleo, ground="spam", reason="Once more and you are silenced.")
    hidden, warned = Decision.objects.order_by("pk")
    actions.appeal(hidden, by=ben, text="They are my own cards.")
    actions.decide_appeal(Item.objects.get(what="appeal"), by=mia, reverse=False, answer="Ours is not the place.")

    assert ("flag_decided", cleo.pk) in told(ada)
    assert {"hidden_why", "warned", "appeal_decided"} <= {kind for kind, _by in told(ben)}
    before = told(ben)
    follow.rebuild("notifications.page")
    assert told(ben) == before
    client.force_login(ben)
    page = client.get("/notifications/").content.decode()
    assert "Your appeal was decided: the decision stands" in page
    ways = re.findall(r'<a class="to whole" href="([^"]+)"', page)
    assert {client.get(way)["Location"] for way in ways} == {
        hidden.get_absolute_url(),
        warned.get_absolute_url(),
    }


def test_a_decision_has_its_letter_already_so_the_bell_sends_no_second(ben: Member) -> None:
    assert not Wishes().tells("mail", "warned") and not Wishes().tells("digest", "hidden_why")
