from django.urls import path, re_path

from groundswell.derived.health import views

app_name = "health"
urlpatterns = [
    path("health/", views.page, name="page"),
    re_path(r"^health/report\.(?P<form>csv|json)$", views.export, name="export"),
    path("health/charts/<slug:name>.vl.json", views.specification, name="specification"),
]
