"""What XML can carry of the paper's words."""

import re

from django import template

register = template.Library()
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # all but Char of XML 1.0


@register.filter
def in_xml(words: str) -> str:
    """The words with a space for each sign that XML 1.0 refuses: a single one, and nobody can read the whole file.

    They come with pasted texts: word processors write a line break as U+000B.
    """
    return FORBIDDEN.sub(" ", words)
