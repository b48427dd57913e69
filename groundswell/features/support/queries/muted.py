"""What a member muted, by name."""

from typing import NamedTuple

from groundswell.features.support.models import Mute, Question, Topic
from groundswell.features.support.queries.places import topics_for
from groundswell.members.models import Member


class MutedThing(NamedTuple):
    """Something that was muted: how it is called and where it is."""

    kind: str
    subject: int
    name: str
    href: str


def muted_by(member: Member) -> list[MutedThing]:
    """The latest first; what is gone by now is left out."""
    rows = list(Mute.objects.filter(member=member).order_by("-at", "-pk"))
    of = {kind: [row.subject for row in rows if row.kind == kind] for kind in ("question", "topic", "member")}
    names: dict[tuple[str, int], tuple[str, str]] = {}
    for question in Question.objects.visible_to(member).filter(pk__in=of["question"]).select_related("voice"):
        names["question", question.pk] = (question.voice.title, question.get_absolute_url())
    for topic in Topic.objects.visible_to(member).filter(pk__in=of["topic"]):
        names["topic", topic.pk] = (str(topic), topic.get_absolute_url())
    for person in Member.objects.present().filter(pk__in=of["member"]):
        names["member", person.pk] = (person.seen_as, person.get_absolute_url())
    keys = [(row.kind, row.subject) for row in rows]
    return [MutedThing(*key, *names[key]) for key in keys if key in names]


def topics_to_mute(member: Member) -> list[tuple[int, str]]:
    """Number and name of each topic that is not muted yet."""
    known = set(Mute.objects.filter(member=member, kind="topic").values_list("subject", flat=True))
    return [(place.pk, str(place)) for place in topics_for(member) if place.pk not in known]
