"""Tables in the docs that are made from the code, between two marks: held by a test, renewed by a command."""

import dataclasses
import os
from collections.abc import Callable
from pathlib import Path

import django

DOCS = Path(__file__).parent.parent / "docs"


@dataclasses.dataclass(frozen=True, kw_only=True)
class MadeTable:
    """A table in a document between `<!-- NAME: made from the code -->` and `<!-- end of NAME -->`."""

    document: str
    name: str
    make: Callable[[], str]

    def there(self) -> str:
        """The table that stands in the document."""
        return self._parts()[1]

    def write(self) -> int:
        """Put the table that the code makes in its place; the exit code of a command that does so."""
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
        django.setup()
        begin, end = self._marks()
        before, _old, after = self._parts()
        (DOCS / self.document).write_text(before + begin + self.make() + end + after, encoding="utf-8")
        return 0

    def _marks(self) -> tuple[str, str]:
        return f"<!-- {self.name}: made from the code -->\n", f"<!-- end of {self.name} -->\n"

    def _parts(self) -> tuple[str, str, str]:
        begin, end = self._marks()
        before, _mark, rest = (DOCS / self.document).read_text(encoding="utf-8").partition(begin)
        old, _mark, after = rest.partition(end)
        return before, old, after
