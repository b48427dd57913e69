"""What search makes of each event: what happened to each question and text is gathered first, then written as sets."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from groundswell.derived.search import reading, vocabulary, writing
from groundswell.derived.search.models import Document, Synonym, Text, Vote, Wanted, Word
from groundswell.events import Event, sorting, tagging
from groundswell.events import discussions as talk
from groundswell.events import support as it
from groundswell.events.groups import AudienceSet
from groundswell.events.members import MemberErased
from groundswell.log.consumers import Batch, Entry, consumer

HANDLES = (
    it.QuestionAsked, it.QuestionEdited, it.QuestionRetagged, it.QuestionMoved, it.QuestionClosed, it.QuestionReopened,
    it.QuestionDeleted, it.QuestionRestored, it.AnswerPosted, it.AnswerEdited, it.AnswerDeleted, it.AnswerRestored,
    it.AnswerAccepted, it.SolutionRevoked, it.VoteCast, it.VoteWithdrawn, MemberErased,
    sorting.PostsMoved, sorting.QuestionMerged, sorting.MergeUndone, sorting.PostSplit, sorting.SplitUndone,
    sorting.AnswerMadeCanonical, tagging.QuestionsRetagged, tagging.SynonymApproved, tagging.SynonymUndone,
    tagging.TagRenamed,
    AudienceSet,
    talk.DiscussionBegun, talk.DiscussionEdited, talk.DiscussionMoved, talk.DiscussionClosed, talk.DiscussionReopened,
    talk.DiscussionDeleted, talk.DiscussionRestored, talk.ReplyPosted, talk.ReplyEdited, talk.ReplyDeleted, talk.ReplyRestored,
)  # fmt: skip


@dataclass
class Gathered:
    """What a batch of events comes to. The last word about a thing counts."""

    asked: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    facts: dict[str, dict[int, Any]] = field(default_factory=dict)
    texts: dict[int, writing.Place] = field(default_factory=dict)
    edited: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    votes: dict[tuple[int, int], int] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    moved: dict[int, int] = field(default_factory=dict)
    tags: list[dict[int, list[str]] | tagging.QuestionsRetagged] = field(default_factory=list)
    meanings: dict[str, str] = field(default_factory=dict)
    erased: list[int] = field(default_factory=list)

    def fact(self, name: str, question: int, value: Any) -> None:
        self.facts.setdefault(name, {})[question] = value

    def place(self, voice: int, place: writing.Place) -> None:
        self.texts[voice] = place
        self.gone.discard(voice)
        self.touched.add(place.question)

    def drop(self, voice: int, question: int) -> None:
        self.texts.pop(voice, None)
        self.gone.add(voice)
        self.touched.add(question)


@consumer("search.documents", *HANDLES, rebuilds=(Document, Synonym, Text, Vote, Wanted, Word))
def keep_documents(batch: Batch) -> None:
    found = Gathered()
    for entry in batch.entries:
        _gather(found, entry, entry.event)
    writing.add_documents(found.asked)
    writing.set_facts(found.facts)
    for change in found.tags:
        if isinstance(change, tagging.QuestionsRetagged):
            writing.replace_tag(change.questions, change.drop, change.add)
        else:
            writing.set_facts({"tags": change})
    writing.set_meanings(found.meanings)
    writing.drop_texts(found.gone)
    texts = reading.read(writing.present(found.edited - set(found.texts)) | found.texts)
    writing.set_texts(texts)
    writing.move_answers(found.moved)
    vocabulary.learn(texts)
    writing.set_votes(found.votes)
    writing.count_answers(found.touched)
    writing.erase(found.erased)
    writing.tell()


def _gather(found: Gathered, entry: Entry, event: Event) -> None:
    match event:
        case it.QuestionAsked(question=question, voice=voice, asker=asker):
            found.asked[question] = (question, voice, event.topic, event.tags, event.language, asker, entry.at)
            found.place(voice, writing.Place(question, None, asker))
        case talk.DiscussionBegun(question=number, voice=voice, author=author):
            found.asked[number] = (number, voice, -event.space, [], event.language, author, entry.at)
            found.place(voice, writing.Place(number, None, author))
        case (
            it.AnswerPosted(question=question, answer=answer, voice=voice, author=author)
            | talk.ReplyPosted(question=question, answer=answer, voice=voice, author=author)
        ):
            found.place(voice, writing.Place(question, answer, author))
            found.fact("active_at", question, entry.at)
        case (
            it.AnswerRestored(question=question, answer=answer, voice=voice, author=author)
            | talk.ReplyRestored(question=question, answer=answer, voice=voice, author=author)
        ):
            found.place(voice, writing.Place(question, answer, author))
        case it.AnswerDeleted(question=question, voice=voice) | talk.ReplyDeleted(question=question, voice=voice):
            found.drop(voice, question)
        case it.QuestionEdited(voice=voice) | it.AnswerEdited(voice=voice):
            found.edited.add(voice)
        case talk.DiscussionEdited(voice=voice) | talk.ReplyEdited(voice=voice):
            found.edited.add(voice)
        case it.VoteCast(on="question", question=question, value=value):
            found.votes[question, entry.by or 0] = value
        case it.VoteWithdrawn(on="question", question=question):
            found.votes[question, entry.by or 0] = 0
        case MemberErased(member=member, texts_kept=False):
            found.erased.append(member)
        case sorting.PostSplit() | sorting.SplitUndone():
            _gather_split(found, event)
        case _:
            _gather_fact(found, event)


def _gather_fact(found: Gathered, event: Event) -> None:
    match event:
        case it.QuestionRetagged(question=question, tags=tags):
            found.tags.append({question: tags})
        case talk.DiscussionMoved(question=number, space=space):
            found.fact("topic", number, -space)
        case it.QuestionMoved(question=question, topic=topic):
            found.fact("topic", question, topic)
        case it.QuestionClosed(question=question) | talk.DiscussionClosed(question=question):
            found.fact("closed", question, True)
        case it.QuestionReopened(question=question) | talk.DiscussionReopened(question=question):
            found.fact("closed", question, False)
        case it.QuestionDeleted(question=question) | talk.DiscussionDeleted(question=question):
            found.fact("hidden", question, True)
        case it.QuestionRestored(question=question) | talk.DiscussionRestored(question=question):
            found.fact("hidden", question, False)
        case sorting.PostsMoved(question=question, into=into, answers=answers):
            found.moved |= dict.fromkeys(answers, into)
            found.touched |= {question, into}
            for where, solution in zip((question, into), event.solutions, strict=False):
                found.fact("solution", where, solution or None)
        case tagging.QuestionsRetagged():
            found.tags.append(event)
        case tagging.SynonymApproved(word=word, main=main):
            found.meanings[word] = main
        case tagging.SynonymUndone(word=word):
            found.meanings[word] = ""
        case tagging.TagRenamed(was=was, now=now, words=words):
            found.meanings |= {**dict.fromkeys([*words, was], now), now: ""}
        case sorting.AnswerMadeCanonical(question=question, any_here=canonical):
            found.fact("canonical", question, canonical)
        case sorting.QuestionMerged(question=question):
            found.fact("hidden", question, True)
        case sorting.MergeUndone(question=question):
            found.fact("hidden", question, False)
        case it.AnswerAccepted(question=question, answer=answer):
            found.fact("solution", question, answer)
        case it.SolutionRevoked(question=question, solution=left):
            found.fact("solution", question, left or None)


def _gather_split(found: Gathered, event: sorting.PostSplit | sorting.SplitUndone) -> None:
    """The text of an answer is a question's now, or the other way round; comments are not searched."""
    question, voice, author = event.question, event.voice, event.asker
    found.fact("hidden", question, isinstance(event, sorting.SplitUndone))
    if isinstance(event, sorting.PostSplit):
        at = datetime.fromisoformat(event.asked_at)
        found.asked[question] = (question, voice, event.topic, event.tags, event.language, author, at)
        found.place(voice, writing.Place(question, None, author))
        found.touched.add(event.out_of)
    elif event.was_answer is not None:
        found.place(voice, writing.Place(event.into, event.was_answer, author))
    else:
        found.drop(voice, question)
