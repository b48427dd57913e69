from django.urls import path

from groundswell.derived.notifications import views

app_name = "notifications"
urlpatterns = [
    path("notifications/", views.page, name="page"),
    path("notifications/bell", views.bell, name="bell"),
    path("notifications/read/", views.read_all, name="read_all"),
    path("notifications/<int:entry>/", views.open_one, name="open"),
    path("settings/notifications/", views.wishes, name="wishes"),
    path("letters/stop/<str:token>/", views.stop_letters, name="stop_letters"),
]
