from django.urls import path

from groundswell.ui import media, views

app_name = "ui"
urlpatterns = [
    path("brand.css", views.brand, name="brand"),
    path("media/<path:path>", media.media, name="media"),
    path("_components/", views.components, name="components"),
]
