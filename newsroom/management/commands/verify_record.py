"""`manage.py verify_record`: whether the record is whole; names the first bad row."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.models import RecordRow
from newsroom.record.verifying import verify


class Command(BaseCommand):
    help = "Holds every row of the record against the chain, its seal and its line in the file outside the database."

    def handle(self, *args: Any, **options: Any) -> None:
        count = RecordRow.objects.count()  # before: what is entered meanwhile is held against the chain all the same
        try:
            trouble = verify()
        except OSError as error:
            raise CommandError(_("The file of the record cannot be read: %(error)s") % {"error": error}) from error
        if trouble:
            raise CommandError(trouble.sentence)
        said = ngettext("The record is whole: %(count)d row.", "The record is whole: %(count)d rows.", count)
        self.stdout.write(said % {"count": count})
