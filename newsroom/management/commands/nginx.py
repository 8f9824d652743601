"""`manage.py nginx`: a configuration for nginx that serves the printed files as the front does, Django behind it."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string

from newsroom import headers
from roundups.public import kinds


class Command(BaseCommand):
    help = "Prints a server block for nginx: the printed pages from their files, everything else from the newsroom."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="news.example.org", help="the site's name")
        parser.add_argument("--listen", default="443 ssl", help="what nginx listens on")
        parser.add_argument("--newsroom", default="127.0.0.1:8000", help="where `serve` listens")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(configuration(options["host"], options["listen"], options["newsroom"]))


def configuration(host: str, listen: str, newsroom: str) -> str:
    """The server block, with the headers of `newsroom.headers` and the kinds of files of `roundups.public.kinds`."""
    plain = {tail: kind.partition(";")[0] for tail, kind in kinds.TYPES.items()}
    varied = {"Cross-Origin-Resource-Policy"}  # a file's own, by what kind it is
    context = {
        "host": host,
        "listen": listen,
        "is_tls": listen.endswith("ssl"),
        "newsroom": newsroom,
        "root": settings.SITE_ROOT,
        "secrets": headers.SECRETS,
        "unsaid": headers.UNSAID,
        "headers": [pair for pair in headers.always(https=not settings.LOCAL) if pair[0] not in varied],
        "types": {tail.removeprefix("."): kind for tail, kind in plain.items()},
        "charset_types": sorted(
            {plain[tail] for tail, kind in kinds.TYPES.items() if "charset" in kind} - {"text/html"}
        ),
        "pictures": "|".join(sorted(tail.removeprefix(".") for tail in kinds.PICTURES)),
        "feeds": "|".join(sorted(tail.removeprefix(".") for tail in kinds.FEEDS)),
        "fresh": kinds.FRESH,
        "kept_pictures": kinds.KEPT_PICTURES,
        "immutable": kinds.IMMUTABLE,
    }
    return render_to_string("newsroom/nginx.conf", context)
