from django.urls import path

from groundswell.members.views import groups, keys, leaving, people, settings

app_name = "members"
urlpatterns = [
    path("members/", people.directory, name="directory"),
    path("members/mentions", people.mentions, name="mentions"),
    path("members/claim/<str:token>/", people.claim, name="claim"),
    path("members/<str:handle>/", people.profile, name="profile"),
    path("members/<str:handle>/role/", people.role, name="role"),
    path("groups/", groups.groups, name="groups"),
    path("groups/new/", groups.make_group, name="make_group"),
    path("groups/<slug:slug>/", groups.group, name="group"),
    path("groups/<slug:slug>/change/", groups.change_group, name="change_group"),
    path("groups/<slug:slug>/invite/", groups.invite, name="invite"),
    path("groups/<slug:slug>/members/<int:pk>/<slug:what>/", groups.decide, name="decide"),
    path("groups/<slug:slug>/<slug:what>/", groups.belong, name="belong"),
    path("users/<int:pk>", people.former_address, name="former_address"),
    path("users/<int:pk>/<path:rest>", people.former_address, name="former_address"),
    path("settings/", settings.profile, name="settings"),
    path("settings/picture/", settings.picture, name="picture"),
    path("settings/reading/", settings.reading, name="reading"),
    path("settings/devices/<int:pk>/", settings.device, name="device"),
    path("settings/keys/", keys.list_keys, name="keys"),
    path("settings/keys/new/", keys.make_key, name="make_key"),
    path("settings/keys/<int:pk>/revoke/", keys.revoke_key, name="revoke_key"),
    path("settings/data/", leaving.export, name="export"),
    path("settings/leave/", leaving.leave, name="leave"),
    path("language/", settings.language, name="language"),
]
