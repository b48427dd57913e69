"""What was found shortly before, so that the same query within a short while is not ranked again.

Only which texts were found is kept, never what they say: rows are read anew each time, and only while the index is as it
was (`search_state.version`). Whatever search learns, be it a text, a vote, a deletion or a vector, makes it another one.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

MOST = 1_000
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results by its numbers; `of` is how many results there are."""

    questions: list[int]
    voices: list[int]
    of: int
    version: int


class Recent(Generic[Value]):
    """The last values by key, the longest unused of them dropped first. Safe between threads."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.values: OrderedDict[object, Value] = OrderedDict()
        self.lock = Lock()

    def get(self, key: object) -> Value | None:
        with self.lock:
            if key in self.values:
                self.values.move_to_end(key)
            return self.values.get(key)

    def put(self, key: object, value: Value) -> None:
        with self.lock:
            self.values[key] = value
            self.values.move_to_end(key)
            if len(self.values) > self.most:
                self.values.popitem(last=False)


found: Recent[Found] = Recent()
