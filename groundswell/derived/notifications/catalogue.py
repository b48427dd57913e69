"""Kinds of news that are told to one member each. Add yours here; docs/build/news.md says how."""

from django.utils.translation import gettext_lazy as _

from groundswell.derived.notifications.news import News, register
from groundswell.events import support as it

NEWS = (
    News(
        event=it.QuestionLocked,
        kind="locked",
        to="asker",
        choice="decisions",
        icon="lock",
        sentence=_("%(who)s locked your question %(where)s: only the team changes anything there"),
    ),
)


def load() -> None:
    """Called once, before the consumer says which events it reads."""
    register(*NEWS)
