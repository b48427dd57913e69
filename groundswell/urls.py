"""Where everything is."""

from django.urls import include, path

from groundswell.api import api

handler403 = "groundswell.ui.views.forbidden"
handler404 = "groundswell.ui.views.not_found"
handler429 = "groundswell.ui.views.too_often"  # asked for by allauth
handler500 = "groundswell.ui.views.server_error"

# What is asked for most comes first: an address is looked for from the top.
urlpatterns = [
    path("", include("groundswell.features.support.urls")),
    path("", include("groundswell.derived.search.urls")),
    path("", include("groundswell.derived.notifications.urls")),
    path("", include("groundswell.ui.urls")),
    path("api/v1/", api.urls),
    path("accounts/", include("allauth.urls")),
    path("", include("groundswell.members.urls")),
    path("", include("groundswell.voice.urls")),
    path("", include("groundswell.moderation.urls")),
    path("", include("groundswell.features.conversations.urls")),
    path("", include("groundswell.features.announcements.urls")),
    path("", include("groundswell.features.gatherings.urls")),
    path("", include("groundswell.features.discussions.urls")),
    path("", include("groundswell.features.rewards.urls")),
    path("", include("groundswell.features.rewards.fairness.urls")),
    path("", include("groundswell.features.rewards.cycles.urls")),
    path("", include("groundswell.derived.standing.urls")),
    path("", include("groundswell.derived.health.urls")),
    path("", include("groundswell.flows.settling.urls")),
]
