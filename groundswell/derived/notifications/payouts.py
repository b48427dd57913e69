"""News about points and what is paid for them, for catalogue.py."""

from django.utils.translation import gettext_lazy as _

from groundswell.derived.notifications.news import News
from groundswell.events import payouts as it

BECAME = {
    "credit": _("are on your bill"),
    "cash": _("were sent to your bank account"),
    "prize": _("became your prize"),
    "charity": _("were given to charity"),
    "lost": _("were lost: they had waited for two payouts"),
}
PAYOUTS = (
    News(
        event=it.ChoiceInvited,
        kind="choose",
        to="member",
        choice="payouts",
        icon="coins",
        what=("points", "until"),
        sentence=_("You have %(points)s points: say until %(until)s what they shall become"),
        href="/rewards/payout/",
    ),
    News(
        event=it.ChoiceReminded,
        kind="choose_now",
        to="member",
        choice="payouts",
        icon="hourglass",
        what=("points", "until"),
        sentence=_("Only until %(until)s: say what your %(points)s points shall become"),
        href="/rewards/payout/",
    ),
    News(
        event=it.StatementMade,
        kind="statement",
        to="member",
        choice="payouts",
        icon="receipt-text",
        what=("month", "earned", "available"),
        sentence=_("Your statement of %(month)s: %(earned)s points earned, %(available)s available"),
        href="/rewards/statements/%(month)s/",
    ),
    News(
        event=it.PayoutPaid,
        kind="payout_paid",
        to="member",
        choice="payouts",
        icon="coins",
        what=("payout", "points", "way"),
        words=BECAME,
        sentence=_("%(points)s points %(way)s"),
        href="/rewards/payout/%(payout)s/",
    ),
    News(
        event=it.PayoutFailed,
        kind="payout_failed",
        to="member",
        choice="payouts",
        icon="undo-2",
        what=("payout", "points"),
        sentence=_("%(points)s points came back to you: read why"),
        href="/rewards/payout/%(payout)s/",
    ),
    News(
        event=it.PayoutWithheld,
        kind="payout_withheld",
        to="member",
        choice="payouts",
        icon="pause",
        what=("payout", "points"),
        sentence=_("A payout of %(points)s points was withheld, and the points are still yours: read why"),
        href="/rewards/payout/%(payout)s/",
    ),
    News(
        event=it.CharityDecided,
        kind="charity_decided",
        to="nominated_by",
        choice="payouts",
        icon="heart-handshake",
        what=("state",),
        words={"eligible": _("can be voted for"), "declined": _("was not taken")},
        sentence=_("The charity that you proposed %(state)s"),
        href="/rewards/charities/",
    ),
)
