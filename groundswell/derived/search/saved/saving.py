"""Keep a search, change it, let it go: its member's own doing and own words, so it is no event."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.derived.search import topics
from groundswell.derived.search.asked import take_apart
from groundswell.derived.search.matching import telling_of
from groundswell.derived.search.models import SavedFind, SavedSearch
from groundswell.derived.search.rows import run
from groundswell.derived.search.terms import Term, all_of, terms_of
from groundswell.derived.search.words import CONFIGS, halves_of, words_of
from groundswell.log import clock
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.names import key_of
from groundswell.members.personal import on_erasure, personal_data
from groundswell.members.rules import Invalid, may_act, require

MOST = 20
LONGEST_NAME = 60
HOW = {"now": gettext_lazy("Soon, once an hour at most"), "digest": gettext_lazy("Once a day, and in the digest")}


@dataclass(frozen=True)
class Sought:
    """What is looked for: words with operators, and what narrows it. `topic` is a slug that its member may know of."""

    query: str = ""
    topic: str = ""
    tags: list[str] = field(default_factory=list)
    language: str = ""
    author: str = ""


@transaction.atomic
def save_search(sought: Sought, *, by: Member, name: str = "", how: str = "now") -> SavedSearch:
    """Be told of new questions that fit. Raises Invalid for what says nothing, and when there are too many."""
    require(may_act(by), _("Your account cannot do this now."))
    limit(by.pk, "save_search", most=30, per=HOUR)
    Member.objects.select_for_update(no_key=True).only("pk").get(
        pk=by.pk
    )  # two at once would both see the last free place
    if SavedSearch.objects.filter(member=by).count() >= MOST:
        raise Invalid(
            _("You have %(most)s saved searches, which is the most. Remove one first.") % {"most": MOST}, "name"
        )
    saved = SavedSearch(member=by, made_at=clock.now())
    _set(saved, sought, name, how)
    saved.save()
    _understand(saved)
    return saved


@transaction.atomic
def change_search(saved: SavedSearch, *, by: Member, name: str, how: str) -> None:
    """Call it otherwise, or hear of it sooner or later."""
    require(saved.member_id == by.pk, _("This search is not yours."))
    limit(by.pk, "save_search", most=30, per=HOUR)
    saved.name, saved.how = _named(name, saved.query), _how(how)
    saved.save(update_fields=["name", "how"])


@transaction.atomic
def remove_search(saved: SavedSearch, *, by: Member) -> None:
    """With what was found for it."""
    require(saved.member_id == by.pk, _("This search is not yours."))
    SavedFind.objects.filter(search=saved.pk).delete()
    saved.delete()


def _set(saved: SavedSearch, sought: Sought, name: str, how: str) -> None:
    asked = take_apart(sought.query)
    tags = sorted({tag.strip().lower()[:40] for tag in (*sought.tags, *asked.tags) if tag.strip()})
    author = asked.user or sought.author.strip()
    if not (asked.words or tags or sought.topic or author):
        raise Invalid(_("Say what to look for: words, a topic, a tag or a person."), "query")
    within = topics.within(sought.topic, saved.member) if sought.topic else []
    if sought.topic and not within:
        raise Invalid(_("There is no such topic."), "topic")
    saved.query, saved.tags, saved.language = asked.typed, tags, sought.language.strip()[:8]
    saved.topic = within[0] if within else None
    saved.author = _member(author) if author else None
    saved.name, saved.how = _named(name, asked.typed or sought.topic or author or tags[0]), _how(how)


def _named(name: str, otherwise: str) -> str:
    clean = " ".join(name.replace("\x00", " ").split()) or otherwise[:LONGEST_NAME]
    if not clean:
        raise Invalid(_("Give the search a name."), "name")
    if len(clean) > LONGEST_NAME:
        raise Invalid(_("A name has %(most)s letters at most.") % {"most": LONGEST_NAME}, "name")
    return clean


def _how(how: str) -> str:
    if how not in HOW:
        raise Invalid(_("Choose soon, or once a day."), "how")
    return how


def _member(handle: str) -> int:
    found = Member.objects.shown().filter(handle_key=key_of(handle)).values_list("pk", flat=True).first()
    if found is None:
        raise Invalid(_("There is nobody called %(name)s.") % {"name": handle[:40]}, "author")
    return found


# What a text has to hold, taken apart once: all telling words, the phrases, and nothing that is left out.
UNDERSTOOD = """
UPDATE search_saved SET keys = %(keys)s, fits = CASE WHEN q.fits = '' THEN NULL ELSE q.fits END
FROM (SELECT {fits} AS fits) AS q WHERE id = %(id)s
"""


def _understand(saved: SavedSearch) -> None:
    asked = take_apart(saved.query)
    terms = telling_of(terms_of(asked.words, correct=False).terms)
    values: dict[str, object] = {"id": saved.pk, "keys": _keys(terms), "all": all_of(terms)}
    parts = ["%(all)s::tsquery"]
    for kind, phrases in (("", asked.phrases), ("!!", asked.without)):
        for number, phrase in enumerate(phrases):
            name = f"{'not' if kind else 'is'}{number}"
            each = " || ".join(f"phraseto_tsquery('{config}', %({name}_{config})s)" for config in CONFIGS)
            parts.append(f"{kind}({each})")
            values |= {f"{name}_{config}": " ".join(words_of(phrase, config)) for config in CONFIGS}
    run(UNDERSTOOD.format(fits=" && ".join(parts)), values)


def _keys(terms: list[Term]) -> list[str]:
    """The stems of its rarest word, one of which a text must have; none where no word says that for sure."""
    sure = [term for term in terms if not term.word.endswith("*") and len(halves_of(term.word)) == 1]
    return list(min(sure, key=lambda term: term.texts).stems) if sure else []


@personal_data("saved_searches")
def saved_searches(member: Member) -> object:
    """What this member goes on looking for."""
    fields = ("name", "query", "topic", "tags", "language", "author", "how", "made_at", "told_at")
    return list(SavedSearch.objects.filter(member=member).order_by("made_at").values(*fields))


@on_erasure
def forget_saved(member: Member, keep_texts: bool) -> None:
    own = SavedSearch.objects.filter(member=member)
    SavedFind.objects.filter(search__in=own.values("pk")).delete()
    own.delete()
