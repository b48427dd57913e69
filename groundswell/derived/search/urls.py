from django.urls import path

from groundswell.derived.search import views
from groundswell.derived.search.saved import views as saved

app_name = "search"
urlpatterns = [
    path("search/missed/", views.missed, name="missed"),
    path("search/saved/", saved.saved, name="saved"),
    path("search/saved/new/", saved.save, name="save"),
    path("search/saved/<int:pk>/", saved.one, name="saved_one"),
    path("search/saved/<int:pk>/remove/", saved.remove, name="remove_saved"),
    path("search/", views.search, name="search"),
    path("search/suggest", views.suggest, name="suggest"),
    path("search/similar", views.similar, name="similar"),
    path("search/pick", views.pick, name="pick"),
    path("search/related/<int:question>", views.related, name="related"),
]
