"""Topics as rules know them: by their addresses, with those under them; and their names, for who may know of them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from groundswell.features.rewards.earning.rule import RuleSet
from groundswell.members.groups.audiences import open_to, reader
from groundswell.members.rules import Invalid, Viewer

if TYPE_CHECKING:
    from groundswell.features.rewards.models import Version

UNDER = """
WITH RECURSIVE under (top, id) AS (
    SELECT slug, id FROM support_topic WHERE slug = ANY(%s)
    UNION SELECT under.top, t.id FROM under JOIN support_topic t ON t.parent_id = under.id
) SELECT top, array_agg(id ORDER BY id) FROM under GROUP BY top
"""
NAMES = f"SELECT slug, name FROM support_topic WHERE slug = ANY(%s) AND {open_to('id')}"


def places_of(rules: RuleSet) -> dict[str, list[int]]:
    """The numbers of the topics that rules ask for, each with those under it. Raises Invalid for one that is not there."""
    slugs = {slug: rule.name for rule in rules.rules for slug in rule.topics}
    if not slugs:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(UNDER, [list(slugs)])
        found = dict(cursor.fetchall())
    if missing := next((slug for slug in slugs if slug not in found), None):
        raise Invalid(_("“%(rule)s” asks for the topic “%(topic)s”, which is not there.") % {"rule": slugs[missing], "topic": missing}, "topics")  # fmt: skip
    return found


def placed(rules: RuleSet, places: Mapping[str, Sequence[int]]) -> RuleSet:
    """The same rules with the numbers of their topics."""
    known = (
        replace(rule, places=frozenset(n for slug in rule.topics for n in places.get(slug, ()))) for rule in rules.rules
    )
    return replace(rules, rules=tuple(known))


def names_for(viewer: Viewer | None, *sets: RuleSet) -> dict[str, str]:
    """The names of the topics that these rules ask for, as far as somebody may know of them, in the language that is on."""
    slugs = sorted({slug for rules in sets for rule in rules.rules for slug in rule.topics})
    return dict(_named(slugs, viewer)) if slugs else {}


def without_topics(version: "Version", known: Mapping[str, str]) -> str:
    """A rule set as it was written, without the addresses of topics that the reader may not know of."""
    if all(slug in known for slug in version.places):
        return version.text
    given = json.loads(version.text)
    for rule in given["rules"]:
        if "topics" in rule:
            rule["topics"] = [slug if slug in known else "…" for slug in rule["topics"]]
    return json.dumps(given, ensure_ascii=False, indent=2)


def _named(slugs: list[str], viewer: Viewer | None) -> Iterator[tuple[str, str]]:
    language = (get_language() or "en").split("-")[0]
    with connection.cursor() as cursor:
        cursor.execute(NAMES, [slugs, *reader(viewer)])
        for slug, names in cursor.fetchall():
            said: dict[str, str] = json.loads(names) if isinstance(names, str) else names
            yield slug, said.get(language) or next(iter(said.values()), slug)
