"""Whom an event is told to: plain Python over what the consumer knows at that point of the log."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from groundswell.derived.notifications.news import by_kind, registered, told_by
from groundswell.derived.notifications.scene import Scene, post_of
from groundswell.events import Event
from groundswell.events import discussions as talk
from groundswell.events import support as it
from groundswell.log.consumers import Entry

Told = tuple[int, str, str]
DECISIONS = {"edited", "moved", "closed", "reopened", "deleted", "restored"}


class Note(NamedTuple):
    """A row of Notification to be written."""

    entry: int
    member: int
    kind: str
    question: int
    answer: int | None
    comment: int | None
    voice: int | None
    by: int | None
    at: datetime
    because: str


def notes_of(entry: Entry, scene: Scene) -> Iterator[Note]:
    """At most one note for each person, of the strongest kind, and none for the one who did it."""
    event = entry.event
    if getattr(event, "origin", "here") != "here":
        return
    told, muted = {entry.by}, scene.muted(entry)
    for member, kind, because in _told(event, scene):
        if kind in by_kind and by_kind[kind].to_self:
            told.discard(entry.by)
        if member not in told and (member not in muted or is_decision(kind)):
            told.add(member)
            yield Note(entry.position, member, kind, *_place(event), entry.by, entry.at, because)


def _told(event: Event, scene: Scene) -> Iterator[Told]:
    """Members, the kind of what they are told and why they are; the stronger kinds first."""
    match event:
        case it.QuestionAsked(asker=asker, topic=topic, tags=tags, mentions=mentions):
            yield from _each(mentions, "mention")
            for thing in (f"member:{asker}", *(f"tag:{tag}" for tag in tags), f"topic:{topic}"):
                yield from _each(scene.interested(thing), "asked", thing)
        case it.AnswerPosted(question=question, mentions=mentions):
            yield from _each(mentions, "mention")
            yield from _each(scene.interested(f"question:{question}"), "answer")
        case it.CommentPosted(owner=owner, mentions=mentions):
            yield from _each(mentions, "mention")
            yield owner, "comment", "owner"
            yield from _each(scene.interested(f"talk:{post_of(event)}"), "comment", "talk")
        case talk.DiscussionBegun(author=author, space=space, mentions=mentions):
            yield from _each(mentions, "mention")
            for thing in (f"member:{author}", f"topic:{-space}"):
                yield from _each(scene.interested(thing), "begun", thing)
        case talk.ReplyPosted(question=number, mentions=mentions):
            yield from _each(mentions, "mention")
            yield from _each(scene.interested(f"question:{number}"), "reply")
        case it.AnswerAccepted(author=author, question=question):
            yield author, "accepted", ""
            yield from _each(scene.interested(f"question:{question}"), "solved")
        case it.SolutionRevoked(author=author):
            yield author, "revoked", ""
        case it.ThanksGiven(author=author) | talk.DiscussionThanked(author=author):
            yield author, "thanks", ""
        case _:
            yield from _told_of_own_post(event, scene)


def _told_of_own_post(event: Event, scene: Scene) -> Iterator[Told]:
    """What others do with somebody's post, its author hears."""
    match event:
        case it.QuestionClosed(asker=author, duplicate_of=duplicate_of):
            yield author, "closed", f"question:{duplicate_of}" if duplicate_of else ""
        case talk.DiscussionClosed(author=author):
            yield author, "closed", ""
        case talk.DiscussionMoved(author=author):
            yield author, "moved", ""
        case it.QuestionReopened(asker=author) | talk.DiscussionReopened(author=author):
            yield author, "reopened", ""
        case it.QuestionMoved(question=question) if author := scene.asker(question):
            yield author, "moved", ""
        case it.QuestionEdited(asker=author) | it.AnswerEdited(author=author) | it.CommentEdited(author=author):
            yield author, "edited", ""
        case talk.DiscussionEdited(author=author) | talk.ReplyEdited(author=author):
            yield author, "edited", ""
        case talk.DiscussionDeleted(author=author) | talk.ReplyDeleted(author=author):
            yield author, "deleted", ""
        case talk.DiscussionRestored(author=author) | talk.ReplyRestored(author=author):
            yield author, "restored", ""
        case it.QuestionDeleted(asker=author) | it.AnswerDeleted(author=author) | it.CommentDeleted(author=author):
            yield author, "deleted", ""
        case it.QuestionRestored(asker=author) | it.AnswerRestored(author=author) | it.CommentRestored(author=author):
            yield author, "restored", ""
        case _:
            yield from told_by(event, scene.asker(getattr(event, "question", 0)))


def is_decision(kind: str) -> bool:
    """What others do with somebody's own post reaches them, whatever they muted."""
    return kind in DECISIONS or (kind in by_kind and by_kind[kind].choice == "decisions")


def _each(members: Iterable[int], kind: str, because: str = "") -> Iterator[Told]:
    for member in members:
        yield member, kind, because


def _place(event: Event) -> tuple[int, int | None, int | None, int | None]:
    """Question, answer, comment and text that an event is about."""
    named = any(news.texts for news in registered.get(type(event), ()))
    posted = isinstance(event, (it.AnswerPosted, it.CommentPosted, talk.ReplyPosted))
    text = getattr(event, "voice", None) if named or posted else None
    return (
        getattr(event, "question", 0),
        getattr(event, "answer", None),
        getattr(event, "comment", None),
        text,
    )
