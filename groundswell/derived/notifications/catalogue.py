"""Kinds of news that are told to one member each. Add yours here; docs/build/news.md says how."""

from django.utils.translation import gettext_lazy as _

from groundswell.derived.notifications.announced import ANNOUNCED
from groundswell.derived.notifications.gatherings import GATHERINGS
from groundswell.derived.notifications.moderated import MODERATED
from groundswell.derived.notifications.news import News, register
from groundswell.derived.notifications.payouts import PAYOUTS
from groundswell.events import conversations, discussions, fairness, groups, rewards, search, sorting, welcoming
from groundswell.events import support as it

UNDONE = {
    "support.vote_withdrawn": _("a vote was withdrawn"),
    "support.solution_revoked": _("it is no longer the solution"),
    "support.thanks_taken_back": _("the thanks were taken back"),
    "support.answer_deleted": _("the answer was deleted"),
    "support.question_deleted": _("the question was deleted"),
}

NEWS = (
    News(
        event=rewards.PointsTakenBack,
        kind="points_back",
        to="member",
        choice="points",
        icon="coins",
        sentence=_("Points that you had for %(where)s went (%(points)s): %(because)s"),
        what=("points", "because"),
        words=UNDONE,
    ),
    News(
        event=conversations.MessageSent,
        kind="message",
        to="to",
        choice="messages",
        icon="mail",
        what=("conversation",),
        sentence=_("%(who)s has written to you"),
        href="/messages/%(conversation)s/",
    ),
    News(
        event=search.SavedSearchFound,
        kind="found",
        to="member",
        choice="searches",
        icon="search",
        what=("search", "count"),
        sentence=_("New for a search that you saved (%(count)s): %(where)s"),
        href="/search/saved/%(search)s/",
    ),
    News(
        event=search.SavedSearchGathered,
        kind="gathered",
        to="member",
        choice="searches",
        icon="search",
        what=("search", "count"),
        sentence=_("New today for a search that you saved (%(count)s): %(where)s"),
        href="/search/saved/%(search)s/",
    ),
    News(
        event=welcoming.NewcomerWelcomed,
        kind="welcomed",
        to="member",
        choice="thanks",
        sentence=_("%(who)s welcomes you here: good that you wrote at %(where)s"),
    ),
    News(
        event=it.QuestionLocked,
        kind="locked",
        to="asker",
        choice="decisions",
        icon="lock",
        sentence=_("%(who)s locked your question %(where)s: only the team changes anything there"),
    ),
    News(
        event=groups.GroupInvited,
        kind="invited",
        to="member",
        choice="groups",
        icon="users",
        what=("slug",),
        sentence=_("%(who)s invites you into a group"),
        href="/groups/%(slug)s/",
    ),
    News(
        event=groups.GroupJoined,
        kind="in_group",
        to="member",
        choice="groups",
        icon="users",
        what=("slug",),
        sentence=_("%(who)s took you into a group"),
        href="/groups/%(slug)s/",
    ),
    News(
        event=groups.GroupAsked,
        kind="group_asked",
        to="keepers",
        choice="groups",
        icon="users",
        what=("slug",),
        sentence=_("%(who)s wants to join a group that you keep"),
        href="/groups/%(slug)s/",
    ),
    News(
        event=groups.GroupKeeperNamed,
        kind="keeper",
        to="member",
        choice="groups",
        icon="users",
        what=("slug",),
        sentence=_("%(who)s made you a keeper of a group: you take people in now"),
        href="/groups/%(slug)s/",
    ),
    News(
        event=discussions.BlogPostPublished,
        kind="blog_published",
        to="author",
        choice="discussions",
        icon="newspaper",
        what=("discussion",),
        sentence=_("What you wrote for the blog was let appear"),
        href="/discussion/%(discussion)s/",
    ),
    News(
        event=discussions.BlogPostReturned,
        kind="blog_returned",
        to="author",
        choice="discussions",
        icon="notebook-pen",
        what=("draft",),
        sentence=_("The team returned what you wrote for the blog, with a note"),
        href="/blog/drafts/%(draft)s/",
    ),
    News(
        event=discussions.PollEnded,
        kind="poll_ended",
        to="members",
        choice="discussions",
        icon="vote",
        sentence=_("The poll in %(where)s is over: see the result"),
    ),
    News(
        event=sorting.PostSplit,
        kind="split",
        to="asker",
        choice="decisions",
        icon="folder-input",
        sentence=_("%(who)s made a question of what you wrote elsewhere: %(where)s"),
    ),
    News(
        event=fairness.PointsHeld,
        kind="points_held",
        to="person",
        choice="moderation",
        icon="lock",
        what=("points", "decision"),
        sentence=_("%(points)s of your points are held until somebody has looked"),
        href="/decisions/%(decision)s/",
    ),
    News(
        event=fairness.FindingDecided,
        kind="points_decided",
        to="person",
        choice="moderation",
        icon="scale",
        what=("deed", "points"),
        words={
            "release": _("they are yours again"),
            "warn": _("they are yours again, with a warning"),
            "reverse": _("they were taken back"),
            "suspend": _("they were taken back, and your account is suspended"),
        },
        sentence=_("%(points)s points that were held: %(deed)s"),
        href="/rewards/held/",
    ),
)


def load() -> None:
    """Called once, before the consumer says which events it reads."""
    register(*NEWS, *PAYOUTS, *MODERATED, *ANNOUNCED, *GATHERINGS)
