"""Decisions and their evidence in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from groundswell.moderation.matters import matter_named
from groundswell.moderation.models import Decision, Deed, Reason

STANDARD: dict[str, Promise] = {
    Reason.SPAM: gettext_lazy("It advertises something, or sends people elsewhere, and answers nobody."),
    Reason.RUDE: gettext_lazy("It hurts or belittles somebody. Say what is wrong, not what somebody is."),
    Reason.PERSONAL: gettext_lazy(
        "It shows personal data, such as a phone number or an address, that does not belong here."
    ),
    Reason.ILLEGAL: gettext_lazy("It appears to be against the law."),
    Reason.MISPLACED: gettext_lazy("It does not belong in this place."),
    Reason.OTHER: gettext_lazy("It does not keep to the rules of this community."),
}
DETECTED: dict[str, Promise] = {
    "flags": gettext_lazy("Members reported it."),
    "notice": gettext_lazy("Somebody gave legal notice of it."),
    "rule": gettext_lazy("A rule of this community found it."),
    "staff": gettext_lazy("Somebody who moderates found it."),
    "check": gettext_lazy("A check of fairness found it, from votes and solutions in the log."),
}


def standard_reason(ground: str) -> str:
    """What a decision says that was given no words of its own."""
    return str(STANDARD[Reason(ground)])


def evidence(found: Mapping[str, Any]) -> str:
    """One line of an item's `because`, in words. An unknown rule is named as it is."""
    if matter := matter_named(str(found.get("rule"))):
        return matter.evidence(found)
    sentence = EVIDENCE.get(str(found.get("rule")))
    if sentence is None:
        return str(found.get("rule", ""))
    values = {key: _shown(value) for key, value in found.items()}
    return str(sentence) % values


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return number_format(round(value, 2), use_l10n=True)
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)


EVIDENCE: dict[str, Promise] = {
    "weight": gettext_lazy("Hidden by itself: the flags of %(people)s people weigh %(weight)s together."),
    "links": gettext_lazy("%(count)s links in a new member's text; %(most)s are allowed."),
    "gathering": gettext_lazy("A member wants to host this. Gatherings of members appear once somebody has looked."),
    "first": gettext_lazy("One of a new member's first %(most)s posts."),
    "word": gettext_lazy("Contains “%(text)s”, which a rule of this community names."),
    "link": gettext_lazy("Links to %(text)s, which a rule of this community names."),
    "spam": gettext_lazy("Spam score %(score)s of 100; the words that say so: %(words)s."),
    "votes": gettext_lazy(
        "%(first)s and %(second)s gave each other %(mutual)s of the %(votes)s votes they cast; %(expected)s would be usual."
    ),
    "device": gettext_lazy(
        "%(first)s and %(second)s signed in with the same browser from the same address, %(times)s times."
    ),
}


def headline(decision: Decision, *, own: bool) -> str:
    """What a decision did, in one sentence, to whom it concerns or to those who moderate."""
    return str((TO_YOU if own else TO_STAFF)[Deed(decision.deed)])


TO_YOU: dict[str, Promise] = {
    Deed.KEPT: gettext_lazy("What you wrote was reported, and stays as it is"),
    Deed.HIDDEN: gettext_lazy("What you wrote was hidden"),
    Deed.RESTORED: gettext_lazy("What you wrote was brought back"),
    Deed.REFUSED: gettext_lazy("What you wrote was not published"),
    Deed.WARNED: gettext_lazy("You were warned"),
    Deed.SILENCED: gettext_lazy("You can read, but not write for a while"),
    Deed.SUSPENDED: gettext_lazy("Your account is suspended"),
    Deed.LIFTED: gettext_lazy("You can do everything again"),
    Deed.WITHHELD: gettext_lazy("Some of your points are held until somebody has looked"),
    Deed.TAKEN: gettext_lazy("Some of your points were taken back"),
    Deed.RELEASED: gettext_lazy("Points of yours that were held are yours again"),
}
TO_STAFF: dict[str, Promise] = {
    Deed.KEPT: gettext_lazy("A text was left as it is"),
    Deed.HIDDEN: gettext_lazy("A text was hidden"),
    Deed.RESTORED: gettext_lazy("A text was brought back"),
    Deed.REFUSED: gettext_lazy("A text was not published"),
    Deed.WARNED: gettext_lazy("A member was warned"),
    Deed.SILENCED: gettext_lazy("A member may not write for a while"),
    Deed.SUSPENDED: gettext_lazy("A member was suspended"),
    Deed.LIFTED: gettext_lazy("A measure was ended early"),
    Deed.WITHHELD: gettext_lazy("Points of a member are held"),
    Deed.TAKEN: gettext_lazy("Points of a member were taken back"),
    Deed.RELEASED: gettext_lazy("Held points of a member were released"),
}
