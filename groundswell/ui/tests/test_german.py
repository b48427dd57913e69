"""A reader of German meets no English, and everybody can change the language."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from groundswell.derived.standing.catalogue import BADGES, LEVELS
from groundswell.features.support.actions import (
    answer_question,
    ask_question,
    close_question,
    comment_on,
    give_thanks,
    vote,
)
from groundswell.features.support.models import Question, Topic
from groundswell.log import follow
from groundswell.members import mails
from groundswell.members.models import Member
from groundswell.ui import words
from groundswell.ui.tests.marked import leftover, marked
from groundswell.voice.tests.translators import HERE, let_the_worker_work

FOR_ALL = [
    "/", "/questions/", "/questions/?shown=unanswered", "/tags/", "/topics/calling/", "/members/", "/members/?q=nobody", "/groups/",
    "/members/ada/", "/search/", "/search/?q=σήμα", "/search/?q=xyzzy", "/accounts/login/", "/accounts/signup/",
    "/accounts/login/code/", "/accounts/password/reset/", "/standing/", "/standing/ranks/", "/standing/badges/",
    "/standing/badges/solver/", "/standing/ada/", "/standing/ada/card", "/nowhere/", "{question}",
]  # fmt: skip
FOR_ADA = [
    "/", "/questions/ask/", "/questions/mine/", "{question}", "/question/{pk}/edit/", "/question/{pk}/history/",
    "/question/{pk}/comment/", "/search/related/{pk}", "/settings/", "/settings/notifications/", "/search/saved/", "/search/saved/new/?q=σήμα", "/settings/leave/", "/settings/keys/",
    "/notifications/", "/notifications/?shown=unread", "/voice/drafts/", "/rewards/", "/rewards/rules/", "/rewards/held/", "/accounts/2fa/", "/accounts/sessions/",
    "/accounts/logout/", "/standing/", "/standing/ada/", "/questions/by/ada/", "/members/ada/",
]  # fmt: skip
FOR_CLEO = [
    "{question}",
    "/newcomers/",
    "/tags/σήμα/rename/",
    *(f"/do/{what}/question/{{pk}}/" for what in ("close", "move", "lock", "delete")),
]
Go = Callable[..., str]


@pytest.fixture
def question(ada: Member, ben: Member, cleo: Member) -> Question:
    """Written in Greek, so that every Latin letter on a page is ours or a name."""
    topic = Topic.objects.create(slug="calling", name={"en": "Κλήσεις"})
    asked = ask_question(by=ada, title="Κανένα σήμα στο ασανσέρ", body="Κάθε πρωί.", topic=topic, tags=["σήμα"])
    answer = answer_question(asked, by=ben, body="Δοκίμασε κλήσεις μέσω δικτύου, @ada.")
    comment_on(answer, by=ada, body="Ευχαριστώ πολύ.")
    vote(asked, by=ben, value=1)
    vote(answer, by=ada, value=1)
    give_thanks(answer, by=ada)
    twin = ask_question(by=ada, title="Πάλι κανένα σήμα στο ασανσέρ", body="Κάθε βράδυ.", topic=topic)
    close_question(twin, by=cleo, cause="duplicate", duplicate_of=asked)
    follow.run_all()
    return asked


@pytest.fixture
def mark_texts(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Every text that goes through gettext comes back marked, in a language of its own that nothing else keeps."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("de-ch", settings.LANGUAGES[1][1])]
    of_django: Any = translation._trans  # type: ignore[attr-defined]
    monkeypatch.setattr(of_django, "gettext", marked)
    monkeypatch.setattr(of_django, "pgettext", lambda _context, text: marked(text))
    monkeypatch.setattr(of_django, "ngettext", lambda one, many, n: marked(one if n == 1 else many))
    monkeypatch.setattr(of_django, "npgettext", lambda _context, one, many, n: marked(one if n == 1 else many))


@pytest.fixture
def go(client: Client, question: Question, mark_texts: None) -> Go:
    """Open or send a page as somebody; its HTML."""
    client.cookies["django_language"] = "de-ch"

    def page(path: str, member: Member | None = None, data: dict[str, str] | None = None) -> str:
        if member:
            client.force_login(member)
        address = path.replace("{question}", question.get_absolute_url()).replace("{pk}", str(question.pk))
        answer = client.get(address) if data is None else client.post(address, data)
        assert answer.status_code in {200, 404, 403, 422}, f"{answer.status_code} at {address}"
        return answer.content.decode()

    return page


@pytest.mark.parametrize("path", FOR_ALL)
def test_what_strangers_read_can_all_be_translated(go: Go, path: str) -> None:
    assert leftover(go(path)) == []


@pytest.mark.parametrize("path", FOR_ADA)
def test_what_ada_reads_can_all_be_translated(go: Go, ada: Member, path: str) -> None:
    assert leftover(go(path, ada)) == []


@pytest.mark.parametrize("path", FOR_CLEO)
def test_what_moderators_read_can_all_be_translated(go: Go, cleo: Member, path: str) -> None:
    assert leftover(go(path, cleo)) == []


def test_what_stands_beside_a_translation_can_be_translated(go: Go, ada: Member, settings: Any) -> None:
    settings.TRANSLATOR = f"{HERE}.shout"
    address = "/translation/question/{pk}/"

    assert leftover(go("{question}", ada)) == []
    assert leftover(go(address, ada)) == []
    let_the_worker_work()
    made = go(address, ada)
    assert "ΚΆΘΕ ΠΡΩΊ" in made
    assert leftover(made) == []


def test_what_forms_say_against_an_input_can_be_translated(go: Go, ada: Member) -> None:
    assert leftover(go("/accounts/signup/", None, {"email": "1", "username": "α b", "password1": "1"})) == []
    assert leftover(go("/questions/ask/", ada, {"title": "", "body": "", "tags": "!"})) == []
    assert leftover(go("/settings/", ada, {"name": "", "expertise": ",".join("123456789abcdef")})) == []


def test_a_refusal_can_be_translated(go: Go, ada: Member) -> None:
    refused = go("/do/vote/question/{pk}/", ada, {"value": "1"})

    assert "vote" in refused
    assert leftover(refused) == []


@pytest.mark.parametrize("kind", [*mails.LETTERS, *mails.CHANGES])
def test_letters_can_all_be_translated(mark_texts: None, db: None, settings: Any, kind: str) -> None:
    known = dict.fromkeys(("code", "password_reset_url", "signup_url", "handle", "link", "user_agent", "key"), "1")
    settings.SITE_URL = "http://1"
    with translation.override("de-ch"):
        letter = mails.letter_of(kind, known)

    said = [letter.subject, *letter.lines, *letter.after, *([letter.press] if letter.press else [])]
    assert [leftover(text) for text in said] == [[]] * len(said)


def test_levels_and_badges_can_all_be_translated(mark_texts: None) -> None:
    said = [text for level in LEVELS for text in (level.name, *level.privileges)]
    said += [text for badge in BADGES for text in (badge.name, badge.about)]

    assert [str(text) for text in said if leftover(str(text))] == []


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>⟦Settings⟧ · Groundswell</p>", []),
        ("<p>⟦Settings⟧ and more</p>", ["and", "more"]),
        ('<p>⟦New here? <a href="/x/">Join us</a>.⟧</p>', []),
        ('<button aria-label="Close">⟦x⟧</button>', ["Close"]),
        ('<p data-lost="It is gone"></p>', ["It", "is", "gone"]),
        ('<p lang="en">Somebody wrote this</p><svg><text>icon</text></svg><p>Here</p>', ["Here"]),
        ("<p>⟦By ⟦Agent⟧ today⟧ Europe/Berlin</p><br><p>3 km</p>", ["km"]),
    ],
)
def test_a_word_outside_the_marks_is_found(html: str, found: list[str]) -> None:
    assert leftover(html) == found


def test_a_german_browser_gets_a_german_page(client: Client, question: Question) -> None:
    answer = client.get("/", headers={"Accept-Language": "de-DE,de;q=0.9,en;q=0.5"})

    page = answer.content.decode()
    assert answer.headers["Content-Language"] == "de"
    assert '<html lang="de" dir="ltr">' in page
    assert "Frage stellen" in page
    assert "Ask a question" not in page


def test_the_switch_at_the_foot_changes_the_language_and_stays_on_the_page(client: Client, question: Question) -> None:
    english = client.get(question.get_absolute_url()).content.decode()
    switch = re.search(r'<form[^>]*action="(/language/)".*?</form>', english, re.S)
    assert switch is not None
    assert re.findall(r'name="language" value="(\w+)" lang="\w+"( aria-current="true")?', switch[0]) == [
        ("en", ' aria-current="true"'),
        ("de", ""),
    ]

    back = client.get(
        "/language/", {"language": "de"}, headers={"Referer": f"http://testserver{question.get_absolute_url()}"}
    )

    german = client.get(back.headers["Location"]).content.decode()
    assert back.headers["Location"].endswith(question.get_absolute_url())
    assert '<html lang="de"' in german
    assert 'value="de" lang="de" aria-current="true"' in german
    assert '<h1 lang="el" dir="auto">' in german or '<h1 lang="en" dir="auto">' in german
    assert "1 Antwort" in german


def test_what_happened_is_told_in_german(client: Client, ada: Member, question: Question) -> None:
    client.force_login(ada)
    client.cookies["django_language"] = "de"

    page = client.get("/notifications/").content.decode()

    assert re.search(
        r"<b>Ben Okafor</b> hat dich in einer Antwort auf <a [^>]*>Κανένα σήμα στο ασανσέρ</a> erwähnt", page
    )
    assert "1 Person fand deine Frage" in page
    assert "Heute" in page


def test_letters_reach_a_german_member_in_german(ada: Member) -> None:
    Member.objects.filter(pk=ada.pk).update(language="de")

    letter = mails.message("account/email/login_code", "ada@example.com", {"code": "ABC123"})

    assert letter.subject == "ABC123 ist dein Code zum Anmelden"
    assert "Er gilt 10 Minuten." in str(letter.body)


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=5), "gerade eben"),
        (timedelta(minutes=1), "vor 1 Minute"),
        (timedelta(hours=5), "vor 5 Stunden"),
        (timedelta(days=1, hours=3), "gestern"),
        (timedelta(days=6), "vor 6 Tagen"),
    ],
)
def test_germans_read_how_long_ago_it_was(passed: timedelta, said: str) -> None:
    with translation.override("de"):
        assert f">{said}</time>" in words.ago(timezone.now() - passed)


@pytest.mark.parametrize(("value", "said"), [(9_999, "9.999"), (12_345, "12 Tsd."), (1_500_000, "1,5 Mio.")])
def test_germans_read_large_counts(value: int, said: str) -> None:
    with translation.override("de"):
        assert words.compact(value) == said


def test_a_language_from_right_to_left_turns_the_page(client: Client, db: None, settings: Any) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "Arabic")]

    assert '<html lang="ar" dir="rtl">' in client.get("/", headers={"Accept-Language": "ar"}).content.decode()
