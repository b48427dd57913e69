from django.urls import path

from groundswell.derived.notifications import views
from groundswell.derived.notifications.push import views as push

app_name = "notifications"
urlpatterns = [
    path("notifications/", views.page, name="page"),
    path("notifications/bell", views.bell, name="bell"),
    path("notifications/read/", views.read_all, name="read_all"),
    path("notifications/devices/", push.subscribe, name="devices"),
    path("notifications/devices/<int:pk>/remove/", push.remove, name="remove_device"),
    path("notifications/devices/<int:pk>/try/", push.attempt, name="try_device"),
    path("notifications/<int:entry>/", views.open_one, name="open"),
    path("settings/notifications/", views.wishes, name="wishes"),
    path("letters/stop/<str:token>/", views.stop_letters, name="stop_letters"),
]
