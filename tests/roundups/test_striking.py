"""Striking words from a galley: gone in every form and place, and nothing else touched."""

import dataclasses
import datetime
import html
import re
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.models.prose import clean
from roundups.galley import Galley, NoWords, Photo, Source, Story, Words, places_in, strike, struck

MARK = "[removed]"
NAME = Words.of("Ivan Petrov\nPetrov\nПетрова")


def body(text: str, words: Words = NAME) -> str:
    return struck("body", text, words, MARK)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ivan Petrov said so.", f"{MARK} said so."),
        ("IVAN\u00a0PETROV said so.", f"{MARK} said so."),
        ("Petrov’s son, petrov-junior", f"{MARK}’s son, {MARK}-junior"),
        ("Mail i_petrov@example.org", f"Mail i_{MARK}@example.org"),
        ("Видели Петро\u0301ва и Пет\u00adрова.", f"Видели {MARK} и {MARK}."),
        ("Petrovsky and Petrova stay, so does Petr.", "Petrovsky and Petrova stay, so does Petr."),
        ("See https://x.org/%D0%9F%D0%B5%D1%82%D1%80%D0%BE%D0%B2%D0%B0/1 there", f"See {MARK} there"),
    ],
)
def test_words_are_struck_whole_in_any_writing(text: str, left: str) -> None:
    assert struck("summary", text, NAME, MARK) == left


@pytest.mark.parametrize("typed", ["Тимофеев", "ТИМОФЕЕВ", "тимофеев"])
def test_a_letter_with_two_dots_is_another_letter(typed: str) -> None:
    assert struck("summary", "Тимофеёв", Words.of(typed), MARK) == "Тимофеёв"


def test_a_form_of_several_words_is_found_whatever_stands_between_them() -> None:
    phone = Words.of("J. Doe\n+7 912 345-67-89")
    assert struck("summary", "J.Doe, J. Doe; 7(912)345 67 89, 79 12.", phone, MARK) == f"{MARK}, {MARK}; {MARK}, 79 12."


def test_neighbours_become_one_mark() -> None:
    assert struck("summary", "Ivan Petrov is Ivan.", Words.of("Ivan\nPetrov"), MARK) == f"{MARK} is {MARK}."


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<p>By Ivan <em>Pet</em>rov &amp; co.</p>", f"<p>By {MARK} &amp; co.</p>"),
        ("<p>Ivan<br>Petrov</p>", f"<p>{MARK}<br></p>"),
        ("<p>Ivan</p><p>said Petrov.</p>", f"<p>Ivan</p><p>said {MARK}.</p>"),
        ('<p><a href="https://x.org/ivan-petrov?a=1">His <em>page</em></a></p>', "<p>His <em>page</em></p>"),
        ('<p><a href="https://x.org/ivanpetrov">Page</a></p>', "<p>Page</p>"),
        ('<p><a href="mailto:petrov@x.org">Petrov</a> and <a href="https://y.org/">us</a></p>',
         f'<p>{MARK} and <a href="https://y.org/">us</a></p>'),
        ('<p><a href="https://x.org/?a=&quot;&amp;b=&gt;">A &lt;Petrov&gt;</a></p>',
         f'<p><a href="https://x.org/?a=&quot;&amp;b=&gt;">A &lt;{MARK}&gt;</a></p>'),
    ],
)  # fmt: skip
def test_words_are_struck_across_tags_and_from_links(text: str, left: str) -> None:
    assert body(text) == left


def test_a_text_without_the_words_is_the_very_same() -> None:
    text = "<p>Caf\u0065\u0301 &nbsp;<em></em></p>"
    assert body(text) is text


@pytest.mark.parametrize("typed", ["", "  \n", "Petrov\nX", "…", "Petrov\n—"])
def test_a_line_that_would_stand_everywhere_is_no_form(typed: str) -> None:
    with pytest.raises(NoWords):
        Words.of(typed)


def full() -> Galley:
    """A galley with the name in everything that says something."""
    words: dict[str, Any] = {
        field.name: f"https://x.org/petrov/{field.name}" if field.name in {"license", "web_statement"} else "Petrov"
        for field in dataclasses.fields(Photo)
        if field.type is str and field.name not in {"rights", "digest", "source_type"}
    }
    photo = Photo(**words, digest="1" * 64)
    said: dict[str, Any] = dict.fromkeys(["headline", "short_headline", "summary", "withdrawn"], "Petrov")
    source = Source(name="Petrov", url="https://x.org/petrov", kind="media")
    story = Story(**said, anchor="petrov", body="<p>Petrov</p>", sources=(source,), photo=photo)
    frame: dict[str, Any] = dict.fromkeys(
        ["kicker", "headline", "opening", "sign_off", "editor_in_chief", "notice"], "Petrov"
    )
    return Galley(language="en", date=datetime.date(2026, 3, 2), photo=photo, stories=(story,), **frame)


def test_every_field_of_a_galley_is_struck() -> None:
    before = full()
    assert before.canonical.lower().count("petrov") == len(list(places_in(before, NAME))) > 20
    after = strike(before, NAME, MARK, {"petrov": "story"})
    assert "petrov" not in after.canonical.lower()
    assert (after.stories[0].anchor, after.stories[0].sources[0].kind, after.photo.digest) == (
        "story",
        "media",
        "1" * 64,
    )
    assert list(places_in(after, NAME)) == []


def test_the_quick_look_misses_nothing_that_the_slow_one_finds() -> None:
    link = '<a href="https://x.org/%D0%9F%D0%B5%D1%82%D1%80%D0%BE%D0%B2%D0%B0">x</a>'
    part = Story(body=f"<p>I<em>va</em>n P&#101;t\u00adrov {link}</p>")
    for words in (Words.of("Ivan Petrov"), Words.of("петрова")):
        assert list(places_in(part, words))
        assert words.may_be_in(part.canonical)


# --- Any text, any markup ---------------------------------------------------------------------------------------------

letters = st.sampled_from("aAbBßİéЁёйЙжs \u00a0\u00ad\u0301.,-_&<>\"'%25\n")
plain = st.text(letters, max_size=40) | st.text(max_size=20)
forms = st.text(letters, min_size=2, max_size=6) | st.sampled_from(["ab", "a b", "Ёж", "жЁж", "ß", "s s"])
pieces = plain.map(lambda text: html.escape(text, quote=False)) | st.sampled_from(
    ["<p>", "</p>", "<em>", "</em>", "<strong>", "</strong>", "<br>", "<li>", "</li>", "<ul>", "</ul>", "</a>",
     "<blockquote>", "</blockquote>", '<a href="https://x.org/ab?q=a&amp;b">', '<a href="https://x.org/%D0%B6">']
)  # fmt: skip
markup = st.lists(pieces, max_size=14).map(lambda found: clean("".join(found)))


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", normalize("NFC", text))


def read(typed: str) -> Words | None:
    try:
        words = Words.of(typed)
    except NoWords:
        return None
    return None if any("removed" in form for form in words.forms) else words


@given(plain, forms)
def test_any_text_loses_the_words_and_nothing_else(text: str, typed: str) -> None:
    if words := read(typed):
        after = struck("summary", text, words, MARK)
        assert not words.are_in(after)
        assert struck("summary", after, words, MARK) == after
        rest = iter(words_of(text))
        assert all(word in rest for word in words_of(after.replace(MARK, " "))), "words came, changed or moved"


@given(markup, forms)
def test_any_markup_loses_the_words_and_stays_clean(text: str, typed: str) -> None:
    if words := read(typed):
        after = body(text, words)
        assert clean(after) == after
        assert body(after, words) == after
        assert list(places_in(Story(body=after), words)) == []
        assert not list(places_in(Story(body=text), words)) or after != text
        assert Story(body=text) == Story(body=after) or words.may_be_in(Story(body=text).canonical)


@given(st.lists(st.sampled_from(["Ivan", "Petrov", "ivan petrov", "said", "so", "Петрова", "<em>", "</em>", "—"])))
def test_words_that_were_not_typed_stand_as_before(said: list[str]) -> None:
    text = clean(f"<p>{' '.join(said)}</p>")
    kept = [word for word in said if word in {"said", "so"}]
    left = [word for word in words_of(re.sub("<[^>]*>", "", body(text))) if word in {"said", "so"}]
    assert left == kept
