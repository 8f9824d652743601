"""Commenting on a story, and settling a comment."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from newsroom import roles
from roundups import workflow
from roundups.admin.desk import desk_page, person_of
from roundups.models import Comment, Story


class CommentForm(forms.ModelForm[Comment]):
    class Meta:
        model = Comment
        fields = ("words", "paragraph", "must_fix")
        widgets = {"words": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, may_demand: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_demand:
            del self.fields["must_fix"]
        self.helper = FormHelper()
        self.helper.form_tag = False


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a comment on a story."""
    person = person_of(request)
    story = get_object_or_404(Story, pk=pk)
    form = CommentForm(request.POST or None, may_demand=roles.is_editor(person))
    back = reverse("admin:roundups_story_change", args=[pk])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            workflow.add_comment(
                story,
                by=person,
                words=data["words"],
                paragraph=data["paragraph"],
                must_fix=data.get("must_fix", False),
            )
        except workflow.StepRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The comment stands on the story."))
            return HttpResponseRedirect(back)
    context = {"title": gettext_lazy("Comment on the story"), "story": story, "form": form, "back": back}
    return desk_page(request, "admin/roundups/comment.html", context)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle a comment."""
    found = get_object_or_404(Comment, pk=pk)
    try:
        workflow.settle_comment(found, by=person_of(request))
    except workflow.AlreadyDone as done:
        messages.info(request, str(done))
    except workflow.StepRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The comment is settled."))
    return HttpResponseRedirect(reverse("admin:roundups_story_change", args=[found.story_id]))
