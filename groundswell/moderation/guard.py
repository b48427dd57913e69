"""Looks at what somebody wants to post, before it is stored: refuse it, let it wait, or only put it into the queue.

Ordinary members cost nothing here: rules and the spam model are in memory, and what is asked of the database is asked about
newcomers and in places with a pace only.
"""

import re
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.analysis import spam
from groundswell.log import clock
from groundswell.log.postgres.prepared import run_prepared
from groundswell.members.limits import spoken
from groundswell.members.models import Member
from groundswell.members.rules import Refused, TooOften, require_voice
from groundswell.moderation.house import house, numbers
from groundswell.moderation.models import Held, Learned, WordRule
from groundswell.voice.models import Voice

KEPT_FOR = 300.0
WRITTEN = "SELECT count(*) FILTER (WHERE kind = 'question'), count(*) FROM voice WHERE author_id = %s"
LINK = re.compile(r"https?://([^\s/?#)>\]\"']+)", re.IGNORECASE)


@dataclass(frozen=True)
class Post:
    """What is about to be posted; `places` are where it goes ("question:12", "topic:3")."""

    kind: str
    body: str
    title: str = ""
    places: tuple[str, ...] = ()
    once: UUID | None = None

    @property
    def text(self) -> str:
        return f"{self.title}\n{self.body}"


@dataclass
class Verdict:
    """Evidence for letting it wait, and for a look after it has appeared."""

    hold: list[dict[str, Any]] = field(default_factory=list)
    queue: list[dict[str, Any]] = field(default_factory=list)


class Waits(Exception):
    """What was posted waits for a look, and is stored as this; raised after the transaction that stored it."""

    def __init__(self, held: Held) -> None:
        super().__init__(
            _("Thank you. Somebody looks at what you wrote before it appears; you are told as soon as it does.")
        )
        self.held = held


def judge(post: Post, *, by: Member) -> Verdict:
    """Raises Refused with the reason when it may not be posted at all."""
    require_voice(by)
    verdict = Verdict()
    if by.is_team:
        return verdict
    _pace(post, by)
    new = is_newcomer(by)
    _words(post, new, verdict)
    if new:
        _newcomer(post, by, verdict)
    _spam(post, verdict)
    return verdict


def is_newcomer(member: Member) -> bool:
    """Has earned no level yet, and joined within the days that the house rules name."""
    days = numbers().newcomer_days
    if not days or member.level or member.source:
        return False
    return clock.now() - member.joined < timedelta(days=days)


def matches(rule: WordRule, text: str) -> bool:
    """Whole words in any case; a domain with all under it."""
    if rule.kind == WordRule.Kind.LINK:
        domain = rule.text.lower().removeprefix("www.")
        hosts = (host.lower().split(":")[0].removeprefix("www.") for host in LINK.findall(text))
        return any(host == domain or host.endswith(f".{domain}") for host in hosts)
    pattern = r"\W+".join(re.escape(word) for word in rule.text.split())
    return re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE) is not None


def _words(post: Post, new: bool, verdict: Verdict) -> None:
    for rule in house().words:
        if (rule.newcomers and not new) or not matches(rule, post.text):
            continue
        if rule.act == WordRule.Act.REFUSE:
            raise Refused(rule.why or _("“%(text)s” may not be posted here.") % {"text": rule.text})
        found = {"rule": str(rule.kind), "text": rule.text, "id": rule.pk}
        (verdict.hold if rule.act == WordRule.Act.HOLD else verdict.queue).append(found)


def _newcomer(post: Post, by: Member, verdict: Verdict) -> None:
    """Brakes of the first day. The database is asked only where the answer can matter: nearly never for an answer or a comment."""
    most = numbers()
    if most.newcomer_waiting and _waiting(by) >= most.newcomer_waiting:
        if post.once and Held.objects.filter(author=by, once=post.once).exists():
            verdict.hold.append({"rule": "again"})
            return
        raise Refused(_("Something of yours waits for a look already. It goes on as soon as somebody has looked."))
    counts = (post.kind == "question" and most.newcomer_questions) or most.first_posts_wait
    ((questions, written),) = run_prepared(WRITTEN, [by.pk]) if counts else ((0, 0),)
    links = len(LINK.findall(post.text))
    if most.newcomer_links and links > most.newcomer_links:
        verdict.hold.append({"rule": "links", "count": links, "most": most.newcomer_links})
    if post.kind == "question" and most.newcomer_questions and questions >= most.newcomer_questions:
        allowed = ngettext("%d question", "%d questions", most.newcomer_questions) % most.newcomer_questions
        raise Refused(_("On your first day you can ask %(allowed)s. Tomorrow you can go on.") % {"allowed": allowed})
    if most.first_posts_wait and written < most.first_posts_wait:
        verdict.hold.append({"rule": "first", "most": most.first_posts_wait})


def _waiting(by: Member) -> int:
    """How much of theirs waits; counted only when the house, up to five seconds ago, knew of something."""
    return Held.objects.filter(author=by, state="waiting").count() if by.pk in house().waiting else 0


def _pace(post: Post, by: Member) -> None:
    """Slow mode: in some places everybody waits between two posts."""
    now = clock.now()
    for place in post.places:
        pace = house().paces.get(place)
        if pace is None or not pace.seconds or (pace.until and pace.until <= now):
            continue
        last = Voice.objects.filter(author=by).aggregate(last=Max("at"))["last"]
        wait = pace.seconds - (now - last).total_seconds() if last else 0
        if wait > 0:
            said = _(
                "Here everybody waits a little between two posts, so that all can follow. You can go on in %(wait)s."
            )
            raise TooOften(said % {"wait": spoken(int(wait) + 1)}, int(wait) + 1)


def _spam(post: Post, verdict: Verdict) -> None:
    model = _model()
    if model is None:
        return
    found, words = spam.score(model, post.text)
    line = {"rule": "spam", "score": found, "words": words}
    if numbers().spam_hold and found >= numbers().spam_hold:
        verdict.hold.append(line)
    elif numbers().spam_queue and found >= numbers().spam_queue:
        verdict.queue.append(line)


_learned: tuple[float, spam.Model | None] | None = None


def _model() -> spam.Model | None:
    """The newest that was learned, read every five minutes; None while there is none."""
    global _learned
    if _learned is None or _learned[0] < time.monotonic():
        row = Learned.objects.order_by("-id").first()
        model = spam.Model(row.spam, row.fine, {w: tuple(n) for w, n in row.parameters.items()}) if row else None
        _learned = (time.monotonic() + KEPT_FOR, model)
    return _learned[1]


def forget_model() -> None:
    global _learned
    _learned = None
