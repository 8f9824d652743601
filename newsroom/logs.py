"""What a line of the log must not say: an address that is a secret."""

import logging
import re

from newsroom.headers import PREVIEWS

SECRET = re.compile(rf"({PREVIEWS})[^/\s\"'<>]+")


class Discreet(logging.Formatter):
    """Whoever reads the log does not read what is not published: the token of a preview link becomes “…”."""

    def format(self, record: logging.LogRecord) -> str:
        return SECRET.sub(r"\1…", super().format(record))
