"""From a form to the actions it asks for: one decision about a text, and perhaps one about its author."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.members.models import Member
from groundswell.members.rules import Invalid
from groundswell.moderation import actions
from groundswell.moderation.models import Deed, Item, What


@transaction.atomic
def decide_item(item: Item, form: Any, deed: str, *, by: Member) -> None:
    """What the page of an item asks for. Raises Invalid for a deed that the item does not know."""
    said = form.cleaned_data
    if item.what == What.APPEAL and deed in {"uphold", "reverse"}:
        actions.decide_appeal(item, by=by, reverse=deed == "reverse", answer=said["answer"])
    elif item.what == What.FLAGS and deed in {"hide", "keep"}:
        hide = deed == "hide"
        actions.decide_flags(
            item, by=by, hide=hide, ground=said["ground"], reason=said["reason"], legal=hide and said["legal"]
        )
    elif item.what == What.NOTICE and deed in {"hide", "keep"}:
        words = {key: said[key] for key in ("ground", "legal", "reason")}
        actions.decide_notice(item, by=by, hide=deed == "hide", **words)
    elif item.what == What.HELD and deed in {"publish", "refuse"}:
        actions.decide_held(
            item, by=by, publish=deed == "publish", ground=said["ground"], reason=said["reason"], seen=said.get("seen")
        )
    elif item.what == What.PEOPLE and deed == "keep":
        actions.decide_people(item, by=by, reason=said["reason"])
    else:
        raise Invalid(_("Choose what to decide."))
    if said.get("measure") and item.about is not None:
        measure(item.about, form, by=by, item=item)


def measure(person: Member, form: Any, *, by: Member, item: Item | None = None) -> None:
    """Warn, silence, suspend or end."""
    said = form.cleaned_data
    deed = Deed(said["measure"])
    if deed == Deed.LIFTED:
        actions.lift(person, by=by, reason=said["reason"])
    elif deed == Deed.WARNED:
        actions.warn(person, by=by, ground=said["ground"], reason=said["reason"], item=item)
    else:
        act = actions.silence if deed == Deed.SILENCED else actions.suspend
        act(person, by=by, ground=said["ground"], reason=said["reason"], lasting=form.lasting(), item=item)


def deeds(item: Item) -> list[tuple[str, str, str]]:
    """What can be decided about an item: the name, the words and the look of each button."""
    keep = _("Bring back") if item.hidden else _("Let it stand")
    return {
        What.FLAGS: [("hide", _("Hide"), "danger"), ("keep", keep, "")],
        What.NOTICE: [("hide", _("Hide"), "danger"), ("keep", _("Let it stand"), "")],
        What.HELD: [("publish", _("Let it appear"), "main"), ("refuse", _("Do not publish"), "danger")],
        What.APPEAL: [("reverse", _("Take the decision back"), "main"), ("uphold", _("Let the decision stand"), "")],
        What.PEOPLE: [("keep", _("Done with it"), "main")],
    }[What(item.what)]
