"""The one field for text with markup: whatever reaches the database has been cleaned, by whatever path."""

from typing import TYPE_CHECKING, Any

import nh3
from django.db import models
from django_prose_editor.fields import ProseEditorField

TAGS = {"p", "br", "em", "strong", "a", "blockquote", "ul", "ol", "li"}
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}}  # without "*" the library admits lang and title
SCHEMES = {"http", "https", "mailto"}
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
}
if TYPE_CHECKING:
    Base = models.TextField[str, str]
else:
    Base = ProseEditorField

_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    url_schemes=SCHEMES,
    link_rel=None,
    clean_content_tags={"script", "style", "template", "iframe", "noscript", "svg", "math"},
)
_words_only = nh3.Cleaner(tags=set(), link_rel=None)


def clean(html: str) -> str:
    """Return `html` with nothing but `TAGS`, at a fixpoint: cleaning the result again changes nothing.

    A known vector needs two passes (5-promises, S17), so it goes on until nothing changes; a text that still
    changes after eight is taken for hostile and keeps its words only.
    """
    html = html.replace("\x00", "")  # PostgreSQL cannot store it
    for _pass in range(8):
        cleaned = _cleaner.clean(html)
        if cleaned == html:
            return "" if _is_empty(html) else html
        html = cleaned
    return _words_only.clean(html)


def _is_empty(html: str) -> bool:
    # The editor's blank page is one empty paragraph; for everybody else it is no text.
    return html in {"<p></p>", "<p><br></p>"}


class ProseField(Base):
    """Sanitised HTML of a handful of tags. `get_prep_value` is passed by `save()`, `update()` and bulk alike."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("config", {"extensions": EXTENSIONS})
        kwargs["sanitize"] = clean
        super().__init__(*args, **kwargs)

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return clean(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        # The instance shows what the row holds, so that a digest taken after a save is the row's digest.
        value = self.get_prep_value(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value
