"""Every figure by name: what it is, in which unit, and how two periods of it are compared."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
REPLY_WITHIN, SOLUTION_WITHIN, RETURN_WITHIN, SEEN_WITHIN = 24, 7 * 24, 30, 24  # hours, hours, days, hours


@dataclass(frozen=True, slots=True)
class Kind:
    """What a figure is. `unit`: people, count, hours, share (0 to 1), rate (of 100 posts), index (0 to 1).

    `compare`: "ratio" (how many times as much) or "difference". `better`: whether more (+1) or less (-1) is better, or neither.
    """

    key: str
    name: Text
    about: Text
    unit: str
    compare: str
    better: int = 0


KINDS = (
    Kind("people.askers", _("Askers"), _("People who asked something that is still there."), "people", "ratio"),
    Kind("people.helpers", _("Helpers"), _("Members, not staff, who answered somebody else."), "people", "ratio", 1),
    Kind("people.staff", _("Answering staff"), _("People of the company who answered somebody."), "people", "ratio"),
    Kind("people.readers", _("Signed-in readers"), _("Members who opened a question. Reading is private: only the last time is kept, so only periods that reach today can be counted."), "people", "ratio", 1),
    Kind("people.newcomers", _("Newcomers"), _("Members who took part for the first time: asked, answered, commented, voted or thanked."), "people", "ratio", 1),
    Kind("posts.questions", _("Questions"), _("Asked in the period and still there."), "count", "ratio"),
    Kind("posts.answers", _("Answers"), _("To questions of others, in the period, and still there."), "count", "ratio", 1),
    Kind("reply.p50", _("First useful reply, half"), _("By when half of the questions have an answer by somebody other than the asker that is still there. Questions that wait count as waiting."), "hours", "ratio", -1),
    Kind("reply.p90", _("First useful reply, nine of ten"), _("By when nine of ten questions have one."), "hours", "ratio", -1),
    Kind("reply.day", _("Answered within a day"), _("Of questions that are at least a day old and were not closed unanswered."), "share", "difference", 1),
    Kind("reply.staff", _("First reply by staff"), _("Of the questions with a first reply, the share that staff gave."), "share", "difference"),
    Kind("solution.p50", _("Solution, half"), _("By when half of the questions have an answer marked as the solution."), "hours", "ratio", -1),
    Kind("solution.p90", _("Solution, nine of ten"), _("By when nine of ten questions have one."), "hours", "ratio", -1),
    Kind("solution.week", _("Solved within a week"), _("Of questions that are at least a week old and were not closed unsolved."), "share", "difference", 1),
    Kind("solution.customers", _("Solved within a week by customers"), _("The solution was written by a member other than the asker."), "share", "difference", 1),
    Kind("solution.staff", _("Solved within a week by staff"), _("The solution was written by somebody who then worked for the company."), "share", "difference"),
    Kind("solution.askers", _("Solved within a week by the asker"), _("The asker found it and wrote it down."), "share", "difference"),
    Kind("sparing.begun", _("Questions begun"), _("Writings of a question that we know of: similar ones were shown meanwhile, or it was asked. Of the whole community only, because nobody has chosen a topic by then."), "count", "ratio"),
    Kind("sparing.shown", _("Saw similar questions"), _("Of the questions begun, those whose writer was shown similar ones."), "share", "difference"),
    Kind("sparing.opened", _("Opened a similar question"), _("Of those who saw some."), "share", "difference", 1),
    Kind("sparing.solved", _("“This solved it”"), _("Of those who saw some: they said that one solved theirs, and did not ask. A confirmed deflection."), "share", "difference", 1),
    Kind("sparing.left", _("Opened one and did not ask"), _("Of those who saw some: they opened one, said nothing and asked nothing within a day. Perhaps it was spared."), "share", "difference"),
    Kind("newcomers.return", _("Newcomers who return"), _("Take part again on a later day within 30 days. Those who came less than 30 days ago count for as long as they are known."), "share", "difference", 1),
    Kind("newcomers.seen", _("First answers seen within a day"), _("Of the first answers that members gave to others: somebody thanked, voted it up, commented, marked it as the solution or welcomed its author."), "share", "difference", 1),
    Kind("concentration.top_1", _("By the busiest hundredth of helpers"), _("Their share of all answers by members; at least one person."), "share", "difference", -1),
    Kind("concentration.top_10", _("By the busiest tenth of helpers"), _("Their share of all answers by members."), "share", "difference", -1),
    Kind("concentration.busiest", _("By the busiest helper"), _("What would be missing without one person."), "share", "difference", -1),
    Kind("concentration.half", _("Helpers behind half of the answers"), _("The smallest number of members who together gave half of all answers by members: the bus factor."), "people", "ratio", 1),
    Kind("concentration.gini", _("Inequality of help"), _("The Gini coefficient of answers per helper: 0 when all gave equally many, near 1 when one gave nearly all."), "index", "difference", -1),
    Kind("moderation.load", _("Moderation load"), _("Posts of others closed, moved, retagged, locked, deleted or restored, for each 100 questions and answers."), "rate", "ratio", -1),
    Kind("moderation.people", _("People who moderate"), _("Who did that, staff or trusted members."), "people", "ratio", 1),
    Kind("moderation.busiest", _("By the busiest moderator"), _("The share of one person in the moderation."), "share", "difference", -1),
)  # fmt: skip
BY_KEY = {kind.key: kind for kind in KINDS}
INTERVENTIONS: dict[str, Text] = {
    "closed": _("closed"),
    "reopened": _("reopened"),
    "moved": _("moved to another topic"),
    "retagged": _("retagged"),
    "locked": _("locked"),
    "unlocked": _("unlocked"),
    "deleted": _("deleted"),
    "restored": _("restored"),
    "merged": _("merged with another question"),
    "merge undone": _("taken apart again after a merge"),
    "report looked at": _("looked at after a report, and left"),
    "let appear": _("let appear after a look"),
    "not let appear": _("not let appear"),
    "warned": _("members warned"),
    "silenced": _("members silenced"),
    "suspended": _("members suspended"),
    "measure ended": _("measures ended early"),
    "appeal decided": _("appeals decided"),
    "notice decided": _("legal notices decided"),
}
