"""Sending a file of the site as what its address says it is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from roundups.public.kinds import content_type, headers_of


def send(request: HttpRequest, content: str | bytes) -> HttpResponse:
    """The content with the type and the headers of the file that the request asks for."""
    path = request.path_info
    return HttpResponse(content, content_type=content_type(path), headers=headers_of(path))


def send_template(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """The template as the file that the request asks for."""
    return send(request, render_to_string(template, context))
