"""Forms whose saving is recorded: who changed which columns of what, never the words themselves."""

from typing import Any

from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone

from newsroom import record
from newsroom.models import Staff
from roundups.admin.listing import ListedAdmin


class RecordedAdmin(ListedAdmin):
    """A row of the record for everything added, changed or removed here, in the transaction of Django's own view."""

    what: record.What

    def details(self, obj: Any, form: ModelForm[Any], formsets: Any) -> dict[str, record.Detail]:
        """What the record says beside the changed columns; what is "" is left out."""
        return {}

    def save_related(self, request: HttpRequest, form: ModelForm[Any], formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change and not form.has_changed() and not any(formset.has_changed() for formset in formsets):
            return
        columns: dict[str, record.Detail] = {"columns": list(form.changed_data)} if change and form.changed_data else {}
        details = self.details(form.instance, form, formsets)
        self._enter(request, _about(form.instance), done="changed" if change else "added", **columns, **details)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        about = _about(obj)
        super().delete_model(request, obj)
        self._enter(request, about, done="removed")

    def _enter(self, request: HttpRequest, about: str, **detail: record.Detail) -> None:
        by = request.user if isinstance(request.user, Staff) else None
        record.enter(self.what, by=by, about=about, now=timezone.now(), **detail)


def _about(obj: Any) -> str:
    return f"{obj._meta.model_name}:{obj.pk}"
