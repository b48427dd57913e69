"""Versions of the rules: drafted, tried in the shadow, approved from a moment on. `by` is nobody on the command line."""

import json
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.events.rewards import RulesApproved, RulesDrafted, ShadowBegun, ShadowEnded
from groundswell.features.rewards.earning.reading import read
from groundswell.features.rewards.earning.rule import RuleSet
from groundswell.features.rewards.models import Version
from groundswell.features.rewards.places import places_of
from groundswell.features.rewards.rules import may_manage_rewards
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require

ONLY_MANAGERS = gettext_lazy("Only managers and admins say how points are earned.")
LATE = timedelta(minutes=5)  # between filling in a form and sending it
LONGEST_NOTE, LONGEST_TEXT, FURTHEST = 300, 50_000, timedelta(days=366)
A_FEW = 120  # an hour


@transaction.atomic
def draft_rules(text: str, *, by: Member | None, note: str = "") -> Version:
    """Keep a version that pays nobody yet. Raises Invalid for rules that cannot be, or must not be."""
    _allowed(by)
    rules, text = _read(text, note)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('rewards.version'))")
    number = (Version.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    version = Version.objects.create(
        number=number, name=rules.name, text=text, places=places_of(rules), note=note.strip(), drafted_by=by,
        drafted_at=clock.now(),
    )  # fmt: skip
    record(RulesDrafted(version=number), by=by)
    return version


@transaction.atomic
def rewrite_draft(version: Version, text: str, *, by: Member | None, note: str = "") -> Version:
    """Write a draft anew. What was approved, or counted in the shadow, stays as it is: others go by it."""
    _allowed(by)
    version = _locked(version)
    require(version.since is None, _("What was approved is never changed. Draft a new version of it instead."))
    require(version.shadow_since is None, _("This draft is counted in the shadow. Draft a new version of it instead."))
    rules, version.text = _read(text, note)
    version.name, version.places = rules.name, places_of(rules)
    version.note = note.strip()
    version.drafted_by, version.drafted_at = by, clock.now()
    version.save(update_fields=["name", "text", "places", "note", "drafted_by", "drafted_at"])
    record(RulesDrafted(version=version.number), by=by)
    return version


@transaction.atomic
def approve_rules(version: Version, *, since: datetime, by: Member | None) -> Version:
    """From this moment on these rules hold. Never for what was done before: nobody knew of them then."""
    _allowed(by)
    version = _locked(version)
    require(version.since is None, _("This version was approved before."))
    rules = read(version.text)  # what is forbidden may have grown since it was drafted
    if not version.is_shadowed:  # what is counted already stays what it was compared by
        version.places = places_of(rules)
    now = clock.now()
    if since < now - LATE:
        raise Invalid(_("Rules hold from a moment that is still to come: nobody is paid for what was done under others."), "since")  # fmt: skip
    if since > now + FURTHEST:
        raise Invalid(_("Approve rules at most a year before they hold."), "since")
    version.since, version.approved_by, version.approved_at = max(since, now), by, now
    if version.is_shadowed:
        version.shadow_until = now
        record(ShadowEnded(version=version.number), by=by)
    version.save(update_fields=["since", "places", "approved_by", "approved_at", "shadow_until"])
    record(RulesApproved(version=version.number, since=version.since.astimezone(UTC).isoformat()), by=by)
    return version


@transaction.atomic
def begin_shadow(version: Version, *, by: Member | None) -> None:
    """Count a draft beside the rules that hold, for what happens from now on. Nobody is paid by it."""
    _allowed(by)
    version = _locked(version)
    require(version.since is None, _("These rules were approved; a shadow is for drafts."))
    require(version.shadow_since is None, _("This draft is counted already."))
    version.shadow_since, version.places = clock.now(), places_of(version.rules)
    version.save(update_fields=["shadow_since", "places"])
    record(ShadowBegun(version=version.number), by=by)


@transaction.atomic
def end_shadow(version: Version, *, by: Member | None) -> None:
    """Count it no longer. What was counted stays to be looked at."""
    _allowed(by)
    version = _locked(version)
    require(version.is_shadowed, _("This draft is not counted."))
    version.shadow_until = clock.now()
    version.save(update_fields=["shadow_until"])
    record(ShadowEnded(version=version.number), by=by)


def _allowed(by: Member | None) -> None:
    require(by is None or may_manage_rewards(by), ONLY_MANAGERS)
    if by is not None:
        limit(by.pk, "rewards.rules", most=A_FEW, per=HOUR)


def _locked(version: Version) -> Version:
    return Version.objects.select_for_update().get(pk=version.pk)


def _read(text: str, note: str) -> tuple[RuleSet, str]:
    """A rule set and its text as it is kept. Raises Invalid."""
    if len(text) > LONGEST_TEXT:
        raise Invalid(_("Rules have at most %(most)s characters.") % {"most": LONGEST_TEXT}, "rules")
    if len(note.strip()) > LONGEST_NOTE:
        raise Invalid(_("Say what is new in at most %(most)s characters.") % {"most": LONGEST_NOTE}, "note")
    return read(text), json.dumps(json.loads(text), ensure_ascii=False, indent=2)
