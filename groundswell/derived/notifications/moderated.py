"""News about what the team decided, for catalogue.py. Letters with the reasons come beside them (decisions.py), whatever is chosen here."""

from django.utils.translation import gettext_lazy as _

from groundswell.derived.notifications.news import News
from groundswell.events import moderation as it

AGREED = {"agreed": _("you were right, it was hidden"), "disagreed": _("it was looked at, and stays as it is")}
ENDED = {"upheld": _("the decision stands"), "reversed": _("the decision was taken back")}
DECISION, MINE = "/decisions/%(decision)s/", "/moderation/mine/"
MODERATED = (
    News(
        event=it.FlagDecided,
        kind="flag_decided",
        to="flagger",
        choice="moderation",
        icon="flag",
        what=("outcome",),
        words=AGREED,
        sentence=_("What you reported: %(outcome)s"),
        href=MINE,
    ),
    News(
        event=it.PostApproved,
        kind="approved",
        to="author",
        choice="moderation",
        icon="circle-check",
        sentence=_("What you wrote was looked at and is there for everybody now"),
        href=MINE,
    ),
    News(
        event=it.PostRefused,
        kind="refused",
        to="author",
        choice="moderation",
        icon="scale",
        what=("decision",),
        sentence=_("What you wrote was not published. Read why"),
        href=DECISION,
    ),
    News(
        event=it.TextHidden,
        kind="hidden_why",
        to="author",
        choice="moderation",
        icon="scale",
        what=("decision",),
        sentence=_("What you wrote was hidden. Read why, and what you can do"),
        href=DECISION,
    ),
    News(
        event=it.MemberWarned,
        kind="warned",
        to="person",
        choice="moderation",
        icon="scale",
        what=("decision",),
        sentence=_("The team warned you. Read why"),
        href=DECISION,
    ),
    News(
        event=it.MemberSilenced,
        kind="silenced",
        to="person",
        choice="moderation",
        icon="scale",
        what=("decision",),
        sentence=_("You can read, but not write for a while. Read why"),
        href=DECISION,
    ),
    News(
        event=it.MemberSuspended,
        kind="suspended",
        to="person",
        choice="moderation",
        icon="scale",
        what=("decision",),
        sentence=_("Your account was suspended. Read why"),
        href=DECISION,
    ),
    News(
        event=it.MeasureLifted,
        kind="lifted",
        to="person",
        choice="moderation",
        icon="circle-check",
        what=("decision",),
        sentence=_("A measure against you was ended early: you can do everything again"),
        href=DECISION,
    ),
    News(
        event=it.AppealDecided,
        kind="appeal_decided",
        to="person",
        choice="moderation",
        icon="scale",
        what=("decision", "outcome"),
        words=ENDED,
        sentence=_("Your appeal was decided: %(outcome)s"),
        href=DECISION,
    ),
)
