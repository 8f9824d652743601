"""The lists of the admin, which filter by what their own links ask for and by nothing else."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest


class OwnFilters(ChangeList):
    """Django's list would take any lookup of any column from the address: a pattern that never ends, a year of twenty
    digits, a range without an end. What is not one of our filters leads back to the list."""

    def get_filters(self, request: HttpRequest) -> Any:
        asked = set(self.get_filters_params())
        if not asked <= set(self._own()) or (asked & self._parts("month", "day")) - self._with_year(asked):
            raise IncorrectLookupParameters
        try:
            found: Any = super().get_filters(request)
        except (ValueError, OverflowError) as error:  # no year, month or day that there is
            raise IncorrectLookupParameters from error
        for name, values in found[2].items():
            # Django asks the column of dates for midnight here, which is the day before in the zone of the storage.
            found[2][name] = [each.date() if isinstance(each, datetime.datetime) else each for each in values]
        return found

    def _own(self) -> Iterator[str]:
        yield from self._parts("year", "month", "day")
        for each in self.list_filter:
            if isinstance(each, type) and issubclass(each, admin.SimpleListFilter):
                yield str(each.parameter_name)
                continue
            name = str(each[0] if isinstance(each, list | tuple) else each)
            related = get_fields_from_path(self.model, name)[-1].related_model
            exact = f"{name}__{related._meta.pk.name}" if related and not isinstance(related, str) else name
            yield from (f"{exact}__exact", f"{name}__isnull", f"{name}__isempty")

    def _parts(self, *parts: str) -> set[str]:
        return {f"{self.date_hierarchy}__{part}" for part in parts} if self.date_hierarchy else set()

    def _with_year(self, asked: set[str]) -> set[str]:
        return asked if asked & self._parts("year") else set()


class ListedAdmin(admin.ModelAdmin[Any]):
    """A model with such a list."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return OwnFilters
