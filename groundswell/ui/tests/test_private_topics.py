"""What is in a private topic is nowhere for others: not in any page, call, feed, search or letter, whoever asks how.

The tests walk every address and every call that there is, so those that come later are walked too.
"""

import itertools
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

from groundswell.api import api
from groundswell.derived.notifications import digests
from groundswell.derived.notifications.models import Notification
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Comment, Question, ShareLink, Tag, Topic, Vote
from groundswell.features.support.queries.places import count_tags
from groundswell.log import deliveries, follow
from groundswell.members.groups import actions as groups
from groundswell.members.keys import make_key
from groundswell.members.models import Group, Member
from groundswell.moderation.actions import flag
from groundswell.moderation.kinds import find
from groundswell.ui.tests.test_kept import keeping  # noqa: F401
from groundswell.voice.drafts import save_draft

WORD, OTHER = "zibelmoor", "quastenrabe"  # the second is searched for, so that pages may repeat it
TYPO = "zibelmor"
READS = {"GET", "HEAD", "OPTIONS"}
QUERIES = (
    f"q={OTHER}", f"q={TYPO}", f"q={WORD[:5]}", f"title={OTHER} {OTHER}s", f"title={TYPO} {OTHER}", "topic=inside", f"tag={OTHER}",
    f"other={TYPO} {OTHER}", f"start={WORD[:3]}", "q=is:unsolved", f"q=tag:{OTHER}", "q=user:ben", f'q="im {OTHER}"',
    *(f"shown={name}" for name in ("newest", "active", "unanswered", "hot", "needs", "foryou", "mine", "unread")),
    *(f"mine={name}" for name in ("asked", "answered", "followed")), *(f"as={name}" for name in ("asked", "answered", "followed")),
    "sort=votes", "order=newest", "merged=1", "show=unread",
)  # fmt: skip


@dataclass
class Scene:
    """One question that was read by all and is private now, with everything that others had to do with it before."""

    question: Question
    answer: Answer
    comment: Comment
    topic: Topic
    public: Question
    group: Group


@pytest.fixture
def scene(ada: Member, ben: Member, cleo: Member, eve: Member, mia: Member) -> Scene:
    """Ada asked where everybody reads, and eve took part in all ways; then mia gave the topic to ada's and ben's group."""
    Topic.objects.create(slug="calling", name={"en": "Calls"}, order=0)
    inside = Topic.objects.create(slug="inside", name={"en": f"Inside {WORD}"}, order=1)
    group = groups.make_group(by=cleo, name=f"Group {WORD}", joining="invitation", listed=False)
    groups.invite(group, [ada, ben], by=cleo)
    for member in (ada, ben):
        groups.join_group(group, by=member)
    actions.follow("topic", inside.pk, by=eve)
    actions.follow("member", ada.pk, by=eve)
    body = f"Nothing in {WORD} works, im {OTHER} neither. @eve"
    question = actions.ask_question(
        by=ada, title=f"A {WORD} in the {OTHER}", body=body, topic=inside, tags=[WORD, OTHER]
    )
    actions.follow("tag", Tag.objects.get(name=WORD).pk, by=eve)
    answer = actions.answer_question(question, by=ben, body=f"Turn the {WORD} around, {OTHER}. @eve")
    own = actions.answer_question(question, by=eve, body="Mine is another one.")
    comment = actions.comment_on(own, by=ben, body=f"Not for a {WORD} though, {OTHER}. @eve")
    public = actions.ask_question(by=eve, title="Where everybody reads", body=f"See {OTHER} there.", tags=[OTHER])
    actions.make_canonical(answer, by=cleo, tags=[OTHER])
    _took_part(question, answer, by=eve)
    actions.vote(own, by=ada, value=1)
    actions.close_question(public, by=cleo, cause="duplicate", duplicate_of=question)
    twin = actions.ask_question(by=ben, title=f"Again {WORD} {OTHER}", body=f"{WORD}, {OTHER}.", topic=inside)
    actions.merge_question(twin, into=question, by=cleo)
    follow.run_all()
    count_tags()
    for member in (ada, ben):
        member.refresh_from_db()
    return Scene(question, answer, comment, inside, public, group)


def _took_part(question: Question, answer: Answer, *, by: Member) -> None:
    actions.follow("question", question.pk, by=by)
    actions.vote(answer, by=by, value=1)
    actions.give_thanks(answer, by=by)
    actions.say_me_too(question, by=by)
    actions.make_share_link(question, by=by)
    actions.mark_read(question, by=by)
    save_draft(f"answer:{question.pk}", {"body": "what I was about to say"}, by=by)
    save_draft(f"comment:q{question.pk}", {"body": "what I was about to remark"}, by=by)
    subject = find("question", question.pk)
    assert subject is not None
    flag(subject, by=by, reason="other", note="Hm.")


def close_to_others(scene: Scene, mia: Member) -> None:
    actions.set_audience(scene.topic, actions.Readers(groups=[scene.group.pk]), by=mia)


def named(scene: Scene) -> dict[str, list[str]]:
    """What may stand in the place of each parameter of an address."""
    numbers = [scene.question.pk, scene.answer.pk, scene.comment.pk, Question.objects.get(title_of(f"Again {WORD}")).pk]
    entries = list(Notification.objects.filter(member__handle="eve").values_list("entry", flat=True))
    return {
        "pk": [str(n) for n in dict.fromkeys(numbers)],
        "question": [str(scene.question.pk)],
        "entry": [str(n) for n in entries],
        "subject": [str(scene.topic.pk), str(scene.question.pk)],
        "slug": ["inside", f"group-{WORD}"],
        "handle": ["ada", "ben", "eve"],
        "name": [WORD, OTHER],
        "on": ["question", "answer", "comment"],
        "kind": ["question", "topic"],
        "what": ["move", "merge"],
        "code": [ShareLink.objects.get().code],
        "rest": ["x"],
        "page": ["1"],
        "place": [f"answer:{scene.question.pk}"],
        "key": ["solver"],
    }


def title_of(start: str) -> Any:
    from django.db.models import Q

    return Q(voice__title__startswith=start)


def addresses(values: dict[str, list[str]], inside: URLResolver | None = None, prefix: str = "/") -> Iterator[str]:
    """Every page, with each of these values in the place of its parameters."""
    for found in (inside or get_resolver()).url_patterns:
        form, names = normalize(str(found.pattern.regex.pattern))[0]
        for chosen in itertools.product(*(values.get(name, ["1"]) for name in names)):
            path = prefix + (form % dict(zip(names, chosen, strict=True))).removeprefix("/")
            if isinstance(found, URLResolver):
                yield from addresses(values, found, path)
            elif isinstance(found, URLPattern) and not path.startswith("/api/"):
                yield path


def calls(values: dict[str, list[str]], *, reading: bool) -> Iterator[tuple[str, str]]:
    """Every call of the API, likewise."""
    for path, methods in sorted(api.get_openapi_schema()["paths"].items()):
        names = re.findall(r"{(\w+)}", path)
        for method in methods:
            if (method.upper() in READS) == reading:
                for chosen in itertools.product(*(values.get(name, ["1"]) for name in names)):
                    yield method, path.format(**dict(zip(names, chosen, strict=True)))


def told(response: Any) -> str:
    """All that somebody gets: what is on the page, and where it leads."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers}{body.decode(errors='replace')}"


# Discussions have a walk of their own (features/discussions/tests/test_pages.py).
ELSEWHERE = ("/accounts/", "/operations/", "/_components", "/health/", "/discussion/", "/reply/", "/spaces/", "/blog/")


def everything_read(client: Client, scene: Scene, *, whole: bool) -> Iterator[tuple[str, str]]:
    """Every page and reading call, plain and with queries, with what it says; else the lists and searches only."""
    values = named(scene)
    paths = dict.fromkeys([*addresses(values), *(f"/api/v1{path}" for _method, path in calls(values, reading=True))])
    wanted = [path for path in paths if not path.startswith(ELSEWHERE)]
    lists = [path for path in wanted if path.rstrip("/") in LISTS]
    queries = [f"{path}?{query}" for path in lists for query in QUERIES if _takes(path, query)]
    for path in [*wanted, *queries] if whole else queries[:60]:
        response = client.get(path)
        echoes = WORD in path and response.status_code != 200  # "there is nothing at /groups/…" says what was asked
        yield path, "" if echoes else told(response)
    for path in ("/", "/questions/", "/search/?q=" + OTHER):
        yield path, told(client.get(path, headers={"HX-Request": "true", "HX-Target": "rows"}))


LISTS = {
    "", "/questions", "/questions/mine", "/questions/feed", "/search", "/search/suggest", "/search/similar", "/search/pick", "/tags",
    "/notifications", "/members", "/questions/by/ada", "/questions/by/ben", "/sitemap-1.xml", "/api/v1/questions", "/api/v1/search",
    "/api/v1/search/similar", "/api/v1/tags", "/api/v1/topics", "/api/v1/notifications",
}  # fmt: skip
TAKES = {
    "q": ("/search", "/api/v1/search", "/members"), "title": ("/search/similar", "/api/v1/search/similar"), "other": ("/search/pick",),
    "start": ("/api/v1/tags",), "topic": ("/questions", "/search", "/api/v1/questions"), "tag": ("/questions", "/search", "/api/v1"),
}  # fmt: skip


def _takes(path: str, query: str) -> bool:
    name = query.split("=")[0]
    return (
        path.startswith(TAKES.get(name, ("/questions", "/api/v1/questions", "/notifications", "/search")))
        or path == "/"
    )


@pytest.mark.parametrize("way", ["audience", "moved"])
def test_nobody_outside_finds_the_word(
    scene: Scene, way: str, eve: Member, cleo: Member, mia: Member, client: Client
) -> None:
    """Neither a stranger nor eve, before the index and the news have followed and after."""
    if way == "moved":
        elsewhere = Topic.objects.create(slug="elsewhere", name={"en": WORD}, order=2)
        actions.set_audience(elsewhere, actions.Readers(roles=["agent"]), by=mia)
        for question in Question.objects.filter(topic=scene.topic):
            actions.move_question(question, by=cleo, topic=elsewhere)
        Topic.objects.filter(pk=scene.topic.pk).update(name={"en": "Inside"})
    else:
        close_to_others(scene, mia)
    count_tags()
    whole = way == "audience"
    leaks = [path for path, text in everything_read(client, scene, whole=whole) if WORD in text.lower()]
    if whole:
        follow.run_all()
    client.force_login(eve)
    leaks += [f"eve: {path}" for path, text in everything_read(client, scene, whole=whole) if WORD in text.lower()]

    assert leaks == []


def test_who_is_inside_finds_it_everywhere(scene: Scene, ben: Member, mia: Member, client: Client) -> None:
    close_to_others(scene, mia)
    follow.run_all()
    client.force_login(ben)
    for path in (
        "/", "/questions/", "/topics/inside/", scene.question.get_absolute_url(), f"/search/?q={OTHER}", f"/search/?q={TYPO}",
        f"/search/suggest?q={WORD[:5]}", "/questions/by/ada/?as=asked", "/questions/feed/", f"/question/{scene.question.pk}/history/",
        "/api/v1/questions", f"/api/v1/questions/{scene.question.pk}/answers", "/api/v1/topics", f"/api/v1/search?q={OTHER}",
        "/questions/ask/", f"/tags/{WORD}/", "/notifications/", "/groups/", "/standing/ben/", f"/search/?q={OTHER}&topic=inside",
    ):  # fmt: skip
        assert WORD in told(client.get(path)).lower(), path


def test_eve_can_do_nothing_with_what_she_does_not_see(scene: Scene, eve: Member, mia: Member, client: Client) -> None:
    close_to_others(scene, mia)
    follow.run_all()
    _key, key = make_key(by=eve, name="k", scopes=["read", "write", "moderate"])
    client.force_login(eve)
    before = (Vote.objects.count(), Answer.objects.count(), Comment.objects.count(), _state(scene))
    values = named(scene) | {
        "subject": [str(scene.question.pk)],
        "kind": ["question"],
        "handle": ["ada"],
        "name": [OTHER],
    }
    said = {
        "body": "I was here.",
        "value": "1",
        "title": WORD[::-1],
        "topic": "calling",
        "reason": "other",
        "what": "x",
    }
    about = re.compile(r"/(do|question|answer|comment|questions|answers|comments|topics|moderation)/")
    leaks = []
    for path in dict.fromkeys(addresses(values)):
        if WORD not in path and about.search(path) and WORD in told(client.post(path, said)).lower():
            leaks.append(path)
    for method, path in calls(values, reading=False):
        if WORD not in path and about.search(path):
            sent = getattr(Client(), method)(
                path, {**said, "value": 1, "into": scene.public.pk, "details": {}}, "application/json",
                headers={"Authorization": f"Bearer {key}"},
            )  # fmt: skip
            if WORD in told(sent).lower():
                leaks.append(f"{method} {path}")

    assert leaks == []
    assert (Vote.objects.count(), Answer.objects.count(), Comment.objects.count(), _state(scene)) == before


def _state(scene: Scene) -> tuple[Any, ...]:
    fields = (
        "topic",
        "closed_at",
        "locked_at",
        "deleted_at",
        "merged_into",
        "answer_count",
        "ups",
        "downs",
        "solution",
        "tags",
    )
    return tuple(str(row) for row in Question.objects.filter(topic=scene.topic).order_by("pk").values(*fields))


def test_no_letter_carries_it(scene: Scene, ada: Member, ben: Member, eve: Member, mia: Member) -> None:
    """Neither what waited to be sent when the topic closed, nor what happens in it later, nor the digest."""
    kinds = ("answer", "mention")
    known = Notification.objects.filter(member=eve, question=scene.question.pk, kind__in=kinds).count()
    assert known
    close_to_others(scene, mia)
    actions.answer_question(scene.question, by=ada, body=f"Still {WORD}, @eve.")
    follow.run_all()
    while deliveries.send_next():
        pass
    digests.build([eve.pk, ben.pk])
    while deliveries.send_next():
        pass
    to_eve = [one.message().as_string() for one in mail.outbox if "eve@example.com" in one.to]
    assert [text for text in to_eve if WORD in text.lower()] == []
    told_later = Notification.objects.filter(member=eve, question=scene.question.pk, kind__in=kinds)
    assert told_later.count() == known


@pytest.mark.parametrize(
    ("readers", "who"),
    [
        ({"level": 2}, {"ben"}), ({"level": 0}, {"ada", "ben", "dan"}), ({"roles": ["agent"]}, {"dan"}), ({"groups": True}, {"ada"}),
        ({"roles": ["agent"], "groups": True, "level": 4}, {"ada", "dan"}),
    ],
)  # fmt: skip
def test_one_of_role_level_and_group_is_enough(
    scene: Scene,
    readers: dict[str, Any],
    who: set[str],
    ada: Member,
    ben: Member,
    dan: Member,
    mia: Member,
    client: Client,
) -> None:
    if readers.get("groups"):
        groups.leave_group(scene.group, by=ben)
        readers = {**readers, "groups": [scene.group.pk]}
    Member.objects.filter(pk=ben.pk).update(level=2)
    actions.set_audience(scene.topic, actions.Readers(**readers), by=mia)
    seen = set()
    for person in (ada, ben, dan):
        client.force_login(person)
        if client.get(scene.question.get_absolute_url()).status_code == 200:
            seen.add(person.handle)
    assert seen == who
    client.force_login(mia)
    assert client.get(scene.question.get_absolute_url()).status_code == 200


def test_who_leaves_the_group_reads_nothing_more_at_once(
    scene: Scene, ben: Member, mia: Member, client: Client
) -> None:
    close_to_others(scene, mia)
    client.force_login(ben)
    assert client.get(scene.question.get_absolute_url()).status_code == 200
    groups.leave_group(scene.group, by=ben)
    assert client.get(scene.question.get_absolute_url()).status_code == 404


def test_a_topic_below_goes_along_and_opens_again(scene: Scene, eve: Member, mia: Member, client: Client) -> None:
    below = Topic.objects.create(slug="below", name={"en": "Below"}, parent=scene.topic)
    deep = actions.ask_question(by=eve, title="Deeper down", body="Here.", topic=below)
    close_to_others(scene, mia)
    assert client.get(deep.get_absolute_url()).status_code == 404
    with pytest.raises(ValueError, match="one above it"):
        actions.set_audience(below, actions.Readers(), by=mia)
    actions.set_audience(scene.topic, actions.Readers(), by=mia)
    assert client.get(deep.get_absolute_url()).status_code == 200
    assert WORD in client.get(scene.question.get_absolute_url()).content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("way", ["audience", "moved"])
def test_kept_pages_go_with_it_within_a_second(keeping: Client, way: str) -> None:  # noqa: F811
    from conftest import person

    ada, cleo, mia = person("ada", "Ada"), person("cleo", "Cleo", "moderator"), person("mia", "Mia", "manager")
    public = Topic.objects.create(slug="calling", name={"en": "Calls"})
    private = Topic.objects.create(slug="team", name={"en": f"Team {WORD}"}, order=1)
    actions.set_audience(private, actions.Readers(roles=["agent"]), by=mia)
    question = actions.ask_question(by=ada, title="How do I turn it", body=f"{OTHER}.", topic=public)
    paths = [question.get_absolute_url(), "/questions/", "/"]
    for _wait in range(30):  # the listener hears for the first time
        texts = [keeping.get(path).content.decode() for path in paths]
        time.sleep(0.03)
    assert all(OTHER in text and WORD not in text for text in texts)

    if way == "audience":
        actions.set_audience(public, actions.Readers(level=0), by=mia)
    else:
        actions.move_question(question, by=cleo, topic=private)
    began = time.monotonic()
    while any(OTHER in keeping.get(path).content.decode() for path in paths):
        assert time.monotonic() - began < 1.0, "A kept page held what is private by now."
