"""Who is signed in, read in one statement with the session."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from groundswell.members import limits, sessions
from groundswell.members.models import Member, Tally
from groundswell.members.rules import TooOften


@pytest.fixture
def browser(ada: Member) -> Client:
    browser = Client()
    browser.force_login(ada)
    return browser


def signed_in(browser: Client) -> int | None:
    request = browser.get("/questions/").wsgi_request
    return request.user.pk


def test_a_wrong_guess_counts_for_nothing(ada: Member, ben: Member, browser: Client) -> None:
    sessions._guesses[browser.cookies[settings.SESSION_COOKIE_NAME].value] = ben.pk

    assert signed_in(browser) == ada.pk
    assert signed_in(browser) == ada.pk


def test_session_and_member_take_one_statement_from_the_second_page_on(browser: Client) -> None:
    browser.get("/questions/")

    sent: list[str] = []

    def listening(run: Callable[..., Any], sql: str, *rest: Any) -> Any:
        sent.append(sql)
        return run(sql, *rest)

    with connection.execute_wrapper(listening):
        browser.get("/questions/")

    assert len([sql for sql in sent if "django_session" in sql or "FROM member " in sql]) == 1


def test_what_changes_is_known_on_the_next_page(ada: Member, browser: Client) -> None:
    assert signed_in(browser) == ada.pk

    Member.objects.filter(pk=ada.pk).update(is_active=False)

    assert signed_in(browser) is None


def test_a_session_that_ended_is_nobodys_whatever_is_remembered(ada: Member, browser: Client) -> None:
    assert signed_in(browser) == ada.pk
    key = browser.cookies[settings.SESSION_COOKIE_NAME].value
    browser.logout()
    browser.cookies[settings.SESSION_COOKIE_NAME] = key

    assert signed_in(browser) is None


def test_processes_tell_each_other_of_every_sixteenth(ada: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    processes: list[dict[str, limits._Here]] = [{}, {}]

    def passed(process: int, times: int) -> int:
        monkeypatch.setattr(limits, "_here", processes[process])
        for time in range(times):
            try:
                limits.limit_roughly(ada.pk, "send", most=40, per=limits.DAY)
            except TooOften:
                return time
        return times

    assert passed(0, 32) == 32
    assert Tally.objects.get().count == 32
    assert passed(1, 40) == limits.HANDFUL - 1
    assert passed(1, 1) == 0
    assert passed(0, 9) <= 8
