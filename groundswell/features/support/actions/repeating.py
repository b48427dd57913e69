"""A question that repeats another leads there: its followers are told there, and who has the trouble counts there."""

from groundswell.features.support.actions.merging import follow_along
from groundswell.features.support.demand import recount_demand
from groundswell.features.support.models import Follow, Link, Question


def lead(question: Question, original: Question) -> list[int]:
    """Whoever follows the one follows the other; the members for whom that is new. The caller closes the question."""
    rows = follow_along(question, original)
    link, _new = Link.objects.get_or_create(question=question, other=original, kind=Link.Kind.DUPLICATE)
    Link.objects.filter(pk=link.pk).update(follows=[row.pk for row in rows])
    return [row.member_id for row in rows]


def lead_no_more(question: Question, original: int) -> list[int]:
    """They do not any more; a link that an import brought stays. The caller has opened the question again."""
    links = Link.objects.filter(question=question, other=original, kind=Link.Kind.DUPLICATE)
    follows = Follow.objects.filter(pk__in=[pk for made in links.values_list("follows", flat=True) for pk in made])
    members = sorted(follows.values_list("member_id", flat=True))
    follows.delete()
    links.filter(source="").delete()
    links.update(follows=[])
    recount_demand(question.pk)
    recount_demand(original)
    return members
