"""Say who may read a topic."""

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.events.groups import AudienceSet
from groundswell.features.support.models import Topic
from groundswell.features.support.rules import may_set_audience
from groundswell.log.forgetting import forget
from groundswell.log.journal import clear_pages, record
from groundswell.members.groups.models import Audience
from groundswell.members.groups.readers import Readers, check_readers
from groundswell.members.limits import HOUR, limit
from groundswell.members.models import Member
from groundswell.members.rules import Invalid, require


@transaction.atomic
def set_audience(topic: Topic, readers: Readers, *, by: Member) -> None:
    """Close a topic to all but these, with the topics under it, or open it to everybody. Holds from the commit on."""
    require(may_set_audience(by), _("Only managers and admins say who may read a topic."))
    limit(by.pk, "audience", most=60, per=HOUR)
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    _check(topic, readers)
    under = list(Topic.objects.filter(parent=topic).order_by("pk").values_list("pk", flat=True))
    Audience.objects.filter(place__in=[topic.pk, *under]).delete()
    if readers:
        said = {"roles": sorted(readers.roles), "level": readers.level, "groups": sorted(readers.groups)}
        Audience.objects.create(place=topic.pk, **said)
        Audience.objects.bulk_create([Audience(place=place, within=topic.pk, **said) for place in under])
    Topic.objects.filter(pk__in=[topic.pk, *under]).update(private=bool(readers))
    clear_pages()
    forget()
    transaction.on_commit(forget)
    record(
        AudienceSet(topic=topic.pk, roles=readers.roles, level=readers.level, groups=readers.groups, also=under), by=by
    )


def _check(topic: Topic, readers: Readers) -> None:
    check_readers(readers)
    if topic.parent_id and Topic.objects.filter(pk=topic.parent_id, private=True).exists():
        raise Invalid(_("This topic is for those who may read the one above it. Change it there."), "groups")
