"""What the settings can do, over JSON."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from groundswell.log.models import LogEntry
from groundswell.members.actions import change_role, join
from groundswell.members.keys import make_key
from groundswell.members.models import Member, Role
from groundswell.members.tests.conftest import PASSWORD
from groundswell.voice.drafts import save_draft


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def send(member: Member, method: str, path: str, said: object = None) -> Any:
    _key, text = make_key(by=member, name="test", scopes=["read", "write"])
    client = Client(headers={"authorization": f"Bearer {text}"})
    body = json.dumps(said) if said is not None else b""
    return client.generic(method, f"/api/v1{path}", body, "application/json")


def test_ada_changes_profile_language_and_time_zone_and_keeps_the_rest(ada: Member) -> None:
    send(ada, "PATCH", "/me", {"about": "Photographer.", "languages": ["de"]})
    me = send(ada, "PATCH", "/me", {"language": "de", "time_zone": "Europe/Berlin"}).json()

    assert (me["about"], me["languages"], me["language"], me["time_zone"]) == (
        "Photographer.", ["de"], "de", "Europe/Berlin",
    )  # fmt: skip
    assert LogEntry.objects.filter(name="members.profile_edited").count() == 1
    assert send(ada, "PATCH", "/me", {"language": "tlh"}).status_code == 422
    assert send(ada, "PATCH", "/me", {"time_zone": "../etc"}).json()["errors"][0]["field"] == "time_zone"


def test_nothing_but_the_profile_can_be_sent(ada: Member) -> None:
    before: dict[str, Any] = dict(Member.objects.values().get(pk=ada.pk))

    send(
        ada,
        "PATCH",
        "/me",
        {"about": "x", "role": "admin", "reputation": 9_000, "email": "eve@example.com", "level": 4},
    )

    after = Member.objects.values().get(pk=ada.pk)
    assert {key for key, value in after.items() if value != before[key]} == {"about"}


def test_ada_shows_a_picture_and_none(ada: Member) -> None:
    _key, text = make_key(by=ada, name="test", scopes=["write"])
    client = Client(headers={"authorization": f"Bearer {text}"})
    face = BytesIO()
    Image.new("RGB", (300, 200)).save(face, "PNG")

    shown = client.post("/api/v1/me/picture", {"picture": SimpleUploadedFile("a.png", face.getvalue())})
    assert client.get(shown.json()["url"]).status_code == 200
    wrong = client.post("/api/v1/me/picture", {"picture": SimpleUploadedFile("a.png", b"%PDF")})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "picture")
    assert client.delete("/api/v1/me/picture").status_code == 204
    assert Member.objects.get(pk=ada.pk).avatar == ""


def test_ada_signs_a_lost_phone_out_and_nobody_elses(anna: Member, ben: Member) -> None:
    phone = Client(HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Version/18.0 Safari/605")
    phone.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    lost = UserSession.objects.get()

    listed = send(anna, "GET", "/me/devices").json()
    assert [(device["id"], device["name"]) for device in listed] == [(lost.pk, "Safari on iPhone")]
    assert send(ben, "DELETE", f"/me/devices/{lost.pk}").status_code == 404
    assert send(anna, "DELETE", f"/me/devices/{lost.pk}").status_code == 204

    assert phone.get("/settings/").status_code == 302


def test_the_export_is_the_one_of_the_settings(ada: Member) -> None:
    answer = send(ada, "GET", "/me/data")

    assert answer["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as bundle:
        assert json.loads(bundle.read("account.json"))["handle"] == "ada"
    assert [send(ada, "GET", "/me/data").status_code for _time in range(5)] == [200] * 4 + [429]


def test_admins_give_roles_and_nobody_else(ada: Member, ben: Member, mia: Member) -> None:
    assert send(mia, "PUT", "/members/ben/role", {"role": "agent"}).status_code == 403
    change_role(ada, Role.ADMIN, by=None)
    ada.refresh_from_db()

    assert send(ada, "PUT", "/members/ben/role", {"role": "agent"}).json()["role"] == "agent"
    assert send(ada, "PUT", "/members/ben/role", {"role": "emperor"}).status_code == 422
    assert send(ada, "PUT", "/members/nobody/role", {"role": "agent"}).status_code == 404


def test_who_did_not_confirm_the_address_is_not_there_either(client: Client, ada: Member) -> None:
    client.post("/accounts/signup/", {"email": "zoe@example.com", "username": "zoe", "password1": PASSWORD})

    assert Member.objects.called("zoe").exists()
    assert send(ada, "GET", "/members/zoe").status_code == 404
    assert "zoe" not in send(ada, "GET", "/members?order=newest").content.decode()


def test_what_is_unfinished_is_listed(ada: Member, ben: Member) -> None:
    save_draft("answer:12", {"body": "Half an answer"}, by=ada, page="/question/12/x/")
    save_draft("ask", {"body": "Ben's"}, by=ben)

    listed = send(ada, "GET", "/drafts").json()

    assert [(one["place"], one["page"], one["text"]) for one in listed] == [
        ("answer:12", "/question/12/x/", {"body": "Half an answer"})
    ]


def test_the_language_of_a_text_is_told(ada: Member) -> None:
    found = send(ada, "GET", "/language?text=Das+Netz+ist+seit+gestern+nicht+mehr+da+und+ich+weiss+nicht+warum")

    assert found.json() == {"language": "de"}


def test_ada_chooses_what_she_is_told(ada: Member) -> None:
    wanted = send(ada, "PATCH", "/notifications/wishes", {"wanted": {"comments": False}}).json()

    assert {wish["key"] for wish in wanted if not wish["wanted"]} == {"comments"}
    assert send(ada, "GET", "/notifications/wishes").json() == wanted
    assert send(ada, "PATCH", "/notifications/wishes", {"wanted": {"nonsense": True}}).status_code == 422


def test_members_come_page_by_page_and_each_once(ada: Member, db: None) -> None:
    for number in range(100):
        join(handle=f"walker-{number}")
    seen: list[str] = []
    after = ""
    while True:
        page = Client().get("/api/v1/members", {"order": "newest", "after": after}).json()
        seen += [member["handle"] for member in page["items"]]
        after = page["next"]
        if not after:
            break

    assert len(seen) == len(set(seen)) == 101


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/nonsense", "", 404), ("PUT", "/topics", "{}", 405), ("PATCH", "/me", "{", 400),
        ("PATCH", "/me", f'{{"about": "{"x" * 3_000_000}"}}', 413), ("PATCH", "/me", '{"about": "\\u0000"}', 422),
    ],
)  # fmt: skip
def test_whatever_is_refused_is_said_as_a_problem(ada: Member, method: str, path: str, body: str, status: int) -> None:
    _key, text = make_key(by=ada, name="test", scopes=["read", "write"])
    client = Client(headers={"authorization": f"Bearer {text}"})

    answer = client.generic(method, f"/api/v1{path}", body, "application/json")

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert answer.json()["detail"]
    assert "RateLimit-Remaining" in answer
