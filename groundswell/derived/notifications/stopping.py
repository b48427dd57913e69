"""The link at the foot of a letter that switches its kind off, without signing in."""

from dataclasses import replace
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse

from groundswell.derived.notifications import reading
from groundswell.derived.notifications.kinds import BY_MAIL, CHOICES, DIGEST, Choice, choices_of
from groundswell.derived.notifications.wishes import Wishes
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
    choices = (*((c, f"mail:{c.key}") for c in (*CHOICES, DIGEST)), *((c, kind) for c in BY_MAIL for kind in c.kinds))
    choice = next((choice for choice, known in choices if known == kind), None)
    return Stop(member, choice) if member and choice else None


def stop(found: Stop) -> None:
    wishes = Wishes.of(found.member.settings)
    if found.choice == DIGEST:
        reading.choose_how(replace(wishes, often="never"), by=found.member)
        return
    if found.choice in CHOICES:
        reading.choose_how(replace(wishes, chosen=wishes.switched("mail", found.choice.key, False)), by=found.member)
        return
    reading.choose({**choices_of(found.member), found.choice.key: False}, by=found.member)
