"""Every address of the site."""

from django.urls import include, path

from newsroom import errors, health
from newsroom.admin import site

urlpatterns = [
    path("admin/", include("newsroom.signin.urls")),
    path("admin/", site.urls),
    path("health/", health.health, name="health"),
    path("", include("roundups.public.urls")),
]
handler400 = errors.not_understood
handler403 = errors.not_yours
handler404 = errors.not_found
