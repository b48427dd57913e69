"""What somebody can be told of, and what of that they can switch off."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groundswell.derived.notifications.news import kinds_of
from groundswell.members.models import Member


@dataclass(frozen=True)
class Choice:
    """A switch in the settings, and the kinds of notification that it is about."""

    key: str
    label: Promise
    about: Promise
    own: tuple[str, ...]
    mail: bool = False
    push: bool = False
    digest: bool = True

    @property
    def kinds(self) -> tuple[str, ...]:
        """With what was registered for this switch."""
        return (*self.own, *kinds_of(self.key))

    def usual(self, channel: str) -> bool:
        """What somebody gets who never chose."""
        return bool(getattr(self, channel))


CHANNELS = ("mail", "push", "digest")
CHOICES = (
    Choice("answers", _("Answers"), _("To your questions and to others that you follow, and when one is solved."), ("answer", "solved"), mail=True, push=True),
    Choice("discussions", _("Discussions"), _("Replies where you began, replied or follow, what begins in spaces and by people that you follow, and the results of polls."), ("reply", "begun"), mail=True),
    Choice("mentions", _("Mentions"), _("When somebody writes your @handle."), ("mention",), mail=True, push=True),
    Choice("comments", _("Comments"), _("On what you wrote, and below posts where you commented before."), ("comment",), mail=True, push=True),
    Choice("solutions", _("Solutions"), _("When your answer solves a question, or the mark is taken off again."), ("accepted", "revoked"), push=True),
    Choice("points", _("Points that go"), _("When what earned you points was undone, and why."), ()),
    Choice("thanks", _("Thanks"), _("When somebody thanks you for an answer."), ("thanks",)),
    Choice("votes", _("Votes"), _("How many people found a post of yours useful: one line for each post."), ("votes",)),
    Choice("questions", _("New questions"), _("In topics and with tags that you follow, and by people whom you follow."), ("asked",)),
    Choice("standing", _("Your standing"), _("When you come to another level, or a level of yours is about to end."), ()),
    Choice("searches", _("Saved searches"), _("When somebody asks what you go on looking for: once an hour at most, or once a day."), (), mail=True, push=True),
    Choice(
        "decisions",
        _("What others do with your posts"),
        _("Edits, and when something of yours is moved, closed, deleted or brought back."),
        ("edited", "moved", "closed", "reopened", "deleted", "restored"),
        mail=True, push=True,
    ),
    Choice("moderation", _("Decisions of the team"), _("About you, what you wrote and what you reported. Letters with the reasons come in any case."), (), push=True, digest=False),
    Choice("payouts", _("Payouts"), _("When you can choose, what was paid, what came back, and the statement of each month."), (), mail=True, push=True),
    Choice("messages", _("Messages"), _("When somebody writes to you alone."), (), mail=True, push=True),
    Choice("announcements", _("Announcements"), _("What the team tells everybody, or all whom it is for."), (), mail=True, push=True),
    Choice("gatherings", _("Gatherings"), _("Reminders of what you come to, a seat for you, and when one is moved or cancelled."), (), mail=True, push=True),
    Choice("groups", _("Groups"), _("When somebody invites you into a group or takes you in, and who wants to join one that you keep."), (), mail=True, push=True),
)  # fmt: skip

FIRST_SOLUTION = "mail:first_solution"
REMINDERS = "mail:reminders"
DIGEST = Choice(
    "digest", _("The digest"), _("What you have not read yet, what you could answer, and what became of it."), ()
)
BY_MAIL = (
    Choice(
        "mail_first_solution",
        _("Your first solution"),
        _("One letter, when an answer of yours solves a question for the first time."),
        (FIRST_SOLUTION,),
    ),
    Choice(
        "mail_reminders",
        _("Was it solved?"),
        _("Three letters at most for a question of yours that has answers and no solution: after 3, 7 and 30 days."),
        (REMINDERS,),
    ),
)
ALL = (*CHOICES, *BY_MAIL)


def switched_off(member: Member) -> list[str]:
    """The kinds that a member does not want to hear of in the page."""
    wishes = member.settings.get("notifications", {})
    return sorted(kind for kind, wanted in wishes.items() if wanted is False)


def choices_of(member: Member) -> dict[str, bool]:
    """Each switch, and whether it is on."""
    off = set(switched_off(member))
    return {choice.key: not off.issuperset(choice.kinds) for choice in ALL}


def choice_of(kind: str) -> Choice | None:
    """The switch that a kind of notification is under."""
    return next((choice for choice in CHOICES if kind in choice.kinds), None)
