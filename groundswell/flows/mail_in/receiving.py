"""Take a mail in: whose it is, what it answers, and what becomes of it. Everything goes by the actions that pages use."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

import structlog
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from groundswell.derived.notifications.bounces import count_returned
from groundswell.derived.notifications.doors import Door, is_front, read_address
from groundswell.features.support import actions
from groundswell.features.support.models import Answer, Question
from groundswell.features.support.texts import COMMENT_LONGEST
from groundswell.flows.mail_in.models import TakenMail
from groundswell.flows.mail_in.parsing import Attached, Incoming, Unreadable, read_mail
from groundswell.log import clock
from groundswell.log.deliveries import deliver_planned
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, Refused, TooOften
from groundswell.moderation.guard import Waits
from groundswell.voice import pictures

NAME = "mail_in.letters"
LARGEST = 12_000_000
KEPT = timedelta(days=30)
Outcome = TakenMail.Outcome
logger = structlog.get_logger()


class Reply(NamedTuple):
    """What the server that brought it is told, as in SMTP: 2xx taken, 4xx later, 5xx never; then the sender's server gives the
    mail back to its sender, with the sentence."""

    code: int
    sentence: str


TAKEN = Reply(250, "2.0.0 Taken")
UNKNOWN = Reply(550, "5.1.1 Nobody reads mail at this address. Please answer in the community itself.")
STRANGER = Reply(550, "5.7.1 This address belongs to a member, but you do not write from their address. Please write from it, or in the community itself.")  # fmt: skip
DOUBTFUL = Reply(550, "5.7.26 That this mail comes from the address that it names could not be proved. Please write in the community itself.")  # fmt: skip
TOO_LARGE = Reply(552, "5.3.4 This mail is too large. Please send smaller pictures.")


def is_door(address: str) -> bool:
    """Whether mail to this address is taken in at all."""
    return read_address(address) is not None or is_front(address)


def receive(raw: bytes, to: Iterable[str] = (), *, envelope_from: str | None = None) -> Reply:
    """Take one mail in, once however often it comes. `to` are the addresses of its envelope; without, those of its header count.

    `envelope_from` is empty for reports, and None when nobody knows.
    """
    if len(raw) > LARGEST:
        return TOO_LARGE
    try:
        mail = read_mail(raw, returned_to_nobody=envelope_from in {"", "<>"})
    except Unreadable as problem:
        return Reply(554, f"5.6.0 {problem}")
    if mail.automatic or mail.returned:
        bounced = sum(count_returned(one.address, one.message) for one in mail.returned)
        logger.info("mail_ignored", because="returned" if mail.returned else "automatic", bounced=bounced)
        return TAKEN
    addresses = list(to) or list(mail.to)
    door, member = _whose(mail, addresses)
    if door is None:
        return DOUBTFUL if any(is_front(address) for address in addresses) and _by_address(mail.sender) else UNKNOWN
    if member is None or mail.sender not in _addresses_of(member):
        return STRANGER
    if mail.verified is False:
        return DOUBTFUL
    with translation.override(member.language or settings.LANGUAGE_CODE):
        return _take(mail, door, member)


def _whose(mail: Incoming, addresses: list[str]) -> tuple[Door | None, Member | None]:
    """By the signed address; or by the sender's, at the one address that all know, when our server vouches for it."""
    door = next((found for address in addresses if (found := read_address(address))), None)
    if door:
        return door, Member.objects.shown().filter(pk=door.member, claimed=True).first()
    if mail.verified and any(is_front(address) for address in addresses) and (member := _by_address(mail.sender)):
        return Door(member.pk, "ask"), member
    return None, None


def _by_address(address: str) -> Member | None:
    return Member.objects.shown().filter(email=address, claimed=True).first() if address else None


def _addresses_of(member: Member) -> set[str]:
    """Those that they proved to be theirs."""
    more = EmailAddress.objects.filter(user=member, verified=True).values_list("email", flat=True)
    return {address.lower() for address in (member.email, *more) if address}


def _take(mail: Incoming, door: Door, member: Member) -> Reply:
    once = hashlib.sha256(f"{mail.id or mail.text}|{door}".encode()).hexdigest()
    if TakenMail.objects.filter(key=once).exists():
        return TAKEN
    try:
        limit(member.pk, "mail in", most=30, per=HOUR)
        with transaction.atomic():
            taken, new = TakenMail.objects.get_or_create(
                key=once, defaults={"member": member, "outcome": Outcome.POSTED}
            )
            if new:
                _post(taken, mail, door, member)
    except TooOften as wait:
        return Reply(451, f"4.7.0 {_ascii(str(wait))}")
    return TAKEN


def _post(taken: TakenMail, mail: Incoming, door: Door, member: Member) -> None:
    """Post it; who is refused, or has to wait, gets a letter."""
    taken.left_out = mail.left_out
    try:
        with transaction.atomic():
            taken.outcome, taken.post, taken.why = _done(mail, door, member, taken.key)
    except TooOften:
        raise
    except (Refused, Invalid) as why:
        taken.outcome, taken.why, taken.text = Outcome.REFUSED, str(why), mail.text
    except ObjectDoesNotExist:
        taken.outcome, taken.text = Outcome.REFUSED, mail.text
        taken.why = _("What you answered is not there any more.")
    taken.save()
    if taken.outcome != Outcome.POSTED or taken.left_out:
        deliver_planned(
            NAME, str(taken.pk), [(f"member:{member.pk}", "mail", {"letter": "mail_in", "taken": taken.pk})]
        )
    logger.info("mail_taken", member=member.pk, deed=door.deed, outcome=taken.outcome)


def _done(mail: Incoming, door: Door, member: Member, key: str) -> tuple[str, str, str]:
    """The outcome, what was posted, and why it waits."""
    body = "\n\n".join(filter(None, [mail.text, *(_shown(picture, member) for picture in mail.pictures)]))
    once = uuid5(NAMESPACE_URL, key)
    try:
        if door.deed == "ask":
            asked = actions.ask_question(by=member, title=mail.subject, body=body, once=once)
            return Outcome.POSTED, f"question:{asked.pk}", ""
        if door.deed == "answer":
            question = Question.objects.visible_to(member).get(pk=door.subject)
            return Outcome.POSTED, f"answer:{actions.answer_question(question, by=member, body=body, once=once).pk}", ""
        comment = actions.comment_on(_subject(door, member), by=member, body=_as_comment(body), once=once)
        return Outcome.POSTED, f"comment:{comment.pk}", ""
    except Waits as waits:  # stored already, so the transaction goes on
        return Outcome.WAITS, "", str(waits)


def _subject(door: Door, member: Member) -> Question | Answer:
    """Raises ObjectDoesNotExist when this member does not see it."""
    if door.deed == "comment on the question":
        return Question.objects.visible_to(member).get(pk=door.subject)
    seen = Question.objects.visible_to(member)
    return Answer.objects.get(pk=door.subject, deleted_at=None, question__in=seen)


def _as_comment(body: str) -> str:
    if len(body) > COMMENT_LONGEST:
        raise Invalid(_("A reply by mail becomes a comment, which has at most %d characters. Write an answer in the page instead.") % COMMENT_LONGEST)  # fmt: skip
    return body


def _shown(picture: Attached, member: Member) -> str:
    """A picture of the mail, re-encoded like all; one that cannot be read is left out."""
    upload = SimpleUploadedFile(picture.name[-80:], picture.content, picture.kind)
    try:
        return f"![]({pictures.keep(upload, by=member).url})"
    except Invalid:
        return ""


def _ascii(sentence: str) -> str:
    """What SMTP may say without further agreement."""
    return sentence.replace("“", '"').replace("”", '"').encode("ascii", "replace").decode()


def forget_taken() -> None:
    """Mails of a month ago: no server sends one again that late."""
    TakenMail.objects.filter(at__lt=clock.now() - KEPT).delete()
