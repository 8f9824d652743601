"""What is a count, what it counts and how much it is, in digits and words of both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundups.preflight.figures import Figure, figures
from roundups.preflight.reading import Passage


def read(text: str, language: str = "en") -> list[Figure]:
    return list(figures(Passage(field="body", text=text, language=language)))


@pytest.mark.parametrize(
    ("text", "language", "low", "noun"),
    [
        ("The army shot down 32 Iranian-made Shahed drones.", "en", 32, "drone"),
        ("A strike kills five.", "en", 5, "dead"),
        ("Twenty-six people were injured.", "en", 26, "hurt"),
        ("Five soldiers were killed.", "en", 5, "dead"),
        ("Police detained 14.", "en", 14, "held"),
        ("The fund has 1.2 million euros.", "en", 1_200_000, "euro"),
        ("It cost $40 million.", "en", 40_000_000, "dollar"),
        ("Prices rose by 9.4 per cent.", "en", 9.4, "percent"),
        ("Half a million people left.", "en", 500_000, "person"),
        ("Two hundred and six bridges stand.", "en", 206, "bridg"),
        ("1,200 houses were flooded.", "en", 1200, "house"),
        ("Погибли шесть человек.", "ru", 6, "dead"),
        ("Удар убил пятерых.", "ru", 5, "dead"),
        ("Сбиты 288 дронов.", "ru", 288, "drone"),
        ("Ранены 24, в том числе двое детей.", "ru", 24, "hurt"),
        ("Задержаны сорок два человека.", "ru", 42, "held"),
        ("Выделили 3,5 млн рублей.", "ru", 3_500_000, "rouble"),
        ("Без света 12,5 тыс. домов.", "ru", 12_500, "house"),
        ("Курица прибавила 28\u00a0процентов.", "ru", 28, "percent"),
    ],
)
def test_a_count_is_read_with_what_it_counts(text: str, language: str, low: float, noun: str) -> None:
    found = read(text, language)[0]
    assert (found.low, found.noun) == (low, noun)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The hall opens at 18:30 and closes at 9 p.m.", "en"),
        ("The court met on 12 May and on June 3.", "en"),
        ("It happened in 2023.", "en"),
        ("The baker, 34, was there with a 12-year-old boy.", "en"),
        ("He was charged under Article 207 and Article 280.3.", "en"),
        ("She lives at 14 Mill Street, flat 7.", "en"),
        ("The S-300 and the Ka-52 were there.", "en"),
        ("It is day 567 of the war.", "en"),
        ("Суд состоялся 12 мая 2024 года в 10:30.", "ru"),
        ("Его судят по статье 207.3, часть 2.", "ru"),
        ("36-летняя учительница из школы № 5.", "ru"),
        ("Идёт 567-й день войны.", "ru"),
    ],
)
def test_times_dates_ages_articles_and_addresses_are_no_counts(text: str, language: str) -> None:
    assert [figure.words for figure in read(text, language)] == []


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("At least 40 people came.", "least"), ("Up to 40 people came.", "most"), ("About 40 people came.", "about"),
        ("Dozens of people came.", "vague"), ("Forty people came.", ""), ("A thousand people came.", "about"),
    ],
)  # fmt: skip
def test_a_count_says_how_sure_it_is(text: str, hedge: str) -> None:
    assert [figure.hedge for figure in read(text)] == [hedge]


def test_a_range_goes_from_its_low_to_its_high_end() -> None:
    (figure,) = read("Платят 70–75 тыс. рублей за тонну.", "ru")
    assert (figure.low, figure.high) == (70_000, 75_000)


@given(st.integers(min_value=2, max_value=999_999))
def test_digits_are_read_for_what_they_are_with_any_mark_between_thousands(number: int) -> None:
    for written in (f"{number}", f"{number:,}", f"{number:,}".replace(",", "\u00a0")):
        if 1900 <= number <= 2099 and written == str(number):
            continue  # may be a year
        assert [figure.low for figure in read(f"The army shot down {written} drones.")] == [number], written


@given(st.text(max_size=200), st.sampled_from(["en", "ru"]))
def test_no_text_breaks_the_reading_of_figures(text: str, language: str) -> None:
    for figure in read(text, language):
        assert 0 <= figure.begin < figure.end <= len(text)
