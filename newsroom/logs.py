"""What a line of the log must not say: an address that is a secret."""

import logging
import re

from newsroom.headers import SECRETS

SECRET = re.compile(rf"({'|'.join(SECRETS)})[^/\s\"'<>]+")


class Discreet(logging.Formatter):
    """Whoever reads the log does not come in by it: the secret of a preview or an invitation becomes “…”."""

    def format(self, record: logging.LogRecord) -> str:
        return SECRET.sub(r"\1…", super().format(record))
