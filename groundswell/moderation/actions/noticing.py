"""Give legal notice of content, with or without an account, and decide it."""

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.events.moderation import NoticeDecided, NoticeReceived
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import DAY, limit
from groundswell.members.mails import Letter, written
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require
from groundswell.moderation.actions.deciding import close, hide_text, subject_of
from groundswell.moderation.kinds import Subject, at_address
from groundswell.moderation.models import Decision, Item, Notice, Reason, What
from groundswell.moderation.models.queue import FIRST
from groundswell.moderation.rules import may_moderate

LONGEST = 4_000
NOWHERE = ".invalid"  # nobody lives there by RFC 2606; the demo's people do


@dataclass(frozen=True)
class Said:
    """What a notice has to contain (article 16 (2)). Name and address may be missing where a child is abused."""

    url: str
    why: str
    law: str = ""
    name: str = ""
    email: str = ""
    good_faith: bool = False
    child_abuse: bool = False


@transaction.atomic
def give_notice(said: Said, *, by: Member | None, address: str) -> Notice:
    """Take a notice in and confirm that it came. `address` is the network address, for the limit only."""
    limit(address, "notice", most=20, per=DAY)
    _check(said)
    subject = at_address(said.url)
    notice = Notice.objects.create(
        url=said.url.strip()[:400],
        law=said.law.strip()[:200],
        why=said.why.strip()[:LONGEST],
        name=said.name.strip()[:120],
        email=said.email.strip().lower(),
        member=by,
        at=clock.now(),
    )
    notice.item = _item(notice, subject)
    notice.save(update_fields=["item"])
    _write(
        notice,
        _("We have your notice"),
        _("Somebody looks at it. You get the decision, with its reasons, at this address."),
    )
    record(
        NoticeReceived(
            notice=notice.pk,
            item=notice.item.pk,
            kind=subject.kind if subject else "",
            subject=subject.pk if subject else None,
        ),
        by=by,
    )
    return notice


@transaction.atomic
def decide_notice(item: Item, *, by: Member, hide: bool, ground: str, legal: bool, reason: str) -> Decision | None:
    """Hide what the notices are about, or let it stand; each giver gets the decision and its reasons."""
    require(may_moderate(by), _("Only moderators decide this."))
    item = Item.objects.select_for_update().get(pk=item.pk)
    require(item.done_at is None, _("Somebody else has decided this already."))
    if not reason.strip():
        raise Invalid(_("Say why, in a few words: whoever gave the notice reads it."), "reason")
    made = None
    if hide:
        made = hide_text(
            subject_of(item),
            by=by,
            ground=ground or Reason.ILLEGAL,
            reason=reason,
            item=item,
            detected="notice",
            legal=legal,
        )
    outcome = "hidden" if hide else "kept"
    close(item, outcome, by)
    for notice in Notice.objects.filter(item=item, outcome=""):
        notice.outcome, notice.answer, notice.decided_at = outcome, reason.strip()[:LONGEST], clock.now()
        notice.save(update_fields=["outcome", "answer", "decided_at"])
        said = _("The content was hidden.") if hide else _("The content stays as it is.")
        _write(notice, _("Your notice was decided"), f"{said} {notice.answer}")
        record(NoticeDecided(notice=notice.pk, outcome=outcome), by=by)
    return made


def _check(said: Said) -> None:
    if not said.url.strip():
        raise Invalid(_("Say where it is: the address of the page."), "url")
    if len(said.why.strip()) < 20:
        raise Invalid(_("Say why you hold it to be illegal, so that somebody can check it."), "why")
    if not said.child_abuse and not (said.name.strip() and said.email.strip()):
        raise Invalid(_("The law asks for your name and e-mail address, except where a child is abused."), "email")
    if not said.good_faith:
        raise Invalid(_("Confirm that you believe in good faith that what you say is right."), "good_faith")


def _item(notice: Notice, subject: Subject | None) -> Item:
    """The open item about this text; a notice whose address leads nowhere has one of its own."""
    kind, number = (subject.kind, subject.pk) if subject else ("notice", notice.pk)
    key = {"what": What.NOTICE, "kind": kind, "subject": number}
    voice, author = (subject.voice, subject.author) if subject else (None, None)
    fresh = Item(**key, voice_id=voice, about_id=author, rank=FIRST, opened_at=notice.at)
    Item.objects.bulk_create([fresh], ignore_conflicts=True)
    return Item.objects.select_for_update().get(**key, done_at=None)


def _write(notice: Notice, subject: str, text: str) -> None:
    """A letter to whoever gave it, once all is stored."""
    if not notice.email or notice.email.endswith(NOWHERE):
        return
    link = settings.SITE_URL + reverse("moderation:notice_given", args=[notice.token])
    letter = Letter(subject, (text,), link=link, press=_("Your notice"))
    mail: EmailMultiAlternatives = written(letter, notice.email)
    transaction.on_commit(mail.send, robust=True)
