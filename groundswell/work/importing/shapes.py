"""The files of a Stack Exchange dump: what is taken from a row of each."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from groundswell.members.names import INVISIBLE, LONGEST_NAME
from groundswell.work.importing.handles import ghost, handle_like
from groundswell.work.importing.row import Row, Unusable
from groundswell.work.importing.texts import about_text

LONGEST_TEXT, LONGEST_TITLE, LONGEST_TAG = 500_000, 300, 40
QUESTION, ANSWER, TAG_EXCERPT = 1, 2, 4
ACCEPTED, UP, DOWN = 1, 2, 3
RELATED, DUPLICATE = 1, 3
OTHER_POSTS = {
    3: "a wiki page without questions",
    5: "the long description of a tag",
    6: "a candidate's text in an election",
    7: "a placeholder of a wiki",
    8: "the description of a privilege",
}
OTHER_VOTES = {
    4: "marked as offensive", 5: "favourite", 6: "vote to close", 7: "vote to reopen", 8: "bounty offered",
    9: "bounty paid", 10: "vote to delete", 11: "vote to undelete", 12: "marked as spam", 13: "told a moderator",
    14: "nominated for an election", 15: "moderator's review", 16: "approved edit",
}  # fmt: skip
GRADES = {1: "gold", 2: "silver", 3: "bronze"}
TAG = re.compile(r"[^<>|\s]+")
QUOTE = re.compile(r'["\\]')


@dataclass(frozen=True)
class Shape:
    """A file: its root element, the columns of its staging table (after n, id and reason), and how a row fills them:
    with text, whole numbers, truth values and None, and what PostgreSQL makes of text in a column of another kind.

    A column called `source` is a text to be rendered; `html` and `excerpt` follow it.
    """

    file: str
    root: str
    fill: Callable[[Row, int], tuple[Any, ...]]
    columns: dict[str, str] = field(default_factory=dict)

    @property
    def table(self) -> str:
        return self.root


def _user(row: Row, number: int) -> tuple[Any, ...]:
    name = seen(row.get("DisplayName"))
    about = _within(row.get("AboutMe"), LONGEST_TEXT, row, "AboutMe")
    return (
        name or f"user{number}", *handle_like(name, number), about_text(about), row.moment("CreationDate"),
        row.some_number("Reputation"), row.some_number("DownVotes") or 0,
    )  # fmt: skip


def _post(row: Row, number: int) -> tuple[Any, ...]:
    kind = row.number("PostTypeId")
    if kind not in (QUESTION, ANSWER, TAG_EXCERPT):
        row.reason = OTHER_POSTS.get(kind, f"a post of kind {kind}, which is not known here")
    body = row.text("Body")
    if len(body) > LONGEST_TEXT:
        raise Unusable(f"a text of more than {LONGEST_TEXT:,} characters")
    title = _within(seen(row.text("Title")), LONGEST_TITLE, row, "Title") if kind == QUESTION else ""
    parent = row.number("ParentId") if kind == ANSWER else None
    owner, name = _who(row, "OwnerUserId", "OwnerDisplayName")
    return (
        kind, parent, row.some_number("AcceptedAnswerId") if kind == QUESTION else None, row.moment("CreationDate"),
        row.some_number("Score") or 0, max(0, row.some_number("ViewCount") or 0), owner, name, title, _tags(row),
        row.some_moment("LastEditDate"), row.some_number("LastEditorUserId"), row.some_moment("LastActivityDate"),
        row.some_moment("ClosedDate"), "CommunityOwnedDate" in row.attributes, body,
    )  # fmt: skip


def _vote(row: Row, number: int) -> tuple[Any, ...]:
    kind = row.number("VoteTypeId")
    if kind not in (ACCEPTED, UP, DOWN):
        row.reason = f"no vote on quality: {OTHER_VOTES.get(kind, f'kind {kind}')}"
    post, at = row.number("PostId"), row.moment("CreationDate")
    return kind, post, at, row.some_number("UserId"), row.some_number("BountyAmount")


def _comment(row: Row, number: int) -> tuple[Any, ...]:
    source = row.text("Text")
    if len(source) > LONGEST_TEXT:
        raise Unusable(f"a text of more than {LONGEST_TEXT:,} characters")
    person, name = _who(row, "UserId", "UserDisplayName")
    return row.number("PostId"), row.moment("CreationDate"), person, name, source


def _badge(row: Row, number: int) -> tuple[Any, ...]:
    name = seen(row.text("Name"))[:80]
    grade = GRADES.get(row.some_number("Class") or 3, "bronze")
    return row.number("UserId"), name, row.moment("Date"), grade


def _link(row: Row, number: int) -> tuple[Any, ...]:
    kind = row.number("LinkTypeId")
    if kind not in (RELATED, DUPLICATE):
        row.reason = f"a link of kind {kind}, which is not known here"
    return row.number("PostId"), row.number("RelatedPostId"), kind, row.moment("CreationDate")


def _tag(row: Row, number: int) -> tuple[Any, ...]:
    name = row.text("TagName").lower()
    if not TAG.fullmatch(name) or len(name) > LONGEST_TAG:
        raise Unusable("a name that cannot be a tag")
    return name, row.some_number("ExcerptPostId")


def seen(text: str) -> str:
    """Without characters that show nothing."""
    text = " ".join(text.split())
    return text if text.isascii() else "".join(c for c in text if c.isprintable() and c not in INVISIBLE).strip()


def _who(row: Row, number: str, name: str) -> tuple[int, str]:
    """Who wrote something: the old number, or one made from the display name when the account is gone."""
    called = seen(row.get(name))[:LONGEST_NAME]
    person = row.some_number(number)
    return (person, called) if person is not None else (ghost(called), called)


def _tags(row: Row) -> str:
    """Both forms, "<pale-ale><ipa>" and "|pale-ale|ipa|", as an array of PostgreSQL."""
    text = row.get("Tags")
    if not text:
        return "{}"
    names = list(dict.fromkeys(TAG.findall(text.lower())))
    if any(len(name) > LONGEST_TAG for name in names):
        row.notes.append(f"tags of more than {LONGEST_TAG} characters were left out")
    kept = (QUOTE.sub(r"\\\g<0>", name) for name in names if len(name) <= LONGEST_TAG)
    return "{" + ",".join(f'"{name}"' for name in kept) + "}"


def _within(text: str, longest: int, row: Row, name: str) -> str:
    if len(text) > longest:
        row.notes.append(f"{name} was cut to {longest:,} characters")
    return text[:longest]


USERS = Shape("Users.xml", "users", _user, {
    "name": "text", "handle": "text", "key": "text", "about": "text", "at": "timestamptz", "reputation": "bigint",
    "down": "bigint",
})  # fmt: skip
POSTS = Shape("Posts.xml", "posts", _post, {
    "kind": "bigint", "parent": "bigint", "accepted": "bigint", "at": "timestamptz", "score": "bigint",
    "views": "bigint", "owner": "bigint", "owner_name": "text", "title": "text", "tags": "text[]", "edited_at": "timestamptz",
    "editor": "bigint", "active_at": "timestamptz", "closed_at": "timestamptz", "wiki": "boolean", "source": "text",
    "html": "text", "excerpt": "text",
})  # fmt: skip
VOTES = Shape("Votes.xml", "votes", _vote, {
    "kind": "bigint", "post": "bigint", "at": "timestamptz", "person": "bigint", "bounty": "bigint",
})  # fmt: skip
COMMENTS = Shape("Comments.xml", "comments", _comment, {
    "post": "bigint", "at": "timestamptz", "owner": "bigint", "owner_name": "text", "source": "text", "html": "text",
    "excerpt": "text",
})  # fmt: skip
BADGES = Shape("Badges.xml", "badges", _badge, {
    "person": "bigint", "name": "text", "at": "timestamptz", "grade": "text",
})  # fmt: skip
LINKS = Shape("PostLinks.xml", "postlinks", _link, {
    "post": "bigint", "other": "bigint", "kind": "bigint", "at": "timestamptz",
})  # fmt: skip
TAGS = Shape("Tags.xml", "tags", _tag, {"name": "text", "excerpt_post": "bigint"})
SHAPES = (USERS, POSTS, VOTES, COMMENTS, BADGES, LINKS, TAGS)
