"""News on a device: sealed for it, signed, once, not when it is not wanted, and nothing of what its member may not read."""

import json
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from groundswell import environment
from groundswell.derived.notifications import reading
from groundswell.derived.notifications.models import PushDevice
from groundswell.derived.notifications.push import devices
from groundswell.derived.notifications.tests.push_service import Browser, Service, raw, web
from groundswell.derived.notifications.wishes import Wishes
from groundswell.features.conversations.actions import begin
from groundswell.features.support import actions
from groundswell.features.support.models import Question, Topic
from groundswell.log import clock, deliveries, follow
from groundswell.log.models import Delivery
from groundswell.members.actions import erase_member
from groundswell.members.groups.models import Audience
from groundswell.members.models import Member
from groundswell.members.personal import _parts

ADDRESS = "/notifications/devices/"
NOON = datetime.fromisoformat("2026-12-01T12:00:00+00:00")


@pytest.fixture
def service(settings: Any) -> Iterator[Service]:
    settings.OFFLINE = settings.PUSH = True
    follow.run_all()  # what is told goes out from here on
    service = Service()
    settings.PUSH_TRUST = service.netloc
    yield service
    service.shutdown()
    service.server_close()


@pytest.fixture
def phone(service: Service, ada: Member) -> Browser:
    """Ada's, on which she switched news on and got the word that it works."""
    phone = service.browser()
    switch_on(ada, phone)
    send()
    service.got.clear()
    return phone


def switch_on(member: Member, browser: Browser) -> Client:
    client = Client(headers={"user-agent": "Mozilla/5.0 (Linux; Android 16) Chrome/150.0"})
    client.force_login(member)
    assert client.post(ADDRESS, json.dumps(browser.says()), content_type="application/json").status_code == 204
    return client


def send() -> list[str]:
    """Send what waits by this channel; what became of each, the latest last."""
    Delivery.objects.exclude(channel="push").delete()
    while deliveries.send_some(50):
        pass
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def problem() -> str:
    return Delivery.objects.order_by("-pk")[0].problem


def test_ada_switches_it_on_and_hears_at_once_that_it_works(service: Service, ada: Member) -> None:
    phone = service.browser()
    page = switch_on(ada, phone).get("/settings/notifications/").content.decode()
    send()

    (word,) = service.read_by(phone)
    assert word["body"] == "It works: news for you come to this device."
    assert "Chrome on Android" in page and "<push-switch" not in page
    (_path, headers, _body) = service.got[0]
    assert (headers["content-encoding"], headers["ttl"], headers["urgency"]) == ("aes128gcm", "86400", "high")


def test_an_answer_comes_as_who_did_what_where_without_the_text(
    service: Service, phone: Browser, question: Question, ben: Member
) -> None:
    answer = actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    follow.run_all()

    assert send()[-1] == "sent"
    (news,) = service.read_by(phone)
    assert (news["title"], news["body"]) == ("Answers", "Ben Okafor answered your question “No signal in the lift”")
    assert news["href"] == f"{question.get_absolute_url()}#answer-{answer.pk}"
    assert "Wi-Fi" not in str(news)
    headers = service.got[0][1]
    assert headers["topic"] == news["tag"] and len(headers["topic"]) == 32
    follow.rebuild("notifications.page")
    assert send() == ["sent", "sent"] and len(service.got) == 1


def test_the_second_answer_takes_the_place_of_the_first_and_counts_it(
    service: Service, phone: Browser, question: Question, ben: Member, dan: Member
) -> None:
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    actions.answer_question(question, by=dan, body="Or wait a floor.")
    follow.run_all()

    assert send()[-2:] == ["dropped", "sent"]
    (news,) = service.read_by(phone)
    assert news["body"] == "Dan Wróbel answered your question “No signal in the lift”\nand 1 more"


def test_what_ada_reads_or_does_not_want_there_does_not_come(
    service: Service, phone: Browser, question: Question, ada: Member, ben: Member
) -> None:
    usual = Wishes.of(ada.settings)
    reading.choose_how(Wishes(chosen=usual.switched("push", "answers", False)), by=ada)
    answer = actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    actions.comment_on(question, by=ben, body="Which lift?")
    follow.run_all()
    reading.mark_all_read(by=ada)

    assert send() == ["sent", "dropped"] and problem() == "It was read in the page before."
    actions.mute("member", ben.pk, by=ada)
    actions.comment_on(answer, by=ben, body="The left one?")
    follow.run_all()
    assert send() == ["sent", "dropped"] and service.got == []


def test_in_quiet_hours_it_waits_for_the_morning(
    service: Service, phone: Browser, question: Question, ada: Member, ben: Member
) -> None:
    reading.choose_how(Wishes(quiet=(22, 7)), by=ada)
    night = clock.now().replace(hour=23) + timedelta(days=1)
    with clock.standing_at(night):
        actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
        follow.run_all()
        assert send()[-1] == "waiting"
    assert Delivery.objects.get(state="waiting").next_try == (night + timedelta(hours=8)).replace(
        minute=0, second=0, microsecond=0
    )
    Delivery.objects.update(next_try=night - timedelta(days=3))
    with clock.standing_at(night + timedelta(hours=9)):
        assert send()[-1] == "sent"


@pytest.mark.parametrize(
    ("status", "becomes"), [(404, "dropped"), (410, "dropped"), (413, "dead"), (500, "waiting"), (401, "waiting")]
)
def test_what_a_service_answers_is_what_becomes_of_it(
    service: Service, phone: Browser, question: Question, ben: Member, status: int, becomes: str
) -> None:
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    follow.run_all()
    service.answers = [(status, {})]

    assert send()[-1] == becomes and service.got == []
    assert PushDevice.objects.exists() == (status not in {404, 410})


def test_a_service_that_asks_for_peace_is_left_alone_for_so_long(
    service: Service, phone: Browser, question: Question, ben: Member
) -> None:
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    follow.run_all()
    service.answers = [(429, {"Retry-After": "600"})]
    began = clock.now()
    send()

    waiting = Delivery.objects.get(state="waiting")
    assert timedelta(seconds=599) < waiting.next_try - began < timedelta(seconds=620) and waiting.attempts == 0


def test_many_devices_cost_one_connection(service: Service, question: Question, ada: Member, ben: Member) -> None:
    for name in ("phone", "tablet", "desk"):
        switch_on(ada, service.browser(name))
    send()

    assert len(service.got) == 3 and len(service.calls) == 1


def test_nothing_comes_where_nobody_is_signed_in(
    service: Service, phone: Browser, question: Question, ada: Member, ben: Member
) -> None:
    device = PushDevice.objects.get()
    Client(headers={"cookie": f"sessionid={device.session}"}).post("/accounts/logout/")
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    follow.run_all()

    assert send()[-1] == "dropped" and service.got == []
    with clock.standing_at(clock.now() + timedelta(days=61)):
        assert devices.forget_devices() == 1


def test_a_topic_that_closes_is_told_to_nobody_outside(
    service: Service, phone: Browser, question: Question, ben: Member, calling: Topic
) -> None:
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    follow.run_all()
    Audience.objects.create(place=calling.pk, roles=["agent"])

    assert send()[-1] == "dropped" and service.got == []


def test_a_message_tells_that_there_is_one_and_nothing_of_it(
    service: Service, phone: Browser, ada: Member, dan: Member
) -> None:
    begin(by=dan, to=ada, subject="Order 4711", body="Your order 4711 is lost.")
    follow.run_all()
    send()

    (news,) = service.read_by(phone)
    assert news["body"] == "Dan Wróbel has written to you" and "4711" not in str(news)
    assert service.got[0][1]["urgency"] == "high"


def test_what_happened_before_the_device_or_long_ago_is_no_news_there(
    service: Service, phone: Browser, question: Question, ada: Member, ben: Member
) -> None:
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    switch_on(ada, service.browser("tablet"))
    follow.run_all()
    with clock.standing_at(clock.now() + timedelta(hours=25)):
        send()

    outcomes = dict(Delivery.objects.filter(state="dropped").values_list("recipient", "problem"))
    assert sorted(outcomes.values()) == [
        "It happened before this device was to be told of news.", "It is no news any more; the page tells it.",
    ]  # fmt: skip


def test_sixty_a_day_are_enough(service: Service, phone: Browser, question: Question, ben: Member) -> None:
    PushDevice.objects.update(told=60, told_at=clock.now())
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    follow.run_all()

    assert send()[-1] == "dropped" and "enough today" in problem()


@pytest.mark.parametrize(
    "endpoint",
    ["http://push.example/1", "https://push.example:8443/1", "ftp://push.example/1", "https://me:it@push.example/1", "https:///1",
     "https://push.example/" + "x" * 1000, "file:///etc/passwd", "nonsense", ""],
)  # fmt: skip
def test_an_address_that_no_browser_has_is_refused(
    service: Service, ada: Member, client: Client, endpoint: str
) -> None:
    client.force_login(ada)
    said = {**service.browser().says(), "endpoint": endpoint}

    answer = client.post(ADDRESS, json.dumps(said), content_type="application/json")

    assert answer.status_code == 422 and answer.json()["detail"] == "This browser did not say where it takes news."
    assert not PushDevice.objects.exists()


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "169.254.169.254", "10.0.0.1", "[::1]", "[::ffff:10.0.0.1]"]
)
def test_an_address_in_our_own_network_is_never_called(service: Service, ada: Member, host: str) -> None:
    switch_on(ada, Browser(f"https://{host}/push"))

    assert send() == ["dropped"] and problem() == "Its address leads where nothing is sent."
    assert not PushDevice.objects.exists()


@pytest.mark.parametrize(
    "change", [{"keys": {}}, {"keys": {"p256dh": "AAAA", "auth": "AAAA"}}, {"keys": None}, {"endpoint": 7}]
)
def test_keys_that_are_none_are_refused(service: Service, ada: Member, client: Client, change: dict[str, Any]) -> None:
    client.force_login(ada)
    for said in (json.dumps({**service.browser().says(), **change}), "[]", "{", "x" * 5_000):
        assert client.post(ADDRESS, said, content_type="application/json").status_code == 422


def test_strangers_switch_nothing_on(service: Service, client: Client) -> None:
    answer = client.post(ADDRESS, json.dumps(service.browser().says()), content_type="application/json")

    assert answer.status_code == 302 and not PushDevice.objects.exists()


def test_a_browser_says_that_it_is_still_there_and_where_it_moved(
    service: Service, phone: Browser, ada: Member, ben: Member, client: Client
) -> None:
    moved = Browser(phone.endpoint + "-moved", phone.key, phone.secret)
    said = json.dumps({**moved.says(), "was": phone.endpoint})
    client.force_login(ben)
    assert client.post(f"{ADDRESS}?still", said, content_type="application/json").status_code == 404

    client.force_login(ada)
    assert client.post(f"{ADDRESS}?still", said, content_type="application/json").status_code == 204

    device = PushDevice.objects.get()
    assert (device.endpoint, device.member, device.session) == (moved.endpoint, ada, client.session.session_key)


def test_who_signs_in_after_ada_takes_her_device_over(
    service: Service, phone: Browser, question: Question, ben: Member, dan: Member
) -> None:
    switch_on(dan, phone)
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    follow.run_all()
    send()

    assert [news["body"] for news in service.read_by(phone)] == ["It works: news for you come to this device."]


def test_ada_removes_a_device_among_her_sessions_and_nobody_elses(
    service: Service, phone: Browser, ada: Member, ben: Member, client: Client
) -> None:
    device = PushDevice.objects.get()
    client.force_login(ben)
    assert client.post(f"{ADDRESS}{device.pk}/remove/").status_code == 404
    client.force_login(ada)
    assert client.post(f"{ADDRESS}{device.pk}/try/").status_code == 302
    assert client.post(f"{ADDRESS}{device.pk}/remove/?back=sessions").headers["Location"] == "/accounts/sessions/"

    assert send()[-1] == "dropped" and service.got == []


def test_the_eleventh_device_takes_the_place_of_the_oldest(service: Service, ada: Member) -> None:
    for number in range(11):
        switch_on(ada, service.browser(str(number)))

    assert PushDevice.objects.count() == 10
    assert not PushDevice.objects.filter(endpoint__endswith="/push/0").exists()


def test_another_key_of_the_house_is_said_instead_of_tried(
    service: Service, phone: Browser, question: Question, ben: Member, settings: Any
) -> None:
    settings.PUSH_KEY = web(b"\x01" * 32)
    actions.answer_question(question, by=ben, body="Turn on Wi-Fi calling.")
    follow.run_all()

    assert send()[-1] == "dropped" and "another key" in problem()


def test_ada_takes_her_devices_along_and_they_go_with_her(service: Service, phone: Browser, ada: Member) -> None:
    kept = json.loads(json.dumps(_parts["push_devices"](ada), default=str))
    assert [one["service"] for one in kept] == ["127.0.0.1"] and phone.endpoint not in str(kept)

    erase_member(ada, by=ada, keep_texts=True)

    assert not PushDevice.objects.exists()


def test_switched_off_by_the_operator_it_is_nowhere(ada: Member, client: Client, settings: Any) -> None:
    settings.PUSH = False
    reading.choose_how(Wishes(chosen={"push": {"votes": True}, "mail": {}}), by=ada)
    client.force_login(ada)
    page = client.get("/settings/notifications/").content.decode()
    assert "push-switch" not in page and ".push" not in page
    client.post("/settings/notifications/", {"often": "weekly", "most": "20"})

    ada.refresh_from_db()
    assert not Wishes.of(ada.settings).wants("mail", "answers") and Wishes.of(ada.settings).wants("push", "answers")


def test_the_key_is_made_once_for_its_owner_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GROUNDSWELL_PUSH_KEY", raising=False)
    made = environment.push_key(tmp_path)

    assert environment.push_key(tmp_path) == made and len(raw(made)) == 32
    assert stat.S_IMODE((tmp_path / "push-key").stat().st_mode) == 0o600
    monkeypatch.setenv("GROUNDSWELL_PUSH_KEY", "given")
    assert environment.push_key(tmp_path) == "given"
