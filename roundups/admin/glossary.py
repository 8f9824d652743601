"""Glossary and style phrases in the admin: administrators keep them, and their examples are tried before saving."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _

from newsroom.record import What
from roundups.admin.recorded import RecordedAdmin
from roundups.models import GlossaryEntry, StylePhrase
from roundups.models.glossary import lines_of
from roundups.preflight.house import unwanted_phrases, wrong_names
from roundups.preflight.reading import Passage
from roundups.workflow.house import name_of, phrase_of

LETTERS = 2  # fewer would be found in every sentence
LETTERS_BEFORE_STAR = 3


Faults = Callable[[Any], Iterator[tuple[str, str]]]  # what makes no sense in a row: (field, sentence)
Hits = Callable[[Any, Sequence[Passage]], Iterable[Passage]]  # the examples in which a row finds something


class GlossaryForm(forms.ModelForm[Any]):
    class Meta:
        model = GlossaryEntry
        fields = ("language", "canonical", "wrong", "note", "famous", "must_match", "must_not_match")

    def clean(self) -> dict[str, Any]:
        return _tried(self, super().clean() or {}, self.faults, self.hits)

    def clean_canonical(self) -> str:
        return _even(self.cleaned_data["canonical"])

    def hits(self, row: GlossaryEntry, examples: Sequence[Passage]) -> Iterable[Passage]:
        return (passage for passage, _match, _right in wrong_names(examples, [name_of(row)], row.language))

    def faults(self, row: GlossaryEntry) -> Iterator[tuple[str, str]]:
        for wrong, right in row.forms:
            if (message := _unreadable(wrong, right)) or (message := self._contradiction(row, wrong, right)):
                yield "wrong", message
        yield from _faults_beside_others(row)

    def _contradiction(self, row: GlossaryEntry, wrong: str, right: str) -> str:
        """What is right by one line and wrong by another of the same entry; "" where all agree."""
        said = {"wrong": wrong, "right": right}
        if wrong.casefold() in {right.casefold(), row.canonical.casefold()}:
            return _("“%(wrong)s” is wrong and right at once; capitals make no difference. Take the line away.") % said
        if {other.casefold() for form, other in row.forms if form.casefold() == wrong.casefold()} != {right.casefold()}:
            return _("“%(wrong)s” stands there with several right forms. Keep one of them.") % said
        if [*self.hits(row, _passages(row.language, right))]:
            return _("“%(right)s” is to be right, but a wrong form stands in it. Change one of the two.") % said
        return ""


class StylePhraseForm(forms.ModelForm[Any]):
    class Meta:
        model = StylePhrase
        fields = ("language", "words", "only_quoted", "message", "severity", "must_match", "must_not_match")

    def clean(self) -> dict[str, Any]:
        return _tried(self, super().clean() or {}, self.faults, self.hits)

    def clean_words(self) -> str:
        return _even(self.cleaned_data["words"])

    def hits(self, row: StylePhrase, examples: Sequence[Passage]) -> Iterable[Passage]:
        return (passage for passage, _match, _phrase in unwanted_phrases(examples, [phrase_of(row)]))

    def faults(self, row: StylePhrase) -> Iterator[tuple[str, str]]:
        if _letters(row.words) < LETTERS:
            yield "words", _("With fewer than two letters it would be found everywhere. Write whole words.")
        for word in row.words.split():
            if "*" in word[:-1]:
                yield "words", _("The * of “%(word)s” must stand at its end, and only one.") % {"word": word}
            elif word.endswith("*") and _letters(word) < LETTERS_BEFORE_STAR:
                message = _("“%(word)s” would be found everywhere: write at least three letters before the *.")
                yield "words", message % {"word": word}


class GlossaryAdmin(RecordedAdmin):
    what = What.HOUSE_WORDS
    form = GlossaryForm
    list_display = ("canonical", "language", "wrong_forms", "famous")
    list_filter = ("language",)
    search_fields = ("canonical", "wrong", "note")
    actions = None

    @admin.display(description=GlossaryEntry._meta.get_field("wrong").verbose_name)
    def wrong_forms(self, entry: GlossaryEntry) -> str:
        return ", ".join(wrong for wrong, _right in entry.forms)


class StylePhraseAdmin(RecordedAdmin):
    what = What.HOUSE_WORDS
    form = StylePhraseForm
    list_display = ("words", "language", "only_quoted", "severity")
    list_filter = ("language", "severity")
    search_fields = ("words", "message")
    actions = None


def _tried(form: forms.ModelForm[Any], data: dict[str, Any], faults: Faults, hits: Hits) -> dict[str, Any]:
    """Try the form's row on the row's examples; what went wrong is said beside them, and nothing is saved."""
    if form.errors:
        return data
    row = form._meta.model(**data)
    row.pk = form.instance.pk
    for field, message in faults(row):
        form.add_error(field, message)
    if not form.errors:
        _try_examples(form, row, hits)
    return data


def _try_examples(form: forms.ModelForm[Any], row: Any, hits: Hits) -> None:
    wanted, unwanted = (_passages(row.language, lines) for lines in (row.must_match, row.must_not_match))
    found = set(hits(row, [*wanted, *unwanted]))
    for example in (each for each in wanted if each not in found):
        message = _("Nothing is found in “%(example)s”. Change the forms, or the example.")
        form.add_error("must_match", message % {"example": example.text})
    for example in (each for each in unwanted if each in found):
        message = _("Something is found in “%(example)s”. Change the forms, or the example.")
        form.add_error("must_not_match", message % {"example": example.text})


def _unreadable(wrong: str, right: str) -> str:
    """Why a line cannot be read as a form, or "" where it can."""
    if not (_letters(wrong) and _letters(right)):
        return _("A line has no word on one side of its arrow. Write both: Kiev → Kyiv.")
    if "*" in wrong:
        return _("“%(wrong)s”: a * means nothing in a name. Write out every form.") % {"wrong": wrong}
    if _letters(wrong) < LETTERS:
        return _("“%(wrong)s” would be found everywhere. Write whole words.") % {"wrong": wrong}
    return ""


def _faults_beside_others(row: GlossaryEntry) -> Iterator[tuple[str, str]]:
    """Where another entry of the language says the opposite."""
    wrong = {form.casefold(): form for form, _right in row.forms}
    for other in GlossaryEntry.objects.filter(language=row.language).exclude(pk=row.pk):
        theirs = {form.casefold() for form, _right in other.forms}
        if other.canonical.casefold() in wrong:
            message = _("“%(name)s” is right by its own entry. Change that one first, or take the line away.")
            yield "wrong", message % {"name": other.canonical}
        if row.canonical.casefold() in theirs:
            yield "canonical", _("By the entry “%(name)s” this form is wrong.") % {"name": other.canonical}
        for form in sorted(theirs & wrong.keys()):
            message = _("“%(form)s” is a wrong form of “%(name)s” already. Keep it in one entry.")
            yield "wrong", message % {"form": wrong[form], "name": other.canonical}


def _passages(language: str, lines: str) -> list[Passage]:
    return [Passage(field="", text=line, language=language) for line in lines_of(lines)]


def _letters(words: str) -> int:
    return sum(letter.isalnum() for letter in words)


def _even(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).split())
