from django.urls import path

from groundswell.features.rewards.fairness import views

app_name = "fairness"
urlpatterns = [
    path("rewards/review/", views.findings, name="findings"),
    path("rewards/review/<int:pk>/", views.finding, name="finding"),
    path("rewards/held/", views.held, name="held"),
]
