"""The public addresses, once at the root for the paper's first language and once per other language."""

from django.conf import settings
from django.urls import include, path

from roundups.public import converters, views  # noqa: F401  (importing the converters registers them)

_pages = [
    path("", views.home, name="home"),
    path("<date:date>/", views.day, name="day"),
    path("<month:first>/", views.month, name="month"),
    path("day/<day_number:number>/", views.numbered_day, name="numbered_day"),
    path("<page_slug:slug>/", views.page, name="page"),
]
app_name = "public"
urlpatterns = [
    path("pictures/<print:file>", views.picture, name="picture"),
    path("", include(_pages), {"language": settings.PAPER_LANGUAGE}),
    path("<other_language:language>/", include(_pages)),
]
