"""The public addresses, once at the root for the paper's first language and once per other language."""

from django.conf import settings
from django.urls import include, path

from roundups.public import (
    asking,
    converters,  # noqa: F401  (importing the converters registers them)
    feeds,
    shared,
    sitemaps,
    small_files,
    views,
)

_pages = [
    path("", views.home, name="home"),
    path("<date:date>/", views.day, name="day"),
    path("text/<date:date>/", views.text, name="text"),
    path("<month:first>/", views.month, name="month"),
    path("<year:number>/", views.year, name="year"),
    path("day/<day_number:number>/", views.numbered_day, name="numbered_day"),
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/<year:number>/", views.corrections, name="corrections_of_year"),
    path("feed.rss", feeds.rss, name="rss"),
    path("feed.atom", feeds.atom, name="atom"),
    path("feed.json", feeds.as_json, name="json"),
    path("corrections.rss", feeds.corrections, name="corrections_feed"),
    path("search/", asking.search, name="search"),
    path("report/", asking.report, name="report"),
    path("<page_slug:slug>/", views.page, name="page"),
]
app_name = "public"
urlpatterns = [
    path("pictures/<print:file>", views.picture, name="picture"),
    path("assets/<asset:file>", views.asset, name="asset"),
    path("preview/<token:token>/", shared.preview, name="shared"),
    path("preview/<token:token>/picture/<digest:digest>/", shared.picture, name="shared_picture"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<year:number>.xml", sitemaps.year, name="sitemap_of_year"),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    path("robots.txt", small_files.robots, name="robots"),
    path(".well-known/security.txt", small_files.security, name="security"),
    path("site.webmanifest", small_files.manifest, name="manifest"),
    path("favicon.ico", small_files.favicon, name="favicon"),
    path("404.html", small_files.missing, name="missing"),
    path("away.html", small_files.away, name="away"),
    path("", include(_pages), {"language": settings.PAPER_LANGUAGE}),
    path("<other_language:language>/", include(_pages)),
]
