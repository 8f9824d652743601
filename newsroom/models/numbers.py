"""Numbers that no column can hold: no row has one, so that asking for it finds nothing, on both databases."""

from typing import Any

from django.db.models import IntegerField
from django.db.models.lookups import In

LARGEST = 2**63 - 1


@IntegerField.register_lookup
class InColumn(In):
    """`id__in` as Django has it for `=` and `<`: SQLite raises OverflowError on more than eight bytes."""

    def get_prep_lookup(self) -> Any:
        found = super().get_prep_lookup()
        if not isinstance(found, list):
            return found
        return [each for each in found if not isinstance(each, int) or -LARGEST - 1 <= each <= LARGEST]
