from django.urls import path, re_path

from groundswell.features.rewards.views import comparing, own, staff, statements

app_name = "rewards"
urlpatterns = [
    path("rewards/", own.mine, name="mine"),
    path("rewards/rules/", own.rules, name="rules"),
    re_path(r"^rewards/(?P<first>\d{4})\.(?P<form>csv|pdf)$", own.year, name="year"),
    path("rewards/statements/", statements.statements, name="statements"),
    path("rewards/statements/<str:month>/", statements.statement, name="statement"),
    path("rewards/statements/<str:month>.csv", statements.statement_csv, name="statement_csv"),
    path("rewards/manage/", staff.manage, name="manage"),
    path("rewards/manage/draft/", staff.draft, name="draft"),
    path("rewards/manage/<int:number>/", staff.version, name="version"),
    path("rewards/manage/<int:number>/members/", comparing.members, name="members"),
    path("rewards/manage/<int:number>/members.csv", comparing.members_csv, name="members_csv"),
    path("rewards/manage/<int:number>/draft/", staff.draft, name="redraft"),
]
