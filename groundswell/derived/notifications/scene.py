"""What the consumer knows at a point of the log: who follows what, and who asked what.

Read once for a batch, kept up in memory while its entries are walked in order, and written back at the end. So a
batch of two thousand gives the same as two thousand batches of one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from groundswell.derived.notifications import writing
from groundswell.derived.notifications.news import registered
from groundswell.events import Event, sorting, tagging
from groundswell.events import discussions as talk
from groundswell.events import support as it
from groundswell.events.announcements import AnnouncementBegan
from groundswell.events.members import MemberErased
from groundswell.log.consumers import Batch, Entry


def post_of(event: Event) -> str:
    """The post that an event is about, as "answer:7"; for a new comment the post that it is under."""
    comment, answer = getattr(event, "comment", None), getattr(event, "answer", None)
    if comment is not None and not isinstance(event, it.CommentPosted):
        return f"comment:{comment}"
    return f"answer:{answer}" if answer is not None else f"question:{getattr(event, 'question', 0)}"


def was_of(event: sorting.PostSplit | sorting.SplitUndone) -> str:
    """What became a question, as "answer:7" or "comment:7"."""
    return f"answer:{event.was_answer}" if event.was_answer is not None else f"comment:{event.was_comment}"


class Scene:
    """Interests and askers as of the entry at hand."""

    def __init__(self, batch: Batch) -> None:
        events = [entry.event for entry in batch.entries]
        self._members: dict[str, dict[int, None]] = defaultdict(dict)
        self._talks: dict[int, set[str]] = defaultdict(set)
        needs = {thing for entry in batch.entries for thing in (*_needs(entry.event), *_mutes(entry))}
        for thing, member, question in writing.read_interests(needs):
            self._members[thing][member] = None
            if question is not None:
                self._talks[question].add(thing)
        self._askers = writing.read_askers(
            {getattr(event, "question", 0) for event in events if _tells_the_asker(event)}
        )
        self._threads: dict[int, tuple[int, int, int]] = {}
        self._changes: dict[tuple[int, str], tuple[int | None, bool]] = {}
        self._left: set[tuple[int, int]] = set()
        self._erased: set[int] = set()

    def interested(self, thing: str) -> Iterable[int]:
        return list(self._members.get(thing, ()))

    def muted(self, entry: Entry) -> set[int]:
        """Who wants to hear nothing of this."""
        return {member for thing in _mutes(entry) for member in self.interested(thing)}

    def asker(self, question: int) -> int:
        return self._askers.get(question, 0)  # no member has this number

    def learn(self, entry: Entry) -> None:
        """Take in what an entry says about who follows what; called after the entry was told."""
        event = entry.event
        match event:
            case (
                it.QuestionAsked(question=question, asker=asker, voice=voice)
                | sorting.PostSplit(question=question, asker=asker, voice=voice)
            ):
                self._threads[question] = (question, asker, voice)
                self._askers[question] = asker
                self._join(asker, f"question:{question}")
            case it.CommentPosted(question=question, author=author, origin="here"):
                self._join(author, f"talk:{post_of(event)}", question)
            case it.Followed() if entry.by and (thing := _thing(event)):
                self._join(entry.by, thing)
            case it.Unfollowed() if entry.by and (thing := _thing(event)):
                self._leave(entry.by, thing)
                self._leave_talks(entry.by, event)
            case (
                sorting.QuestionMerged(into=into, followers=followers)
                | it.QuestionClosed(duplicate_of=into, followers=followers)
            ):
                for member in followers:
                    self._join(member, f"question:{into}")
            case (
                sorting.MergeUndone(into=into, followers=followers)
                | it.QuestionReopened(duplicate_of=into, followers=followers)
            ):
                for member in followers:
                    self._leave(member, f"question:{into}")
            case tagging.SynonymApproved(main=main, followers=followers):
                for member in followers:
                    self._join(member, f"tag:{main}")
            case tagging.SynonymUndone(main=main, followers=followers):
                for member in followers:
                    self._leave(member, f"tag:{main}")
            case tagging.TagRenamed(was=was, now=now, followers=followers):
                for member in followers:
                    self._leave(member, f"tag:{was}")
                    self._join(member, f"tag:{now}")
            case it.Muted(kind=kind, subject=subject) if entry.by:
                self._join(entry.by, f"mute:{kind}:{subject}")
            case it.Unmuted(kind=kind, subject=subject) if entry.by:
                self._leave(entry.by, f"mute:{kind}:{subject}")
            case MemberErased(member=member):
                self._forget(member)
            case _:
                self._learn_talk(entry.by, event)

    def _learn_talk(self, by: int | None, event: Event) -> None:
        """The same of discussions, which have numbers below zero here."""
        match event:
            case talk.DiscussionBegun(question=number, author=author, voice=voice):
                self._threads[number] = (number, author, voice)
                self._askers[number] = author
                self._join(author, f"question:{number}")
            case talk.ReplyPosted(question=number, author=author):
                self._join(author, f"question:{number}")
            case talk.DiscussionFollowed(kind=kind, subject=subject) if by:
                self._join(by, _heard(kind, subject))
            case talk.DiscussionUnfollowed(kind=kind, subject=subject) if by:
                self._leave(by, _heard(kind, subject))
            case talk.DiscussionMuted(kind=kind, subject=subject) if by:
                self._join(by, f"mute:{_heard(kind, subject)}")
            case talk.DiscussionUnmuted(kind=kind, subject=subject) if by:
                self._leave(by, f"mute:{_heard(kind, subject)}")

    def save(self) -> None:
        writing.write_threads(list(self._threads.values()))
        writing.forget_members(sorted(self._erased))
        writing.leave_talks(sorted(self._left))
        gone = [key for key, (_question, there) in self._changes.items() if not there]
        new = [(*key, question) for key, (question, there) in self._changes.items() if there]
        writing.write_interests(gone, new)

    def _join(self, member: int, thing: str, question: int | None = None) -> None:
        self._members[thing][member] = None
        self._changes[member, thing] = (question, True)
        if question is not None:
            self._talks[question].add(thing)

    def _leave(self, member: int, thing: str) -> None:
        self._members[thing].pop(member, None)
        self._changes[member, thing] = (None, False)

    def _leave_talks(self, member: int, event: it.Unfollowed) -> None:
        """Who no longer follows a question is not told of comments below it either."""
        if event.kind == "question":
            self._left.add((member, event.subject))
            for thing in self._talks[event.subject]:
                self._leave(member, thing)

    def _forget(self, member: int) -> None:
        self._erased.add(member)
        for members in self._members.values():
            members.pop(member, None)
        things = {f"member:{member}", f"mute:member:{member}"}
        for thing in things:
            self._members.pop(thing, None)
        for key in [key for key in self._changes if key[0] == member or key[1] in things]:
            self._changes[key] = (None, False)


def _needs(event: Event) -> Iterator[str]:
    """The things whose followers an event is told to."""
    match event:
        case it.QuestionAsked(asker=asker, topic=topic, tags=tags):
            yield from (f"member:{asker}", f"topic:{topic}", *(f"tag:{tag}" for tag in tags))
        case talk.DiscussionBegun(author=author, space=space):
            yield from (f"member:{author}", f"topic:{-space}")
        case (
            it.AnswerPosted(question=question)
            | it.AnswerAccepted(question=question)
            | talk.ReplyPosted(question=question)
        ):
            yield f"question:{question}"
        case it.CommentPosted():
            yield f"talk:{post_of(event)}"
        case AnnouncementBegan(topic=int(topic)):
            yield f"topic:{topic}"


def _heard(kind: str, subject: int) -> str:
    """A discussion or a space, by the numbers below zero that they have here."""
    return f"{'question' if kind == 'discussion' else 'topic'}:{-subject}"


def _thing(event: it.Followed | it.Unfollowed) -> str:
    """What was followed. Tags go by their name; an old event without it is about nothing that we know."""
    if event.kind == "tag":
        return f"tag:{event.tag}" if event.tag else ""
    return f"{event.kind}:{event.subject}"


def _mutes(entry: Entry) -> Iterator[str]:
    """By what somebody may have muted this: its question, who did it, and for a new question its topic."""
    if question := getattr(entry.event, "question", 0):
        yield f"mute:question:{question}"
    if entry.by:
        yield f"mute:member:{entry.by}"
    if isinstance(entry.event, it.QuestionAsked):
        yield f"mute:topic:{entry.event.topic}"
    if isinstance(entry.event, talk.DiscussionBegun):
        yield f"mute:topic:{-entry.event.space}"


def _tells_the_asker(event: Event) -> bool:
    """Whether the asker is told, and the event does not say who that is."""
    to_asker = any(news.to == "asker" for news in registered.get(type(event), ()))
    return isinstance(event, it.QuestionMoved) or (to_asker and not hasattr(event, "asker"))
