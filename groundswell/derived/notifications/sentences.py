"""Who did what where, as one sentence in the reader's language."""

import re
from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from markupsafe import Markup

from groundswell.derived.notifications.models import Notification
from groundswell.derived.notifications.news import by_kind

SENTENCES = {
    "mention/question": gettext_lazy("%(who)s mentioned you in the question %(where)s"),
    "mention/answer": gettext_lazy("%(who)s mentioned you in an answer to %(where)s"),
    "mention/comment": gettext_lazy("%(who)s mentioned you in a comment on %(where)s"),
    "answer": gettext_lazy("%(who)s answered %(where)s"),
    "answer/own": gettext_lazy("%(who)s answered your question %(where)s"),
    "solved": gettext_lazy("%(who)s marked the solution of %(where)s"),
    "solved/own": gettext_lazy("%(who)s marked the solution of your question %(where)s"),
    "comment/question": gettext_lazy("%(who)s commented on your question %(where)s"),
    "comment/answer": gettext_lazy("%(who)s commented on your answer to %(where)s"),
    "comment/talk": gettext_lazy("%(who)s commented after you on %(where)s"),
    "accepted": gettext_lazy("%(who)s chose your answer as the solution of %(where)s"),
    "revoked": gettext_lazy("%(who)s took the solution mark off your answer to %(where)s"),
    "thanks": gettext_lazy("%(who)s thanked you for your answer to %(where)s"),
    "asked": gettext_lazy("%(who)s asked %(where)s"),
    "edited/question": gettext_lazy("%(who)s edited your question %(where)s"),
    "edited/answer": gettext_lazy("%(who)s edited your answer to %(where)s"),
    "edited/comment": gettext_lazy("%(who)s edited your comment on %(where)s"),
    "moved": gettext_lazy("%(who)s moved your question %(where)s to another topic"),
    "closed": gettext_lazy("%(who)s closed your question %(where)s"),
    "closed/duplicate": gettext_lazy(
        "%(who)s closed your question %(where)s, because it was asked before as %(other)s"
    ),
    "reopened": gettext_lazy("%(who)s reopened your question %(where)s"),
    "deleted/question": gettext_lazy("%(who)s deleted your question %(where)s"),
    "deleted/answer": gettext_lazy("%(who)s deleted your answer to %(where)s"),
    "deleted/comment": gettext_lazy("%(who)s deleted your comment on %(where)s"),
    "reply": gettext_lazy("%(who)s replied in %(where)s"),
    "reply/own": gettext_lazy("%(who)s replied to you in %(where)s"),
    "begun": gettext_lazy("%(who)s wrote %(where)s"),
    "mention/discussion": gettext_lazy("%(who)s mentioned you in %(where)s"),
    "mention/reply": gettext_lazy("%(who)s mentioned you in a reply to %(where)s"),
    "thanks/discussion": gettext_lazy("%(who)s thanked you for %(where)s"),
    "thanks/reply": gettext_lazy("%(who)s thanked you for your reply to %(where)s"),
    "edited/discussion": gettext_lazy("%(who)s edited %(where)s, which you wrote"),
    "edited/reply": gettext_lazy("%(who)s edited your reply to %(where)s"),
    "moved/discussion": gettext_lazy("%(who)s moved %(where)s to another space"),
    "closed/discussion": gettext_lazy("%(who)s closed %(where)s, which you began"),
    "reopened/discussion": gettext_lazy("%(who)s reopened %(where)s, which you began"),
    "deleted/discussion": gettext_lazy("%(who)s deleted %(where)s, which you wrote"),
    "deleted/reply": gettext_lazy("%(who)s deleted your reply to %(where)s"),
    "restored/discussion": gettext_lazy("%(who)s brought %(where)s back, which you wrote"),
    "restored/reply": gettext_lazy("%(who)s brought your reply to %(where)s back"),
    "restored/question": gettext_lazy("%(who)s brought your question %(where)s back"),
    "restored/answer": gettext_lazy("%(who)s brought your answer to %(where)s back"),
    "restored/comment": gettext_lazy("%(who)s brought your comment on %(where)s back"),
}
TITLE = re.compile(r'<a class="to" [^>]*>(.*?)</a>')
ABOUT_A_POST = {"mention", "edited", "deleted", "restored"}


def sentence(note: Notification, *, own: bool, who: Markup, where: Markup, other: Markup) -> Markup:
    """`who`, `where` and `other` are ready to show; `own` says that the question is the reader's."""
    if note.kind == "votes":
        return _votes(note, where)
    if news := by_kind.get(note.kind):
        return Markup(str(news.sentence)) % {**news.values(note.because), "who": who, "where": where}
    return Markup(str(SENTENCES[_form(note, own)])) % {"who": who, "where": where, "other": other}


def plain(said: Markup) -> str:
    """A sentence for mails: without links, the title between quotes."""
    return unescape(strip_tags(TITLE.sub(_("“%(title)s”") % {"title": r"\1"}, str(said))))


def reason(note: Notification, who: str) -> str:
    """Why somebody hears of a question that is new."""
    what, _colon, name = note.because.partition(":")
    if note.kind not in ("asked", "begun"):
        return ""
    if what == "tag":
        return _("You follow the tag “%(tag)s”.") % {"tag": name}
    if what == "member":
        return _("You follow %(name)s.") % {"name": who}
    return _("You follow this space.") if note.kind == "begun" else _("You follow this topic.")


def _form(note: Notification, own: bool) -> str:
    if note.question < 0:  # a discussion
        form = f"{note.kind}/{'reply' if note.answer else 'discussion'}"
        return form if form in SENTENCES else f"{note.kind}/own" if own and note.kind == "reply" else note.kind
    post = "comment" if note.comment else "answer" if note.answer else "question"
    if note.kind in ABOUT_A_POST:
        return f"{note.kind}/{post}"
    if note.kind == "comment":
        return "comment/talk" if note.because == "talk" else f"comment/{'answer' if note.answer else 'question'}"
    if note.kind == "closed" and note.because:
        return "closed/duplicate"
    return f"{note.kind}/own" if own and f"{note.kind}/own" in SENTENCES else note.kind


def _votes(note: Notification, where: Markup) -> Markup:
    if note.answer:
        text = ngettext(
            "%(count)s person found your answer to %(where)s useful",
            "%(count)s people found your answer to %(where)s useful",
            note.count,
        )
    else:
        text = ngettext(
            "%(count)s person found your question %(where)s useful",
            "%(count)s people found your question %(where)s useful",
            note.count,
        )
    return Markup(text) % {"count": note.count, "where": where}
