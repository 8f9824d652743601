"""A change is one of spelling, or one of matter and why: what four eyes and the kinds of a reissue rest on."""

import dataclasses
import datetime
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundups.galley import Galley, Photo, Source, Story
from roundups.preflight.material import material, material_of_page
from tests.roundups.preflight import pairs


def story(body: str, **parts: object) -> Story:
    return Story(anchor="a", body=f"<p>{body}</p>", **parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(("before", "after"), pairs.IMMATERIAL_ENGLISH)
def test_a_slip_of_the_pen_is_immaterial(before: str, after: str) -> None:
    assert material(story(before), story(after), "en") == ()


@pytest.mark.parametrize(("before", "after"), pairs.IMMATERIAL_RUSSIAN)
def test_a_slip_of_the_pen_is_immaterial_in_russian(before: str, after: str) -> None:
    assert material(story(before), story(after), "ru") == ()


@pytest.mark.parametrize(("before", "after", "reason"), pairs.MATERIAL_ENGLISH)
def test_a_change_of_matter_says_what_changed(before: str, after: str, reason: str) -> None:
    assert reason in material(story(before), story(after), "en")


@pytest.mark.parametrize(("before", "after", "reason"), pairs.MATERIAL_RUSSIAN)
def test_a_change_of_matter_says_what_changed_in_russian(before: str, after: str, reason: str) -> None:
    assert reason in material(story(before), story(after), "ru")


@pytest.mark.parametrize(
    "pair",
    [
        *((*pair, "en") for pair in pairs.IMMATERIAL_ENGLISH),
        *((*pair, "ru") for pair in pairs.IMMATERIAL_RUSSIAN),
        *((*pair[:2], "en") for pair in pairs.MATERIAL_ENGLISH),
        *((*pair[:2], "ru") for pair in pairs.MATERIAL_RUSSIAN),
    ],
)
def test_undoing_a_change_is_as_material_as_the_change(pair: tuple[str, str, str]) -> None:
    before, after, language = pair
    there = material(story(before), story(after), language)
    assert bool(there) == bool(material(story(after), story(before), language))


# --- Headlines, sources, pictures, links --------------------------------------------------------------------------

LINK = "https://council.example/"
PICTURE = Photo(caption="Carts on the bridge.", credit="City archive", alt="Carts", digest="a" * 64, focal=(0.5, 0.5))
WHOLE = story(
    f'The bridge opened. Carts <a href="{LINK}">crossed</a> it.',
    headline="The bridge opens to carts",
    short_headline="Bridge opens",
    summary="The bridge was opened and carts crossed it.",
    sources=(Source(name="Council", url=LINK, kind="official"), Source(name="Harbour")),
    photo=PICTURE,
)  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"headline": "The bridge closes to carts"}, "the headline changed beyond spelling"),
        ({"headline": "The bridge opens to the carts"}, "the headline changed beyond spelling"),
        ({"headline": "The bridge opens to 2 carts"}, "a number came in: 2"),
        ({"short_headline": "Bridge shuts"}, "the short headline changed beyond spelling"),
        ({"short_headline": ""}, "the short headline changed beyond spelling"),
        ({"summary": ""}, "more than five words changed"),
        ({"sources": WHOLE.sources[:1]}, "a source went out: Harbour"),
        ({"sources": (*WHOLE.sources, Source(name="Mayor"))}, "a source came in: Mayor"),
        ({"sources": (WHOLE.sources[0], Source(name="Harbor"))}, "a source changed: Harbour → Harbor"),
        ({"sources": WHOLE.sources[::-1]}, "the sources stand in another order, or are of another kind"),
        ({"photo": None}, "the picture went out"),
        ({"photo": dataclasses.replace(PICTURE, digest="b" * 64)}, "the picture is another one"),
        ({"photo": dataclasses.replace(PICTURE, focal=(0.1, 0.5))}, "the picture is cut differently"),
        ({"photo": dataclasses.replace(PICTURE, credit="Harbour archive")}, "the picture’s credit or rights changed"),
        ({"photo": dataclasses.replace(PICTURE, caption="Carts on it.")}, "a word went out: the"),
        ({"photo": dataclasses.replace(PICTURE, alt="Carts and 2 men")}, "a number came in: 2"),
        ({"body": WHOLE.body.replace(LINK, "//mayor.example/")}, f"a link changed: {LINK} → //mayor.example/"),
        ({"body": "<p>The bridge opened. Carts crossed it.</p>"}, f"a link went out: {LINK}"),
        ({"withdrawn": "We could not stand by it."}, "the public note in its place changed"),
    ],
)  # fmt: skip
def test_what_stands_beside_the_text_counts_and_is_named(parts: dict[str, object], reason: str) -> None:
    assert reason in material(WHOLE, dataclasses.replace(WHOLE, **parts), "en")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "parts",
    [
        {"headline": "The brigde opens to carts"},
        {"headline": "The Bridge Opens to Carts"},
        {"short_headline": "Bridge oppens"},
        {"photo": dataclasses.replace(PICTURE, caption="Carts on the brigde.")},
        {"anchor": "another"},
        {"body": '<p>The bridge opened.</p><p>Carts <a href="https://council.example/"><em>crossed</em></a> it.</p>'},
    ],
)
def test_spelling_capitals_and_looks_are_immaterial_everywhere(parts: dict[str, object]) -> None:
    assert material(WHOLE, dataclasses.replace(WHOLE, **parts), "en") == ()  # type: ignore[arg-type]


def test_moved_paragraphs_are_matter_and_said_as_such() -> None:
    one = Story(body="<p>Carts crossed the bridge.</p><p>Ships waited.</p>")
    assert material(one, Story(body="<p>Ships waited.</p><p>Carts crossed the bridge.</p>"), "en") == (
        "paragraphs stand in another order",
    )


def test_a_paragraph_that_becomes_a_block_quotation_is_matter() -> None:
    assert "a quotation came in" in material(
        Story(body="<p>Carts cross.</p>"), Story(body="<blockquote><p>Carts cross.</p></blockquote>"), "en"
    )


def test_a_changed_block_quotation_is_matter() -> None:
    before, after = (
        Story(body=f"<blockquote><p>{words}</p></blockquote>") for words in ("Crats cross.", "Carts cross.")
    )
    assert "a quotation changed" in material(before, after, "en")


def test_five_words_are_spelling_and_six_are_not() -> None:
    wrong = ["acress", "alung", "behint", "besite", "beyont", "aroumd"]
    right = ["across", "along", "behind", "beside", "beyond", "around"]
    before = "They went " + " and ".join(wrong)
    five = "They went " + " and ".join([*right[:5], wrong[5]])
    assert material(story(before), story(five), "en") == ()
    assert material(story(before), story("They went " + " and ".join(right)), "en") == ("more than five words changed",)


def test_the_words_of_all_fields_are_counted_together() -> None:
    before = story("They acress alung behint.", summary="They besite beyont aroumd.")
    after = story("They across along behind.", summary="They beside beyond around.")
    assert material(before, after, "en") == ("more than five words changed",)


def test_a_language_that_is_not_read_has_no_immaterial_change_of_words() -> None:
    assert material(story("Міст відкрито"), story("Мист відкрито"), "uk")
    assert material(story("Міст, відкрито"), story("Міст відкрито."), "uk") == ()


def test_a_long_rewritten_text_is_compared_in_a_moment() -> None:
    before = story("</p><p>".join("Carts crossed the bridge " + "again " * n for n in range(150)))
    after = story("</p><p>".join("Ships left the harbour " + "early " * n for n in range(150)))
    assert "more than five words changed" in material(before, after, "en")


# --- The page beside its stories ----------------------------------------------------------------------------------


def page(**parts: object) -> Galley:
    words = {"language": "en", "date": datetime.date(2026, 3, 2), "headline": "One, Two"}
    words["stories"] = (story("a", headline="One"), story("b", headline="Two"))
    return Galley(**{**words, **parts})  # type: ignore[arg-type]


def test_another_order_of_the_stories_is_no_matter_although_it_makes_another_headline() -> None:
    first = page()
    assert material_of_page(first, page(headline="Two, One", stories=first.stories[::-1])) == ()


def test_the_editors_own_headline_and_the_lead_photo_are_matter() -> None:
    assert "the headline changed beyond spelling" in material_of_page(page(), page(headline="All quiet"))
    assert material_of_page(page(photo=PICTURE), page()) != ()


# --- Whatever is written ------------------------------------------------------------------------------------------

LETTERS = "abcdeж шщыёЁéAB 12½٣'’\"“”«»-–.,?!\u0301\u00ad\n<>&"
TEXTS = st.one_of(st.text(alphabet=LETTERS, max_size=60), st.text(max_size=40))
LANGUAGES = st.sampled_from(["en", "ru", "uk"])


@given(text=TEXTS, language=LANGUAGES)
def test_a_text_does_not_differ_from_itself(text: str, language: str) -> None:
    whole = Story(headline=text, short_headline=text, summary=text, body=f"<p>{text}</p>", photo=Photo(caption=text))
    assert material(whole, whole, language) == ()


@given(one=TEXTS, two=TEXTS, language=LANGUAGES)
def test_whether_a_change_is_material_does_not_depend_on_its_direction(one: str, two: str, language: str) -> None:
    before, after = (Story(headline=text, body=f"<p>{text}</p><p>and</p>") for text in (one, two))
    assert bool(material(before, after, language)) == bool(material(after, before, language))


@given(
    words=st.lists(st.sampled_from(["carts", "Мост", "5", "1,200", "was", "не", "«да»"]), max_size=12),
    place=st.integers(0, 12),
    old=st.sampled_from(string.digits),
    new=st.sampled_from(string.digits),
    field=st.sampled_from(["headline", "short_headline", "summary", "body"]),
    frame=st.sampled_from(["{}", "{}th", "Su-{}", "${}", "{}%", "1{}", "{}7", "{}.5", "a{}b", "({})", "“{}”"]),
    language=LANGUAGES,
)
def test_any_changed_digit_is_material(
    words: list[str], place: int, old: str, new: str, field: str, frame: str, language: str
) -> None:
    before, after = (
        Story(**{field: " ".join([*words[:place], frame.format(digit), *words[place:]])})  # type: ignore[arg-type]
        for digit in (old, new)
    )
    assert bool(material(before, after, language)) == (old != new)


@given(
    text=st.text(alphabet="abc de", min_size=1, max_size=30), word=st.sampled_from(["not", "no", "five", "7", "said"])
)
def test_a_telling_word_that_comes_in_anywhere_is_material(text: str, word: str) -> None:
    for place in range(len(text) + 1):
        parted = f"{text[:place]} {word} {text[place:]}"
        assert material(story(text), story(parted), "en")
