"""What somebody typed, understood: words, phrases, dates, the number of a day. Anything else is a query too."""

import datetime
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roundups.public.search import parse
from roundups.public.search.query import LONGEST, MOST

WEDNESDAY = datetime.date(2023, 9, 13)
SEPTEMBER = (datetime.date(2023, 9, 1), datetime.date(2023, 9, 30))
MARKS = ['"a b"', "“a b”", "„a b“", "„a b”", "«a b»", "»a b«", "”a b”", "“a b“", '"a b”', "‟a b”"]


@pytest.mark.parametrize(
    "typed",
    [
        "2023-09-13", "2023-9-13", "13.09.2023", "13.9.2023", "13 September 2023", "13 september 2023",
        "September 13, 2023", "September 13 2023", "SEPTEMBER 13, 2023", "13 сентября 2023", "13 СЕНТЯБРЯ 2023",
        "13 сентября 2023 года", "13 сентября 2023 г.", " 13   September  2023 ",
    ],
)  # fmt: skip
def test_a_date_is_understood_however_it_is_written(typed: str) -> None:
    query = parse(typed)
    assert query.dates == (WEDNESDAY, WEDNESDAY)
    assert query.terms == ()


@pytest.mark.parametrize(
    "typed", ["September 2023", "september 2023", "2023-09", "сентябрь 2023", "сентября 2023", "Сентябрь 2023 года"]
)
def test_a_month_is_all_its_days(typed: str) -> None:
    query = parse(typed)
    assert query.dates == SEPTEMBER
    assert query.terms == ()


def test_february_has_the_days_of_its_year() -> None:
    assert parse("February 2024").dates == (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    assert parse("2023-02").dates == (datetime.date(2023, 2, 1), datetime.date(2023, 2, 28))


@pytest.mark.parametrize(
    "typed",
    [
        "2023-02-30", "2023-13-01", "2023-00", "31.04.2023", "00.01.2023", "32 September 2023", "February 30, 2023",
        "31 сентября 2023", "2023-13", "0000-01-01", "99.99.9999",
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_is_words(typed: str) -> None:
    query = parse(typed)
    assert query.dates is None
    assert query.terms


@pytest.mark.parametrize("typed", ["port 2023-09-13", "2023-09-13 port", "port 13 September 2023", "13.09.2023, port"])
def test_a_date_stands_beside_words(typed: str) -> None:
    query = parse(typed)
    assert query.dates == (WEDNESDAY, WEDNESDAY)
    assert query.terms == (("port",),)


def test_of_two_dates_the_first_counts_and_the_other_is_words() -> None:
    query = parse("2023-09-13 2023-09-14")
    assert query.dates == (WEDNESDAY, WEDNESDAY)
    assert query.terms == (("2023",), ("09",), ("14",))


def test_a_date_that_exists_is_found_behind_one_that_does_not() -> None:
    assert parse("2023-02-30 2023-09-13").dates == (WEDNESDAY, WEDNESDAY)


@pytest.mark.parametrize("typed", ["12023-09-13", "2023-09-131", "1.2.20234", "x2023-09"])
def test_digits_inside_a_longer_number_are_no_date(typed: str) -> None:
    assert parse(typed).dates is None


@pytest.mark.parametrize(
    "typed",
    [
        "567", "day 567", "Day 567", "567 day", "567th day", "567-й день", "567й день", "день 567", "№567", "№ 567",
        "#567", " 567 ", "567 день",
    ],
)  # fmt: skip
def test_the_number_of_a_day_is_understood(typed: str) -> None:
    assert parse(typed).number == 567


@pytest.mark.parametrize(
    "typed", ["567 carts", "day", "0", "0567", "12345678", "-567", "567.5", "2023-09", "day 567 port", '"567" x', "½"]
)
def test_a_number_among_other_things_is_no_day(typed: str) -> None:
    assert parse(typed).number is None


def test_the_number_of_a_day_is_searched_for_too() -> None:
    assert parse("567").terms == (("567",),)


@pytest.mark.parametrize("typed", MARKS)
def test_quotation_marks_of_all_kinds_make_a_phrase(typed: str) -> None:
    assert parse(typed).terms == (("a", "b"),)


@pytest.mark.parametrize("typed", MARKS)
def test_a_phrase_stands_beside_words(typed: str) -> None:
    assert set(parse(f"c {typed} d").terms) == {("a", "b"), ("c",), ("d",)}


@pytest.mark.parametrize("mark", '"“”„‟«»')
def test_a_mark_that_is_never_closed_holds_to_the_end(mark: str) -> None:
    assert set(parse(f"c {mark}a b").terms) == {("a", "b"), ("c",)}


@pytest.mark.parametrize("mark", '"“”„‟«»')
def test_a_mark_that_opens_nothing_is_left_out(mark: str) -> None:
    assert set(parse(f"a b{mark}").terms) == {("a",), ("b",)}


@pytest.mark.parametrize("typed", ['"" a', '"—" a', "«» a", '""" a'])
def test_an_empty_phrase_is_left_out(typed: str) -> None:
    assert parse(typed).terms == (("a",),)


def test_two_phrases_are_two() -> None:
    assert parse('"a b" «c d»').terms == (("a", "b"), ("c", "d"))


def test_a_word_that_comes_twice_is_asked_for_once() -> None:
    assert parse("port PORT ports “port”").terms == (("port",),)


@pytest.mark.parametrize("typed", ["", "   ", "—", "…", '""', "(*)", "\u00ad", "\u200b"])
def test_without_a_word_the_query_is_empty(typed: str) -> None:
    assert parse(typed).is_empty


@pytest.mark.parametrize("typed", ["port", "2023-09", "567", '"a b"'])
def test_with_a_word_or_a_date_it_is_not_empty(typed: str) -> None:
    assert not parse(typed).is_empty


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("port AND bridge", (("port",), ("and",), ("bridg",))),
        ("port OR bridge", (("port",), ("or",), ("bridg",))),
        ("NOT port", (("not",), ("port",))),
        ("NEAR(port bridge, 5)", (("near",), ("port",), ("bridg",), ("5",))),
        ("headline:port", (("headlin",), ("port",))),
        ("port* & !bridge | (cart)", (("port",), ("bridg",), ("cart",))),
        ("port:*A <-> bridge", (("port",), ("a",), ("bridg",))),
        ("-port +bridge ^cart", (("port",), ("bridg",), ("cart",))),
        ("'port' \\bridge", (("port",), ("bridg",))),
    ],
)
def test_what_the_databases_read_as_operators_is_words_or_nothing(
    typed: str, terms: tuple[tuple[str, ...], ...]
) -> None:
    assert parse(typed).terms == terms


def test_more_words_than_anybody_types_are_left_out() -> None:
    assert len(parse(" ".join(f"w{number}" for number in range(100))).terms) == MOST


def test_a_text_instead_of_a_query_is_cut() -> None:
    assert parse("x" * 10_000).typed == "x" * LONGEST


@pytest.mark.parametrize("typed", ["Łódź", "йод", "Việt Nam", "ガス"])
def test_a_query_is_the_same_with_its_accents_composed_or_apart(typed: str) -> None:
    assert parse(unicodedata.normalize("NFD", typed)) == parse(unicodedata.normalize("NFC", typed))


HOSTILE = st.text(st.characters() | st.sampled_from(list("\"“”„«»'()*:&|!<>-+^{}\\0123456789. ")))


@given(HOSTILE)
@example("٢٠٢٣-٠٩-١٣")
@example("1" * 300)
@example("9999-12-31")
@example("\ud800")
@example("\x00")
def test_whatever_was_typed_is_a_query(typed: str) -> None:
    query = parse(typed)
    assert len(query.typed) <= LONGEST
    assert len(query.terms) <= MOST
    assert all(stem.isalnum() for term in query.terms for stem in term)
    assert query.dates is None or query.dates[0] <= query.dates[1]
    assert query.number is None or 0 < query.number < 10**7


@given(st.dates(min_value=datetime.date(1000, 1, 1), max_value=datetime.date(2999, 12, 31)))
def test_every_date_is_understood_in_its_common_spellings(date: datetime.date) -> None:
    spellings = (f"{date:%Y-%m-%d}", f"{date:%d.%m.%Y}", f"{date:%-d %B %Y}", f"{date:%B %-d, %Y}")
    assert {parse(spelling).dates for spelling in spellings} == {(date, date)}


@given(HOSTILE)
def test_understanding_a_query_again_says_the_same(typed: str) -> None:
    once = parse(typed)
    assert parse(once.typed) == once
