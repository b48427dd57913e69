"""Who comes in. Names, sums and accounts stay in no browser."""

from django.utils.translation import gettext_lazy as _

from groundswell.features.rewards.cycles.rules import may_run_cycles
from groundswell.members.gates import only

payers_only = only(may_run_cycles, _("Only managers and admins see what is paid."), stored=False)
