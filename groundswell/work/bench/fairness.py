"""groundswell bench fairness: are rings found, and honest people left alone? On made-up quarters of 2,000 honest members."""

import time
from dataclasses import dataclass
from typing import Annotated

import typer

from groundswell.analysis.clusters import closed_groups
from groundswell.analysis.rings import groups, reciprocal
from groundswell.analysis.simulated import SHAPES, World, simulated
from groundswell.work.cli.say import AsJson, progress, table

SIZES = (3, 6, 12)
FIRST_SEED = 10_000  # none of those on which the limits were tried


@dataclass
class Score:
    """People, counted over several worlds. `raised` are all, `guilty` those of them who are in a ring."""

    raised: int = 0
    guilty: int = 0
    there: int = 0
    seconds: float = 0.0
    by_size: dict[int, list[int]] | None = None

    def add(self, world: World, raised: set[int], seconds: float) -> None:
        rings = {one for _shape, people in world.rings for one in people}
        self.raised += len(raised)
        self.guilty += len(raised & rings)
        self.there += len(rings)
        self.seconds += seconds
        self.by_size = self.by_size or {}
        for _shape, people in world.rings:
            found = self.by_size.setdefault(len(people), [0, 0])
            found[0] += len(raised & set(people))
            found[1] += len(people)

    def row(self, what: str, worlds: int) -> dict[str, object]:
        def share(part: int, of: int) -> int | None:
            return round(100 * part / of) if of else None

        sizes = {f"of {size} %": share(*(self.by_size or {}).get(size, (0, 0))) for size in SIZES}
        return {
            "what": what,
            "precision %": share(self.guilty, self.raised),
            "recall %": share(self.guilty, self.there),
            **sizes,
            "honest raised": self.raised - self.guilty,
            "seconds": round(self.seconds / worlds, 2),
        }


def run(
    worlds: Annotated[int, typer.Option(help="How many made-up quarters for each line.")] = 10,
    members: Annotated[int, typer.Option(help="Honest members in each.")] = 2_000,
    as_json: AsJson = False,
) -> None:
    """Look for rings of 3, 6 and 12 people, of each shape, and where there are none."""
    rows = []
    lines: list[tuple[str, dict[str, object]]] = [
        ("rings of any shape", {}),
        *[(f"shape: {shape}", dict[str, object](shape=shape)) for shape in SHAPES],
        ("careful rings", {"careful": True}),
        ("no rings", {"rings": ()}),
    ]
    for what, options in lines:
        with progress(what):
            score, pairs = Score(), Score()
            for seed in range(FIRST_SEED, FIRST_SEED + worlds):
                world = simulated(seed, members=members, **options)  # type: ignore[arg-type]
                began = time.process_time()
                raised = {one for group in closed_groups(world.supports, world.authors) for one in group.people}
                score.add(world, raised, time.process_time() - began)
                began = time.process_time()
                found = groups(reciprocal((support.giver, support.author) for support in world.supports))
                pairs.add(world, {one for group in found for one in group}, time.process_time() - began)
            rows.append(score.row(what, worlds))
            if not options:
                rows.append(pairs.row("the same, by pairs alone", worlds))
    table(rows, as_json, title=f"{worlds} worlds of {members:,} honest members each; wanted: precision .9, recall .8")
