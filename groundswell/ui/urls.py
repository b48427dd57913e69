from django.urls import path

from groundswell.ui import app_views as app
from groundswell.ui import media, views
from groundswell.ui import operations_views as operations

app_name = "ui"
urlpatterns = [
    path("brand.css", views.brand, name="brand"),
    path("manifest.webmanifest", app.manifest, name="manifest"),
    path("icons/<slug:name>.png", app.icon, name="icon"),
    path("sw.js", app.worker, name="worker"),
    path("offline/", app.offline, name="offline"),
    path("share/", app.share, name="share"),
    path("media/<path:path>", media.media, name="media"),
    path("operations/", operations.overview, name="operations"),
    path("operations/consumers/<str:name>/try/", operations.try_again, name="operations_try"),
    path("operations/consumers/<str:name>/skip/", operations.skip, name="operations_skip"),
    path("operations/deliveries/send/", operations.send_again, name="operations_send_all"),
    path("operations/deliveries/<int:pk>/send/", operations.send_again, name="operations_send"),
    path("operations/deliveries/<int:pk>/drop/", operations.give_up, name="operations_drop"),
    path("operations/jobs/<int:pk>/run/", operations.run_job, name="operations_run"),
    path("_components/", views.components, name="components"),
]
