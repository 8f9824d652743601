"""The desk's own pages beside the forms; the admin site wraps each of them."""

import dataclasses
from collections.abc import Callable
from typing import Any

from roundups.admin import board, comments, findings, importing, preview, redaction, sharing, steps, tray, versions
from roundups.public import converters  # noqa: F401  (importing the converters registers them)


@dataclasses.dataclass(frozen=True, kw_only=True)
class DeskPage:
    route: str
    view: Callable[..., Any]
    name: str


pages = (
    DeskPage(route="roundups/day/open/", view=board.open_day, name="open_day"),
    DeskPage(route="roundups/story/<int:pk>/place/", view=board.place, name="place_story"),
    DeskPage(route="roundups/story/<int:pk>/step/<slug:name>/", view=steps.story_step, name="story_step"),
    DeskPage(route="roundups/roundup/<int:pk>/step/<slug:name>/", view=steps.roundup_step, name="roundup_step"),
    DeskPage(route="roundups/story/<int:pk>/preview/", view=preview.story, name="story_preview"),
    DeskPage(route="roundups/roundup/<int:pk>/preview/", view=preview.roundup, name="roundup_preview"),
    DeskPage(route="roundups/picture/<digest:digest>/", view=preview.picture, name="desk_picture"),
    DeskPage(route="roundups/picture/<digest:digest>/small/", view=preview.thumbnail, name="desk_thumbnail"),
    DeskPage(route="roundups/photo/bring/", view=tray.bring, name="bring_photos"),
    DeskPage(route="roundups/photo/<int:pk>/lead/", view=tray.use_as_lead, name="use_as_lead"),
    DeskPage(route="roundups/photo/<int:pk>/original/", view=tray.original, name="photo_original"),
    DeskPage(route="roundups/story/<int:pk>/versions/", view=versions.versions, name="story_versions"),
    DeskPage(route="roundups/story/<int:pk>/comment/", view=comments.comment, name="story_comment"),
    DeskPage(route="roundups/comment/<int:pk>/settle/", view=comments.settle, name="settle_comment"),
    DeskPage(route="roundups/story/<int:pk>/finding/", view=findings.rule_on_story, name="rule_on_story"),
    DeskPage(route="roundups/roundup/<int:pk>/finding/", view=findings.rule_on_roundup, name="rule_on_roundup"),
    DeskPage(route="roundups/story/<int:pk>/fix/", view=findings.fix_story, name="fix_story"),
    DeskPage(route="roundups/redaction/", view=redaction.redaction, name="redaction"),
    DeskPage(route="roundups/story/<int:pk>/share/", view=sharing.share_story, name="share_story"),
    DeskPage(route="roundups/roundup/<int:pk>/share/", view=sharing.share_roundup, name="share_roundup"),
    DeskPage(route="roundups/preview-link/<int:pk>/", view=sharing.shared, name="preview_link"),
    DeskPage(route="roundups/preview-link/<int:pk>/revoke/", view=sharing.revoke, name="revoke_preview_link"),
    DeskPage(route="roundups/import/", view=importing.import_text, name="import_text"),
)
