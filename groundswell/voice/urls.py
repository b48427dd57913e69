from django.urls import path

from groundswell.voice import views

app_name = "voice"
urlpatterns = [
    path("voice/preview/", views.preview, name="preview"),
    path("voice/pictures/", views.upload, name="upload"),
    path("voice/language/", views.language, name="language"),
    path("voice/drafts/", views.my_drafts, name="drafts"),
    path("voice/drafts/<path:place>/", views.draft, name="draft"),
]
