from django.urls import path, re_path

from groundswell.features.rewards.views import own, staff

app_name = "rewards"
urlpatterns = [
    path("rewards/", own.mine, name="mine"),
    path("rewards/rules/", own.rules, name="rules"),
    re_path(r"^rewards/(?P<first>\d{4})\.(?P<form>csv|pdf)$", own.year, name="year"),
    path("rewards/manage/", staff.manage, name="manage"),
    path("rewards/manage/draft/", staff.draft, name="draft"),
    path("rewards/manage/<int:number>/", staff.version, name="version"),
    path("rewards/manage/<int:number>/draft/", staff.draft, name="redraft"),
]
