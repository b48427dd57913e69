from django.urls import path

from groundswell.derived.search import views

app_name = "search"
urlpatterns = [
    path("search/missed/", views.missed, name="missed"),
    path("search/", views.search, name="search"),
    path("search/suggest", views.suggest, name="suggest"),
    path("search/similar", views.similar, name="similar"),
    path("search/pick", views.pick, name="pick"),
    path("search/related/<int:question>", views.related, name="related"),
]
