"""Whoever helps earns: the log is counted under the rules that hold, and what is due is given from the book."""

from importlib import import_module
from pkgutil import iter_modules

from groundswell import events
from groundswell.events import catalogue
from groundswell.features.rewards.actions.earning import earn
from groundswell.features.rewards.keeping import forget_the_rest
from groundswell.features.rewards.models import Earned, Fact, Outside, Tally
from groundswell.log.consumers import Batch, consumer

for module in iter_modules(events.__path__):
    import_module(
        f"{events.__name__}.{module.name}"
    )  # a rule may wait for any event, also of a part that was not loaded yet


@consumer("rewards.earning", *catalogue(), rebuilds=(Earned, Tally, Outside, Fact), reset=forget_the_rest)
def earn_points(batch: Batch) -> None:
    earn(batch.entries)
