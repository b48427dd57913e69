"""Who comes in."""

from django.utils.translation import gettext_lazy as _

from groundswell.members.gates import only
from groundswell.moderation.rules import may_moderate

moderators_only = only(may_moderate, _("Only moderators see this."))
