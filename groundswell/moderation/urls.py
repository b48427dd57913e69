from django.urls import path

from groundswell.moderation.views import deciding, house, own, public, reporting

app_name = "moderation"
urlpatterns = [
    path("moderation/", deciding.queue, name="queue"),
    path("moderation/decide/", deciding.decide, name="decide"),
    path("moderation/<int:pk>/", deciding.item, name="item"),
    path("moderation/log/", house.log, name="log"),
    path("moderation/rules/", house.house, name="house"),
    path("moderation/mine/", own.mine, name="mine"),
    path("moderation/mine/<int:pk>/edit/", own.edit_held, name="edit_held"),
    path("moderation/members/<str:handle>/", deciding.member, name="member"),
    path("decisions/<int:pk>/", own.decision, name="decision"),
    path("decisions/by-link/<str:token>/", own.by_link, name="by_link"),
    path("legal/notice/", public.notice, name="notice"),
    path("legal/notice/<slug:token>/", public.notice_given, name="notice_given"),
    path("transparency/", public.transparency, name="transparency"),
    path("report/<slug:kind>/<int:pk>/", reporting.flag, name="flag"),
]
