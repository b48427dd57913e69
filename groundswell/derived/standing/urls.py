from django.urls import path

from groundswell.derived.standing import views

app_name = "standing"
urlpatterns = [
    path("standing/", views.about, name="about"),
    path("standing/ranks/", views.ranked, name="ranks"),
    path("standing/experts/", views.experts, name="experts"),
    path("standing/ranks/show/", views.show_in_ranks, name="show_in_ranks"),
    path("standing/pause/", views.pause, name="pause"),
    path("standing/badges/", views.badges, name="badges"),
    path("standing/badges/<slug:key>/", views.badge, name="badge"),
    path("standing/<str:handle>/", views.history, name="history"),
    path("standing/<str:handle>/card", views.card, name="card"),
]
