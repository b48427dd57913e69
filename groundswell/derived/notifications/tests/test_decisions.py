"""Whoever a decision concerns gets a letter with its reasons and a link that works without signing in."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from groundswell.log import deliveries, follow
from groundswell.members.models import Member
from groundswell.moderation import actions


@pytest.fixture
def reachable(eve: Member) -> Member:
    EmailAddress.objects.create(user=eve, email=str(eve.email), verified=True, primary=True)
    return eve


def test_a_suspended_member_reads_why_by_letter(reachable: Member, cleo: Member, client: Client) -> None:
    follow.run("notifications.decisions")
    actions.suspend(reachable, by=cleo, ground="spam", reason="Advertising, warned twice.")

    follow.run("notifications.decisions")
    while deliveries.send_next():
        pass

    (letter,) = mail.outbox
    assert letter.to == ["eve@example.com"]
    assert "Your account is suspended" in letter.subject
    assert "Advertising, warned twice." in letter.body
    path = next(word for word in letter.body.split() if "/decisions/by-link/" in word).partition("8000")[2]
    assert "Is this wrong?" in client.get(path).content.decode()
