"""Words as the search compares them: what is the same word, and what is not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundups.public.search.words import LONGEST, extract, fold, marked, stems


def same(one: str, other: str) -> bool:
    return stems(one) == stems(other) != []


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Łódź", "Lodz"), ("Lodz", "Łódź"), ("ŁÓDŹ", "lodz"), ("Tromsø", "Tromso"), ("Ærø", "aero"),
        ("Ǿrsted", "orsted"),
        ("Straße", "STRASSE"), ("Đorđe", "Dorde"), ("İzmir", "izmir"), ("Diyarbakır", "diyarbakir"),
        ("São", "sao"), ("Chişinău", "Chisinau"), ("Škoda", "skoda"), ("œuvre", "oeuvre"), ("Þórr", "thorr"),
    ],
)  # fmt: skip
def test_a_name_is_found_by_who_has_no_accents_on_the_keyboard(written: str, typed: str) -> None:
    assert same(written, typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("elections", "election"), ("Elections", "ELECTION"), ("reopened", "reopens"), ("bridges", "bridge"),
        ("ministers", "minister"), ("voting", "votes"),
    ],
)  # fmt: skip
def test_an_english_word_is_found_in_its_other_forms(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("выборов", "выборы"), ("ВЫБОРАМИ", "выборах"), ("забастовки", "забастовка"), ("мосту", "мостом"),
        ("портовых", "портовый"), ("ёлка", "елка"), ("ЁЛКИ", "елкой"),
    ],
)  # fmt: skip
def test_a_russian_word_is_found_in_its_other_forms(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(("one", "other"), [("йод", "иод"), ("Йод", "Иод"), ("война", "воина"), ("рай", "раи")])
def test_short_i_is_no_accented_i(one: str, other: str) -> None:
    assert fold(one) != fold(other)
    assert fold(one)[-1:] == one.casefold()[-1:]


@pytest.mark.parametrize(("one", "other"), [("port", "part"), ("bridge", "fridge"), ("порт", "спорт"), ("Łódź", "Lod")])
def test_other_words_are_other_words(one: str, other: str) -> None:
    assert not same(one, other)


@pytest.mark.parametrize("word", ["Łódź", "йод", "Йошкар", "Chişinău", "ёлка", "Việt"])
def test_a_word_is_the_same_with_its_accents_composed_or_apart(word: str) -> None:
    assert same(unicodedata.normalize("NFD", word), unicodedata.normalize("NFC", word))
    assert len(stems(unicodedata.normalize("NFD", word))) == 1


def test_a_stress_mark_does_not_tear_a_russian_word() -> None:
    assert same("за́мок", "замок")


def test_a_soft_hyphen_does_not_tear_a_word() -> None:
    assert same("за\u00adбас\u00adтов\u00adка", "забастовка")


@pytest.mark.parametrize(
    ("one", "other"), [("ﬁnance", "finance"), ("ＰＯＲＴ", "port"), ("𝐏𝐨𝐫𝐭", "port"), ("Ⅻ", "xii")]
)
def test_letters_that_only_look_special_are_the_plain_ones(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(("one", "other"), [("don't", "don’t"), ("O’Neill", "O'Neill"), ("council’s", "council")])
def test_an_apostrophe_is_the_same_straight_or_curly(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" — … ! ", 0),
        ("port-side", 2),
        ("a_b", 2),
        ("e-mail: x@y.org", 5),
        ("3.5 million", 3),
        ("½", 2),
        ("港", 1),
    ],
)
def test_what_stands_between_words_is_no_word(text: str, count: int) -> None:
    assert len(stems(text)) == count


def test_words_keep_their_order() -> None:
    assert stems("The port opens. Port!") == ["the", "port", "open", "port"]


def test_a_word_that_nobody_searches_for_is_cut() -> None:
    assert [len(stem) for stem in stems("x" * 5000)] == [LONGEST]


def test_the_words_that_were_found_are_marked_in_all_their_forms() -> None:
    pieces = list(marked("Łódź votes: election in lodz.", frozenset(stems("Lodz elections"))))
    assert [text for text, found in pieces if found] == ["Łódź", "election", "lodz"]


def test_nothing_is_marked_where_nothing_was_found() -> None:
    assert list(marked("The port opens.", frozenset({"bridg"}))) == [("The port opens.", False)]


@given(st.text())
def test_marking_loses_no_sign_of_the_text(text: str) -> None:
    assert "".join(piece for piece, _found in marked(text, frozenset(stems(text)))) == text


@given(st.text())
def test_every_word_of_a_text_is_found_by_itself(text: str) -> None:
    found = [piece for piece, is_found in marked(text, frozenset(stems(text))) if is_found]
    assert [stem for piece in found for stem in stems(piece)] == stems(text)


@given(st.text())
def test_a_stem_is_letters_and_digits_only_so_that_no_database_reads_it_as_more(text: str) -> None:
    assert all(stem and stem.isalnum() and len(stem) <= LONGEST for stem in stems(text))


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folded_text_has_small_letters_only(text: str) -> None:
    assert fold(text) == fold(text).casefold()


def part(text: str, typed: str) -> str:
    return extract(text, frozenset(stems(typed)), before=20, length=60)


def test_a_short_text_is_shown_whole() -> None:
    assert part("The port reopens.", "port") == "The port reopens."


def test_of_a_long_text_the_part_around_the_first_word_found_is_shown() -> None:
    assert part(f"{'before ' * 20}port {'after ' * 20}port", "ports") == (
        "… before before before port after after after after after after …"
    )


def test_of_a_text_without_the_word_the_beginning_is_shown() -> None:
    assert part("word " * 100, "port") == f"{('word ' * 13).strip()} …"


@pytest.mark.parametrize(
    "text", ["x" * 10_000, f"{'x' * 5000} port", f"port {'x' * 5000}", f"{'港' * 5000}。port。{'港' * 5000}"]
)
def test_of_a_text_without_spaces_no_more_is_shown_and_what_was_found_is_in_it(text: str) -> None:
    shown = part(text, "port")
    assert len(shown) <= 60 + 20 + 4
    assert ("port" in shown) == ("port" in text)


@given(st.text(), st.text())
def test_the_part_is_of_the_text_and_not_too_long(text: str, typed: str) -> None:
    shown = part(text * 5, typed)
    assert shown.removeprefix("… ").removesuffix(" …") in text * 5
    assert len(shown) <= 60 + 20 + 4
