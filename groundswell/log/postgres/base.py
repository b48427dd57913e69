"""Django's PostgreSQL, asked for its health without a round trip."""

import select
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A kept connection is looked at before each request: a server that ended it has left something to read.

    Django asks `SELECT 1` instead, which cost every page a tenth of its time. What looks odd is still asked.
    """

    def is_usable(self) -> bool:
        if self.connection is None:
            return False
        if not self.connection.closed and _is_silent(self.connection.fileno()):
            return True
        return super().is_usable()


def _is_silent(socket: int) -> bool:
    if hasattr(select, "poll"):
        poll: Any = select.poll()
        poll.register(socket, select.POLLIN)
        return not poll.poll(0)
    return not select.select([socket], [], [], 0)[0]
