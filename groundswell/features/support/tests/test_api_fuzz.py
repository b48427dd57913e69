"""schemathesis sends the API what nobody would think of; it finds nothing."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from groundswell.api import api
from groundswell.features.support import actions
from groundswell.features.support.models import Answer
from groundswell.members.keys import make_key
from groundswell.members.models import Member
from groundswell.wsgi import application

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests of this test share its transaction, so none of them closes the connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def key(answer: Answer, cleo: Member) -> str:
    """Of a moderator, so that no rule stops a call before it gets anywhere."""
    actions.comment_on(answer, by=cleo, body="Which menu?")
    return make_key(by=cleo, name="fuzz", scopes=["read", "write", "moderate"])[1]


def operations() -> list[APIOperation[Any, Any, Any, Any]]:
    described = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema(), default=str)))
    described.app = application
    return [found.ok() for found in described.get_all_operations() if isinstance(found, Ok)]


@pytest.mark.slow
@pytest.mark.parametrize("operation", operations(), ids=lambda operation: operation.label)
def test_no_call_breaks_its_promise(
    operation: APIOperation[Any, Any, Any, Any],
    one_connection: None,
    key: str,
    answer: Answer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("groundswell.members.api.gate.PER_MINUTE", {True: 10**9, False: 10**9})

    @given(case=operation.as_strategy())
    @settings(max_examples=15, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def call(case: Case[Any]) -> None:
        if case.path_parameters.get("pk") and case.path_parameters["pk"] % 2:
            case.path_parameters["pk"] = answer.pk if "/answers/" in operation.path else answer.question_id
        case.call_and_validate(checks=CHECKS, headers={"Authorization": f"Bearer {key}"})

    call()
