"""The editor for text with markup under a strict CSP."""

from typing import Any

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from js_asset.media import Media

# A paste from a word processor carries style attributes; the editor reads them to tell bold from not bold. They are
# allowed on these forms only, and only as attributes.
# The editor writes one style element of its own, always the same: it is admitted by the hash of its text.
EDITORS_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"  # pragma: allowlist secret (a hash)
EDITOR_STYLES = {"style-src-attr": [UNSAFE_INLINE], "style-src": [EDITORS_STYLE]}


@method_decorator(csp_update(EDITOR_STYLES), name="changeform_view")
class ProseAdmin(admin.ModelAdmin[Any]):
    """A form with a ProseField: the editor's import map needs the request's nonce."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        nonce = str(request.csp_nonce)  # type: ignore[attr-defined]
        context["media"] = Media(nonce=nonce) + context["media"]
        return super().render_change_form(request, context, *args, **kwargs)
