from django.urls import path

from groundswell.features.gatherings import views

app_name = "gatherings"
urlpatterns = [
    path("gatherings/", views.gatherings, name="gatherings"),
    path("gatherings/new/", views.host, name="host"),
    path("gatherings/calendar.ics", views.open_calendar, name="open_calendar"),
    path("gatherings/calendar/", views.feed, name="feed"),
    path("gatherings/calendar/<str:token>.ics", views.own_calendar, name="own_calendar"),
    path("gatherings/<int:pk>/", views.gathering, name="gathering"),
    path("gatherings/<int:pk>/answer/", views.answer, name="answer"),
    path("gatherings/<int:pk>/change/", views.change, name="change"),
    path("gatherings/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("gatherings/<int:pk>/recap/", views.recap, name="recap"),
    path("gatherings/<int:pk>/calendar.ics", views.calendar_of, name="calendar_of"),
]
