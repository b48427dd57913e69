from django.urls import path

from groundswell.ui import views

app_name = "ui"
urlpatterns = [
    path("brand.css", views.brand, name="brand"),
    path("_components/", views.components, name="components"),
]
