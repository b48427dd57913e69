"""What the page tells members, made from events."""

from groundswell.derived.notifications import catalogue, writing
from groundswell.derived.notifications.announced import hold_back, notes_of_begun
from groundswell.derived.notifications.going_out import NAME, send_out
from groundswell.derived.notifications.levels import LEVELS
from groundswell.derived.notifications.models import Gone, Interest, Notification, Thread, Upvote
from groundswell.derived.notifications.news import register, registered
from groundswell.derived.notifications.scene import Scene, post_of, was_of
from groundswell.derived.notifications.telling import Note, notes_of
from groundswell.derived.notifications.writing import UpvoteRow
from groundswell.events import discussions as talk
from groundswell.events import sorting, tagging
from groundswell.events import support as it
from groundswell.events.announcements import AnnouncementEnded
from groundswell.events.members import MemberErased
from groundswell.log.consumers import Batch, consumer

DELETIONS = (it.QuestionDeleted, it.AnswerDeleted, it.CommentDeleted, talk.DiscussionDeleted, talk.ReplyDeleted)
RESTORATIONS = (
    it.QuestionRestored, it.AnswerRestored, it.CommentRestored, talk.DiscussionRestored, talk.ReplyRestored,
)  # fmt: skip
TALK = (
    talk.DiscussionBegun, talk.ReplyPosted, talk.DiscussionThanked, talk.DiscussionThanksTakenBack, talk.DiscussionEdited,
    talk.ReplyEdited, talk.DiscussionClosed, talk.DiscussionReopened, talk.DiscussionMoved, talk.DiscussionFollowed,
    talk.DiscussionUnfollowed, talk.DiscussionMuted, talk.DiscussionUnmuted,
)  # fmt: skip
TOLD = (
    it.QuestionAsked, it.AnswerPosted, it.CommentPosted, it.AnswerAccepted, it.SolutionRevoked, it.ThanksGiven,
    it.ThanksTakenBack, it.VoteCast, it.VoteWithdrawn, it.QuestionClosed, it.QuestionReopened, it.QuestionMoved,
    sorting.QuestionMerged, sorting.MergeUndone, sorting.PostSplit, sorting.SplitUndone,
    tagging.SynonymApproved, tagging.SynonymUndone, tagging.TagRenamed,
    it.QuestionEdited, it.AnswerEdited, it.CommentEdited, it.Followed, it.Unfollowed, it.Muted, it.Unmuted, MemberErased,
    AnnouncementEnded, *DELETIONS, *RESTORATIONS, *TALK,
)  # fmt: skip
catalogue.load()
register(*LEVELS)
TABLES = (Notification, Interest, Thread, Upvote, Gone)


@consumer(NAME, *TOLD, *registered, rebuilds=TABLES, reset=writing.reset_members)
def tell(batch: Batch) -> None:
    scene = Scene(batch)
    notes: list[Note] = []
    for entry in batch.entries:
        notes += notes_of(entry, scene)
        notes += notes_of_begun(entry, scene)
        scene.learn(entry)
    writing.write_notes(notes)
    people = {note.member for note in notes} | _thanks_taken_back(batch) | _votes(batch)
    people |= _hide(batch, {note.question for note in notes})
    scene.save()
    send_out(batch, notes)
    hold_back(batch, NAME)
    writing.count_unread(people)


def _thanks_taken_back(batch: Batch) -> set[int]:
    """What was taken back is not told any more."""
    rows, authors = [], set()
    for entry, event in batch.of(it.ThanksTakenBack, talk.DiscussionThanksTakenBack):
        assert isinstance(event, (it.ThanksTakenBack, talk.DiscussionThanksTakenBack))
        authors.add(event.author)
        if entry.by:
            rows.append((entry.by, event.question, event.answer, entry.position))
    writing.take_back_thanks(rows)
    return authors


def _votes(batch: Batch) -> set[int]:
    """Of votes only those that found a post useful are told, and never who cast them."""
    up: dict[tuple[str, int], UpvoteRow] = {}
    down: set[tuple[str, int]] = set()
    people = set()
    for entry, event in batch.of(it.VoteCast, it.VoteWithdrawn):
        assert isinstance(event, (it.VoteCast, it.VoteWithdrawn))
        if not entry.by or entry.by == event.author or getattr(event, "origin", "here") != "here":
            continue
        people.add(event.author)
        key = (f"{event.on}:{event.subject}", entry.by)
        if isinstance(event, it.VoteCast) and event.value > 0:
            first = up[key].entry if key in up else entry.position
            answer = event.subject if event.on == "answer" else None
            up[key] = UpvoteRow(*key, event.author, event.question, answer, first, entry.position, entry.at, True)
            down.discard(key)
        elif key in up:
            up[key] = up[key]._replace(live=False)
        else:
            down.add(key)
    writing.write_upvotes(list(up.values()), sorted(down))
    return people


def _hide(batch: Batch, noted: set[int]) -> set[int]:
    """Hide what is about deleted posts, and show again what is about restored ones."""
    gone: dict[str, tuple[int, bool]] = {}
    for entry in batch.entries:
        event = entry.event
        if isinstance(event, (*DELETIONS, *RESTORATIONS)):
            gone[post_of(event)] = (event.question, isinstance(event, DELETIONS))
        elif isinstance(event, sorting.PostSplit):
            gone[was_of(event)] = (event.out_of, True)
            gone[f"question:{event.question}"] = (event.question, False)
        elif isinstance(event, sorting.SplitUndone):
            gone[was_of(event)] = (event.into, False)
            gone[f"question:{event.question}"] = (event.question, True)
    deleted = [(post, question) for post, (question, there) in gone.items() if there]
    writing.write_gone(deleted, [post for post, (_question, there) in gone.items() if not there])
    voted = {event.question for _entry, event in batch.of(it.VoteCast)}
    return writing.set_hidden({question for question, _there in gone.values()}, noted | voted)
