"""The WSGI application that the server runs: the press's front, and Django behind it for what is not printed.

Django is imported when the first request needs it, or shortly after the start; a reader of a printed page does not.
"""

import os
import threading
from typing import Any

from newsroom import environment, headers
from roundups.press.front import Front


def _django() -> Any:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup(set_prefix=False)
    from newsroom.security import Handler

    return Handler()


application = Front(
    environment.SITE_ROOT,
    headers.always(https=not environment.LOCAL),
    _django,
    https_only=not environment.LOCAL,
    trust_proxy=environment.BEHIND_TLS_PROXY,
)
# Whoever signs in first should not wait for the start of the whole newsroom.
threading.Thread(target=application.wake, daemon=True).start()
