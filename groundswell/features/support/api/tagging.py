"""Tags over JSON: what is said of them, and other words for them."""

from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Router, Status

from groundswell.features.support import actions
from groundswell.features.support.models import Synonym, Tag, TagPage
from groundswell.features.support.tagging import meant_by
from groundswell.members.api.calls import FAILURES, Call, Pk, Text, Word, member_of, moderating
from groundswell.members.api.schemas import Schema
from groundswell.voice.actions import source_of

router = Router(tags=["tags"])


class TagPageOut(Schema):
    """A tag; `name` is the tag that was meant, `words` are the others that mean it, `level` from which on one may edit."""

    id: int
    name: str
    about: str
    source: str
    html: str
    level: int
    uses: int
    words: list[str]


class DescriptionIn(Schema):
    about: Text
    body: Text = ""
    reason: Word = ""


class WordIn(Schema):
    word: Word


class SynonymOut(Schema):
    """Another word for a tag; `former` if it is what the tag was called before."""

    id: int
    word: str
    tag: str
    state: str
    former: bool


class TagNameIn(Schema):
    name: Word


class LevelIn(Schema):
    level: Literal[0, 1, 2, 3, 4]


@router.get("/tags/{name}", response={200: TagPageOut, **FAILURES}, operation_id="read_tag")
def read(request: Call, name: Word) -> Any:
    """A tag, by its name or another word for it."""
    return _shown(_tag(name))


@router.put("/tags/{name}/page", response={200: TagPageOut, **FAILURES}, operation_id="describe_tag")
def describe(request: Call, name: Word, said: DescriptionIn) -> Any:
    """Say what questions with this tag are about."""
    tag = _tag(name)
    actions.describe_tag(tag, by=member_of(request), about=said.about, body=said.body, reason=said.reason)
    return _shown(Tag.objects.get(pk=tag.pk))


@router.put("/tags/{name}/editors", response={204: None, **FAILURES}, operation_id="set_tag_editors")
def editors(request: Call, name: Word, said: LevelIn) -> Any:
    """From which level on members may change that."""
    actions.set_tag_editors(_tag(name), said.level, by=moderating(request))
    return Status(204, None)


@router.put("/tags/{name}/name", response={200: TagPageOut, **FAILURES}, operation_id="rename_tag")
def rename(request: Call, name: Word, said: TagNameIn) -> Any:
    """Call it otherwise; its former name leads to it, and renaming it back undoes that."""
    return _shown(actions.rename_tag(_tag(name), said.name, by=moderating(request)))


@router.get("/tags/{name}/synonyms", response={200: list[SynonymOut], **FAILURES}, operation_id="list_synonyms")
def synonyms(request: Call, name: Word) -> Any:
    """Other words for a tag, with what was decided about them."""
    rows = Synonym.objects.filter(tag=_tag(name)).select_related("tag").order_by("pk")
    return [_synonym(row) for row in rows]


@router.post("/tags/{name}/synonyms", response={201: SynonymOut, **FAILURES}, operation_id="propose_synonym")
def propose(request: Call, name: Word, said: WordIn) -> Any:
    """Say that a word means it."""
    made = actions.propose_synonym(said.word, _tag(name), by=member_of(request))
    return Status(201, _synonym(Synonym.objects.select_related("tag").get(pk=made.pk)))


DECISIONS = {"approve": actions.approve_synonym, "decline": actions.decline_synonym, "undo": actions.undo_synonym}


@router.post("/synonyms/{pk}/{what}", response={200: SynonymOut, **FAILURES}, operation_id="decide_synonym")
def decide(request: Call, pk: Pk, what: Literal["approve", "decline", "undo"]) -> Any:
    """Approve, decline or undo one."""
    synonym = get_object_or_404(Synonym, pk=pk)
    DECISIONS[what](synonym, by=moderating(request))
    return _synonym(Synonym.objects.select_related("tag").get(pk=pk))


def _tag(name: str) -> Tag:
    return get_object_or_404(Tag, name=meant_by(name.lower()))


def _synonym(row: Synonym) -> dict[str, Any]:
    return {"id": row.pk, "word": row.name, "tag": row.tag.name, "state": row.state, "former": row.former}


def _shown(tag: Tag) -> dict[str, Any]:
    page = TagPage.objects.filter(tag=tag).select_related("voice").first()
    words = Synonym.objects.filter(tag=tag, state=Synonym.State.APPROVED).order_by("name")
    return {
        "id": tag.pk,
        "name": tag.name,
        "about": tag.about,
        "source": source_of(page.voice) if page else "",
        "html": page.voice.html if page else "",
        "level": page.level if page else 3,
        "uses": tag.uses,
        "words": list(words.values_list("name", flat=True)),
    }
