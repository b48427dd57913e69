"""Who comes in. Names, sums and accounts stay in no browser."""

from django.utils.translation import gettext_lazy as _

from groundswell.features.rewards.rules import may_manage_rewards
from groundswell.members.gates import only

managers_only = only(may_manage_rewards, _("Only managers and admins see what rewards cost."), stored=False)
