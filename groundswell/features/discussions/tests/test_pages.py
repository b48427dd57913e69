"""Pages, calls, feeds, maps and search of discussions; and that nobody outside finds a private space in any of them."""

import json
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from groundswell.derived.notifications import digests
from groundswell.derived.notifications.models import Notification
from groundswell.derived.search import finding
from groundswell.derived.search.filters import SearchFilters
from groundswell.features.discussions import actions
from groundswell.features.discussions.actions import SpaceText
from groundswell.features.discussions.models import Discussion, Reply, Space
from groundswell.log import deliveries, follow
from groundswell.members.groups.readers import Readers
from groundswell.members.keys import make_key
from groundswell.members.models import Member
from groundswell.ui.tests.test_private_topics import addresses, calls, told

WORD = "zibelmoor"


def call(client: Client, method: str, path: str, key: str, sent: dict[str, Any] | None = None) -> Any:
    return getattr(client, method)(
        f"/api/v1{path}", sent or {}, content_type="application/json", headers={"Authorization": f"Bearer {key}"}
    )


@pytest.mark.parametrize("who", ["", "ada", "cleo", "mia"])
def test_every_page_opens(travels: Discussion, socks: Reply, who: str, cleo: Member, client: Client) -> None:
    if who:
        client.force_login(Member.objects.get(handle=who))
    pages = (
        "/discussions/", "/discussions/?shown=newest", "/discussions/?shown=mine", "/discussions/?shown=followed", "/spaces/lounge/",
        travels.get_absolute_url(), "/discussions/latest/", "/discussions/by/ada/", f"/discussion/{travels.pk}/history/",
        f"/reply/{socks.pk}/history/", "/", "/members/ada/", "/discussions/feed/", f"/discussion/{travels.pk}/x/feed/",
    )  # fmt: skip
    assert [(page, status) for page in pages if (status := client.get(page).status_code) != 200] == []
    if who == "mia":
        staff = ("/spaces/new/", "/spaces/lounge/edit/", "/spaces/lounge/audience/")
        decided = tuple(f"/do/{what}/discussion/{travels.pk}/" for what in ("close", "move", "delete", "restore"))
        every = (*staff, *decided, f"/do/delete/reply/{socks.pk}/", f"/reply/{socks.pk}/edit/", "/discussions/new/")
        assert [page for page in every if client.get(page).status_code != 200] == []


def test_ten_more_rows_and_replies_cost_no_more_statements(
    travels: Discussion, lounge: Space, ada: Member, ben: Member, client: Client
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    client.force_login(ada)
    paths = ("/discussions/", "/spaces/lounge/", travels.get_absolute_url())
    actions.reply_to(travels, by=ben, body="The first of many.")
    [client.get(path) for path in paths]
    before = [cost(path) for path in paths]
    for n in range(9):
        actions.begin_discussion(by=ben, space=lounge, title=f"Another matter, number {n}", body="And its text.")
        actions.reply_to(travels, by=ada if n % 2 else ben, body=f"One more, number {n}.")

    assert [cost(path) for path in paths] == before
    assert max(before) <= 16


def test_machines_are_told_what_it_is(travels: Discussion, socks: Reply, client: Client) -> None:
    page = client.get(travels.get_absolute_url()).content.decode()
    said = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.S)[1])  # type: ignore[index]

    assert said["@type"] == "DiscussionForumPosting"
    assert said["comment"][0]["text"].startswith("Three pairs")
    assert f'rel="canonical" href="http://localhost:8000{travels.get_absolute_url()}"' in page
    assert "/sitemap-discussions-1.xml" in client.get("/sitemap.xml").content.decode()
    assert travels.get_absolute_url() in client.get("/sitemap-discussions-1.xml").content.decode()
    assert client.get(f"/discussion/{travels.pk}/wrong-words/").headers["Location"] == travels.get_absolute_url()


def test_a_member_does_everything_over_the_api(
    travels: Discussion, ada: Member, ben: Member, cleo: Member, mia: Member
) -> None:
    keys = {m.handle: make_key(by=m, name="k", scopes=["read", "write", "moderate"])[1] for m in (ada, ben, cleo, mia)}
    client = Client()
    made = call(client, "post", "/spaces", keys["mia"], {"name": {"en": "Workshop"}, "from_level": 0})
    assert made.status_code == 201, made.content
    begun = call(
        client,
        "post",
        "/discussions",
        keys["ben"],
        {"space": "workshop", "title": "What did you build?", "body": "I built a mast."},
    )
    assert begun.status_code == 201, begun.content
    pk = begun.json()["discussion"]["id"]
    said = call(client, "post", f"/discussions/{pk}/replies", keys["ada"], {"body": "A bird house."})
    assert said.status_code == 201
    reply = said.json()["id"]
    for method, path, key, sent, status in (
        ("patch", f"/replies/{reply}", "ada", {"body": "A bird house, in blue."}, 200),
        ("patch", f"/discussions/{pk}", "ben", {"title": "What have you built?", "body": "I built a mast."}, 200),
        ("post", f"/reply/{reply}/thanks", "ben", None, 204), ("delete", f"/reply/{reply}/thanks", "ben", None, 204),
        ("post", f"/discussion/{pk}/thanks", "ada", None, 204), ("put", f"/hearing/mute/discussion/{pk}", "ada", None, 204),
        ("delete", f"/hearing/mute/discussion/{pk}", "ada", None, 204), ("put", "/hearing/follow/space/999999", "ada", None, 422),
        ("post", f"/discussions/{pk}/decisions/close", "ada", {"reason": "No"}, 403),
        ("post", f"/discussions/{pk}/decisions/close", "cleo", {"reason": "Done"}, 200),
        ("post", f"/discussions/{pk}/decisions/move", "cleo", {"space": "lounge"}, 200),
        ("post", f"/replies/{reply}/decisions/delete", "ada", {}, 403), ("post", f"/replies/{reply}/decisions/delete", "cleo", {"reason": "x"}, 204),
        ("put", "/spaces/workshop/audience", "mia", {"level": 3}, 200), ("get", f"/discussions/{pk}", "ada", None, 200), ("get", "/spaces/workshop/audience", "mia", None, 200),
        ("put", "/spaces/workshop", "mia", {"name": {"de": "Werkstatt"}}, 200),
    ):  # fmt: skip
        answer = call(client, method, path, keys[key], sent)
        assert answer.status_code == status, (method, path, answer.content)
    whole = client.get(f"/api/v1/discussions/{pk}").json()["discussion"]
    assert (whole["space"], whole["closed"], whole["replies"], whole["thanks"]) == ("lounge", True, 0, 1)
    newest = client.get("/api/v1/discussions?shown=newest&space=lounge").json()["items"][0]
    assert newest["title"] == "What have you built?"


def test_search_finds_discussions_beside_questions_and_offers_none_to_who_asks(
    travels: Discussion, socks: Reply, client: Client
) -> None:
    follow.run("search.documents")
    hit, *rest = finding.search("socks", SearchFilters()).hits

    assert not rest
    assert (hit.url, hit.answer_url) == (travels.get_absolute_url(), f"/reply/{socks.pk}/")
    page = client.get("/search/?q=socks").content.decode()
    assert "In a reply:" in page and "Lounge" in page
    assert client.get("/api/v1/search?q=socks").json()["items"][0]["discussion"] == travels.pk
    assert finding.similar("How do you travel light") == []
    assert "travel light" in client.get("/search/suggest?q=travel+li").content.decode().lower().replace(
        "<mark>", ""
    ).replace("</mark>", "")


@pytest.fixture
def inside(ada: Member, ben: Member, eve: Member, mia: Member, lounge: Space) -> Discussion:
    """Eve took part where everybody read, then it closed to her, and ada went on writing."""
    space = actions.make_space(SpaceText(name={"en": f"Inside {WORD}"}), by=mia)
    body = f"Keep the {WORD} here. @eve"
    post = actions.begin_discussion(by=ada, space=space, title=f"A {WORD} among us", body=body)
    reply = actions.reply_to(post, by=ben, body=f"The {WORD} is safe. @eve")
    actions.reply_to(post, by=eve, body="Mine is another one.")
    actions.follow("space", space.pk, by=eve)
    actions.give_thanks(reply, by=eve)
    follow.run_all()
    assert Notification.objects.filter(member=eve).count() == 2
    Member.objects.filter(pk__in=(ada.pk, ben.pk)).update(level=2)
    actions.set_audience(space, Readers(level=2), by=mia)
    actions.reply_to(post, by=Member.objects.get(pk=ada.pk), body=f"Still the {WORD}, @eve.")
    return post


def everything(post: Discussion, eve: Member) -> dict[str, None]:
    """Every page and call of discussions, and what else shows them."""
    reply = Reply.objects.order_by("pk")[0].pk
    values = {
        "pk": [str(post.pk), str(reply)], "id": [str(post.pk), str(reply)], "slug": [post.space.slug], "handle": ["ada"],
        "on": ["discussion", "reply"], "kind": ["discussion"], "how": ["follow"], "what": ["close"], "page": ["1"],
        "entry": [str(n.entry) for n in Notification.objects.filter(member=eve)],
    }  # fmt: skip
    ours = re.compile(
        r"^/(api/v1/)?(discussions?|spaces|reply|replies|blog|report/(discussion|reply)|sitemap-d[^/]*)(/|$)"
    )
    every = (*addresses(values), *(f"/api/v1{path}" for _method, path in calls(values, reading=True)))
    others = (
        "/", "/search/?q=among", "/api/v1/search?q=among", "/search/suggest?q=among", "/notifications/", "/api/v1/notifications",
        "/members/ada/", *(f"/notifications/{entry}/" for entry in values["entry"]),
    )  # fmt: skip
    return dict.fromkeys([*(path for path in every if ours.match(path)), *others])


def test_nobody_outside_finds_a_private_space(inside: Discussion, eve: Member, ben: Member, client: Client) -> None:
    """As a stranger before the index and the news have followed, and as eve after."""
    paths, leaks = everything(inside, eve), []
    assert len(paths) > 40
    for who in (None, eve):
        if who:
            client.force_login(who)
            follow.run_all()
        leaks += [
            (who, path) for path in paths if WORD in told(client.get(path)).lower().replace(inside.space.slug, "")
        ]
    assert leaks == []
    reply = Reply.objects.order_by("pk")[0].pk
    for path in (f"/do/reply/{inside.pk}/", f"/do/thanks/reply/{reply}/", f"/do/thanks/discussion/{inside.pk}/"):
        assert client.post(path, {"body": "I was here.", "value": "1"}).status_code == 404
    client.force_login(Member.objects.get(pk=ben.pk))
    assert WORD in told(client.get("/search/?q=among")) and WORD in told(client.get(inside.get_absolute_url()))


def test_no_letter_carries_what_is_in_a_private_space(inside: Discussion, eve: Member) -> None:
    for build in (False, True):
        if build:
            digests.build([eve.pk])
        while deliveries.send_next():
            pass
    letters = [one.message().as_string() for one in mail.outbox if "eve@example.com" in one.to]
    assert [text for text in letters if WORD in text.lower()] == []
