"""Discussions, blog posts and replies in the reader's language."""

import re
from typing import Any

import pytest
from django.test import Client

from groundswell.features.discussions import actions
from groundswell.features.discussions.models import Discussion, Reply, Space
from groundswell.members.groups.readers import Readers
from groundswell.members.models import Member
from groundswell.voice.tests.translators import HERE, let_the_worker_work

GERMAN = {"accept-language": "de"}
LINK = re.compile(r'href="(/translation/[^"]+)" rel="nofollow" data-translate')


@pytest.fixture(autouse=True)
def loud(settings: Any) -> None:
    settings.TRANSLATOR = f"{HERE}.shout"


def offered(client: Client, discussion: Discussion) -> list[str]:
    return LINK.findall(client.get(discussion.get_absolute_url(), headers=GERMAN).content.decode())


def made(client: Client, path: str) -> str:
    client.get(path, headers=GERMAN)
    let_the_worker_work()
    return client.get(path, headers=GERMAN).content.decode()


def test_what_is_said_in_a_discussion_can_be_translated(client: Client, travels: Discussion, socks: Reply) -> None:
    paths = offered(client, travels)
    assert paths == [f"/translation/discussion/{travels.pk}/", f"/translation/reply/{socks.pk}/"]

    discussion, reply = (made(client, path) for path in paths)

    assert '<h1 lang="de" dir="auto">HOW DO YOU TRAVEL LIGHT?</h1>' in discussion
    assert "I HAVE <strong>ONE</strong> BAG" in discussion
    assert "THREE PAIRS OF SOCKS" in reply
    assert f'<a href="/reply/{socks.pk}/">Original zeigen</a>' in reply


def test_switched_off_there_is_nothing_of_it(client: Client, travels: Discussion, socks: Reply, settings: Any) -> None:
    settings.TRANSLATOR = ""

    assert offered(client, travels) == []
    assert client.get(f"/translation/reply/{socks.pk}/", headers=GERMAN).status_code == 404


def test_a_blog_post_can_be_translated(client: Client, travels: Discussion) -> None:
    Discussion.objects.filter(pk=travels.pk).update(blog=True)
    travels.refresh_from_db()

    (path,) = offered(client, travels)

    assert "HOW DO YOU TRAVEL LIGHT?" in made(client, path)


def test_what_was_deleted_or_is_for_others_has_no_translation(
    client: Client, travels: Discussion, socks: Reply, lounge: Space, cleo: Member, mia: Member, ada: Member
) -> None:
    reply, discussion = f"/translation/reply/{socks.pk}/", f"/translation/discussion/{travels.pk}/"
    made(client, reply)
    actions.delete_reply(socks, by=cleo, reason="Spam")
    client.force_login(cleo)
    assert client.get(reply, headers=GERMAN).status_code == 404
    actions.restore_reply(socks, by=cleo, reason="")

    actions.set_audience(lounge, Readers(roles=["agent"]), by=mia)
    client.force_login(ada)
    assert client.get(discussion, headers=GERMAN).status_code == 404
    assert client.get(f"/api/v1/replies/{socks.pk}/translation?to=de").status_code == 404
    client.force_login(cleo)
    assert offered(client, travels) == []
    assert client.get(discussion, headers=GERMAN).status_code == 403


def test_over_json_too(client: Client, travels: Discussion, socks: Reply) -> None:
    for path in (
        f"/api/v1/discussions/{travels.pk}/translation?to=de",
        f"/api/v1/replies/{socks.pk}/translation?to=de",
    ):
        assert client.get(path).json() == {"state": "wanted"}
        let_the_worker_work()
        assert client.get(path).json()["source"] == "en"
