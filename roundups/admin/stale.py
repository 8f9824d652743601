"""Nobody's words are lost: a stale form is refused with both texts shown, a closed one with the words kept."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from roundups import workflow
from roundups.admin.desk import desk_page


class SeenForm(forms.ModelForm[Any]):
    """A form that knows which revision of the row the person had before them.

    A stale one is not valid: it says so, shows the other text as `theirs`, and takes the newest revision, so that
    pressing save once more is a decision. The other text stays in the versions.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.theirs: Model | None = None
        self.fields["seen"].initial = self.instance.revision

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.instance.pk is None:
            return data
        theirs = type(self.instance)._default_manager.get(pk=self.instance.pk)
        if data.get("seen") != theirs.revision:
            self.theirs = theirs
            newest: Any = self.data.copy()  # type: ignore[attr-defined]
            newest[self.add_prefix("seen")] = str(theirs.revision)
            self.data = newest
            raise forms.ValidationError(
                _(
                    "Somebody saved this while you were writing. Your text is below, theirs is shown above it; nothing "
                    "was overwritten. Carry over what you need, then save again to keep yours."
                ),
                code="stale",
            )
        return data

    def their_words(self) -> list[tuple[str, str]]:
        """(label, value) of the fields that differ between the two texts."""
        if self.theirs is None:
            return []
        return [
            (str(field.label), str(getattr(self.theirs, name) or "–"))
            for name, field in self.fields.items()
            if name in (self._meta.fields or ())
            and str(getattr(self.theirs, name) or "") != str(self.data.get(name, "") or "")
        ]


def answer_refusal(
    request: HttpRequest, refusal: workflow.StepRefused, *, model: type[Model], words: Iterable[str]
) -> HttpResponse:
    """A save that is not possible any more: the sentence, and what was typed, to copy."""
    typed = [(label_of(model, name), request.POST[name]) for name in words if request.POST.get(name, "").strip()]
    context = {
        "title": _("This could not be saved"),
        "reasons": refusal.reasons,
        "typed": typed,
        "back": request.path,
    }
    return desk_page(request, "admin/roundups/kept.html", context, status=409)


def label_of(model: type[Model], name: str) -> str:
    """What a column is called to people."""
    return str(getattr(model._meta.get_field(name), "verbose_name", name))
