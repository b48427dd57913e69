"""Keys with which programs act for a member."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.log import clock
from groundswell.members import mails
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import ApiKey, Member
from groundswell.members.rules import Invalid, may_act, require

SCOPES = ("read", "write", "moderate")
MOST = 20
NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def make_key(
    *, by: Member, name: str, scopes: list[str], expires: datetime | None = None, through: ApiKey | None = None
) -> tuple[ApiKey, str]:
    """A new key, and the text of it, which cannot be read again. Made `through` another key, it ends no later."""
    require(may_act(by), _("Sign in to make a key."))
    limit(by.pk, "key", most=20, per=HOUR)
    unknown = set(scopes) - set(SCOPES)
    if unknown or not scopes:
        raise Invalid(_("Choose what the key may do: %(scopes)s.") % {"scopes": ", ".join(SCOPES)}, "scopes")
    if not name.strip():
        raise Invalid(_("Give the key a name, so that you know it again."), "name")
    if expires is not None and expires <= clock.now():
        raise Invalid(_("The key would have ended already. Choose a later day."), "expires")
    if ApiKey.objects.filter(member=by).count() >= MOST:
        raise Invalid(_("You have %d keys already. Take one away first.") % MOST, "name")
    text = f"gsk_{secrets.token_urlsafe(32)}"
    ends = min((end for end in (expires, through.expires if through else None) if end), default=None)
    key = ApiKey.objects.create(
        member=by,
        name=name.strip()[:60],
        start=text[:9],
        digest=_digest(text),
        scopes=sorted(set(scopes)),
        expires=ends,
    )
    if by.email:
        mail = mails.message("key_made", by.email, {"key": key.name, "user": by})
        transaction.on_commit(mail.send, robust=True)
    return key, text


def revoke_key(pk: int, *, by: Member) -> None:
    """The key stops working at once; a key of somebody else is left alone."""
    ApiKey.objects.filter(pk=pk, member=by).delete()


def key_of(text: str) -> ApiKey | None:
    """The key with this text, if it is not over and its member can act."""
    found = ApiKey.objects.select_related("member").filter(digest=_digest(text)).first()
    if found is None or found.is_over or not may_act(found.member):
        return None
    if found.used is None or clock.now() - found.used > NOTED_EVERY:
        ApiKey.objects.filter(pk=found.pk).update(used=clock.now())
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
