"""What a page was made with: when templates, words or masthead change, pages are known to be stale."""

import dataclasses
import functools
import hashlib
from pathlib import Path
from typing import Self

from django.conf import settings

from newsroom.models import Masthead, Page
from roundups.imaging.renditions import RECIPE
from roundups.public import addresses

LENGTH = 32  # hexadecimal digits
MADE_WITH = (
    "templates/frame.html", "templates/404.html", "templates/includes", "templates/newsroom", "templates/roundups",
    "locale", "roundups/public", "roundups/galley", "roundups/static/roundups/paper.css",
)  # fmt: skip
WORDS = {".html", ".xml", ".txt", ".mo", ".py", ".css"}


@dataclasses.dataclass(frozen=True)
class Looks:
    """The look of every page as it should be now: of each language's pages, and of those with words of their own."""

    languages: dict[str, str]
    pages: dict[str, str]  # a standing page's address → its look: its own words are part of it

    @classmethod
    def now(cls) -> Self:
        """Two queries."""
        languages = {masthead.language: _digest(_made_with(), *_words(masthead)) for masthead in Masthead.objects.all()}
        pages = {
            addresses.page_address(page.masthead_id, page.slug): _digest(
                languages[page.masthead_id], page.title, page.body
            )
            for page in Page.objects.all()
        }
        return cls(languages, pages)

    def of(self, path: str) -> str:
        return self.pages.get(path) or self.languages.get(addresses.language_of(path), "")

    @property
    def all(self) -> list[str]:
        return [*self.languages.values(), *self.pages.values()]


def _words(masthead: Masthead) -> list[str]:
    return [str(getattr(masthead, field.attname)) for field in masthead._meta.concrete_fields]


@functools.cache
def _made_with() -> str:
    """The digest of the code and words that pages are made with; they change with a restart."""
    found = []
    for name in MADE_WITH:
        path = Path(settings.BASE_DIR) / name
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        found += [file.read_bytes() for file in files if file.suffix in WORDS]
    shown = f"{RECIPE} {settings.PAPER_LANGUAGE} {settings.TRAINING_CRAWLERS}"
    return hashlib.sha256(b"\x00".join([*found, shown.encode()])).hexdigest()


def _digest(*words: str) -> str:
    return hashlib.sha256("\x00".join(words).encode()).hexdigest()[:LENGTH]
