"""A mail as it came, read by the standard library: who sent it, what it says, and what kind of mail it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message, MIMEPart
from email.parser import BytesParser, HeaderParser
from email.policy import default
from email.utils import getaddresses, parseaddr

from django.conf import settings

from groundswell.flows.mail_in.quotes import own_words
from groundswell.voice.cleaning import sanitise
from groundswell.voice.unrendering import as_markdown

MOST_PARTS = 60
MOST_TEXT = 200_000
MOST_HOPS = 40  # of a mail that goes round in circles
MOST_PICTURES = 5
TINY = 2_500  # bytes: the logos of signatures, and what watches whether a mail was opened
PRECEDENCE = {"bulk", "junk", "list", "auto_reply", "auto-reply"}
OF_PROGRAMS = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply-From", "List-Id", "List-Unsubscribe", "Feedback-ID")
HIDDEN = re.compile(r"<(head|style|script|title)\b.*?</\1\s*>|<!--.*?-->", re.S | re.I)
REPEATED = re.compile(
    r'<(?:div|blockquote)[^>]+(?:class="[^"]*(?:gmail_quote|moz-cite-prefix|protonmail_quote)|id="(?:appendonsend|divRplyFwdMsg|mail-editor-reference)|type="cite").*',
    re.S | re.I,
)
AGAIN = re.compile(r"^\s*(?:(?:(?:re|aw|antw|fwd?|wg)\s*(?:\[\d+\])?:|\[[^\]]{1,40}\])\s*)+", re.I)
MECHANISM = re.compile(r"\b(dmarc|dkim|spf)\s*=\s*(\w+)([^;]*)", re.I)
OF_DOMAIN = re.compile(r"(?:header\.(?:d|i|from)|smtp\.(?:mailfrom|helo))\s*=\s*\"?(?:[^\s;\"@]*@)?([\w.-]+)", re.I)


class Unreadable(ValueError):
    """It is no mail that can be read; the message says why."""


@dataclass(frozen=True)
class Attached:
    """A picture: the name of its file, and its bytes."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Returned:
    """What a report says of one address: that mail to it was refused for good, and which mail."""

    address: str
    message: str


@dataclass(frozen=True)
class Incoming:
    """A mail. `verified` says what our own mail server found out about its sender; None when nobody looked.

    `automatic`: written by a program, so that nothing may answer it (RFC 3834). `returned`: what it says of mail of ours
    that came back.
    """

    id: str
    sender: str
    to: tuple[str, ...]
    subject: str
    text: str
    pictures: tuple[Attached, ...]
    left_out: int
    automatic: bool
    returned: tuple[Returned, ...]
    verified: bool | None


def read_mail(raw: bytes, *, returned_to_nobody: bool = False) -> Incoming:
    """Raises Unreadable. `returned_to_nobody`: its envelope names no sender, as those of reports do."""
    mail = BytesParser(_class=EmailMessage, policy=default).parsebytes(raw)
    try:
        parts = _parts(mail)
        sender = parseaddr(str(mail.get("From", "")))[1].lower()
        pictures, left_out = _pictures(parts)
        return Incoming(
            id=str(mail.get("Message-ID", "")).strip(),
            sender=sender,
            to=_to(mail),
            subject=AGAIN.sub("", " ".join(str(mail.get("Subject", "")).split())),
            text=own_words(_text(parts)),
            pictures=pictures,
            left_out=left_out,
            automatic=returned_to_nobody or _is_automatic(mail, sender),
            returned=_returned(mail),
            verified=_verified(mail, sender),
        )
    except Unreadable:
        raise
    except (ValueError, LookupError, AttributeError, TypeError, IndexError) as problem:
        raise Unreadable("This mail is not written as mails are.") from problem


def _parts(mail: EmailMessage) -> list[MIMEPart]:
    parts: list[MIMEPart] = []
    for part in mail.walk():
        if len(parts) >= MOST_PARTS:
            raise Unreadable("This mail has too many parts.")
        if not part.is_multipart() and isinstance(part, MIMEPart):
            parts.append(part)
    return parts


def _to(mail: EmailMessage) -> tuple[str, ...]:
    """Where it was sent to, for who gets it without its envelope."""
    lines = [str(line) for name in ("Delivered-To", "X-Original-To", "To", "Cc") for line in mail.get_all(name, ())]
    return tuple(address.lower() for _name, address in getaddresses(lines) if "@" in address)[:50]


def _text(parts: list[MIMEPart]) -> str:
    said = [part for part in parts if part.get_content_disposition() != "attachment"]
    for part in said:
        if part.get_content_type() == "text/plain" and (text := _decoded(part)).strip():
            return _unfolded(text, part)
    for part in said:
        if part.get_content_type() == "text/html":
            html = REPEATED.sub("", HIDDEN.sub("", _decoded(part)))
            return as_markdown(sanitise(html))
    return ""


def _decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    charset = part.get_content_charset() or "utf-8"
    content = content if isinstance(content, bytes) else b""
    try:
        return content.decode(charset, "replace")[:MOST_TEXT]
    except LookupError:
        return content.decode("utf-8", "replace")[:MOST_TEXT]


def _unfolded(text: str, part: MIMEPart) -> str:
    """Lines that a program broke and marked by a blank at their end (RFC 3676) become one again."""
    if part.get_param("format") != "flowed":
        return text
    deleted = part.get_param("delsp") == "yes"
    lines: list[str] = []
    open_line = False
    for line in text.replace("\r\n", "\n").split("\n"):
        line = line.removeprefix(" ") if not line.startswith(">") else line
        lines[-1:] = (
            [lines[-1] + line] if open_line and not line.startswith(">") and line != "-- " else [*lines[-1:], line]
        )
        open_line = line.endswith(" ") and line != "-- " and not line.startswith(">")
        if open_line and deleted:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _pictures(parts: list[MIMEPart]) -> tuple[tuple[Attached, ...], int]:
    """The pictures in it, and how many other things were attached, which are left out."""
    found: list[Attached] = []
    left_out = 0
    for part in parts:
        content = part.get_payload(decode=True)
        size = len(content) if isinstance(content, bytes) else 0
        if part.get_content_maintype() == "image" and isinstance(content, bytes) and size > TINY:
            found.append(Attached(part.get_filename("") or "picture", part.get_content_type(), content))
        elif part.get_content_disposition() == "attachment" and size:
            left_out += 1
    return tuple(found[:MOST_PICTURES]), left_out + max(0, len(found) - MOST_PICTURES)


def _is_automatic(mail: EmailMessage, sender: str) -> bool:
    """Whether a program wrote it: an absence note, a list, a report, or ourselves."""
    said = str(mail.get("Auto-Submitted", "no")).split(";")[0].strip().lower()
    local = sender.partition("@")[0]
    return (
        said != "no"
        or str(mail.get("Precedence", "")).strip().lower() in PRECEDENCE
        or any(name in mail for name in OF_PROGRAMS)
        or str(mail.get("Return-Path", "")).strip() == "<>"
        or local in {"mailer-daemon", "postmaster", "no-reply", "noreply"}
        or sender in {parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower(), settings.MAIL_IN.lower()}
        or len(mail.get_all("Received", ())) > MOST_HOPS
    )


def _returned(mail: EmailMessage) -> tuple[Returned, ...]:
    """Addresses that a report (RFC 3464) says will never get that mail."""
    if mail.get_content_type() != "multipart/report":
        return ()
    about = [part for part in mail.walk() if part.get_content_type() == "message/delivery-status"]
    message = next((str(part["Message-ID"]) for part in _inside(mail) if part["Message-ID"]), "")
    blocks = [block for part in about for block in part.get_payload() if isinstance(block, Message)]
    return tuple(
        Returned(str(block["Final-Recipient"]).rpartition(";")[2].strip().lower(), message)
        for block in blocks[:20]
        if block["Final-Recipient"] and str(block.get("Status", "")).strip().startswith("5")
    )


def _inside(mail: EmailMessage) -> Iterator[Message]:
    """The head of the mail that came back."""
    for part in mail.walk():
        if part.get_content_type() == "message/rfc822":
            yield from (inner for inner in part.get_payload() if isinstance(inner, Message))
        elif part.get_content_type() == "text/rfc822-headers":
            yield HeaderParser(policy=default).parsestr(_decoded(part))


def _verified(mail: EmailMessage, sender: str) -> bool | None:
    """By what our own mail server wrote on top (RFC 8601); others' lines of that kind are believed by nobody."""
    if not settings.MAIL_IN_VERDICTS:
        return None
    lines = [str(line) for line in mail.get_all("Authentication-Results", ())]
    ours = [line for line in lines if line.split(";")[0].split()[:1] == [settings.MAIL_IN_VERDICTS]]
    if not ours:
        return None
    domain = sender.rpartition("@")[2]
    verdicts = [(m[1].lower(), m[2].lower(), m[3]) for m in MECHANISM.finditer(ours[0])]
    dmarc = [verdict for what, verdict, _more in verdicts if what == "dmarc" and verdict != "none"]
    if dmarc:
        return dmarc[0] == "pass"
    return any(
        verdict == "pass" and _is_of(domain, more) for what, verdict, more in verdicts if what in {"dkim", "spf"}
    )


def _is_of(domain: str, more: str) -> bool:
    """Whether what passed speaks for this domain, or for one that it is under."""
    found = [other.lower().strip(".") for other in OF_DOMAIN.findall(more)]
    return any(domain == other or (other.count(".") and domain.endswith(f".{other}")) for other in found)
