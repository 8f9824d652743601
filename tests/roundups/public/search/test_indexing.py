"""The search's index: in line with what readers have, whatever was there before, and the same on both databases."""

import datetime
import string

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.models import Staff
from newsroom.roles import Role
from roundups.models import Edition, IndexEntry, Roundup
from roundups.models.entry import DAY, LANGUAGES, PLACES
from roundups.press.rounds import print_waiting
from roundups.public.prose import words_of
from roundups.public.search import index, parse
from roundups.public.search.indexing import FILLER, MOST, OFTEN
from tests import factories
from tests.roundups.public.search import corpus
from tests.roundups.public.search.corpus import anchors, told

pytestmark = pytest.mark.django_db
PORT = ("The port reopens", "Ships came in.", "The harbour master said so.")
BRIDGE = ("The bridge opens", "Carts crossed.", "The council said so.")


@pytest.fixture
def editor() -> Staff:
    return factories.person(Role.EDITOR)


def newest(day: Roundup) -> Edition:
    return Edition.objects.public().select_related("text").get(roundup=day)


def words_in_the_index() -> str:
    return str(corpus.rows_of_the_index())


def test_each_story_of_a_public_edition_has_an_entry() -> None:
    day = told(PORT, BRIDGE)
    entries = IndexEntry.objects.order_by("-key")
    assert [(entry.edition, entry.anchor, entry.headline, entry.summary, entry.words) for entry in entries] == [
        (newest(day), "the-port-reopens", *PORT),
        (newest(day), "the-bridge-opens", *BRIDGE),
    ]


def test_indexing_twice_changes_nothing() -> None:
    day = told(PORT, BRIDGE)
    before = corpus.rows_of_the_index()
    index(newest(day))
    assert corpus.rows_of_the_index() == before


def test_a_new_edition_takes_the_place_of_the_one_before(editor: Staff) -> None:
    day = told(PORT, BRIDGE)
    corpus.reword(
        day.stories.order_by("position")[0], editor, headline="The quay reopens", body="<p>We were wrong.</p>"
    )
    corpus.index_all()
    assert {entry.edition for entry in IndexEntry.objects.all()} == {newest(day)}
    assert "harbour" not in words_in_the_index()
    assert "harbour"[:6] not in words_in_the_index()
    assert "quay" in words_in_the_index()


def test_of_a_retracted_day_no_word_stays(editor: Staff) -> None:
    day = told(PORT, BRIDGE)
    factories.step("retract", day, editor)
    index(newest(day))
    assert corpus.rows_of_the_index() == []


def test_a_reinstated_day_is_known_again(editor: Staff) -> None:
    day = told(PORT)
    factories.step("retract", day, editor)
    index(newest(day))
    factories.step("reinstate", day, editor)
    index(newest(day))
    assert anchors("port") == ["the-port-reopens"]


def test_of_a_withdrawn_story_no_word_stays(editor: Staff) -> None:
    day = told(PORT, BRIDGE)
    factories.step("withdraw", day.stories.order_by("position")[0], editor, note="The port is closed.")
    factories.step("reissue", day, editor)
    index(newest(day))
    assert [entry.anchor for entry in IndexEntry.objects.all()] == ["the-bridge-opens"]
    assert "harbour"[:6] not in words_in_the_index()


def test_indexing_one_day_leaves_its_neighbours_alone() -> None:
    first, last = datetime.date(2026, 3, 1), datetime.date(2026, 3, 3)
    told(PORT, date=first)
    told(PORT, date=last)
    told(BRIDGE)
    told(BRIDGE, masthead=corpus.russian())
    assert [date for date, _anchor in corpus.found("port")] == [f"{last}", f"{first}"]


def test_what_is_not_published_is_not_in_the_index() -> None:
    told(PORT)
    for state in ("draft", "filed", "returned", "approved", "spiked"):
        factories.story_in(state, Roundup.objects.get(), headline=f"Secret {state}", body="<p>Secret.</p>")
    corpus.index_all()
    assert "ecret" not in words_in_the_index()


def test_the_press_brings_the_index_into_line(editor: Staff) -> None:
    day = factories.roundup()
    corpus.add(day, *PORT, author=factories.person(), editor=editor)
    factories.step("publish", day, editor)
    assert anchors("port") == []
    print_waiting()
    assert anchors("port") == ["the-port-reopens"]
    factories.step("retract", day, editor)
    print_waiting()
    assert corpus.rows_of_the_index() == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("<p>one<br>two</p>", "one two"),
        ("<ul><li>one</li><li>two</li></ul>", "one two"),
        ("<blockquote>one</blockquote><p>two</p>", "one two"),
        ("<p>har<em>bour</em></p>", "harbour"),
        ('<p>the <a href="https://example.org/secret">port</a></p>', "the port"),
        ("<p>3 &lt; 5 &amp; 7 &gt; 6</p>", "3 < 5 & 7 > 6"),
        ("", ""),
    ],
)
def test_a_text_is_indexed_without_its_markup(body: str, words: str) -> None:
    assert words_of(body) == words


def test_keys_grow_with_the_date_whatever_language_and_place() -> None:
    day, next_day = factories.DATE, factories.DATE + datetime.timedelta(days=1)
    assert IndexEntry.key_of(day, "zz") + PLACES <= IndexEntry.key_of(next_day, "aa")
    assert IndexEntry.key_of(datetime.date.max, "zz") + PLACES < 2**63


def test_no_two_languages_share_keys() -> None:
    letters = string.ascii_lowercase
    keys = {IndexEntry.key_of(factories.DATE, a + b) // PLACES for a in letters for b in letters}
    assert len(keys) == LANGUAGES
    assert {key * PLACES // DAY for key in keys} == {factories.DATE.toordinal()}


def test_a_story_that_is_too_long_is_found_by_its_beginning() -> None:
    words = [f"word{number}x" for number in range(2 * MOST)]
    told((*PORT[:2], " ".join(words)))
    assert anchors(f'"{words[0]} {words[1]}"') == ["the-port-reopens"]
    assert anchors(words[MOST - 10]) == ["the-port-reopens"]
    assert anchors(words[-1]) == []
    assert anchors(f'"{words[MOST - 20]} {words[MOST - 10]}"') == []


def test_a_story_of_the_longest_words_in_the_widest_letters_is_taken() -> None:
    letters = [chr(0x10330 + number) for number in range(26)]  # Gothic: four bytes each
    words = (f"{letters[n % 26]}{letters[n // 26 % 26]}{letters[n // 676 % 26]}{letters[0] * 40}" for n in range(MOST))
    told((*PORT[:2], " ".join(words)))
    assert anchors("port") == ["the-port-reopens"]


def test_a_phrase_with_a_word_that_comes_all_the_time_is_found_alike_on_both_databases() -> None:
    told((*PORT[:2], f"{'the cart ' * (OFTEN - 3)}the mule {'the cart ' * 40}the horse"))
    assert anchors('"the mule"') == ["the-port-reopens"]
    assert anchors('"the horse"') == []
    assert anchors("the horse") == ["the-port-reopens"]
    assert parse(FILLER).is_empty


def test_a_day_is_indexed_with_as_many_queries_for_nine_stories_as_for_three() -> None:
    def queries(day: Roundup) -> int:
        edition = newest(day)
        with CaptureQueriesContext(connection) as captured:
            index(edition)
        return len(captured)

    few = told(*[(f"{PORT[0]} {number}", *PORT[1:]) for number in range(3)])
    many = told(*[(f"{PORT[0]} {number}", *PORT[1:]) for number in range(9)], date=datetime.date(2026, 3, 3))
    assert queries(many) == queries(few) <= 8


def test_a_failure_half_way_leaves_the_index_as_it_was(editor: Staff) -> None:
    day = told(PORT)
    before = corpus.rows_of_the_index()
    corpus.reword(day.stories.get(), editor, headline="The quay reopens")

    def refuse(execute: object, sql: str, params: object, many: bool, context: object) -> object:
        if sql.startswith(("INSERT INTO roundups_search", "UPDATE roundups_indexentry")):
            raise RuntimeError
        assert callable(execute)
        return execute(sql, params, many, context)

    edition = newest(day)
    with connection.execute_wrapper(refuse), pytest.raises(RuntimeError):
        index(edition)
    assert corpus.rows_of_the_index() == before
