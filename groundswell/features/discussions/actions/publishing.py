"""What was approved becomes a blog post, or the new text of one. The caller holds the draft and has asked the rules."""

from groundswell.events.discussions import DiscussionEdited, DiscussionMoved
from groundswell.features.discussions.actions.beginning import add_discussion, record_begun
from groundswell.features.discussions.actions.hiding import restore
from groundswell.features.discussions.actions.polling import PollText, add_poll
from groundswell.features.discussions.models import BlogDraft, Discussion
from groundswell.features.discussions.models.blogs import cover_values
from groundswell.log import clock
from groundswell.log.journal import record
from groundswell.voice import actions as voices
from groundswell.voice.language import detect


def publish(draft: BlogDraft) -> Discussion:
    """The post."""
    return _again(draft, draft.of) if draft.of is not None else _first(draft)


def _first(draft: BlogDraft) -> Discussion:
    language = detect(f"{draft.title}\n{draft.body}")
    written = voices.write(
        "blog", by=draft.author, source=draft.body, title=draft.title, language=language, at=clock.now()
    )
    post = add_discussion(written, by=draft.author, space=draft.space, blog=True, **cover_values(draft))
    if poll := PollText.of(draft.poll):
        add_poll(post, poll)
    record_begun(post, written, poll=poll is not None)
    return post


def _again(draft: BlogDraft, of: Discussion) -> Discussion:
    """A change: the same post, with what it said before in its history."""
    post = Discussion.objects.select_for_update(of=("self",)).select_related("voice").get(pk=of.pk)
    before, post.space = post.space_id, draft.space
    post.cover, post.cover_alt = draft.cover, draft.cover_alt
    post.save(update_fields=["space", "cover", "cover_alt"])
    if voices.rewrite(post.voice, by=draft.author, source=draft.body, title=draft.title):
        edited = DiscussionEdited(
            discussion=post.pk, voice=post.voice_id, author=post.author_id, revision=post.voice.revision
        )
        record(edited, by=draft.author)
    if before != post.space_id:
        moved = DiscussionMoved(discussion=post.pk, author=post.author_id, space=post.space_id, before=before)
        record(moved, by=draft.author)
    restore(post, draft.author, "")
    return Discussion.objects.select_related("voice", "space").get(pk=post.pk)
