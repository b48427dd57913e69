from django.urls import path, register_converter

from groundswell.features.discussions.views import (
    blogging,
    deciding,
    feeds,
    reacting,
    reading,
    spaces,
    translating,
    writing,
)


class Post:
    """What a deed is about."""

    regex = "discussion|reply"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Post, "post")
app_name = "discussions"
urlpatterns = [
    path("discussions/", reading.discussions, name="discussions"),
    path("discussions/new/", writing.begin, name="begin"),
    path("discussions/feed/", feeds.newest, name="feed"),
    path("discussions/latest/", reading.latest, name="latest"),
    path("discussions/by/<str:handle>/", reading.by_member, name="by_member"),
    path("spaces/new/", spaces.make, name="make_space"),
    path("spaces/<slug:slug>/", reading.space, name="space"),
    path("spaces/<slug:slug>/edit/", spaces.change, name="change_space"),
    path("spaces/<slug:slug>/audience/", spaces.audience, name="audience"),
    path("sitemap-discussions-<int:page>.xml", feeds.sitemap, name="sitemap"),
    path("reply/<int:pk>/", reading.reply, name="reply"),
    path("discussion/<int:pk>/", reading.discussion, name="discussion_short"),
    path("translation/<post:on>/<int:pk>/", translating.translation, name="translation"),
    path("<post:on>/<int:pk>/history/", reading.history, name="history"),
    path("<post:on>/<int:pk>/edit/", writing.edit, name="edit"),
    path("do/reply/<int:pk>/", writing.reply, name="post_reply"),
    path("do/thanks/<post:on>/<int:pk>/", reacting.thanks, name="thanks"),
    path("do/hear/<str:how>/<str:kind>/<int:pk>/", reacting.hear, name="hear"),
    path("do/poll/<int:pk>/", reacting.vote, name="vote"),
    path("do/<str:what>/reply/<int:pk>/", deciding.decide_reply, name="decide_reply"),
    path("do/<str:what>/discussion/<int:pk>/", deciding.decide, name="decide"),
    path("discussion/<int:pk>/<str:slug>/feed/", feeds.replies, name="replies_feed"),
    path("discussion/<int:pk>/<str:slug>/", reading.discussion, name="discussion"),
    path("blog/", blogging.blog, name="blog"),
    path("blog/new/", blogging.write, name="write"),
    path("blog/drafts/", blogging.drafts, name="blog_drafts"),
    path("blog/drafts/<int:pk>/", blogging.draft, name="blog_draft"),
    path("blog/drafts/<int:pk>/preview/", blogging.preview, name="blog_preview"),
    path("blog/drafts/<int:pk>/review/", blogging.review, name="review"),
    path("do/blog-draft/<int:pk>/<slug:what>/", blogging.act, name="act_on_draft"),
    path("do/blog/<int:pk>/<slug:what>/", blogging.change, name="change_post"),
    path("blog/feed/", feeds.blog, name="blog_feed"),
    path("blog/<int:pk>/<str:slug>/", reading.discussion, name="blog_post"),
]
