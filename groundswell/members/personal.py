"""A person's data: what they can take with them, and how it is forgotten.

The floors above register their part here, so that members need not know them.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from io import RawIOBase
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.http import StreamingHttpResponse

from groundswell.log.models import LogEntry
from groundswell.members.api.calls import id_of
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import ApiKey, ApiReply, Honour, Member

Part = Callable[[Member], object]
Files = Callable[[Member], Iterable[str]]
Eraser = Callable[[Member, bool], None]

_parts: dict[str, Part] = {}
_files: list[Files] = []
_erasers: list[Eraser] = []


def personal_data(name: str) -> Callable[[Part], Part]:
    """Registers a function that returns a part of a member's data, ready for JSON; it becomes `<name>.json`."""

    def register(function: Part) -> Part:
        if _parts.setdefault(name, function) is not function:
            raise RuntimeError(f"Two parts of the export are called {name!r}.")
        return function

    return register


def personal_files(function: Files) -> Files:
    """Registers a function that returns the storage paths of a member's files."""
    _files.append(function)
    return function


def on_erasure(function: Eraser) -> Eraser:
    """Registers a function (member, keep_texts) that forgets a person in one floor's tables."""
    _erasers.append(function)
    return function


def forget(member: Member, keep_texts: bool) -> None:
    """Everything personal but the member's own row; the floors above first, because they lean on what is here."""
    for erase in reversed(_erasers):
        erase(member, keep_texts)


class Pipe(RawIOBase):
    """Takes what a ZipFile writes and hands it on piece by piece."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.waiting += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self.waiting)
        self.waiting.clear()
        return taken


def archive(member: Member) -> Iterator[bytes]:
    """A zip of all that is known of a member, made while it is sent."""
    pipe = Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as bundle:
        for name, part in sorted(_parts.items()):
            text = json.dumps(part(member), cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
            bundle.writestr(f"{name}.json", text)
            yield pipe.take()
        for paths in _files:
            for path in paths(member):
                if default_storage.exists(path):
                    with default_storage.open(path) as file:
                        # Pictures are compressed already.
                        bundle.writestr(ZipInfo(path), file.read(), ZIP_STORED)
                    yield pipe.take()
    yield pipe.take()


def bundle(member: Member) -> StreamingHttpResponse:
    """The answer that is the archive."""
    limit(member.pk, "export", most=5, per=HOUR)
    response = StreamingHttpResponse(archive(member), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{member.pk}-my-data.zip"'
    response["Cache-Control"] = "no-store"
    return response


@personal_data("account")
def account(member: Member) -> object:
    """What the members' own tables know."""
    fields = (
        "handle", "name", "email", "role", "about", "languages", "expertise", "language", "time_zone", "settings",
        "joined", "last_login", "reputation", "level",
    )  # fmt: skip
    return {
        **{field: getattr(member, field) for field in fields},
        "addresses": list(EmailAddress.objects.filter(user=member).values("email", "verified", "primary")),
        "sign_in": list(Authenticator.objects.filter(user=member).values("type", "created_at", "last_used_at")),
        "connected": list(SocialAccount.objects.filter(user=member).values("provider", "uid", "date_joined")),
        "devices": list(
            UserSession.objects.filter(user=member).values("ip", "user_agent", "created_at", "last_seen_at")
        ),
        "keys": list(ApiKey.objects.filter(member=member).values("name", "start", "scopes", "made", "used", "expires")),
        "honours": list(Honour.objects.filter(member=member).values("name", "grade", "at", "source")),
    }


@personal_data("log")
def log(member: Member) -> object:
    """What the log says this member did."""
    return list(LogEntry.objects.filter(by=member.pk).order_by("position").values("name", "at", "data"))


@personal_files
def avatar(member: Member) -> Iterable[str]:
    return [member.avatar] if member.avatar else []


@on_erasure
def account_rows(member: Member, keep_texts: bool) -> None:
    """Ways in for people and programs, where the person is signed in, what programs were answered, former badges."""
    for session in UserSession.objects.filter(user=member):
        session.end()
    for table in (EmailAddress, Authenticator, SocialAccount):
        table.objects.filter(user=member).delete()
    for own in (ApiKey, Honour):
        own._default_manager.filter(member=member).delete()
    ApiReply.objects.filter(caller=id_of(member)).delete()
