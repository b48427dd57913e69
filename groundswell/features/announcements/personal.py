"""What a person announced: theirs to take along; what stands no more when they take their texts along."""

from groundswell.features.announcements.models import Announcement
from groundswell.log import clock
from groundswell.log.forgetting import forget
from groundswell.log.journal import clear_pages
from groundswell.members.models import Member
from groundswell.members.personal import on_erasure, personal_data


@personal_data("announcements")
def announcements(member: Member) -> object:
    """Their texts are among the member's texts."""
    return list(
        Announcement.objects.filter(by=member).order_by("pk").values("id", "made_at", "since", "until", "ended_at")
    )


@on_erasure
def forget_announcements(member: Member, keep_texts: bool) -> None:
    """Without its text an announcement says nothing, so it is taken down; where texts stay, the company goes on saying it."""
    own = Announcement.objects.filter(by=member)
    if not keep_texts and own.filter(ended_at=None).update(ended_at=clock.now()):
        clear_pages()
        forget()
    own.update(by=None)
