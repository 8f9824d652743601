"""Readers of a Russian masthead read Russian: every sentence of the public side is in the catalogue, and compiled."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "locale" / "ru" / "LC_MESSAGES"
STAFF_ONLY = {"400.html", "403.html", "403_csrf.html"}  # the desk speaks English
PLAIN = re.compile(r"""\{% translate (?:"([^"]+)"|'([^']+)') %\}|_\("([^"]+)"\)""")
BLOCK = re.compile(r"\{% blocktranslate[^%]*%\}(.*?)(?:\{% plural %\}.*?)?\{% endblocktranslate %\}", re.DOTALL)


def in_templates() -> Iterator[str]:
    for path in [*ROOT.glob("templates/*.html"), *ROOT.glob("templates/[inr]*/*.html")]:
        text = path.read_text(encoding="utf-8")
        if path.name not in STAFF_ONLY:
            yield from (next(filter(None, found)) for found in PLAIN.findall(text))
            yield from (re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", found) for found in BLOCK.findall(text))


def in_code() -> Iterator[str]:
    for path in (ROOT / "roundups" / "public").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                yield ast.literal_eval(node.args[0])


def test_every_sentence_for_readers_has_its_russian() -> None:
    with (CATALOGUE / "django.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)
    known = {key if isinstance(key, str) else key[0] for key in catalogue._catalog}  # type: ignore[attr-defined]
    assert {sentence for sentence in (*in_templates(), *in_code()) if sentence not in known} == set()
