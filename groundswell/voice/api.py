"""Previews, pictures and drafts over JSON."""

from datetime import datetime
from typing import Any

from ninja import File, Router, Status
from ninja.files import UploadedFile

from groundswell.members.api.calls import FAILURES, Call, Text, Word, member_of
from groundswell.members.api.schemas import Schema
from groundswell.members.limits import MINUTE, limit
from groundswell.voice import drafts, pictures
from groundswell.voice.language import detect
from groundswell.voice.markdown import render

router = Router(tags=["writing"])


class SourceIn(Schema):
    body: Text


class HtmlOut(Schema):
    html: str


class PictureOut(Schema):
    url: str
    width: int
    height: int


class DraftIn(Schema):
    """What is typed so far, by field."""

    text: dict[Word, Text]


class DraftOut(Schema):
    text: dict[str, str]


class ListedDraft(DraftOut):
    place: str
    page: str
    saved: datetime


class LanguageOut(Schema):
    language: str


@router.post("/preview", response={200: HtmlOut, **FAILURES}, operation_id="preview")
def preview(request: Call, said: SourceIn) -> Any:
    """A text as readers will see it."""
    limit(member_of(request).pk, "preview", most=120, per=MINUTE)
    return {"html": render(said.body[:40_000]).html}


@router.post("/pictures", response={201: PictureOut, **FAILURES}, operation_id="upload_picture")
def upload(request: Call, picture: File[UploadedFile]) -> Any:
    """Keep a picture for use in a text: ![what it shows](url)."""
    kept = pictures.keep(picture, by=member_of(request))
    return Status(201, {"url": kept.url, "width": kept.width, "height": kept.height})


@router.get("/language", response={200: LanguageOut, **FAILURES}, operation_id="detect_language")
def language(request: Call, text: Text) -> Any:
    """Which of the community's languages a text seems to be in."""
    member_of(request)
    return {"language": detect(text)}


@router.get("/drafts", response={200: list[ListedDraft], **FAILURES}, operation_id="list_drafts")
def list_drafts(request: Call) -> Any:
    """What the caller has begun and not posted, the latest first."""
    return drafts.drafts_of(member_of(request))


@router.get("/drafts/{place}", response={200: DraftOut, **FAILURES}, operation_id="read_draft")
def read_draft(request: Call, place: Word) -> Any:
    """What the caller was writing at "ask", "answer:12" or "comment:q12"; empty when nothing."""
    return {"text": drafts.draft_of(member_of(request), place)}


@router.put("/drafts/{place}", response={204: None, **FAILURES}, operation_id="save_draft")
def save_draft(request: Call, place: Word, said: DraftIn) -> Any:
    """Keep what is typed."""
    drafts.save_draft(place, said.text, by=member_of(request))
    return Status(204, None)


@router.delete("/drafts/{place}", response={204: None, **FAILURES}, operation_id="forget_draft")
def forget_draft(request: Call, place: Word) -> Any:
    """Throw it away."""
    drafts.forget_draft(place, by=member_of(request))
    return Status(204, None)
