"""Links with which people take over the accounts that an import brought along."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.members import mails
from groundswell.members.models import Member
from groundswell.members.rules import Invalid

SALT, DAYS = "claim", 7


@dataclass(frozen=True)
class Claim:
    """Who may become whose owner."""

    member: Member
    email: str


def claim_link(member: Member, email: str) -> str:
    """The address with which the person behind an unclaimed member takes it over: good for a week, and once."""
    if member.claimed or member.erased_at:
        raise Invalid(_("%(handle)s has an owner already.") % {"handle": member.handle}, "handle")
    token = signing.dumps([member.pk, email.strip().lower()], salt=SALT)
    return settings.SITE_URL + reverse("members:claim", args=[token])


def send_claim_link(member: Member, email: str) -> None:
    """Mail the link to the address that it is for."""
    context = {"handle": member.handle, "link": claim_link(member, email), "user": member}
    mails.message("claim", email, context).send()


def read_claim(token: str) -> Claim | None:
    """What a link says; nothing when it is forged, too old, or was used."""
    try:
        number, email = signing.loads(token, salt=SALT, max_age=DAYS * 86_400)
    except (signing.BadSignature, ValueError):
        return None
    member = Member.objects.filter(pk=number, claimed=False, erased_at=None).first()
    taken = EmailAddress.objects.filter(email=email, verified=True).exists()
    return Claim(member, email) if member and not taken else None
