"""The newsroom as a Django app: the paper and its people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("The paper and its people")
    default_auto_field = "django.db.models.BigAutoField"
