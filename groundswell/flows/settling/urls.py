from django.urls import path

from groundswell.flows.settling import views

app_name = "settling"
urlpatterns = [path("letters/solved/<str:token>/", views.settle, name="settle")]
