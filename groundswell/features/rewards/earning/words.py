"""The rules as sentences, for those who earn by them."""

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from groundswell.features.rewards.earning.rule import QUALITY, Rule, RuleSet, curve

WHEN = {
    "support.answer_accepted": gettext_lazy("an answer becomes the solution"),
    "support.answer_posted": gettext_lazy("a question is answered"),
    "support.question_asked": gettext_lazy("a question is asked"),
    "support.comment_posted": gettext_lazy("a comment is written"),
    "support.vote_cast": gettext_lazy("somebody votes on a question or answer"),
    "support.thanks_given": gettext_lazy("somebody says thanks for an answer"),
    "members.member_joined": gettext_lazy("somebody joins"),
}
WHO = {
    "by": gettext_lazy("whoever did it"),
    "author": gettext_lazy("the author"),
    "asker": gettext_lazy("the asker"),
    "member": gettext_lazy("the member"),
}

# Conditions and amounts that have better words than the names of fields, by event, field and value.
ONLY = {
    ("support.vote_cast", "on", "answer"): gettext_lazy("Only for answers."),
    ("support.vote_cast", "on", "question"): gettext_lazy("Only for questions."),
    ("support.vote_cast", "value", "1"): gettext_lazy("Only for votes that say it is useful."),
}
INSTEAD: dict[tuple[str, ...], Promise] = {
    (QUALITY, "asker"): gettext_lazy("When it is the asker who does it: %(points)s."),
    (QUALITY, "solution"): gettext_lazy("When the answer is the solution: %(points)s."),
    ("support.answer_accepted", "role", "asker"): gettext_lazy("When the asker chose it: %(points)s."),
}


def sentences(rules: RuleSet, topics: Mapping[str, str] | None = None) -> Iterator[tuple[str, str]]:
    """(name of a rule, what it says), and under "" what holds for all, in the language that is on.

    `topics` names those that the reader may know of; of others it says no more than that there are some. Without it their addresses stand.
    """
    for rule in rules.rules:
        yield rule.name, " ".join(_of(rule, topics))
    yield "", " ".join(_of_all(rules))


def _of(rule: Rule, topics: Mapping[str, str] | None) -> Iterator[str]:
    amount = rule.amount
    what, who = str(WHEN.get(rule.when, f"“{rule.when}”")), str(WHO.get(rule.who, f"“{rule.who}”"))
    yield _("When %(what)s, %(who)s gets %(points)s.") % {"what": what, "who": who, "points": _points(amount.points)}
    if amount.over:
        several = {n: _points(curve(amount.points, n)) for n in (4, 25)}
        yield _("Each further time for the same counts a little less: %(four)s for 4, %(many)s for 25.") % {
            "four": several[4], "many": several[25],
        }  # fmt: skip
    for value, points in amount.values.items():
        says = (
            INSTEAD.get((rule.when, amount.by, value))
            or INSTEAD.get((amount.by, value))
            or _("Where “%(field)s” is “%(value)s”: %(points)s.")
        )
        yield str(says) % {"field": amount.by, "value": value, "points": _points(points)}
    for field, values in rule.where.items():
        known = ONLY.get((rule.when, field, str(values[0]))) if len(values) == 1 else None
        either = _(" or ").join(_("“%(word)s”") % {"word": value} for value in values)
        yield str(known or _("Only where “%(field)s” is %(values)s.") % {"field": field, "values": either})
    yield from _about_whom(rule)
    if rule.topics:
        yield _where(rule, topics)
    yield from _how_often(rule)
    if rule.hold_days:
        yield ngettext(
            "They are available %(n)s day later.", "They are available %(n)s days later.", rule.hold_days
        ) % {"n": rule.hold_days}


def _about_whom(rule: Rule) -> Iterator[str]:
    if rule.level_from:
        yield _("Only for members from level %(n)s on.") % {"n": rule.level_from}
    if rule.level_below:
        yield _("Only for members below level %(n)s.") % {"n": rule.level_below}
    if rule.by_level_from:
        yield _("Only when whoever does it is at level %(n)s or above.") % {"n": rule.by_level_from}
    if rule.days_from:
        yield ngettext("Only for members who have been here for a day.", "Only for members who have been here for %(n)s days.",
                       rule.days_from) % {"n": rule.days_from}  # fmt: skip
    if rule.by_days_from:
        yield ngettext("Only when whoever does it has been here for a day.", "Only when whoever does it has been here for %(n)s days.",
                       rule.by_days_from) % {"n": rule.by_days_from}  # fmt: skip


def _where(rule: Rule, topics: Mapping[str, str] | None) -> str:
    """The topics by name; those that the reader may not know of are not named."""
    names = [slug if topics is None else topics.get(slug, "") for slug in rule.topics]
    said = [_("“%(word)s”") % {"word": name} for name in names if name]
    if len(said) < len(names):
        said.append(_("a topic that is not open to everybody"))
    return _("Only in %(topics)s, and in what is under it.") % {"topics": _(" or ").join(said)}


def _how_often(rule: Rule) -> Iterator[str]:
    if rule.newcomer_days:
        yield ngettext(
            "Only on somebody's first day here.", "Only in somebody's first %(n)s days here.", rule.newcomer_days
        ) % {"n": rule.newcomer_days}
    if rule.first_ever:
        yield _("Only when it is the very first time for them, also counting what was before these rules.")
    if rule.first:
        yield ngettext("Only the first time.", "Only the first %(n)s times.", rule.first) % {"n": rule.first}
    if rule.per_day:
        yield ngettext("At most once a day.", "At most %(n)s times a day.", rule.per_day) % {"n": rule.per_day}
    if rule.per_pair_month:
        yield ngettext("At most once a month from the same person.", "At most %(n)s times a month from the same person.",
                       rule.per_pair_month) % {"n": rule.per_pair_month}  # fmt: skip
    if rule.per_question:
        yield ngettext(
            "At most once for each question.", "At most %(n)s times for each question.", rule.per_question
        ) % {"n": rule.per_question}


def _of_all(rules: RuleSet) -> Iterator[str]:
    if k := rules.ease_after:
        yield _("Up to %(all)s a month count in full. Above that each further point counts a little less, but always something: "
                "%(much)s come to %(eased)s.") % {
            "all": _points(k), "much": _points(4 * k), "eased": _points(rules.eased(4 * k)),
        }  # fmt: skip
    yield _("Nobody earns by what they do to themselves, and the team earns nothing. When a vote is withdrawn, a solution taken back or a post "
            "deleted, its points go with it.")  # fmt: skip


def _points(number: int) -> str:
    return ngettext("%(n)s point", "%(n)s points", number) % {"n": number}
