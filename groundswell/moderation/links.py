"""Sealed links to a decision, for people who may not sign in."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from groundswell.members.barring import reasons_at
from groundswell.members.models import Member
from groundswell.moderation.models import Decision, Deed

SALT = "moderation.decision"


def link_to(decision: Decision) -> str:
    """The address, with ours in front, under which whom the decision concerns reads it without signing in."""
    return settings.SITE_URL + path_to(decision.pk)


def path_to(pk: int) -> str:
    return reverse("moderation:by_link", args=[signing.dumps(pk, salt=SALT)])


def read_link(token: str) -> int:
    """The decision's number. Raises BadSignature."""
    return int(signing.loads(token, salt=SALT))


@reasons_at
def reasons_for(member: Member) -> str:
    """The page of the decision that keeps somebody out, as a sealed link."""
    last = (
        Decision.objects.filter(person=member, deed=Deed.SUSPENDED).order_by("-id").values_list("pk", flat=True).first()
    )
    return path_to(last) if last else ""
