"""How a form comes to the desk's door, and nobody's words are lost there: a stale form is refused with both texts
shown, a closed one with the words kept."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from newsroom import roles
from newsroom.models import Staff
from roundups import workflow
from roundups.admin.desk import desk_page, person_of
from roundups.admin.listing import ListedAdmin


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
        for field in self.fields.values():
            # Counters never cut typing: too long is said on saving, with the words kept.
            field.widget.attrs.pop("maxlength", None)

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
        pairs = [
            (field, getattr(self.theirs, name), field.prepare_value(getattr(self.theirs, name)), self.data.get(name))
            for name, field in self.fields.items()
            if self.theirs is not None and name != "seen" and hasattr(self.theirs, name)
        ]
        return [
            (str(field.label), str(value or "–"))
            for field, value, theirs, mine in pairs
            if str(theirs or "").split() != str(mine or "").split()
        ]


class DoorAdmin(ListedAdmin):
    """A form whose saving is the desk's: who may change what, and what happens on a refusal, has one home here."""

    closed: Callable[[Any, Staff], list[str]]  # why a person cannot change a row now; empty if they can
    typed: tuple[str, ...] = ()  # the columns whose words are kept when the door is closed

    def around(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """What the page shows beside the form of a row that is there."""
        return {}

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(roles.of(request.user)) and super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(roles.of(request.user)) and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # The admin asks has_perm, which says yes to every superuser; the desk asks for a role first.
        allowed = bool(roles.of(request.user)) and super().has_change_permission(request, obj)
        return allowed and (obj is None or not self.closed(obj, person_of(request)))

    def changeform_view(  # type: ignore[override]  # the stubs promise more than Django does
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponseBase:
        obj = self.get_object(request, object_id) if object_id else None
        closed = self.closed(obj, person_of(request)) if obj else []
        if object_id and obj is None and request.method == "POST":
            closed = [_("It is not there any more: somebody deleted it.")]
        if closed and request.method == "POST":
            return answer_refusal(request, workflow.StepRefused(closed), model=self.model, words=self.typed)
        context = {**(extra_context or {}), "closed": closed, **(self.around(request, obj) if obj else {})}
        try:
            return self.form_page(request, object_id, form_url, context)
        except workflow.StaleSave:
            # Lost in the moment between looking and saving: the form looks again and says so.
            return self.form_page(request, object_id, form_url, context)
        except workflow.StepRefused as refusal:
            return answer_refusal(request, refusal, model=self.model, words=self.typed)

    def form_page(
        self, request: HttpRequest, object_id: str | None, form_url: str, context: dict[str, Any]
    ) -> HttpResponseBase:
        """Django's page of the form; what it checks and saves is one transaction."""
        return super().changeform_view(request, object_id, form_url, context)


def answer_refusal(
    request: HttpRequest, refusal: workflow.StepRefused, *, model: type[Model], words: Iterable[str]
) -> HttpResponse:
    """A save that is not possible any more: the sentence, and what was typed, to copy."""
    typed = [(label_of(model, name), request.POST[name]) for name in words if request.POST.get(name, "").strip()]
    rows = [name for name in request.POST if name.startswith("sources-") and name.endswith(("-name", "-url"))]
    typed += [(_("Source"), request.POST[name]) for name in rows if request.POST[name].strip()]
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
