"""What a person takes with them of moderation, and what is forgotten of them."""

from django.db import connection

from groundswell.members.models import Member
from groundswell.members.personal import on_erasure, personal_data
from groundswell.moderation.models import Appeal, Decision, Flag, Held, Item, MemberNote, Notice


@personal_data("moderation")
def moderation(member: Member) -> object:
    """Decisions about this member with their reasons, appeals, flags, what waits, notices, and what the team noted."""
    about = ("id", "deed", "kind", "subject", "ground", "legal", "reason", "automatic", "until", "at")
    return {
        "decisions": list(Decision.objects.filter(person=member).order_by("at").values(*about)),
        "appeals": list(
            Appeal.objects.filter(decision__person=member).values("decision", "text", "at", "outcome", "answer")
        ),
        "flags": list(
            Flag.objects.filter(by=member).values("item__kind", "item__subject", "reason", "note", "at", "outcome")
        ),
        "waiting": list(Held.objects.filter(author=member).values("kind", "title", "body", "at", "state")),
        "notices": list(
            Notice.objects.filter(member=member).values("url", "law", "why", "name", "email", "at", "outcome")
        ),
        "notes": list(MemberNote.objects.filter(person=member).values("text", "at")),
    }


@on_erasure
def forget_moderation(member: Member, keep_texts: bool) -> None:
    """Words go; that something was decided stays, by number, for the transparency report."""
    MemberNote.objects.filter(person=member).delete()
    Held.objects.filter(author=member).delete()
    Flag.objects.filter(by=member).update(note="")
    Notice.objects.filter(member=member).update(name="", email="", why="", member=None)
    Appeal.objects.filter(decision__person=member).update(text="", answer="")
    Item.objects.filter(about=member).update(about=None)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE moderation_decision SET reason = '', excerpt = '', person_id = NULL WHERE person_id = %s",
            [member.pk],
        )
        cursor.execute("UPDATE moderation_decision SET by_id = NULL WHERE by_id = %s", [member.pk])
