"""Why a question is in somebody's list "for you", in a few words."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from groundswell.features.support.queries.rows import ListRow

BUSY = 3


class Reason(NamedTuple):
    """`kind` is one of person, waiting, known, followed, asked, new, open, busy, fresh; `thing` a tag, or "" for the topic."""

    kind: str
    thing: str = ""
    times: int = 0

    @classmethod
    def of(
        cls, row: "ListRow", explored: bool, by_followed: bool, thing: str, answered: int, asked: int, followed: bool
    ) -> "Reason":
        """The strongest; `thing` is what of this member's fits best: a tag, ":3" for a topic, "" for nothing."""
        name = "" if thing.startswith(":") else thing
        if by_followed:
            return cls("person")
        if explored:
            return cls("new", row.tags[0] if thing and row.tags else "")
        if thing and (answered or not (asked or followed)):
            return cls("known" if row.answer_count else "waiting", name, answered)
        if thing:
            return cls("followed" if followed else "asked", name)
        if row.answer_count == 0:
            return cls("open")
        return cls("busy" if row.answer_count >= BUSY or row.score >= BUSY else "fresh")

    def said(self, who: str, topic: str) -> str:
        """The sentence; `who` asked, in `topic`."""
        words = {"who": who, "thing": self.thing or topic, "n": self.times}
        return _sentence(self.kind, self.times, bool(self.thing)) % words


def _sentence(kind: str, count: int, tag: bool) -> str:
    match kind:
        case "person":
            return _("%(who)s, whom you follow, asked")
        case "waiting" if count > 1 and not tag:
            return _("Nobody has answered yet, and you answered %(n)s in %(thing)s")
        case "waiting" if count > 1:
            return _("Nobody has answered yet, and you answered %(n)s on %(thing)s")
        case "waiting":
            return _("Nobody has answered yet, and you know %(thing)s")
        case "known" if count and not tag:
            return ngettext("You answered %(n)s in %(thing)s", "You answered %(n)s in %(thing)s", count)
        case "known" if count:
            return ngettext("You answered %(n)s on %(thing)s", "You answered %(n)s on %(thing)s", count)
        case "known":
            return _("You know %(thing)s")
        case "followed":
            return _("You follow %(thing)s")
        case "asked":
            return _("You asked about %(thing)s too")
        case "new":
            return _("Something new: %(thing)s")
        case "open":
            return _("Nobody has answered yet")
        case "busy":
            return _("Many take part")
        case _:
            return _("New here")
