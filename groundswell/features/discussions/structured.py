"""What discussions and blog posts say to search engines: schema.org's DiscussionForumPosting and BlogPosting."""

from typing import Any

import nh3
from django.conf import settings

from groundswell.features.discussions.models import Reply
from groundswell.features.discussions.queries.page import DiscussionPage
from groundswell.members.models import Member

MOST_REPLIES = 10


def posting(page: DiscussionPage) -> dict[str, Any]:
    """The post with the first replies of this page."""
    discussion = page.discussion
    url = settings.SITE_URL + discussion.get_absolute_url()
    text = _plain(discussion.voice.html)
    said: dict[str, Any] = {
        "@type": "BlogPosting" if discussion.blog else "DiscussionForumPosting",
        "headline": discussion.voice.title,
        "articleBody" if discussion.blog else "text": text,
        "url": url,
        "mainEntityOfPage": url,
        "datePublished": discussion.begun_at.isoformat(),
        "inLanguage": discussion.language,
        "author": _person(discussion.author),
        "commentCount": discussion.reply_count,
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": "https://schema.org/LikeAction",
            "userInteractionCount": discussion.thanks,
        },
        "comment": [_comment(reply, url) for reply in page.replies[:MOST_REPLIES] if reply.deleted_at is None],
    }
    if discussion.cover:
        said["image"] = settings.SITE_URL + discussion.cover.url
    if discussion.voice.edited_at:
        said["dateModified"] = discussion.voice.edited_at.isoformat()
    return said


def _comment(reply: Reply, url: str) -> dict[str, Any]:
    return {
        "@type": "Comment",
        "text": _plain(reply.voice.html),
        "datePublished": reply.at.isoformat(),
        "author": _person(reply.author),
        "url": f"{url}#reply-{reply.pk}",
    }


def _person(person: Member) -> dict[str, str]:
    named = {"@type": "Person", "name": person.seen_as}
    return named if person.erased_at else {**named, "url": f"{settings.SITE_URL}/members/{person.handle}/"}


def _plain(html: str) -> str:
    return nh3.clean(html, tags=set())
