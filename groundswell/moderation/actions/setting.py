"""Change the house rules: numbers, words and paces."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.moderation import PaceSet, PolicyChanged, WordRuleChanged
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require
from groundswell.moderation.house import forget
from groundswell.moderation.models import Pace, Policy, WordRule
from groundswell.moderation.policy import Numbers
from groundswell.moderation.rules import may_moderate, may_set_policy

PLACES = {"question", "topic"}


@transaction.atomic
def set_numbers(changed: Mapping[str, float], *, by: Member) -> None:
    """Change some of the numbers; the others stay."""
    require(may_set_policy(by), _("Only managers and admins change the numbers."))
    known = {name: type(value) for name, value in asdict(Numbers()).items()}
    if unknown := set(changed) - set(known):
        raise Invalid(_("There is no number called %(name)s.") % {"name": sorted(unknown)[0]})
    if any(not 0 <= value <= 1_000 for value in changed.values()):
        raise Invalid(_("A number is between 0 and 1,000."))
    policy, _new = Policy.objects.select_for_update().get_or_create(pk=1)
    wanted = {name: known[name](value) for name, value in changed.items()}
    news = {name: value for name, value in wanted.items() if policy.settings.get(name) != value}
    if news:
        policy.settings = {**policy.settings, **news}
        policy.save(update_fields=["settings"])
        transaction.on_commit(forget)
        record(PolicyChanged(settings=news), by=by)


@transaction.atomic
def add_word(*, by: Member, kind: str, text: str, act: str, newcomers: bool = False, why: str = "") -> WordRule:
    """A rule for a word, a phrase or a domain; one that is there is changed."""
    require(may_moderate(by), _("Only moderators change the rules for words."))
    text = " ".join(text.split()).lower()
    if kind not in WordRule.Kind.values or act not in WordRule.Act.values:
        raise Invalid(_("Choose what kind of rule it is, and what it does."), "kind")
    if len(text) < 2:
        raise Invalid(_("Say which word, phrase or domain."), "text")
    wanted = {"act": act, "newcomers": newcomers, "why": why.strip()[:300], "active": True, "by": by, "at": clock.now()}
    rule, new = WordRule.objects.update_or_create(kind=kind, text=text[:120], defaults=wanted)
    transaction.on_commit(forget)
    record(WordRuleChanged(rule=rule.pk, what="added" if new else "changed"), by=by)
    return rule


@transaction.atomic
def remove_word(rule: WordRule, *, by: Member) -> None:
    """Take a rule away."""
    require(may_moderate(by), _("Only moderators change the rules for words."))
    number = rule.pk
    rule.delete()
    transaction.on_commit(forget)
    record(WordRuleChanged(rule=number, what="removed"), by=by)


@transaction.atomic
def set_pace(place: str, *, by: Member, seconds: int, lasting: timedelta | None = None) -> None:
    """Let everybody wait between two posts in a question or topic; 0 seconds ends it."""
    require(may_moderate(by), _("Only moderators set a pace."))
    kind, _colon, number = place.partition(":")
    if kind not in PLACES or not number.isdecimal():
        raise Invalid(_("Say where: question:12 or topic:3."), "place")
    if not 0 <= seconds <= 86_400:
        raise Invalid(_("A pace is between 0 seconds and a day."), "seconds")
    until = clock.now() + lasting if lasting else None
    if seconds:
        Pace.objects.update_or_create(
            place=place[:40], defaults={"seconds": seconds, "until": until, "by": by, "at": clock.now()}
        )
    else:
        Pace.objects.filter(place=place).delete()
    transaction.on_commit(forget)
    record(PaceSet(place=place[:40], seconds=seconds, until=until.isoformat() if until else ""), by=by)
