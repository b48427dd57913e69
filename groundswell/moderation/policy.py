"""The numbers of the house rules: what applies until an operator changes it, and how each is explained."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Numbers:
    """What applies. Zero switches a limit off."""

    hide_weight: float = 3.0
    hide_people: int = 2
    newcomer_days: int = 1
    newcomer_questions: int = 3
    newcomer_links: int = 2
    newcomer_waiting: int = 1
    first_posts_wait: int = 0
    spam_hold: int = 75
    spam_queue: int = 60


LABELS: dict[str, tuple[Promise, Promise]] = {
    "hide_weight": (_("Weight of flags that hides a text"), _("A new member's flag counts 1, a trusted member's 2 to 5, one by the team 3.")),
    "hide_people": (_("By at least so many people"), _("One person alone never hides a text.")),
    "newcomer_days": (_("Days that somebody counts as new"), _("Together with level 0: whoever earns level 1 is new no longer.")),
    "newcomer_questions": (_("Questions by a new member"), _("In those days.")),
    "newcomer_links": (_("Links in a new member's text"), _("With more, the text waits for a look.")),
    "newcomer_waiting": (_("Texts of a new member that may wait at once"), _("Further ones are refused until somebody has looked.")),
    "first_posts_wait": (_("First posts that wait for a look"), _("0 lets new members' posts appear at once.")),
    "spam_hold": (_("Spam score from which a text waits"), _("0 to 100. Only where the community's own decisions have taught it.")),
    "spam_queue": (_("Spam score from which a text is put into the queue"), _("It appears, and somebody looks.")),
}  # fmt: skip
