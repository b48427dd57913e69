"""The calls: report, read the queue, decide, measure, appeal, give notice."""

from datetime import timedelta
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Status

from groundswell.members.api.calls import FAILURES, Call, Pk, Word, member_of, moderating
from groundswell.members.http import address_of
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, is_member, require
from groundswell.moderation import actions
from groundswell.moderation.api.shapes import (
    AppealDecideIn,
    AppealIn,
    DecideIn,
    DecisionOut,
    FlagIn,
    FlagOut,
    ItemOut,
    MeasureIn,
    NoticeIn,
    NoticeOut,
    QueueOut,
    decision_out,
    flag_out,
    item_out,
)
from groundswell.moderation.kinds import find
from groundswell.moderation.models import Decision, Deed, Item, Notice, What
from groundswell.moderation.queries.queue import decisions_about, entries, flags_by, queue
from groundswell.moderation.queries.transparency import first_year, plain, report, year_of_now
from groundswell.moderation.rules import may_moderate, may_read_decision

router = Router(tags=["moderation"])
DECISIONS = Decision.objects.select_related("appeal", "person")


@router.post("/flags", response={201: FlagOut, **FAILURES}, operation_id="flag")
def flag(request: Call, said: FlagIn) -> Any:
    """Report a text."""
    by = member_of(request)
    subject = find(said.kind, said.subject, by)
    if subject is None:
        raise Http404
    return Status(201, flag_out(actions.flag(subject, by=by, reason=said.reason, note=said.note)))


@router.get("/flags", response={200: list[FlagOut], **FAILURES}, operation_id="list_flags")
def flags(request: Call) -> Any:
    """What the caller reported, and what became of it; the newest fifty."""
    return [flag_out(found) for found in flags_by(member_of(request))]


@router.get("/moderation/queue", response={200: QueueOut, **FAILURES}, operation_id="read_queue")
def read_queue(request: Call, what: Word = "", after: Word = "") -> Any:
    """What waits for those who moderate, the most pressing first."""
    require(may_moderate(moderating(request)), _("Only moderators see this."))
    found = queue(what=what, after=after)
    return {"items": [item_out(entry) for entry in found.entries], "counts": found.counts, "next": found.older}


@router.post("/moderation/items/{pk}/decision", response={200: ItemOut, **FAILURES}, operation_id="decide_item")
def decide(request: Call, pk: Pk, said: DecideIn) -> Any:
    """Decide about an item of the queue."""
    by, item = moderating(request), get_object_or_404(Item, pk=pk)
    words = {"ground": said.ground, "reason": said.reason}
    if item.what == What.FLAGS and said.deed in {"hide", "keep"}:
        actions.decide_flags(item, by=by, hide=said.deed == "hide", legal=said.legal, **words)
    elif item.what == What.NOTICE and said.deed in {"hide", "keep"}:
        actions.decide_notice(item, by=by, hide=said.deed == "hide", legal=said.legal, **words)
    elif item.what == What.HELD and said.deed in {"publish", "refuse"}:
        actions.decide_held(
            item, by=by, publish=said.deed == "publish", seen=said.seen, ground=said.ground, reason=said.reason
        )
    elif item.what == What.PEOPLE and said.deed == "keep":
        actions.decide_people(item, by=by, reason=said.reason)
    else:
        raise Invalid(_("This cannot be decided so."), "deed")
    return item_out(entries([Item.objects.select_related("voice", "about").get(pk=pk)])[0])


@router.post("/members/{handle}/measures", response={201: DecisionOut, **FAILURES}, operation_id="measure_member")
def measure(request: Call, handle: Word, said: MeasureIn) -> Any:
    """Warn, silence or suspend somebody, or end what is in force."""
    by = moderating(request)
    person = get_object_or_404(Member.objects.present().called(handle))
    lasting = timedelta(days=said.days) if said.days else None
    deed = Deed(said.deed)
    if deed == Deed.LIFTED:
        made = actions.lift(person, by=by, reason=said.reason)
    elif deed == Deed.WARNED:
        made = actions.warn(person, by=by, ground=said.ground, reason=said.reason)
    else:
        act = actions.silence if deed == Deed.SILENCED else actions.suspend
        made = act(person, by=by, ground=said.ground, reason=said.reason, lasting=lasting)
    return Status(201, decision_out(made))


@router.get("/decisions", response={200: list[DecisionOut], **FAILURES}, operation_id="list_decisions")
def decisions(request: Call) -> Any:
    """What was decided about the caller; the newest hundred."""
    return [decision_out(found) for found in decisions_about(member_of(request))]


@router.get("/decisions/{pk}", response={200: DecisionOut, **FAILURES}, operation_id="read_decision")
def read_decision(request: Call, pk: Pk) -> Any:
    """One decision, for whom it concerns and for those who moderate."""
    return decision_out(_decision(request, pk))


@router.post("/decisions/{pk}/appeal", response={201: DecisionOut, **FAILURES}, operation_id="appeal")
def appeal(request: Call, pk: Pk, said: AppealIn) -> Any:
    """Say what is wrong with a decision about the caller."""
    found = _decision(request, pk)
    actions.appeal(found, by=member_of(request), text=said.text)
    return Status(201, decision_out(DECISIONS.get(pk=pk)))


@router.post("/decisions/{pk}/appeal/decision", response={200: DecisionOut, **FAILURES}, operation_id="decide_appeal")
def decide_appeal(request: Call, pk: Pk, said: AppealDecideIn) -> Any:
    """Take a decision back, or let it stand."""
    by = moderating(request)
    item = get_object_or_404(Item, what=What.APPEAL, subject=pk)
    actions.decide_appeal(item, by=by, reverse=said.reverse, answer=said.answer)
    return decision_out(DECISIONS.get(pk=pk))


@router.post("/notices", response={201: NoticeOut, **FAILURES}, operation_id="give_notice")
def give_notice(request: Call, said: NoticeIn) -> Any:
    """Give legal notice of content. The page at /legal/notice/ takes it without an account."""
    given = actions.Said(**said.model_dump())
    by = request.viewer if is_member(request.viewer) else None
    return Status(201, actions.give_notice(given, by=by, address=address_of(request)))


@router.get("/notices/{token}", response={200: NoticeOut, **FAILURES}, operation_id="read_notice")
def read_notice(request: Call, token: Word) -> Any:
    """What became of a notice."""
    return get_object_or_404(Notice, token=token)


@router.get("/transparency", response={200: dict[str, Any], **FAILURES}, operation_id="read_transparency")
def transparency(request: Call, year: int | None = None) -> Any:
    """The figures of the transparency report of a year."""
    first, now = first_year(), year_of_now()
    return plain(report(year if year and first <= year <= now else now, first))


def _decision(request: Call, pk: int) -> Decision:
    found = get_object_or_404(DECISIONS, pk=pk)
    if not may_read_decision(member_of(request), found):
        raise Http404
    return found
