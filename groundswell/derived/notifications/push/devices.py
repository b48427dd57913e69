"""Switch news on for a device, say that it still wants them, and switch them off: its member's own doing, so it is no event."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from groundswell.derived.notifications.models import PushDevice
from groundswell.derived.notifications.push import house_key
from groundswell.derived.notifications.push.calling import HTTPS, trusted
from groundswell.log import clock
from groundswell.log.deliveries import deliver_planned
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.personal import on_erasure, personal_data
from groundswell.members.rules import Invalid, may_act, require
from groundswell.voice.reaching import NotAllowed, parts_of

NAME = CHANNEL = "push"
MOST = 10  # devices of one member; the one that was away for longest goes
FORGOTTEN = timedelta(days=60)  # after which a device where its member is not signed in any more is not kept
LONGEST = 1_000


@dataclass(frozen=True)
class Subscription:
    """What a browser says when it subscribes, checked. `was` is its address of before, if it knows one."""

    endpoint: str
    point: str
    secret: str
    was: str = ""

    @classmethod
    def read(cls, said: Any) -> Self:
        """From a browser's JSON. Raises Invalid for what no browser says."""
        try:
            keys = said["keys"]
            found = cls(
                *(str(each) for each in (said["endpoint"], keys["p256dh"], keys["auth"], said.get("was") or ""))
            )
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), house_key.raw(found.point))
            fits = len(house_key.raw(found.point)) == 65 and len(house_key.raw(found.secret)) == 16
            parts_of(found.endpoint, schemes=HTTPS, trusted=trusted())
        except (KeyError, TypeError, AttributeError, ValueError, NotAllowed):
            fits = False
        if not fits or len(found.endpoint) > LONGEST or not found.endpoint.isascii() or "\x00" in found.endpoint:
            raise Invalid(_("This browser did not say where it takes news."), "endpoint")
        return found


def of(member: Member) -> QuerySet[PushDevice]:
    """The devices on which somebody is told of news, and is signed in, the last used first."""
    return PushDevice.objects.filter(signed_in(), member=member).order_by("-seen_at", "-pk")


def told_sessions(member: Member) -> dict[str, int]:
    """The sessions in which somebody is told of news, each with the number of its device."""
    return dict(of(member).values_list("session", "pk"))


def service_of(device: PushDevice) -> str:
    """Whose push service a device is told through."""
    return urlsplit(device.endpoint).hostname or ""


@transaction.atomic
def add_device(said: Subscription, *, by: Member, session: str, agent: str) -> PushDevice:
    """Tell this device of news from now on, and show at once that it works."""
    require(may_act(by), _("Your account cannot do this now."))
    limit(by.pk, "devices", most=20, per=HOUR)
    now = clock.now()
    # Who signs in where somebody else was before takes the device over.
    device, _new = PushDevice.objects.update_or_create(
        endpoint=said.endpoint,
        defaults={
            **_keys(said),
            "member": by,
            "session": session,
            "agent": agent[:200],
            "made_at": now,
            "seen_at": now,
        },
    )
    kept = PushDevice.objects.filter(member=by).order_by("-seen_at", "-pk").values_list("pk", flat=True)[:MOST]
    PushDevice.objects.filter(member=by).exclude(pk__in=list(kept)).delete()
    _show(device)
    return device


@transaction.atomic
def renew_device(said: Subscription, *, by: Member, session: str) -> bool:
    """This browser still takes news, maybe at another address; nothing for one that its member never switched on."""
    limit(by.pk, "devices", most=20, per=HOUR)
    known = list(
        PushDevice.objects.select_for_update()
        .filter(endpoint__in=[said.endpoint, said.was], member=by)
        .order_by("-made_at")
    )
    if not known or PushDevice.objects.filter(endpoint=said.endpoint).exclude(member=by).exists():
        return False
    PushDevice.objects.filter(pk__in=[device.pk for device in known[1:]]).delete()
    changed = {**_keys(said), "endpoint": said.endpoint, "session": session, "seen_at": clock.now()}
    PushDevice.objects.filter(pk=known[0].pk).update(**changed)
    return True


@transaction.atomic
def try_device(device: PushDevice, *, by: Member) -> None:
    """Send it a word, to see whether it comes."""
    limit(by.pk, "devices", most=20, per=HOUR)
    _show(device)


def remove_device(device: PushDevice) -> None:
    """Nothing more is sent there, also of what waits."""
    device.delete()


def forget_devices() -> int:
    """Devices where their member has not been signed in for long."""
    return PushDevice.objects.filter(~signed_in(), seen_at__lt=clock.now() - FORGOTTEN).delete()[0]


def _show(device: PushDevice) -> None:
    when = str(int(clock.now().timestamp() * 1000))
    deliver_planned(NAME, when, [(f"device:{device.pk}", CHANNEL, {"letter": "hello"})])


def _keys(said: Subscription) -> dict[str, str]:
    return {"point": said.point, "secret": said.secret, "house": house_key.public_key()}


def signed_in() -> Q:
    """Devices where their member is signed in at present."""
    return Q(Exists(Session.objects.filter(session_key=OuterRef("session"), expire_date__gt=clock.now())))


@personal_data("push_devices")
def push_devices(member: Member) -> object:
    """Where this member is told of news."""
    devices = PushDevice.objects.filter(member=member).order_by("made_at")
    return [
        {"browser": one.agent, "service": service_of(one), "since": one.made_at, "last_told": one.told_at}
        for one in devices
    ]


@on_erasure
def forget_push(member: Member, keep_texts: bool) -> None:
    PushDevice.objects.filter(member=member).delete()
