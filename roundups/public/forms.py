"""The two forms of the public site: searching, and telling the paper of an error."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from roundups.public.search.query import LONGEST


class PublicForm(forms.Form):
    """A form whose tags stand in the template."""

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class SearchForm(PublicForm):
    """It is never refused: whatever is wrong with it means the ordinary search."""

    q = forms.CharField(
        label=_("Words, a “phrase”, a date or the number of a day"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    order = forms.ChoiceField(
        label=_("Order"), required=False, choices=[("new", _("Newest first")), ("best", _("Best first"))]
    )


class ReportForm(PublicForm):
    """What is wrong, and where to answer if that is wished. `website` catches programs: people do not see it."""

    date = forms.DateField(label=_("Roundup of"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    words = forms.CharField(
        label=_("What is wrong, and what is right?"),
        min_length=10,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Please write what is wrong."),
            "min_length": _("Please write a little more, so that we can find it."),
        },
    )
    contact = forms.EmailField(
        label=_("Your e-mail address, if you wish an answer"),
        required=False,
        max_length=254,  # what the column holds; the form's own measure is longer
        help_text=_("Only our editors see it. Leave it empty if your safety may depend on it."),
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.data.get("website"))
