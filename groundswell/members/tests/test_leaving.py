"""Taking one's data along, and leaving for good."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image

from groundswell.features.support.actions import answer_question, ask_question, edit_question, follow, vote
from groundswell.features.support.models import Question, Topic
from groundswell.log import clock
from groundswell.log.follow import run_all
from groundswell.log.models import LogEntry
from groundswell.members.actions import change_picture, change_role, edit_profile, erase_member
from groundswell.members.keys import make_key
from groundswell.members.models import ApiKey, Honour, Member, Role
from groundswell.members.rules import Refused
from groundswell.members.tests.conftest import PASSWORD, code_in
from groundswell.voice.models import Draft, Revision, Voice

SECRETS = ("Lindqvist", "ada@example.com", "lavender-4711", "Musterstraße")


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def lift(anna: Member, ben: Member) -> Question:
    """Ada asked, edited, followed, drafted and showed her face; Ben answered and mentioned her."""
    Topic.objects.create(slug="network", name={"en": "Network"})
    question = ask_question(
        by=anna, title="No signal in the lavender-4711 lift", body="It says lavender-4711 on the door."
    )
    edit_question(
        question, by=anna, title="No signal in the lift", body="Nothing at all, lavender-4711.", reason="lavender-4711"
    )
    answer = answer_question(question, by=ben, body="Turn on Wi-Fi calling, @ada.")
    vote(answer, by=anna, value=1)
    vote(question, by=ben, value=1)
    make_key(by=anna, name="lavender-4711 script", scopes=["read"])
    Honour.objects.create(
        member=anna, name="Lavender", grade="gold", at=clock.now(), source="stackexchange:x", source_id=1
    )
    Draft.objects.create(member=anna, place="ask", text={"body": "lavender-4711"})
    follow("member", ben.pk, by=anna)
    edit_profile(
        anna, by=anna, name="Ada Lindqvist", about="Musterstraße 1", languages=["de"], expertise=["lavender-4711"]
    )
    face = BytesIO()
    Image.new("RGB", (300, 300)).save(face, "PNG")
    change_picture(anna, by=anna, upload=SimpleUploadedFile("ada.png", face.getvalue()))
    Client().post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    TOTP.activate(anna, "JBSWY3DPEHPK3PXP")
    run_all()
    return question


def everything() -> dict[str, str]:
    """All rows of all tables as text, by table; procrastinate's and Django's own included."""
    with connection.cursor() as cursor:
        tables = [table for table in connection.introspection.table_names() if table != "log_entry"]
        found = {}
        for table in tables:
            cursor.execute(f"SELECT coalesce(string_agg(\"{table}\"::text, E'\\n'), '') FROM \"{table}\"")
            found[table] = cursor.fetchone()[0]
    return found


def places(*words: str) -> set[tuple[str, str]]:
    return {(table, word) for table, rows in everything().items() for word in words if word in rows}


def log() -> list[tuple[Any, ...]]:
    return list(LogEntry.objects.order_by("position").values_list("position", "name", "at", "by", "data"))


def test_the_export_holds_what_ada_wrote_did_and_told(anna: Member, lift: Question, client: Client) -> None:
    client.force_login(anna)

    answer = client.post("/settings/data/")

    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as bundle:  # type: ignore[attr-defined]
        assert bundle.testzip() is None
        data = {name: json.loads(bundle.read(name)) for name in bundle.namelist() if name.endswith(".json")}
        pictures = [name for name in bundle.namelist() if name.endswith(".webp")]
    account = data["account.json"]
    assert account["email"] == "ada@example.com"
    assert [key["name"] for key in account["keys"]] == ["lavender-4711 script"]
    assert [badge["name"] for badge in account["honours"]] == ["Lavender"]
    assert [device["ip"] for device in account["devices"]] == ["127.0.0.1"]
    assert [way["type"] for way in account["sign_in"]] == ["totp"]
    assert "secret" not in json.dumps(account)
    assert {note["kind"] for note in data["notifications.json"]["told"]} == {"mention", "votes"}
    assert f"question:{lift.pk}" in data["notifications.json"]["hears_of"]
    assert {gain["reason"] for gain in data["standing.json"]["gains"]} == {"question_vote"}
    assert [vote["value"] for vote in data["reactions.json"]["votes"]] == [1]
    assert data["texts.json"][0]["source"] == "Nothing at all, lavender-4711."
    assert data["texts.json"][0]["before"][0]["source"] == "It says lavender-4711 on the door."
    assert data["drafts.json"][0]["text"] == {"body": "lavender-4711"}
    assert data["questions.json"][0]["id"] == lift.pk
    assert {follow["kind"] for follow in data["reactions.json"]["follows"]} == {"member", "question"}
    assert pictures == [Member.objects.get(pk=anna.pk).avatar]
    assert "Turn on Wi-Fi calling" not in json.dumps(data)


def test_after_erasure_nothing_personal_is_in_any_table(
    anna: Member, lift: Question, django_capture_on_commit_callbacks: Any
) -> None:
    face = Member.objects.get(pk=anna.pk).avatar
    known = places(*SECRETS)
    assert {table for table, _word in known} >= {
        "member",
        "account_emailaddress",
        "voice",
        "voice_revision",
        "voice_draft",
    }
    before = log()

    with django_capture_on_commit_callbacks(execute=True):
        erase_member(anna, by=anna, keep_texts=False)
    run_all()

    assert places(*SECRETS) == set()
    assert not ApiKey.objects.exists()
    assert not Honour.objects.exists()
    assert not Session.objects.exists()  # what is in a session is packed, so the words would not be seen
    assert log()[: len(before)] == before
    assert log()[len(before) :][0][1:] == (
        "members.member_erased",
        log()[-1][2],
        anna.pk,
        {"member": anna.pk, "texts_kept": False},
    )
    assert not default_storage.exists(face)
    assert not Revision.objects.filter(voice__author=anna).exists()


def test_kept_texts_stand_under_former_member(anna: Member, lift: Question, client: Client) -> None:
    erase_member(anna, by=anna, keep_texts=True)
    run_all()

    page = client.get(lift.get_absolute_url(), follow=True).content.decode()
    assert "Nothing at all" in page
    assert "former member" in page
    assert {table for table, word in places("Lindqvist", "ada@example.com", "Musterstraße")} == set()
    assert 'href="/members/ada/"' not in page
    assert "@ada" in page


def test_emptied_texts_say_so_and_answers_of_others_stay(anna: Member, lift: Question, client: Client) -> None:
    erase_member(anna, by=anna, keep_texts=False)

    page = client.get(lift.get_absolute_url(), follow=True).content.decode()
    assert "took the text along" in page
    assert "Turn on Wi-Fi calling" in page
    assert Voice.objects.get(question=lift).title == "A question that was taken back"


def test_the_profile_of_a_former_member_is_gone_and_the_handle_free(
    anna: Member, lift: Question, client: Client
) -> None:
    erase_member(anna, by=anna, keep_texts=True)

    assert client.get("/members/ada/").status_code == 404
    assert client.get(f"/members/former-{anna.pk}/").status_code == 404
    assert "former" not in client.get("/members/").content.decode()
    gone = Member.objects.get(pk=anna.pk)
    assert (gone.name, gone.email, gone.is_active, gone.seen_as) == ("", None, False, "former member")


def test_who_deletes_the_account_shows_the_password_first(
    anna: Member, client: Client, sign_in: Callable[..., Any]
) -> None:
    sign_in("ada")
    asked = client.post("/settings/leave/", {"texts": "keep"})
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    assert Member.objects.get(pk=anna.pk).erased_at is None

    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/settings/"})
    client.post("/settings/leave/", {"texts": "keep"})

    assert Member.objects.get(pk=anna.pk).erased_at is not None
    assert "_auth_user_id" not in client.session
    assert client.get("/settings/").status_code == 302


def test_who_has_no_password_shows_a_code_from_a_mail(ada: Member, client: Client) -> None:
    client.force_login(ada)
    assert client.post("/settings/leave/", {"texts": "keep", "code": ""}).status_code == 422

    client.post("/settings/leave/", {"send": "1"})
    assert client.post("/settings/leave/", {"texts": "keep", "code": "000000x"}).status_code == 422
    assert client.post("/settings/leave/", {"texts": "empty", "code": code_in(mail.outbox[0])}).status_code == 302

    assert Member.objects.get(pk=ada.pk).erased_at is not None


def test_nobody_erases_another_and_the_last_admin_stays(ada: Member, ben: Member, mia: Member) -> None:
    with pytest.raises(Refused, match="your account"):
        erase_member(ben, by=mia, keep_texts=True)
    change_role(ada, Role.ADMIN, by=None)
    with pytest.raises(Refused, match="last admin"):
        erase_member(ada, by=Member.objects.get(pk=ada.pk), keep_texts=True)
