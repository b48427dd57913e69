"""The vocabulary: documented, shown, styled; and the pages that must work when little else does."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from django import forms
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.test import Client, RequestFactory
from jinja2 import Environment

from groundswell.ui.jinja import NOBODY

HERE = Path(__file__).resolve().parents[1]
SOURCE = HERE.parent
COMPONENTS = sorted((HERE / "templates" / "ui" / "components").glob("*.html"))
MACRO = re.compile(r"{% macro ([a-z]\w*)\(")
CLASS = re.compile(r'class="((?:[^"{]|{{.*?}}|{%.*?%})*)"')
# Names that scripts and tests look for, without a look of their own.
VOTE = '{% from "ui/components/vote.html" import vote %}'
BARE = {"answer", "editor-state", "profile"}
# Mail carries its own styles: who reads it in a mail program has none of ours.
MAILS = {
    SOURCE / "derived/notifications/templates/notifications" / name
    for name in ("mail.html", "news.html", "digest.html", "reminder.html")
} | {SOURCE / "members/templates/members/letter.html"}
PAGES = sorted(set(SOURCE.glob("**/templates/**/*.html")) - MAILS)


@pytest.fixture
def env() -> Environment:
    return cast(Jinja2, engines["jinja2"]).env


def _macros() -> set[str]:
    return {name for file in COMPONENTS for name in MACRO.findall(file.read_text(encoding="utf-8"))}


def test_every_component_is_documented() -> None:
    page = (SOURCE.parent / "docs" / "build" / "look.md").read_text(encoding="utf-8")
    inner = {"bell", "bell_count", "account_menu", "help_line", "error_line"}

    assert sorted(name for name in _macros() - inner if f"{name}(" not in page) == []


def test_every_component_is_shown_on_the_page_of_components() -> None:
    page = (HERE / "templates" / "ui" / "components.html").read_text(encoding="utf-8")
    by_the_shell = {
        "bell", "bell_count", "bell_news", "account_menu", "theme_switch", "flash", "confirm_dialog",
        "shortcuts_dialog", "help_line", "error_line", "name", "standing", "row_count", "row_meta", "read_beacon", "solution_mark",
        "field", "form_errors", "editor_field",
    }  # fmt: skip

    assert sorted(name for name in _macros() - by_the_shell if f"{name}(" not in page) == []


def test_every_class_in_a_template_has_a_look() -> None:
    sheets = "".join(path.read_text(encoding="utf-8") for path in SOURCE.glob("**/static/**/*.css"))
    styled = set(re.findall(r"\.([a-zA-Z][\w-]*)", sheets)) | BARE
    bare: dict[str, str] = {}
    for file in PAGES:
        for value in CLASS.findall(file.read_text(encoding="utf-8")):
            numbered = re.sub(r"(?<=[a-z]){{.*?}}", "-", value)
            for name in re.sub(r"{{.*?}}|{%.*?%}", " ", numbered).split():
                if name not in styled and not name.endswith("-"):
                    bare[name] = file.name

    assert bare == {}


def test_templates_carry_neither_scripts_nor_styles_of_their_own() -> None:
    for file in PAGES:
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son\w+=\"|<script(?![^>]*\ssrc=)(?![^>]*application/)", text), file


def test_an_action_posts_through_the_one_form_of_the_page(env: Environment) -> None:
    button = env.from_string(
        '{% from "ui/components/button.html" import action %}'
        '{{ action("Delete", "/do/delete/", confirm="Really?", target="#answer-1", pressed=true) }}'
    ).render()

    assert 'form="act" formaction="/do/delete/"' in button
    assert 'hx-post="/do/delete/" hx-target="#answer-1"' in button
    assert 'data-confirm="Really?"' in button
    assert 'aria-pressed="true"' in button


def test_voting_again_takes_the_vote_back(env: Environment) -> None:
    control = env.from_string(VOTE + '{{ vote("answer-7", "/vote/7", 3, mine) }}')

    assert 'id="up-answer-7" name="value" value="1" aria-pressed="false"' in control.render(mine=0)
    assert 'id="up-answer-7" name="value" value="0" aria-pressed="true"' in control.render(mine=1)


def test_strangers_are_led_to_sign_in_and_back_when_they_vote(env: Environment) -> None:
    control = env.from_string(VOTE + '{{ vote("answer-7", "/vote/7", 3, member=false, back="/question/1/") }}').render()

    assert "<button" not in control
    assert "?next=/question/1/" in control


def test_a_name_that_is_markup_stays_a_name(env: Environment) -> None:
    line = env.from_string('{% from "ui/components/avatar.html" import byline %}{{ byline(person) }}').render(
        person={"handle": "eve", "name": "<img src=x onerror=alert(1)>"}
    )

    assert "<img" not in line


class AskForm(forms.Form):
    title = forms.CharField(label="Title", help_text="One sentence.", min_length=10)
    topic = forms.ChoiceField(label="Topic", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    follow = forms.BooleanField(label="Follow", required=False)


def test_a_field_keeps_what_was_typed_and_ties_help_and_error_to_it(env: Environment) -> None:
    form = AskForm({"title": "Short", "topic": "b", "follow": "on"})
    page = env.from_string(
        '{% from "ui/components/field.html" import field, form_errors %}'
        "{{ form_errors(form) }}{% for bound in form %}{{ field(bound) }}{% endfor %}"
    ).render(form=form)

    assert 'value="Short"' in page
    assert 'aria-describedby="id_title_helptext id_title_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'href="#id_title"' in page
    assert re.search(r'value="b"[^>]*checked', page)


def test_an_editor_gives_back_a_text_that_begins_with_an_empty_line(env: Environment) -> None:
    page = env.from_string(
        '{% from "ui/components/editor.html" import editor %}{{ editor("body", value=text) }}'
    ).render(text="\n</textarea><script>")

    assert ">\n\n&lt;/textarea&gt;&lt;script&gt;</textarea>" in page


def test_the_page_for_our_own_mistakes_needs_neither_database_nor_request(env: Environment) -> None:
    page = env.get_template("ui/server_error.html").render()

    assert "Something broke on our side" in page


@pytest.mark.django_db
def test_nothing_there_is_said_with_a_search_beside_it(client: Client) -> None:
    response = client.get("/no/such/page/")

    assert response.status_code == 404
    assert 'id="search-again"' in response.text
    assert "csrfmiddlewaretoken" not in response.text


@pytest.mark.django_db
def test_a_refusal_says_its_reason(env: Environment) -> None:
    request = RequestFactory().get("/")
    request.user = NOBODY  # type: ignore[assignment]
    request._messages = SimpleNamespace(__iter__=lambda: iter(()))  # type: ignore[attr-defined]

    assert "Only the asker may." in env.get_template("ui/_refused.html").render(reason="Only the asker may.")
    assert env.get_template("ui/_refused.html").render(reason="x").startswith('<div class="toast bad"')
