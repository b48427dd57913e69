"""Discussions of a person: what they take with them, and what is forgotten. What they wrote is in their voices."""

from groundswell.features.discussions.models import (
    Ballot,
    BlogDraft,
    Change,
    Discussion,
    Hearing,
    Poll,
    PollOption,
    Reply,
    Thanks,
)
from groundswell.members.models import Member
from groundswell.members.personal import on_erasure, personal_data


@personal_data("discussions")
def discussions(member: Member) -> object:
    begun = ("id", "voice", "space__slug", "blog", "begun_at", "closed_at", "deleted_at", "thanks")
    said = ("id", "voice", "discussion", "at", "deleted_at", "thanks")
    drafts = ("id", "title", "body", "space__slug", "of", "state", "note", "begun_at", "saved_at", "submitted_at")
    return {
        "blog_drafts": list(BlogDraft.objects.filter(author=member).order_by("pk").values(*drafts)),
        "begun": list(Discussion.objects.filter(author=member).order_by("pk").values(*begun)),
        "replies": list(Reply.objects.filter(author=member).order_by("pk").values(*said)),
        "thanks": list(Thanks.objects.filter(member=member).values("discussion", "reply", "at")),
        "polls": list(Poll.objects.filter(discussion__author=member).values("discussion", "question", "ends_at")),
        "ballots": list(Ballot.objects.filter(member=member).values("poll", "options", "at")),
        "hears": list(Hearing.objects.filter(member=member).values("kind", "subject", "how", "at")),
    }


@on_erasure
def forget_hearing(member: Member, keep_texts: bool) -> None:
    """What only this person needed goes, drafts too. Thanks stay: they are others', and bear a number only."""
    Hearing.objects.filter(member=member).delete()
    BlogDraft.objects.filter(author=member).delete()
    if not keep_texts:
        PollOption.objects.filter(poll__discussion__author=member).update(text="…")
        Poll.objects.filter(discussion__author=member).update(question="…")
    Change.objects.filter(by=member).exclude(reason="").update(reason="")
