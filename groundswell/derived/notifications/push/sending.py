"""What a device is sent: composed when it is sent, in its member's language, if they still want it and may still read it."""

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.derived.notifications.kinds import choice_of
from groundswell.derived.notifications.listing import address, line_of, readable
from groundswell.derived.notifications.models import Notification, PushDevice
from groundswell.derived.notifications.news_mail import note_of
from groundswell.derived.notifications.push import house_key
from groundswell.derived.notifications.push.calling import Answer, Lines
from groundswell.derived.notifications.push.devices import CHANNEL, signed_in
from groundswell.derived.notifications.push.sealing import seal
from groundswell.derived.notifications.sentences import plain
from groundswell.derived.notifications.wishes import Wishes
from groundswell.log import clock
from groundswell.log.deliveries import Dropped, Later, NeverAccepted, Parcel, Send, bundler
from groundswell.members.models import Member
from groundswell.members.sealing import derived
from groundswell.voice.reaching import NotAllowed

KEPT_THERE = timedelta(days=1)  # how long a push service waits for a device that is off; after that it is no news
MOST_A_DAY = 60
AT_ONCE = {"answers", "mentions", "messages"}  # somebody waits for these, so a sleeping phone may wake up
TAKEN, GONE, REFUSED, BUSY = {200, 201, 202, 204}, {404, 410}, {400, 413}, {429, 503}
SHORTEST_WAIT, LONGEST_WAIT = 60, 3_600
LONGEST_TEXT = 240


class Message(dict[str, str]):
    """What the worker of the browser shows (ui/worker/push.js), and how urgent it is."""

    urgency = "normal"
    thread = ""


@bundler(CHANNEL)
@contextmanager
def carry_push(parcels: Sequence[Parcel]) -> Iterator[Send]:
    """The devices are read at once, and one connection to each service does for all."""
    rows = PushDevice.objects.select_related("member").filter(pk__in={parcel.number for parcel in parcels})
    here = rows.filter(signed_in(), member__in=Member.objects.shown(), member__claimed=True)
    devices = {device.pk: device for device in here}
    with Lines() as lines:

        def send(parcel: Parcel) -> None:
            device = devices.get(parcel.number)
            if device is None:
                raise Dropped("Nobody is signed in on this device, or wants news there any more.")
            _told_enough(device)
            member = device.member
            with translation.override(member.language or settings.LANGUAGE_CODE):
                message = hello(member) if parcel.about["letter"] == "hello" else compose(parcel, device)
            _settle(_post(lines, device, message), device)

        yield send


def compose(parcel: Parcel, device: PushDevice) -> Message:
    """Raises Dropped and Later, as for mail; and Dropped when a newer one tells of the same."""
    member = device.member
    note = note_of(parcel, member)
    if note.at < device.made_at:
        raise Dropped("It happened before this device was to be told of news.")
    if note.at < clock.now() - KEPT_THERE:
        raise Dropped("It is no news any more; the page tells it.")
    unread = _of_the_same(note, member)
    if unread.filter(entry__gt=note.entry).exists():
        raise Dropped("A newer one tells of the same and says how many there are.")
    choice, others = choice_of(note.kind), unread.exclude(pk=note.pk).count()
    body = Truncator(plain(line_of(note).text)).chars(LONGEST_TEXT)
    if others:
        body += "\n" + ngettext("and %(num)s more", "and %(num)s more", others) % {"num": others}
    message = _message(str(choice.label) if choice else settings.SITE_NAME, body, address(note), _thread(note, member))
    message["open"] = reverse("notifications:open", args=[note.entry])
    if choice and choice.key in AT_ONCE:
        message.urgency = "high"
    return message


def hello(member: Member) -> Message:
    """That news come here from now on."""
    said = _message(
        settings.SITE_NAME, _("It works: news for you come to this device."), reverse("notifications:wishes"), "hello"
    )
    said.urgency = "high"
    return said


def _message(title: str, body: str, href: str, thread: str) -> Message:
    message = Message(title=title, body=body, href=href, open=href, tag=thread)
    message |= {"lang": translation.get_language() or "", "dir": "rtl" if translation.get_language_bidi() else "ltr"}
    message.thread = thread
    return message


def _of_the_same(note: Notification, member: Member) -> QuerySet[Notification]:
    """What this member has not read of the same question, or of the same kind where there is none, this one with it."""
    same = {"question": note.question} if note.question else {"question": 0, "kind": note.kind, "because": note.because}
    kinds = Wishes.of(member.settings).kinds(CHANNEL)
    return readable(member).filter(read_at=None, kind__in=kinds, **same)


def _thread(note: Notification, member: Member) -> str:
    """By which a newer one takes the place of an older; 32 letters that tell a push service nothing of what it is about."""
    about = f"{member.pk} {note.question or f'{note.kind} {note.because}'}"
    return house_key.text(hmac.digest(derived("push threads"), about.encode(), hashlib.sha256)[:24])


def _post(lines: Lines, device: PushDevice, message: Message) -> Answer:
    if device.house != house_key.public_key():
        device.delete()
        raise Dropped("This device knows another key of this house; its member can switch it on again.")
    body = seal(
        json.dumps(message, ensure_ascii=False).encode(), house_key.raw(device.point), house_key.raw(device.secret)
    )
    headers = {
        "Authorization": house_key.authorization(device.endpoint),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(KEPT_THERE.total_seconds())),
        "Urgency": message.urgency,
        "Topic": message.thread,
    }
    try:
        return lines.post(device.endpoint, body, headers)
    except NotAllowed:
        device.delete()
        raise Dropped("Its address leads where nothing is sent.") from None


def _settle(answer: Answer, device: PushDevice) -> None:
    """Raises what the delivery becomes, unless it was taken."""
    if answer.status in TAKEN:
        now, told = clock.now(), device.told
        device.told = 1 if device.told_at is None or device.told_at.date() != now.date() else told + 1
        device.told_at = now
        device.save(update_fields=["told", "told_at"])
        return
    if answer.status in GONE:
        device.delete()
        raise Dropped("This browser takes no news any more.")
    if answer.status in REFUSED:
        raise NeverAccepted(f"The push service answered {answer.status}.")
    if answer.status in BUSY and answer.wait:
        raise Later(clock.now() + timedelta(seconds=min(max(answer.wait, SHORTEST_WAIT), LONGEST_WAIT)))
    raise OSError(f"The push service answered {answer.status}.")


def _told_enough(device: PushDevice) -> None:
    """So that nobody can make a phone ring all day."""
    today = device.told_at is not None and device.told_at.date() == clock.now().date()
    if today and device.told >= MOST_A_DAY:
        raise Dropped("This device was told of enough today; the page tells the rest.")
