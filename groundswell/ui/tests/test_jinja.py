from typing import cast

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.test import RequestFactory, override_settings
from django.urls import NoReverseMatch, Resolver404, resolve
from jinja2 import Environment, UndefinedError
from markupsafe import Markup

from groundswell.ui.jinja import current, href_with, json_ld, media, url, viewer
from groundswell.ui.places import PATHS


@pytest.fixture
def env() -> Environment:
    return cast(Jinja2, engines["jinja2"]).env


def test_what_people_write_is_escaped(env: Environment) -> None:
    assert env.from_string("{{ x }}").render(x="<script>") == "&lt;script&gt;"


def test_a_missing_value_fails_in_tests_instead_of_showing_nothing(env: Environment) -> None:
    with pytest.raises(UndefinedError):
        env.from_string("{{ question.title }}").render()


def test_texts_are_translated_and_counted(env: Environment) -> None:
    page = env.from_string(
        '{{ ngettext("%(num)s answer", "%(num)s answers", n) }}, {% trans %} one\n  line {% endtrans %}'
    )

    assert page.render(n=1) == "1 answer, one line"
    assert page.render(n=2).startswith("2 answers")


def test_addresses_are_named_and_remembered() -> None:
    assert url("ui:brand") == url("ui:brand") == "/brand.css"
    with pytest.raises(NoReverseMatch):
        url("ui:nowhere")


@pytest.mark.parametrize("name", sorted(vars(PATHS)))
def test_every_path_of_the_shell_leads_somewhere(name: str) -> None:
    try:
        resolve(getattr(PATHS, name))
    except Resolver404:
        raise AssertionError(f"Nothing answers at paths.{name}") from None


def test_a_filter_keeps_the_others_and_starts_at_the_first_page() -> None:
    request = RequestFactory().get("/search/?q=lift&after=abc&topic=network")

    assert href_with(request, topic="travel") == "/search/?q=lift&topic=travel"
    assert href_with(request, topic=None) == "/search/?q=lift"
    assert href_with(request, q=None, topic=None) == "/search/"


def test_the_place_where_the_reader_is_is_marked() -> None:
    request = RequestFactory().get("/topics/network/")

    assert current(request, "/topics/") == Markup(' aria-current="page"')
    assert current(request, "/topics/", exactly=True) == ""


def test_structured_data_cannot_close_its_block() -> None:
    block = json_ld({"@type": "QAPage", "name": "</script><script>alert(1)</script>"})

    assert block.count("</script>") == 1
    assert '"@context": "https://schema.org"' in block


@override_settings(MEDIA_URL="/media/")
def test_uploads_have_addresses() -> None:
    assert media("avatars/ada.webp") == "/media/avatars/ada.webp"
    assert media("/media/avatars/ada.webp") == "/media/avatars/ada.webp"


def test_a_page_without_a_request_is_read_by_nobody() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    assert viewer(None).is_authenticated is False
    assert viewer(request).is_authenticated is False
