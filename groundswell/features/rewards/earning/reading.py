"""Read a rule set from JSON, and refuse what cannot be, or must not be, with the reason."""

import json
import re
from dataclasses import fields
from importlib import resources
from typing import Any

from django.utils.translation import gettext as _

from groundswell.events import Event, event_named
from groundswell.features.rewards.earning.rule import QUALITY, Amount, Rule, RuleSet, Value
from groundswell.members.rules import Invalid

MOST_POINTS, MOST_RULES, HIGHEST_LEVEL = 100_000, 50, 4
PEOPLE = {"author", "asker", "member", "owner", "referrer"}  # the fields of events that hold a member
COUNTS = (
    "level_from", "level_below", "by_level_from", "days_from", "by_days_from", "newcomer_days", "first", "per_day", "per_pair_month",
    "per_question",
)  # fmt: skip
SET_KEYS = {"name", "rules", "ease_after"}
RULE_KEYS = {field.name for field in fields(Rule)} - {"amount", "places"} | {"points", "over", "by", "values"}
# Sites whose own rules forbid any reward for a review, whatever it says; docs/guide/rewards.md says where each does.
NO_REWARDS = {"google", "trustpilot", "yelp", "amazon", "tripadvisor"}
# A reward for a review that depends on what it says is forbidden by law: 16 CFR 465.4; Directive (EU) 2019/2161, Annex I no. 23b, 23c.
OPINIONS = {"sentiment", "rating", "stars", "score", "mood", "recommends"}


def starter() -> RuleSet:
    """The rule set that Groundswell comes with."""
    return read(resources.files("groundswell.features.rewards").joinpath("starter.json").read_text(encoding="utf-8"))


def read(text: str, *, approved: bool = False) -> RuleSet:
    """A rule set from JSON. Raises Invalid, naming the rule, for what is unknown, impossible or forbidden.

    What was `approved` before is read even where it would be refused as forbidden today: points were earned by it.
    """
    try:
        given = json.loads(text)
    except ValueError as problem:
        raise Invalid(_("This is no JSON: %(problem)s.") % {"problem": problem}, "rules") from None
    if not isinstance(given, dict) or not isinstance(given.get("rules"), list) or not given["rules"]:
        raise Invalid(_("A rule set has a name and a list of rules."), "rules")
    _only(given, SET_KEYS, _("the rule set"))
    if len(given["rules"]) > MOST_RULES:
        raise Invalid(_("A rule set has at most %(most)s rules; nobody reads more.") % {"most": MOST_RULES}, "rules")
    rules = tuple(_rule(one, approved) for one in given["rules"])
    names = [rule.name for rule in rules]
    if double := next((name for name in names if names.count(name) > 1), None):
        raise Invalid(_("Two rules are called “%(name)s”.") % {"name": double}, "name")
    return RuleSet(name=named(given.get("name")), rules=rules, ease_after=_number(given, "ease_after", 1))


def _rule(given: Any, approved: bool) -> Rule:
    if not isinstance(given, dict):
        raise Invalid(_("A rule is an object with a name."), "rules")
    name = named(given.get("name"))
    _only(given, RULE_KEYS, f"“{name}”")
    event = _event(name, given.get("when"))
    rule = Rule(
        name=name,
        when=event.name,
        who=_who(name, event, given.get("who")),
        amount=_amount(name, event, given),
        pool=named(given.get("pool")),
        where=_where(name, event, given.get("where", {})),
        hold_days=_number(given, "hold_days", 0, 365) if "hold_days" in given else 14,
        topics=_topics(name, event, given.get("topics", [])),
        first_ever=_yes(name, given, "first_ever"),
        **{key: _number(given, key, 1, HIGHEST_LEVEL if "level" in key else 10**9) for key in COUNTS},
    )
    if rule.per_question and "question" not in _known(event):
        raise Invalid(_("“%(rule)s” counts per question, but %(event)s tells of none.")
                      % {"rule": name, "event": event.name}, "per_question")  # fmt: skip
    if not approved:
        _require_possible(rule)
        _require_lawful(rule, event)
    return rule


def _amount(name: str, event: type[Event], given: dict[str, Any]) -> Amount:
    points = _number(given, "points", 1, MOST_POINTS)
    if points is None:
        raise Invalid(_("“%(rule)s” does not say how many points it gives.") % {"rule": name}, "points")
    values = given.get("values", {})
    if ("by" in given) != ("values" in given) or not isinstance(values, dict) or ("by" in given and "over" in given):
        raise Invalid(_("“%(rule)s” has either “by” with “values”, or “over”.") % {"rule": name}, "values")
    if given.get("by") == QUALITY:
        _require_quality(name, event, values)
    for field in ("over", "by"):
        if field in given and given[field] != QUALITY:
            _require_field(name, event, given[field])
    numbers = {str(key): _number(values, key, 1, MOST_POINTS) or 0 for key in values}
    return Amount(points=points, over=given.get("over", ""), by=given.get("by", ""), values=numbers)


def _where(name: str, event: type[Event], given: Any) -> dict[str, tuple[Value, ...]]:
    if not isinstance(given, dict):
        raise Invalid(_("The conditions of “%(rule)s” are fields with their values.") % {"rule": name}, "where")
    found: dict[str, tuple[Value, ...]] = {}
    for field, value in given.items():
        _require_field(name, event, field)
        found[field] = tuple(value) if isinstance(value, list) else (value,)
        if not found[field] or not all(isinstance(one, str | int) for one in found[field]):
            raise Invalid(_("“%(rule)s” compares “%(field)s” with something that is no word or number.")
                          % {"rule": name, "field": field}, "where")  # fmt: skip
    return found


def _require_quality(name: str, event: type[Event], values: dict[str, Any]) -> None:
    """Who asked, and whether it is the solution, is known of events about an answer only."""
    known = _known(event)
    if "question" not in known or not known & {"answer", "on"}:
        raise Invalid(_("“%(rule)s” goes by the quality of an answer, but %(event)s tells of none.") % {"rule": name, "event": event.name}, "by")  # fmt: skip
    if unknown := set(values) - {"asker", "solution"}:
        raise Invalid(_("“%(rule)s” values the quality “%(value)s”; there are “asker” and “solution”.")
                      % {"rule": name, "value": min(unknown)}, "values")  # fmt: skip


def _topics(name: str, event: type[Event], given: Any) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise Invalid(_("The topics of “%(rule)s” are a list of their addresses.") % {"rule": name}, "topics")
    if given and not _known(event) & {"question", "topic"}:
        raise Invalid(_("“%(rule)s” asks for a topic, but %(event)s tells of no question.") % {"rule": name, "event": event.name}, "topics")  # fmt: skip
    return tuple(dict.fromkeys(given))


def _yes(name: str, given: dict[str, Any], key: str) -> bool:
    if given.get(key) not in (None, True, False) or isinstance(given.get(key), int) is not isinstance(
        given.get(key), bool
    ):
        raise Invalid(_("“%(key)s” of “%(rule)s” is true or false.") % {"rule": name, "key": key}, key)
    return bool(given.get(key))


def _require_possible(rule: Rule) -> None:
    """What could pay nobody, or says nothing, is a slip of the pen."""
    for least, below in (("level_from", "level_below"), ("days_from", "newcomer_days")):
        low, high = getattr(rule, least), getattr(rule, below)
        if low is not None and high is not None and low >= high:
            raise Invalid(_("“%(rule)s” would pay nobody: “%(least)s” is not below “%(below)s”.")
                          % {"rule": rule.name, "least": least, "below": below}, least)  # fmt: skip
    if rule.who != "by":
        return
    if used := next(
        (key for key in ("by_level_from", "by_days_from", "per_pair_month") if getattr(rule, key) is not None), None
    ):
        raise Invalid(_("“%(rule)s” pays whoever does it, and “%(key)s” is about somebody else who does.")
                      % {"rule": rule.name, "key": used}, used)  # fmt: skip


def _require_lawful(rule: Rule, event: type[Event]) -> None:
    """Points for a review only where the site allows it, and never for what it says."""
    known = _known(event)
    if used := OPINIONS & {*rule.where, rule.amount.by, rule.amount.over}:
        raise Invalid(_("“%(rule)s” would pay for what somebody thinks (“%(field)s”). A reward that depends on an opinion being good is "
                        "forbidden; reward everybody alike, or nobody.") % {"rule": rule.name, "field": min(used)}, "where")  # fmt: skip
    if "review" not in known or "site" not in known:
        return
    sites = {str(site).lower() for site in rule.where.get("site", ())}
    if not sites:
        raise Invalid(
            _("“%(rule)s” pays for reviews on any site. Name the sites that allow it.") % {"rule": rule.name}, "where"
        )
    if forbidding := sites & NO_REWARDS:
        raise Invalid(_("“%(rule)s” would pay for a review on %(site)s, which forbids any reward for reviews.")
                      % {"rule": rule.name, "site": min(forbidding)}, "where")  # fmt: skip


def _event(rule: str, when: Any) -> type[Event]:
    try:
        return event_named(str(when))
    except KeyError:
        raise Invalid(
            _("“%(rule)s” waits for “%(event)s”, which is no event.") % {"rule": rule, "event": when}, "when"
        ) from None


def _who(rule: str, event: type[Event], who: Any) -> str:
    if who == "by":
        return "by"
    _require_field(rule, event, who)
    if who not in PEOPLE:
        raise Invalid(
            _("“%(rule)s” gives points to “%(field)s”, which is nobody.") % {"rule": rule, "field": who}, "who"
        )
    return str(who)


def _require_field(rule: str, event: type[Event], field: Any) -> None:
    if field not in (known := _known(event)):
        raise Invalid(_("“%(rule)s” reads “%(field)s”, but %(event)s has only: %(known)s.")
                      % {"rule": rule, "field": field, "event": event.name, "known": ", ".join(sorted(known))}, "where")  # fmt: skip


def _known(event: type[Event]) -> set[str]:
    return {field.name for field in fields(event)}


def _only(given: dict[str, Any], allowed: set[str], whose: str) -> None:
    if unknown := set(given) - allowed:
        raise Invalid(
            _("Nobody knows what “%(key)s” means in %(whose)s.") % {"key": min(unknown), "whose": whose}, "rules"
        )


def named(given: Any) -> str:
    if not isinstance(given, str) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", given) or len(given) > 40:
        raise Invalid(
            _("A name has small letters, digits and hyphens, at most 40: “%(name)s”.") % {"name": given}, "name"
        )
    return given


def _number(given: dict[str, Any], key: str, least: int, most: int = 10**9) -> Any:
    """The whole number under this key, None when there is none."""
    value = given.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Invalid(_("“%(key)s” is a whole number from %(least)s to %(most)s, not %(value)s.")
                      % {"key": key, "least": least, "most": most, "value": value}, key)  # fmt: skip
    return value
