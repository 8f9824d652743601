"""Import in the admin: paste or upload a finished text, see what was understood, correct it, save it."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from newsroom import roles
from newsroom.models import Counter, Masthead
from newsroom.roles import Role
from roundups import importing, preflight, workflow
from roundups.admin.desk import board_address, desk_page, masthead_of, person_of
from roundups.admin.telling import Told, told_of
from roundups.imaging.intake import LARGEST_FILE
from roundups.importing import Reading, ReadPhoto, ReadStory

LARGEST_TEXT = 2 * 2**20  # bytes; a long roundup has 30,000


class ImportForm(forms.Form):
    """A form whose frame the page draws."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class PasteForm(ImportForm):
    """The finished text, pasted or as a file."""

    text = forms.CharField(
        label=gettext_lazy("The finished text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=gettext_lazy("Headline, kicker, caption, lede, summaries, stories, imprint: as it would be read."),
    )
    file = forms.FileField(label=gettext_lazy("Or a text file"), required=False)
    date = forms.DateField(
        label=gettext_lazy("Date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Empty: from the number of the day in the text."),
    )
    masthead = forms.ModelChoiceField(label=gettext_lazy("Language"), queryset=Masthead.objects.all(), empty_label=None)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file = data.get("file")
        if file and file.size > LARGEST_TEXT:
            raise forms.ValidationError(_("The file is larger than 2 MB: that is no roundup. Choose the text itself."))
        try:
            words = importing.decode(file.read()) if file else data.get("text", "")
            data["reading"] = importing.read(
                words, counters=importing.counters_for(data["masthead"]), date=data.get("date")
            )
        except importing.NotARoundup as error:
            raise forms.ValidationError(str(error)) from error
        except KeyError:
            pass  # the language has its own error already
        return data


class UnderstoodForm(ImportForm):
    """The page's own words as they were understood."""

    masthead = forms.ModelChoiceField(queryset=Masthead.objects.all(), widget=forms.HiddenInput)
    date = forms.DateField(
        label=gettext_lazy("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    headline = forms.CharField(
        label=gettext_lazy("Page headline"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Empty: the stories’ short headlines, in their order."),
    )
    kicker = forms.CharField(label=gettext_lazy("Kicker"), required=False, max_length=120)
    counter = forms.ModelChoiceField(label=gettext_lazy("Counter"), required=False, queryset=Counter.objects.all())
    opening = forms.CharField(
        label=gettext_lazy("Opening"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("{day} becomes the number of the day."),
    )
    sign_off = forms.CharField(label=gettext_lazy("Sign-off"), required=False, max_length=300)
    editor_in_chief = forms.CharField(label=gettext_lazy("Editor in chief"), required=False, max_length=120)
    caption = forms.CharField(label=gettext_lazy("Lead photo: caption"), required=False, max_length=500)
    credit = forms.CharField(label=gettext_lazy("Lead photo: credit"), required=False, max_length=200)
    picture = forms.FileField(
        label=gettext_lazy("Lead photo: picture"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
    )


class UnderstoodStoryForm(ImportForm):
    """One story as it was understood. Without headline and text it is left out."""

    headline = forms.CharField(label=gettext_lazy("Headline"), required=False, max_length=300)
    short_headline = forms.CharField(label=gettext_lazy("Short headline"), required=False, max_length=200)
    summary = forms.CharField(
        label=gettext_lazy("Summary"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Paragraphs with an empty line between them."),
    )
    caption = forms.CharField(label=gettext_lazy("Photo: caption"), required=False, max_length=500)
    credit = forms.CharField(label=gettext_lazy("Photo: credit"), required=False, max_length=200)

    def story(self) -> ReadStory | None:
        """None for one without words, or one that nobody filled in: the formset does not even clean that."""
        data = self.cleaned_data
        if not data:
            return None
        paragraphs = [" ".join(block.split()) for block in data["text"].replace("\r", "").split("\n\n")]
        if not data["headline"] and not any(paragraphs):
            return None
        return ReadStory(
            headline=data["headline"],
            short_headline=data["short_headline"],
            summary=data["summary"],
            paragraphs=tuple(paragraph for paragraph in paragraphs if paragraph),
            photo=_photo(data),
        )


StoriesForm = forms.formset_factory(UnderstoodStoryForm, extra=0, max_num=60, absolute_max=60)


@require_http_methods(["GET", "HEAD", "POST"])
def import_text(request: HttpRequest) -> HttpResponse:
    """Paste, see, correct, save: two forms on one address."""
    person = person_of(request)
    if not roles.of(person) & {Role.JOURNALIST, Role.EDITOR}:
        raise PermissionDenied
    if request.method != "POST":
        return _show(request, paste=PasteForm(initial={"masthead": masthead_of(request)}))
    if "save" in request.POST:
        return _save(request)
    paste = PasteForm(request.POST, request.FILES)
    if not paste.is_valid():
        return _show(request, paste=paste, status=400)
    reading: Reading = paste.cleaned_data["reading"]
    masthead = paste.cleaned_data["masthead"]
    page, stories = _understood(reading, masthead)
    told = _told(reading, masthead)
    return _show(request, page=page, stories=stories, remarks=reading.remarks, told=told)


def _told(reading: Reading, masthead: Masthead) -> list[Told]:
    """What preflight finds in the text, as it will say it when the stories are approved; pictures are still to come."""
    proof = importing.proof_of(reading, masthead.language)
    if proof is None:
        return []
    found = preflight.check(proof, stage=preflight.Stage.APPROVE, context=workflow.context_of_a_text(masthead))
    called = {
        story.anchor: _("Story %(number)d") % {"number": number} for number, story in enumerate(proof.stories, start=1)
    }
    return told_of(found, called)


def _save(request: HttpRequest) -> HttpResponse:
    page, stories = UnderstoodForm(request.POST, request.FILES), StoriesForm(request.POST)
    remarks = tuple(request.POST.getlist("remark"))
    if not (page.is_valid() and stories.is_valid()):
        return _show(request, page=page, stories=stories, remarks=remarks, status=400)
    data = page.cleaned_data
    reading = Reading(
        date=data["date"],
        counter=data["counter"].name if data["counter"] else "",
        day=None,
        headline=data["headline"],
        kicker=data["kicker"],
        opening=data["opening"],
        sign_off=data["sign_off"],
        photo=_photo(data),
        stories=tuple(story for form in stories if (story := form.story())),
        editor_in_chief=data["editor_in_chief"],
        remarks=(),
    )
    try:
        picture = data["picture"].read(LARGEST_FILE + 1) if data["picture"] else None
        day = importing.save(reading, masthead=data["masthead"], by=person_of(request), picture=picture)
    except importing.ImportRefused as refusal:
        page.add_error(None, str(refusal))
        return _show(request, page=page, stories=stories, remarks=remarks, status=409)
    messages.success(request, _("The text is on the board: every story is filed and waits for approval."))
    return HttpResponseRedirect(board_address(day))


def _understood(reading: Reading, masthead: Masthead) -> tuple[UnderstoodForm, Any]:
    page = UnderstoodForm(
        initial={
            "masthead": masthead,
            "date": reading.date,
            "headline": reading.headline,
            "kicker": reading.kicker,
            "counter": Counter.objects.filter(name=reading.counter).first(),
            "opening": reading.opening,
            "sign_off": reading.sign_off,
            "editor_in_chief": reading.editor_in_chief,
            "caption": reading.photo.caption if reading.photo else "",
            "credit": reading.photo.credit if reading.photo else "",
        }
    )
    stories = StoriesForm(
        initial=[
            {
                "headline": story.headline,
                "short_headline": story.short_headline,
                "summary": story.summary,
                "text": "\n\n".join(story.paragraphs),
                "caption": story.photo.caption if story.photo else "",
                "credit": story.photo.credit if story.photo else "",
            }
            for story in reading.stories
        ]
    )
    return page, stories


def _photo(data: dict[str, Any]) -> ReadPhoto | None:
    if not data["caption"] and not data["credit"]:
        return None
    return ReadPhoto(caption=data["caption"], credit=data["credit"])


def _show(request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    context = {"title": _("Import a finished text"), **context}
    return desk_page(request, "admin/roundups/import.html", context, status=status)
