from django.urls import path

from groundswell.features.conversations import views

app_name = "conversations"
urlpatterns = [
    path("messages/", views.inbox, name="inbox"),
    path("messages/new/", views.begin, name="begin"),
    path("messages/<int:pk>/", views.one, name="one"),
    path("messages/<str:what>/<str:handle>/", views.block, name="block"),
]
