"""The link at the foot of a letter that switches its kind off, without signing in."""

from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse

from groundswell.derived.notifications import reading
from groundswell.derived.notifications.kinds import BY_MAIL, Choice, choices_of
from groundswell.members.models import Member

SALT = "letters"


class Stop(NamedTuple):
    """Whom a link belongs to, and which switch it turns."""

    member: Member
    choice: Choice


def link(member: Member, kind: str) -> str:
    """Good for ever: who kept a letter for years wants it to work most of all."""
    token = signing.dumps([member.pk, kind], salt=SALT)
    return f"{settings.SITE_URL}{reverse('notifications:stop_letters', args=[token])}"


def read(token: str) -> Stop | None:
    """Nothing for a link that is not ours, and for people and kinds of letter that are gone."""
    try:
        number, kind = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    member = Member.objects.present().filter(pk=number).first()
    choice = next((choice for choice in BY_MAIL if kind in choice.kinds), None)
    return Stop(member, choice) if member and choice else None


def stop(found: Stop) -> None:
    reading.choose({**choices_of(found.member), found.choice.key: False}, by=found.member)
