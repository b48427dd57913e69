from django.urls import path

from groundswell.features.announcements import views

app_name = "announcements"
urlpatterns = [
    path("announcements/", views.announcements, name="announcements"),
    path("announcements/new/", views.announce, name="announce"),
    path("announcements/<int:pk>/", views.announcement, name="announcement"),
    path("announcements/<int:pk>/change/", views.change, name="change"),
    path("announcements/<int:pk>/history/", views.history, name="history"),
    path("announcements/<int:pk>/end/", views.end, name="end"),
    path("announcements/<int:pk>/dismiss/", views.dismiss, name="dismiss"),
]
