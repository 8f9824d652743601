"""Answers: the same stories in the same order on both databases, newest or best first, never what readers lack."""

import datetime
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from newsroom.models import Staff
from newsroom.roles import Role
from roundups.models import Roundup
from roundups.public.search import Answer, ask, parse
from roundups.public.search.asking import COUNTED, ON_A_PAGE
from tests import factories
from tests.roundups.public.search import corpus
from tests.roundups.public.search.corpus import anchors, fill, found, told
from tests.worlds import Begin

pytestmark = pytest.mark.django_db
PORT = ("The port reopens", "Ships came in.", "The harbour master said so.")

ENGLISH: dict[str, list[corpus.Words]] = {
    "2023-09-12": [
        ("Łódź counts its votes", "The elections in Łódź went well.", "Day 567 of the strike saw São Paulo send help."),
        ("Carts cross the bridge", "The grain port stays shut.", "Nobody opened the port. It rains."),
    ],
    "2023-09-13": [
        ("Grain port reopens", "Two ships came in.", "The election commission watched the quay; O’Neill signed."),
        ("Teachers strike", "School is out in Tromsø.", "The day was quiet. The grain was dry, the port was not."),
    ],
    "2023-10-01": [
        ("Port grain sold", "Prices fell by 3.5 per cent.", "An elected council bought it at the old bridge.")
    ],
    "2026-03-02": [
        ("Bridge of carts", "Day 2 of the strike.", "Don't cross. AND OR NOT NEAR are words. The straße is closed."),
        ("Old bridge new bridge", "It opened.", "<em>Grain</em> was <strong>carried</strong> over it by naïve carts."),
    ],
}
RUSSIAN: dict[str, list[corpus.Words]] = {
    "2023-09-13": [
        ("Выборы прошли", "Итоги выборов известны.", "Ёлка стоит у моста. Йод подорожал."),
        ("Порт открыт", "Забастовка окончена.", "В порту стоят корабли; grain port молчит."),
    ],
    "2026-03-02": [
        ("Мост закрыт", "Второй день забастовки.", "Ёлки увезли. Замок у моста заперт. Мой город ждёт выборов.")
    ],
}

LODZ, CARTS = ("2023-09-12", "łódź-counts-its-votes"), ("2023-09-12", "carts-cross-the-bridge")
REOPENS, TEACHERS = ("2023-09-13", "grain-port-reopens"), ("2023-09-13", "teachers-strike")
SOLD = ("2023-10-01", "port-grain-sold")
OF_CARTS, OLD_NEW = ("2026-03-02", "bridge-of-carts"), ("2026-03-02", "old-bridge-new-bridge")
VOTES, OPEN = ("2023-09-13", "выборы-прошли"), ("2023-09-13", "порт-открыт")
SHUT = ("2026-03-02", "мост-закрыт")

IN_ENGLISH: dict[str, list[tuple[str, str]]] = {
    "Lodz": [LODZ],
    "łódź": [LODZ],
    "LÓDZ vote": [LODZ],
    "sao paulo": [LODZ],
    "Tromso": [TEACHERS],
    "naive": [OLD_NEW],
    "strasse": [OF_CARTS],
    "election": [SOLD, REOPENS, LODZ],
    "elections": [SOLD, REOPENS, LODZ],
    "elected": [SOLD, REOPENS, LODZ],
    "port": [SOLD, REOPENS, TEACHERS, CARTS],
    "grain port": [SOLD, REOPENS, TEACHERS, CARTS],
    '"grain port"': [REOPENS, CARTS],
    "“grain port”": [REOPENS, CARTS],
    "«port grain»": [SOLD],
    '"grain port': [REOPENS, CARTS],
    'grain port"': [SOLD, REOPENS, TEACHERS, CARTS],
    '"port grain" bridge': [SOLD],
    '"reopens two"': [],
    '"bridge the grain"': [],
    '"came in the"': [],
    '"shut nobody"': [],
    '"port it rains"': [CARTS],
    "bridge": [OF_CARTS, OLD_NEW, SOLD, CARTS],
    "bridges carts": [OF_CARTS, OLD_NEW, CARTS],
    '"old bridge"': [OLD_NEW, SOLD],
    '"bridge new bridge"': [OLD_NEW],
    "bridge port": [SOLD, CARTS],
    "strike": [OF_CARTS, TEACHERS, LODZ],
    "strike quay": [],
    "dont": [OF_CARTS],
    "don’t cross": [OF_CARTS],
    "O'Neill": [REOPENS],
    "3.5": [SOLD],
    "567": [LODZ],
    "day 567": [LODZ],
    "day": [OF_CARTS, TEACHERS, LODZ],
    "AND": [OF_CARTS],
    "NOT": [OF_CARTS, TEACHERS],
    "grain OR port": [],
    "NEAR(grain port)": [],
    "near not": [OF_CARTS],
    "headline:port": [],
    "port*": [SOLD, REOPENS, TEACHERS, CARTS],
    "po*": [],
    "-port": [SOLD, REOPENS, TEACHERS, CARTS],
    "!grain | (port) & <-> ship:*": [REOPENS],
    "'port' \\ \"": [SOLD, REOPENS, TEACHERS, CARTS],
    "carried": [OLD_NEW],
    "em strong": [],
    "2023-09-13": [REOPENS, TEACHERS],
    "13.09.2023": [REOPENS, TEACHERS],
    "13 September 2023": [REOPENS, TEACHERS],
    "September 13, 2023": [REOPENS, TEACHERS],
    "13 сентября 2023": [REOPENS, TEACHERS],
    "September 2023": [REOPENS, TEACHERS, LODZ, CARTS],
    "2023-09": [REOPENS, TEACHERS, LODZ, CARTS],
    "2023-09 port": [REOPENS, TEACHERS, CARTS],
    '2023-09-13 "grain port"': [REOPENS],
    "2023-09-14": [],
    "2023-09-31": [],
    "August 2023": [],
    "выборы": [],
    "nothing of that": [],
}
IN_RUSSIAN: dict[str, list[tuple[str, str]]] = {
    "выборов": [SHUT, VOTES],
    "выборы": [SHUT, VOTES],
    "выборами моста": [SHUT, VOTES],
    "ёлка": [SHUT, VOTES],
    "елка": [SHUT, VOTES],
    "ЕЛКОЙ": [SHUT, VOTES],
    "йод": [VOTES],
    "иод": [],
    "за́мок": [SHUT],
    "порт": [OPEN],
    "порту": [OPEN],
    "grain": [OPEN],
    "port": [OPEN],
    "забастовка": [SHUT, OPEN],
    "«день забастовки»": [SHUT],
    "„забастовки день“": [],
    "сентябрь 2023": [VOTES, OPEN],
    "13 сентября 2023 года": [VOTES, OPEN],
    "13 сентября 2023 порт": [OPEN],
    "carts": [],
}
BEST_FIRST: dict[str, list[tuple[str, str]]] = {
    "port": [SOLD, REOPENS, TEACHERS, CARTS],
    "grain": [SOLD, REOPENS, OLD_NEW, TEACHERS, CARTS],
    "grain port": [SOLD, REOPENS, TEACHERS, CARTS],
    '"grain port"': [REOPENS, CARTS],
    "bridge": [OF_CARTS, OLD_NEW, CARTS, SOLD],
    "strike": [TEACHERS, OF_CARTS, LODZ],
    "carts bridge": [OF_CARTS, CARTS, OLD_NEW],
    "port 2023-09": [REOPENS, TEACHERS, CARTS],
    "2023-09": [REOPENS, TEACHERS, LODZ, CARTS],
    "quay": [REOPENS],
}


@pytest.fixture
def editor() -> Staff:
    return factories.person(Role.EDITOR)


@pytest.fixture
def archive(begin_with: Begin) -> None:
    begin_with(an_archive)


def an_archive() -> None:
    """The stories above, in both languages."""
    masthead = corpus.russian()
    for date, stories in ENGLISH.items():
        told(*stories, date=datetime.date.fromisoformat(date))
    for date, stories in RUSSIAN.items():
        told(*stories, date=datetime.date.fromisoformat(date), masthead=masthead)


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("language", "best_first", "expected"),
    [("en", False, IN_ENGLISH), ("ru", False, IN_RUSSIAN), ("en", True, BEST_FIRST)],
    ids=["english", "russian", "best first"],
)
def test_both_databases_find_the_same_stories_in_the_same_order(
    language: str, best_first: bool, expected: dict[str, list[tuple[str, str]]]
) -> None:
    assert {typed: found(typed, language, best_first=best_first) for typed in expected} == expected


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("typed", ["quay", "Lodz", "2023-09-13", "bridge", "grain"])
def test_another_language_has_other_answers(typed: str) -> None:
    assert not {date_and_anchor for date_and_anchor in found(typed) if date_and_anchor in found(typed, "ru")}


@pytest.mark.usefixtures("archive")
def test_a_language_that_nobody_writes_has_no_answer() -> None:
    assert found("port", "de") == []


def test_all_words_must_be_in_one_story() -> None:
    told(("Carts come", "On Monday.", "They came."), ("Mules go", "On Monday.", "They went."))
    assert anchors("monday carts") == ["carts-come"]
    assert anchors("carts mules") == []


@pytest.mark.parametrize(
    "phrase", ["reopens ships", "in the", "the port reopens ships", "so the", "in the harbour", "said so ships"]
)
def test_a_phrase_does_not_reach_from_one_field_into_another(phrase: str) -> None:
    told(PORT, PORT)
    assert anchors(f'"{phrase}"') == []


@pytest.mark.parametrize("phrase", ["the port reopens", "ships came in", "harbour master said so", "PORTS reopened"])
def test_a_phrase_is_found_in_each_field(phrase: str) -> None:
    told(PORT)
    assert anchors(f'"{phrase}"') == ["the-port-reopens"]


def test_the_words_of_a_phrase_stand_together_and_in_order() -> None:
    told(("The port", "Here.", "The master of the harbour."))
    assert anchors('"master harbour"') == anchors('"harbour master"') == []
    assert anchors("harbour master") == ["the-port"]


def test_best_first_means_all_the_words_in_the_headline() -> None:
    told(("Carts", "The port.", "Here."), ("The port of carts", "Here.", "There."), date=datetime.date(2026, 3, 1))
    told(("Port", "Carts here.", "There."))
    assert anchors("port carts") == ["port", "carts", "the-port-of-carts"]
    assert anchors("port carts", best_first=True) == ["the-port-of-carts", "port", "carts"]


def test_an_old_headline_comes_before_more_new_texts_than_are_counted() -> None:
    told(("The port", "Here.", "There."), date=datetime.date(2026, 2, 1))
    fill(told(("The quay", "The port.", "There.")), COUNTED + 1)
    assert len(anchors("port")) == COUNTED
    assert "the-port" not in anchors("port")
    answer = ask(parse("port"), "en", best_first=True)
    assert answer.hits[0].address.endswith("#the-port")
    assert (answer.count, answer.is_more) == (COUNTED, True)


@pytest.mark.parametrize(("stories", "count", "is_more"), [(499, 499, False), (500, 500, False), (501, 500, True)])
def test_counting_ends_where_nobody_reads_on(stories: int, count: int, is_more: bool) -> None:
    fill(told(PORT), stories)
    answer = ask(parse("port"), "en")
    assert (answer.count, answer.is_more, answer.pages) == (count, is_more, COUNTED // ON_A_PAGE)


@pytest.mark.parametrize("typed", ["port", "2026-03", "port 2026-03"])
def test_the_database_is_never_asked_for_more_than_is_counted(typed: str) -> None:
    with CaptureQueriesContext(connection) as captured:
        ask(parse(typed), "en", best_first=True)
    assert {query["sql"].rpartition("LIMIT ")[2] for query in captured} == {str(COUNTED + 1)}


@pytest.mark.parametrize(
    ("asked", "page", "first"),
    [(1, 1, 0), (2, 2, 20), (3, 3, 40), (0, 1, 0), (-1, 1, 0), (4, 3, 40), (10**30, 3, 40)],
)
def test_a_page_that_is_not_there_is_the_nearest_that_is(asked: int, page: int, first: int) -> None:
    fill(told(PORT), 45)
    answer = ask(parse("port"), "en", page=asked)
    assert (answer.page, answer.pages, len(answer.hits)) == (page, 3, min(ON_A_PAGE, 45 - first))
    assert answer.hits[0].address.endswith(f"-{first}" if first else "#the-port-reopens")


def test_the_pages_together_are_the_whole_list_once() -> None:
    fill(told(PORT), 45)
    assert len(anchors("port")) == len(set(anchors("port"))) == 45


def test_without_an_answer_there_is_one_empty_page() -> None:
    told(PORT)
    answer = ask(parse("quay"), "en", page=7)
    assert answer == Answer(hits=[], count=0, is_more=False, page=1, pages=1)


# --- The edition is sealed, and the press has not run yet ---------------------------------------------------------


def retracted(day: Roundup, editor: Staff) -> None:
    factories.step("retract", day, editor)


def withdrawn(day: Roundup, editor: Staff) -> None:
    factories.step("withdraw", day.stories.order_by("position")[0], editor)
    factories.step("reissue", day, editor)


def reworded(day: Roundup, editor: Staff) -> None:
    corpus.reword(
        day.stories.order_by("position")[0], editor, headline="The quay", summary="Here.", body="<p>There.</p>"
    )


@pytest.mark.parametrize("leave", [retracted, withdrawn, reworded])
@pytest.mark.parametrize("typed", ["port", "ships", "harbour", '"ships came"', "2026-03-02"])
@pytest.mark.parametrize("best_first", [False, True])
def test_what_readers_no_longer_have_is_not_found_though_the_index_still_knows_it(
    editor: Staff, leave: Callable[[Roundup, Staff], None], typed: str, best_first: bool
) -> None:
    day = told(PORT, ("Mules", "On Monday.", "They went."))
    assert ask(parse(typed), "en", best_first=best_first).count > 0
    leave(day, editor)
    answer = ask(parse(typed), "en", best_first=best_first)
    assert (answer.hits, answer.count) == ([], 0)


def test_what_stands_beside_a_retracted_day_is_found_all_the_same(editor: Staff) -> None:
    told(PORT, date=datetime.date(2026, 3, 1))
    factories.step("retract", told(PORT), editor)
    answer = ask(parse("port"), "en")
    assert [str(hit.edition.date) for hit in answer.hits] == ["2026-03-01"]
    assert answer.count == 1


@pytest.mark.parametrize("state", ["draft", "filed", "returned", "approved", "spiked"])
def test_an_unpublished_story_is_not_found(state: str) -> None:
    factories.story_in(state, told(PORT), headline="The secret", body="<p>The secret port.</p>")
    corpus.index_all()
    assert anchors("secret") == []
    assert anchors("port") == ["the-port-reopens"]


def test_an_edit_of_a_published_story_is_not_found_before_its_edition(editor: Staff) -> None:
    day = told(PORT)
    story = day.stories.get()
    factories.step("reopen", story, editor)
    type(story).objects.filter(pk=story.pk).update(headline="The secret", body="<p>Secret.</p>")
    corpus.index_all()
    assert anchors("secret") == []
    assert anchors("port") == ["the-port-reopens"]


# --- What is shown of a story -------------------------------------------------------------------------------------


def shown(pieces: list[tuple[str, bool]]) -> str:
    return "".join(f"[{text}]" if is_found else text for text, is_found in pieces)


def test_what_was_found_is_marked_in_headline_and_text() -> None:
    told(PORT)
    hit = ask(parse("ports SHIP"), "en").hits[0]
    assert shown(hit.headline) == "The [port] reopens"
    assert shown(hit.words) == "[Ships] came in. The harbour master said so."


def test_a_hit_leads_to_its_story_on_its_day() -> None:
    told(PORT)
    assert ask(parse("port"), "en").hits[0].address == "/2026/03/02/#the-port-reopens"


def test_of_a_long_text_the_part_around_the_word_is_shown() -> None:
    told((*PORT[:2], f"{'before ' * 100}harbour {'after ' * 100}"))
    words = shown(ask(parse("harbour"), "en").hits[0].words)
    assert words.startswith("… before before")
    assert "before [harbour] after" in words
    assert words.endswith("after …")
    assert len(words) < 400


def test_of_a_story_found_by_its_headline_the_beginning_is_shown() -> None:
    told((*PORT[:2], "after " * 100))
    words = shown(ask(parse("reopens"), "en").hits[0].words)
    assert words.startswith("Ships came in. after")


def test_a_date_marks_nothing() -> None:
    told(PORT)
    assert shown(ask(parse("2026-03-02"), "en").hits[0].words) == "Ships came in. The harbour master said so."


# --- Whatever is asked --------------------------------------------------------------------------------------------

HOSTILE = st.text(st.characters() | st.sampled_from(list("\"“”„«»'()*:&|!<>-+^{}\\%;$_0123456789. ")))


@given(typed=HOSTILE, best_first=st.booleans(), page=st.integers())
@example(typed="\x00", best_first=True, page=1)
@example(typed="\ud800", best_first=True, page=1)
@example(typed='port" OR "1', best_first=True, page=2**70)
@example(typed="'; DROP TABLE roundups_search; --", best_first=True, page=-1)
@example(typed="👍🏽 \u202eport\u202c שלום مرحبا", best_first=False, page=1)
@example(typed="%s %(x)s %", best_first=True, page=1)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_query_is_answered_in_three_questions_to_the_database(typed: str, best_first: bool, page: int) -> None:
    with CaptureQueriesContext(connection) as captured:
        answer = ask(parse(typed), "en", best_first=best_first, page=page)
    assert len(captured) <= 3
    assert {query["sql"].split()[0] for query in captured} <= {"SELECT"}
    assert 1 <= answer.page <= answer.pages


WORDS = st.sampled_from(["port", "grain", "bridge", "carts", "the", "election", "day", "Łódź", "strike", "came"])


@pytest.mark.usefixtures("archive")
@given(one=WORDS, other=WORDS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_another_word_never_finds_more(one: str, other: str) -> None:
    both = set(found(f"{one} {other}"))
    assert both == set(found(one)) & set(found(other))
    assert set(found(f'"{one} {other}"')) <= both
    assert sorted(found(one, best_first=True)) == sorted(found(one))
