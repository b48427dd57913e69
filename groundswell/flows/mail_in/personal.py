"""What a person takes with them of the mails that they sent in, and what is forgotten with them."""

from groundswell.flows.mail_in.models import TakenMail
from groundswell.members.models import Member
from groundswell.members.personal import on_erasure, personal_data


@personal_data("mail_in")
def taken(member: Member) -> object:
    """Mails of the last month, and the text of those that were not posted."""
    fields = ("at", "outcome", "post", "why", "text")
    return list(TakenMail.objects.filter(member=member).order_by("at").values(*fields))


@on_erasure
def forget(member: Member, keep_texts: bool) -> None:
    TakenMail.objects.filter(member=member).delete()
