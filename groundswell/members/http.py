"""Requests as views see them."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from groundswell.members.models import Member

if TYPE_CHECKING:
    from groundswell.members.rules import Viewer


class Request(HttpRequest):
    """A request by anybody."""

    user: "Viewer"  # type: ignore[assignment]
    htmx: HtmxDetails


class MemberRequest(HttpRequest):
    """A request by a signed-in member."""

    user: Member
    htmx: HtmxDetails
