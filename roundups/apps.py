"""The roundup as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RoundupsConfig(AppConfig):
    name = "roundups"
    verbose_name = _("Roundups")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from newsroom import roles
        from roundups.models import append_only

        # Infrastructure, not business. This app is the last of INSTALLED_APPS: all tables and permissions are there.
        # SQLite drops triggers when it rebuilds a table, so they are put back after every migrate.
        post_migrate.connect(append_only.install, sender=self, dispatch_uid="roundups.append_only")
        post_migrate.connect(roles.bring_into_line, sender=self, dispatch_uid="newsroom.roles")
