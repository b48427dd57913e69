"""Let something wait before it appears, and decide about what waits."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.moderation import HeldRevised, PostApproved, PostHeld, PostRefused
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require
from groundswell.moderation.actions.deciding import close
from groundswell.moderation.guard import Post
from groundswell.moderation.house import forget
from groundswell.moderation.kinds import kind_named
from groundswell.moderation.matters import matter_named
from groundswell.moderation.models import Decision, Deed, Held, Item, Reason, What
from groundswell.moderation.models.queue import SOON
from groundswell.moderation.rules import may_moderate
from groundswell.moderation.saying import standard_reason
from groundswell.voice.models import Draft

LONGEST = 30_000


@transaction.atomic
def hold(
    post: Post,
    *,
    by: Member,
    fields: Mapping[str, Any],
    because: list[dict[str, Any]],
    once: UUID | None = None,
    draft: str = "",
) -> Held:
    """Keep what was written until somebody has looked. Sent twice with the same `once`, kept once.

    What was typed at the place `draft` is no draft any more.
    """
    if once is not None and (before := Held.objects.filter(author=by, once=once).first()):
        return before
    limit(by.pk, "hold", most=20, per=HOUR)
    held = Held.objects.create(
        author=by,
        kind=post.kind,
        title=post.title[:300],
        body=post.body,
        fields=dict(fields),
        once=once,
        because=because,
        at=clock.now(),
    )
    Draft.objects.filter(member=by, place=draft).delete()
    item = Item.objects.create(
        what=What.HELD, kind=post.kind, subject=held.pk, about=by, rank=SOON, because=because, opened_at=held.at
    )
    names = [f"{one['rule']}:{one['id']}" if "id" in one else str(one["rule"]) for one in because]
    transaction.on_commit(forget)
    record(PostHeld(held=held.pk, item=item.pk, kind=post.kind, author=by.pk, because=names), by=by)
    return held


@transaction.atomic
def revise_held(held: Held, *, by: Member, body: str, title: str = "") -> Held:
    """Its author changes what waits; it keeps its place in the queue. Somebody who has it open is told before they publish it."""
    held = Held.objects.select_for_update().get(pk=held.pk)
    require(held.author_id == by.pk, _("Only who wrote it can change it."))
    require(held.state == "waiting", _("This was decided while you were writing. Look at your decisions and reports."))
    limit(by.pk, "revise_held", most=30, per=HOUR)
    if not body.strip():
        raise Invalid(_("Write something."), "body")
    if held.title and not title.strip():
        raise Invalid(_("Give it a title."), "title")
    held.title, held.body = title.strip()[:300] if held.title else "", body.strip()[:LONGEST]
    held.revision += 1
    held.save(update_fields=["title", "body", "revision"])
    record(HeldRevised(held=held.pk, author=by.pk, revision=held.revision), by=by)
    return held


@transaction.atomic
def decide_held(
    item: Item, *, by: Member, publish: bool, ground: str = "", reason: str = "", seen: int | None = None
) -> None:
    """Let it appear now, under its author's name, or say why not. `seen` is the revision that `by` has read."""
    require(may_moderate(by), _("Only moderators decide this."))
    item = Item.objects.select_for_update().get(pk=item.pk)
    require(item.done_at is None, _("Somebody else has decided this already."))
    require(matter_named(item.kind) is None, _("This is decided on a page of its own."))
    held = Held.objects.select_for_update(of=("self",)).select_related("author").get(pk=item.subject)
    require(
        not publish or seen in (None, held.revision),
        _("Its author changed this after you had opened it. Look at it again."),
    )
    close(item, "published" if publish else "refused", by)
    held.decided_at = clock.now()
    if publish:
        _publish(held, by)
    else:
        _refuse(held, item, by, ground, reason)


def _publish(held: Held, by: Member) -> None:
    kind = kind_named(held.kind)
    if kind is None or kind.publish is None:
        raise Invalid(_("This kind of text cannot be published from here."))
    subject = kind.publish(held.author, {**held.fields, "title": held.title, "body": held.body})
    held.state, held.url, held.body, held.fields = "published", subject.url, "", {}
    held.save(update_fields=["state", "url", "body", "fields", "decided_at"])
    record(PostApproved(held=held.pk, author=held.author_id, kind=subject.kind, subject=subject.pk), by=by)


def _refuse(held: Held, item: Item, by: Member, ground: str, reason: str) -> None:
    if ground not in Reason.values:
        raise Invalid(_("Choose on what ground."), "ground")
    made = Decision.objects.create(
        deed=Deed.REFUSED,
        item=item,
        person_id=held.author_id,
        kind=held.kind,
        ground=ground,
        reason=reason.strip()[:2_000] or standard_reason(ground),
        excerpt=(held.title or held.body)[:300],
        detected="rule",
        by=by,
        at=clock.now(),
    )
    held.state = "refused"
    held.save(update_fields=["state", "decided_at"])
    record(
        PostRefused(held=held.pk, decision=made.pk, author=held.author_id, kind=held.kind, ground=ground),
        by=by,
    )
