"""The forms of the paper's own words: examples are tried before saving, nonsense is a sentence, words are kept."""

import pytest

from newsroom.roles import Role
from roundups.models import GlossaryEntry, StylePhrase
from tests import factories
from tests.journeys.desk import Desk, Page
from tests.roundups.admin import hostile

pytestmark = pytest.mark.django_db
NAMES, PHRASES = "/admin/roundups/glossaryentry/", "/admin/roundups/stylephrase/"


@pytest.fixture
def desk() -> Desk:
    factories.masthead()
    return Desk(factories.person(Role.ADMINISTRATOR))


def add_name(desk: Desk, **words: str) -> Page:
    given = {"language": "en", "canonical": "Kelmora", "wrong": "Kelmore", **words}
    return desk.send(desk.open(f"{NAMES}add/"), "canonical", button="_save", **given)


def add_phrase(desk: Desk, words: str, **columns: str) -> Page:
    page = desk.open(f"{PHRASES}add/")
    return desk.send(page, "words", button="_save", words=words, **{"language": "en", **columns})


def test_an_entry_whose_examples_hold_is_saved(desk: Desk) -> None:
    examples = {"must_match": "The road to Kelmore\n\nKELMORE’s mayor", "must_not_match": "The Kelmorean guild"}
    assert add_name(desk, famous="on", note="Since May.", **examples).status == 302
    entry = GlossaryEntry.objects.get(canonical="Kelmora")
    assert (entry.forms, entry.famous, entry.note) == ([("Kelmore", "Kelmora")], True, "Since May.")


def test_a_name_without_wrong_forms_is_saved(desk: Desk) -> None:
    assert add_name(desk, wrong="", must_not_match="The road to Kelmore").status == 302


@pytest.mark.parametrize(
    ("field", "example", "sentence"),
    [
        ("must_match", "The road to Kelmora", "Nothing is found in “The road to Kelmora”."),
        ("must_not_match", "The road to Kelmore", "Something is found in “The road to Kelmore”."),
    ],
)
def test_an_example_of_a_name_that_does_not_hold_is_a_sentence_and_the_words_are_kept(
    desk: Desk, field: str, example: str, sentence: str
) -> None:
    answer = add_name(desk, note="Kept", **{field: example})
    assert answer.says(sentence)
    form = answer.form("canonical")
    assert (form.value("note"), form.value("wrong"), form.value(field)) == ("Kept", "Kelmore", example)
    assert not GlossaryEntry.objects.filter(canonical="Kelmora").exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ("→ Kelmora", "A line has no word on one side of its arrow."),
        ("Kelmore →", "A line has no word on one side of its arrow."),
        ("– → Kelmora", "A line has no word on one side of its arrow."),
        ("Kelmor*", "a * means nothing in a name"),
        ("K", "“K” would be found everywhere."),
        ("Kelmora", "“Kelmora” is wrong and right at once"),
        ("kelmora", "“kelmora” is wrong and right at once"),
        ("Kelmora → Kelmore", "“Kelmora” is wrong and right at once"),
        ("Kelmore\nKelmore -> Kelmory", "“Kelmore” stands there with several right forms."),
        ("Kelmore → Port Kelmore", "“Port Kelmore” is to be right, but a wrong form stands in it."),
        ("Kyiv", "“Kyiv” is right by its own entry."),
        ("Kiev", "“Kiev” is a wrong form of “Kyiv” already."),
    ],
)
def test_a_form_that_makes_no_sense_is_a_sentence(desk: Desk, wrong: str, sentence: str) -> None:
    GlossaryEntry.objects.update_or_create(language="en", canonical="Kyiv", defaults={"wrong": "Kiev"})
    answer = add_name(desk, wrong=wrong)
    assert answer.says(sentence), answer.words
    assert answer.form("canonical").value("wrong") == wrong
    assert not GlossaryEntry.objects.filter(canonical="Kelmora").exists()


def test_a_name_that_another_entry_calls_wrong_is_a_sentence(desk: Desk) -> None:
    GlossaryEntry.objects.create(language="en", canonical="Port Kelm", wrong="Kelmora")
    assert add_name(desk).says("By the entry “Port Kelm” this form is wrong.")


def test_another_languages_words_are_no_contradiction(desk: Desk) -> None:
    GlossaryEntry.objects.create(language="ru", canonical="Kelmore", wrong="Kelmora")
    assert add_name(desk).status == 302


def test_a_name_that_is_there_already_is_a_sentence(desk: Desk) -> None:
    GlossaryEntry.objects.create(language="en", canonical="Kelmora")
    assert add_name(desk, canonical=" Kelmora ").says("The glossary has this name already.")


def test_an_entry_is_no_contradiction_of_itself_when_it_is_saved_again(desk: Desk) -> None:
    add_name(desk)
    entry = GlossaryEntry.objects.get(canonical="Kelmora")
    page = desk.open(f"{NAMES}{entry.pk}/change/")
    assert desk.send(page, "canonical", button="_save", wrong="Kelmore\nKelmorre").status == 302


@pytest.mark.parametrize("model", [GlossaryEntry, StylePhrase])
def test_everything_that_is_shipped_can_be_saved_as_it_is(
    desk: Desk, model: type[GlossaryEntry] | type[StylePhrase]
) -> None:
    rows = model._default_manager.all()
    assert rows
    for row in rows:
        page = desk.open(f"/admin/roundups/{model._meta.model_name}/{row.pk}/change/")
        assert desk.send(page, "must_match", button="_save").status == 302, row


# --- Phrases ------------------------------------------------------------------------------------------------------


def test_a_phrase_whose_examples_hold_is_saved(desk: Desk) -> None:
    examples = {"must_match": "Quiet operations began.", "must_not_match": "A “quiet operation”\nAn operation"}
    assert add_phrase(desk, " quiet  operation* ", only_quoted="on", severity="block", **examples).status == 302
    assert StylePhrase.objects.get(words="quiet operation*").severity == "block"


@pytest.mark.parametrize(
    ("field", "example", "sentence"),
    [
        ("must_match", "A “quiet operation”", "Nothing is found in “A “quiet operation””."),
        ("must_not_match", "A quiet operation", "Something is found in “A quiet operation”."),
    ],
)
def test_an_example_of_a_phrase_that_does_not_hold_is_a_sentence_and_the_words_are_kept(
    desk: Desk, field: str, example: str, sentence: str
) -> None:
    answer = add_phrase(desk, "quiet operation", only_quoted="on", message="Kept", **{field: example})
    assert answer.says(sentence)
    form = answer.form("words")
    assert (form.value("words"), form.value("message"), form.value(field)) == ("quiet operation", "Kept", example)
    assert not StylePhrase.objects.filter(words="quiet operation").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("*", "it would be found everywhere"),
        ("…", "it would be found everywhere"),
        ("a", "it would be found everywhere"),
        ("quiet *", "“*” would be found everywhere"),
        ("qu*", "“qu*” would be found everywhere"),
        ("qui*et", "The * of “qui*et” must stand at its end"),
        ("quiet**", "The * of “quiet**” must stand at its end"),
    ],
)
def test_a_phrase_that_would_be_found_everywhere_is_a_sentence(desk: Desk, words: str, sentence: str) -> None:
    answer = add_phrase(desk, words)
    assert answer.says(sentence), answer.words
    assert answer.form("words").value("words") == words
    assert not StylePhrase.objects.filter(words=words).exists()


def test_a_phrase_that_is_there_already_is_a_sentence(desk: Desk) -> None:
    StylePhrase.objects.create(language="en", words="quiet operation")
    assert add_phrase(desk, "quiet operation").says("This phrase is there already.")


# --- Who ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [NAMES, PHRASES])
@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        (Role.ADMINISTRATOR, True, True),
        (Role.EDITOR, True, False),
        (Role.JOURNALIST, False, False),
        (Role.PHOTO_EDITOR, False, False),
    ],
)
def test_administrators_keep_the_words_and_editors_read_them(
    address: str, role: Role, reads: bool, writes: bool
) -> None:
    factories.masthead()
    by = Desk(factories.person(role))
    assert by.open(address).status == (200 if reads else 403)
    assert by.open(f"{address}add/").status == (200 if writes else 403)
    words = {"language": "en", "canonical": "Kelmora", "words": "quiet operation", "severity": "note", "_save": "1"}
    assert by.post(f"{address}add/", words).status == (302 if writes else 403)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EDITOR])
def test_the_rooms_lead_to_the_glossary_and_it_to_the_phrases(role: Role) -> None:
    factories.masthead()
    by = Desk(factories.person(role))
    assert by.open("/admin/").links_to(NAMES)
    assert by.open(NAMES).links_to(PHRASES)
    assert by.open(PHRASES).links_to(NAMES)


def test_who_may_not_read_it_sees_no_way_there() -> None:
    factories.masthead()
    assert not Desk(factories.person(Role.JOURNALIST)).open("/admin/").links_to(NAMES)


def test_an_administrator_takes_an_entry_away(desk: Desk) -> None:
    entry = GlossaryEntry.objects.create(language="en", canonical="Kelmora")
    desk.post(f"{NAMES}{entry.pk}/delete/", {"post": "yes"})
    assert not GlossaryEntry.objects.filter(pk=entry.pk).exists()


def test_markup_and_odd_letters_in_the_words_are_shown_as_words(desk: Desk) -> None:
    words = hostile.EVERYTHING[:100]
    for answer in (
        add_name(desk, canonical=words, wrong=words, note=words, must_match=words),
        add_phrase(desk, words, message=words, must_match=words),
    ):
        assert answer.status in {200, 302}
        assert hostile.raw_markup(answer.html) == []
    for address in (NAMES, PHRASES):
        assert hostile.raw_markup(desk.open(address).html) == []
