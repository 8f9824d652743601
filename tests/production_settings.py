"""Runs a management command with the settings of production: `python -m tests.production_settings check --deploy`."""

import os
import secrets
import sys

PRODUCTION = {
    "NEWSROOM_MODE": "production",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "news.example.org",
    "DJANGO_SETTINGS_MODULE": "newsroom.settings",
}

if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    os.environ.update(PRODUCTION)
    execute_from_command_line(["manage.py", *sys.argv[1:]])
