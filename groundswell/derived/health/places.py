"""The topics of a report; those who see it see them all."""

from django.utils.translation import gettext as _

from groundswell.members.groups import places


def within(slug: str) -> list[int]:
    """The ids of a topic and of those under it; none when there is no such topic."""
    return places.within(places.all_places(), slug)


def names() -> dict[int, str]:
    return {pk: one.name for pk, one in places.all_places().items()}


def choices() -> list[tuple[str, str]]:
    """For a select: address and name, after "all topics"."""
    return [("", _("All topics")), *((one.slug, one.name) for one in places.all_places().values())]
