"""Vectors for invented texts, and for queries to them, so that a bench searches by meaning too without a model.

Texts of people come in clusters, and a query lies near one of them; so do these: 300 heaps, in
which texts are alike by 0.4. (Directions without heaps would find nothing alike, and cost the index five times as much.)
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from django.db import connection

from groundswell.derived.search import vectors
from groundswell.derived.search.models import State
from groundswell.derived.search.rows import run

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

HEAPS, ALIKE = 300, 0.4


def add(queries: Iterable[str]) -> bool:
    """Vectors for all texts of the index and for these queries; False where there can be none."""
    try:
        import numpy  # noqa: F401  comes with the extra `meaning`
    except ModuleNotFoundError:
        return False
    if not vectors.make_tables():
        return False
    texts = run("SELECT voice, question, answer, digest, question %% %s FROM search_text ORDER BY voice", [HEAPS])
    asked = sorted(set(queries))
    run("DROP INDEX IF EXISTS vector_nearest")
    with connection.cursor() as db:
        with db.copy("COPY search_vector (voice, question, answer, digest, embedding) FROM STDIN") as rows:
            for text, vector in zip(texts, _directions([row[4] for row in texts], 1), strict=True):
                rows.write_row((*text[:4], vector))
        with db.copy("COPY search_query (text, embedding) FROM STDIN") as rows:
            for query, vector in zip(asked, _directions([n % HEAPS for n in range(len(asked))], 2), strict=True):
                rows.write_row((query, vector))
        db.execute("SET maintenance_work_mem = '512MB'")
        db.execute("CREATE INDEX vector_nearest ON search_vector USING hnsw (embedding halfvec_cosine_ops)")
        db.execute("RESET maintenance_work_mem")
    run("DELETE FROM search_wanted")
    State.objects.update(model="heaps")
    return True


def _directions(heaps: Sequence[int], seed: int) -> Iterator[str]:
    """A vector of length one for each, near the others of its heap, as pgvector reads it."""
    import numpy as np

    centres = _unit(np.random.default_rng(0).standard_normal((HEAPS, vectors.WIDTH)))
    chance = np.random.default_rng(seed)
    for heap in heaps:
        own = _unit(chance.standard_normal((1, vectors.WIDTH)))[0]
        one = ALIKE**0.5 * centres[heap] + (1 - ALIKE) ** 0.5 * own
        yield "[" + ",".join(f"{number:.4f}" for number in one.tolist()) + "]"


def _unit(rows: "npt.NDArray[np.float64]") -> "npt.NDArray[np.float64]":
    import numpy as np

    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))
