"""What a person did here: what they take with them, and what is forgotten."""

from groundswell.features.support.models import (
    Answer,
    Asking,
    Attempt,
    Change,
    Comment,
    Dismissal,
    Follow,
    MeToo,
    Mute,
    Question,
    Reading,
    ShareLink,
    Thanks,
    Vote,
    Welcome,
)
from groundswell.members.models import Member
from groundswell.members.personal import on_erasure, personal_data


@personal_data("questions")
def questions(member: Member) -> object:
    fields = (
        "id",
        "voice",
        "topic__slug",
        "tags",
        "asked_at",
        "solved_at",
        "closed_at",
        "deleted_at",
        "ups",
        "downs",
        "views",
    )
    return list(Question.objects.filter(asker=member).order_by("asked_at").values(*fields))


@personal_data("answers")
def answers(member: Member) -> object:
    fields = ("id", "voice", "question", "posted_at", "deleted_at", "ups", "downs", "thanks")
    return list(Answer.objects.filter(author=member).order_by("posted_at").values(*fields))


@personal_data("comments")
def comments(member: Member) -> object:
    fields = ("id", "voice", "question", "answer", "posted_at", "deleted_at")
    return list(Comment.objects.filter(author=member).order_by("posted_at").values(*fields))


@personal_data("reactions")
def reactions(member: Member) -> object:
    """Votes, thanks, what is followed, shared and not wanted, and what was read when."""
    return {
        "votes": list(Vote.objects.filter(member=member).values("question", "answer", "value", "at")),
        "thanks": list(Thanks.objects.filter(member=member).values("answer", "at")),
        "welcomed": list(Welcome.objects.filter(by=member).values("question", "answer", "at")),
        "follows": list(Follow.objects.filter(member=member).values("kind", "subject", "at")),
        "mutes": list(Mute.objects.filter(member=member).values("kind", "subject", "at")),
        "not_for_me": list(Dismissal.objects.filter(member=member).values("question", "at")),
        "shared": list(ShareLink.objects.filter(member=member).values("question", "code", "visits", "made")),
        "read": list(Reading.objects.filter(member=member).values("question", "at")),
    }


@personal_data("asking")
def asking(member: Member) -> object:
    """What was filled in with questions, who has the same trouble with what, and what similar questions came to."""
    fields = ("question", "device", "version", "at")
    return {
        "details": list(Asking.objects.filter(question__asker=member).values("question", "details")),
        "me_too": list(MeToo.objects.filter(member=member).values(*fields)),
        "attempts": list(Attempt.objects.filter(member=member).values("shown", "opened", "solved_by", "asked", "at")),
    }


@on_erasure
def forget_asking(member: Member, keep_texts: bool) -> None:
    """Private details go with the person, all of them with the texts; that somebody had the same trouble stays a number."""
    for one in Asking.objects.filter(question__asker=member).exclude(details=[]):
        one.details = [detail for detail in one.details if keep_texts and not detail["private"]]
        one.save(update_fields=["details"])
    Asking.objects.filter(claimed_by=member).update(claimed_by=None)
    MeToo.objects.filter(member=member).update(device="", version="")


@on_erasure
def forget_reactions(member: Member, keep_texts: bool) -> None:
    """What only this person needed goes. Votes and thanks stay: they are others' reputation, and bear a number only."""
    Follow.objects.filter(member=member).delete()
    Follow.objects.filter(kind="member", subject=member.pk).delete()
    Mute.objects.filter(member=member).delete()
    Mute.objects.filter(kind="member", subject=member.pk).delete()
    Reading.objects.filter(member=member).delete()
    Dismissal.objects.filter(member=member).delete()
    ShareLink.objects.filter(member=member).delete()
    Change.objects.filter(by=member).exclude(reason="").update(reason="")
