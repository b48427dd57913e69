from django.urls import path, register_converter

from groundswell.features.support.views import (
    asking,
    audiences,
    feeds,
    joining,
    live,
    marking,
    muting,
    newcomers,
    reacting,
    reading,
    sorting,
    splitting,
    tagging,
    topics,
    translating,
    writing,
)


class Word:
    """A name in an address that may hold letters of any language, dots, plus and hash signs, but no slash."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class On(Word):
    """What a deed is about."""

    regex = "question|answer|comment"


register_converter(Word, "word")
register_converter(On, "on")
app_name = "support"
urlpatterns = [
    # Looked for from the top, so what is asked for most comes first.
    path("question/<int:pk>/", reading.question, name="question_short"),
    path("question/<int:pk>/live", live.live, name="live"),
    path("question/<int:pk>/me-too/", joining.me_too, name="me_too"),
    path("question/<int:pk>/request/", joining.request_details, name="request_details"),
    path("question/<int:pk>/details/", joining.details, name="details"),
    path("question/<int:pk>/card.png", feeds.card, name="card"),
    path("<on:on>/<int:pk>/history/", reading.history, name="history"),
    path("<on:on>/<int:pk>/edit/", writing.edit, name="edit"),
    path("<on:on>/<int:pk>/comment/", writing.comment, name="comment"),
    path("do/answer/<int:question>/", writing.post_answer, name="post_answer"),
    path("question/<int:pk>/<word:slug>/feed/", feeds.question, name="question_feed"),
    path("question/<int:pk>/<word:slug>/", reading.question, name="question"),
    path("", reading.home, name="home"),
    path("questions/", reading.questions, name="questions"),
    path("questions/mine/", reading.mine, name="mine"),
    path("questions/feed/", feeds.newest, name="feed"),
    path("questions/by/<word:handle>/", reading.by_member, name="by_member"),
    path("questions/ask/", writing.ask, name="ask"),
    path("questions/ask/fields/", asking.topic_fields, name="topic_fields"),
    path("questions/ask/hints/", asking.hints, name="hints"),
    path("questions/ask/similar/", asking.similar_shown, name="similar_shown"),
    path("questions/ask/similar/opened/", asking.similar_opened, name="similar_opened"),
    path("questions/ask/solved/", asking.similar_solved, name="similar_solved"),
    path("questions/ask/solved/<int:pk>/", asking.spared, name="spared"),
    path("questions/<int:pk>", reading.former_address, name="former_address"),
    path("questions/<int:pk>/<path:rest>", reading.former_address, name="former_address"),
    path("q/<int:pk>", reading.former_address, name="former_short"),
    path("q/<int:pk>/<path:rest>", reading.former_address, name="former_short"),
    path("a/<int:pk>", reading.former_answer, name="former_answer"),
    path("a/<int:pk>/<path:rest>", reading.former_answer, name="former_answer"),
    path("topics/", topics.topics, name="topics"),
    path("topics/new/", topics.make, name="make_topic"),
    path("topics/<slug:slug>/change/", topics.change, name="change_topic"),
    path("topics/<slug:slug>/move/", topics.move, name="move_topic"),
    path("topics/<slug:slug>/archive/", topics.archive, name="archive_topic"),
    path("topics/<slug:slug>/", reading.topic, name="topic"),
    path("topics/<slug:slug>/form/", joining.topic_form, name="topic_form"),
    path("topics/<slug:slug>/audience/", audiences.audience, name="audience"),
    path("do/me-too/<int:pk>/", joining.join, name="join"),
    path("do/not-solved/<int:pk>/", joining.not_solved, name="not_solved"),
    path("do/claim/<int:pk>/", joining.claim, name="claim"),
    path("tags/", reading.tags, name="tags"),
    path("tags/<word:name>/edit/", tagging.describe, name="describe_tag"),
    path("tags/<word:name>/history/", tagging.history, name="tag_history"),
    path("tags/<word:name>/words/", tagging.words, name="tag_words"),
    path("tags/<word:name>/rename/", tagging.rename, name="rename_tag"),
    path("do/synonym/<int:pk>/", tagging.decide, name="decide_synonym"),
    path("tags/<word:name>/", reading.tag, name="tag"),
    path("s/<slug:code>/", reading.shared, name="shared"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("sitemap-<int:page>.xml", feeds.sitemap_page, name="sitemap_page"),
    path("robots.txt", feeds.robots, name="robots"),
    path("translation/<on:on>/<int:pk>/", translating.translation, name="translation"),
    path("do/read/<int:pk>/", reacting.read, name="read"),
    path("do/vote/<on:on>/<int:pk>/", reacting.vote, name="vote"),
    path("do/thanks/<int:pk>/", reacting.thanks, name="thanks"),
    path("do/solution/<int:pk>/", reacting.solution, name="solution"),
    path("do/follow/<str:kind>/<int:subject>/", reacting.follow, name="follow"),
    path("do/mute/<str:kind>/<int:subject>/", muting.mute, name="mute"),
    path("do/not-for-me/<int:pk>/", muting.not_for_me, name="not_for_me"),
    path("settings/muted/", muting.muted, name="muted"),
    path("newcomers/", newcomers.newcomers, name="newcomers"),
    path("do/welcome/<on:on>/<int:pk>/", newcomers.welcome, name="welcome"),
    path("do/share/<int:pk>/", reacting.share, name="share"),
    path("answer/<int:pk>/sort/", marking.sort_answer, name="sort_answer"),
    path("do/official/<int:pk>/", marking.official, name="official"),
    path("do/wiki/<int:pk>/", marking.wiki, name="wiki"),
    path("do/canonical/<int:pk>/", marking.canonical, name="canonical"),
    path("do/split/<on:on>/<int:pk>/", splitting.split, name="split"),
    path("do/<str:what>/<on:on>/<int:pk>/", sorting.decide, name="decide"),
]
