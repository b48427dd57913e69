"""What a check found, in words: for those who decide, and for whom it concerns."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, Promise] = {
    "pair": _("Two who support each other"),
    "cluster": _("A closed group"),
    "copies": _("Copied answers"),
    "placeholder": _("Places kept for later"),
    "newcomers": _("New accounts, one way"),
    "shared": _("One device or bank account"),
}
SENTENCES: dict[str, Promise] = {
    "pair": _("%(inside)s of the %(gave)s votes and solutions of these two went to each other; %(expected)s would be usual in these topics. Of what they got, %(dependence)s came from each other, and %(confirmed)s of these answers were found useful by anybody else (usually %(usual)s)."),
    "cluster": _("%(inside)s of the %(gave)s votes and solutions of these people stayed among them; %(expected)s would be usual in these topics. Of what they got, %(dependence)s came from inside, and %(confirmed)s of these answers were found useful by anybody else (usually %(usual)s)."),
    "copies": _("%(copies)s of %(written)s answers (%(share)s) repeat an earlier one; %(own)s of them their author's own."),
    "placeholder": _("%(answers)s of %(first)s first answers (%(share)s) were a few words after some %(seconds)s seconds, and were written later by editing."),
    "newcomers": _("%(accounts)s accounts that were a week old at most gave one person %(supports)s votes within %(hours)s hours; %(expected)s would be usual. That was %(one_way)s of all that they gave."),
    "shared": _("%(accounts)s accounts gave each other %(supports)s votes and solutions. %(devices)s pairs of them signed in with the same browser at the same address, %(payments)s are paid to the same bank account."),
}  # fmt: skip
TO_WHOM: dict[str, Promise] = {
    "pair": _("Most votes and solutions that these points come from are between you and one other person, and hardly anybody else found the answers useful."),
    "cluster": _("Most votes and solutions that these points come from are from a few people who support each other, and hardly anybody else found the answers useful."),
    "copies": _("The answers that these points come from repeat earlier ones nearly word for word."),
    "placeholder": _("The answers that these points come from were a few words at first, and were written later by editing."),
    "newcomers": _("The votes that these points come from are from new accounts that came at one time and voted for hardly anybody else."),
    "shared": _("The votes and solutions that these points come from are between accounts that share a device or a bank account."),
}  # fmt: skip
SHARES = {"dependence", "confirmed", "usual", "share", "one_way", "mutual"}


def name_of(check: str) -> str:
    return str(NAMES.get(check, check))


def sentence(check: str, numbers: Mapping[str, Any]) -> str:
    """The evidence of a finding in one or two sentences. A check that is unknown here says its name."""
    said = SENTENCES.get(check)
    return str(said) % {key: shown(key, value) for key, value in numbers.items()} if said else check


def to_whom(check: str) -> str:
    """Why points are held, for the one whose points they are: nobody else is named."""
    return str(TO_WHOM.get(check, ""))


def shown(key: str, value: Any) -> str:
    if key in SHARES:
        return f"{number_format(round(100 * value), use_l10n=True)}\N{NO-BREAK SPACE}%"
    return number_format(round(value, 1) if isinstance(value, float) else value, use_l10n=True, force_grouping=True)
