"""Preflight: what the present rules find, how grave it is at each stage, and how findings are told apart."""

import dataclasses
import datetime
import unicodedata

import pytest

from roundups import galley, preflight
from roundups.preflight import Context, Name, Severity, Stage

WHOLE = galley.Story(
    anchor="a",
    headline="The pier opens to carts",
    short_headline="pier opens",
    summary="The council opened the pier to carts on Monday, and the first of them crossed it before the bell rang.",
    body="<p>The council opened the pier to carts, it said. The first of them crossed it before the bell rang.</p>",
    sources=(galley.Source(name="Council", kind="official"),),
)
OTHERS = (
    dataclasses.replace(
        WHOLE,
        anchor="b",
        headline="Bakers ask for flour",
        short_headline="bakers ask for flour",
        summary="The guild of bakers asked the port authority for flour, since its stores will be empty within a week.",
        body="<p>The guild wrote to the port authority, it said. Its stores will be empty soon, the letter says.</p>",
    ),
    dataclasses.replace(
        WHOLE,
        anchor="c",
        headline="Choir sings in the square",
        short_headline="choir sings",
        summary="A choir of students sang old songs in the square for an hour, and the police looked on from the gate.",
        body="<p>A choir of students sang old songs, witnesses said. The police looked on and did nothing.</p>",
    ),
)
PICTURE = galley.Photo(caption="The pier.", credit="City archive", alt="Gulls", rights="staff", width=1600, digest="ab")
PAGE = galley.Galley(
    language="en",
    date=datetime.date(2026, 3, 2),
    headline="pier opens, bakers ask for flour, choir sings",
    photo=PICTURE,
    stories=(WHOLE, *OTHERS),
)


def rules(story: galley.Story, stage: Stage = Stage.APPROVE, **context: object) -> dict[str, Severity]:
    """The findings of a story at a stage before the page is published, as the desk asks for them."""
    page = galley.Galley(language="en", date=PAGE.date, headline=galley.clauses([story]), stories=(story,))
    found = preflight.check(page, stage=stage, context=Context(**context))  # type: ignore[arg-type]
    return {finding.rule: finding.severity for finding in found}


def page_rules(**keys: object) -> dict[str, Severity]:
    return {finding.rule: finding.severity for finding in preflight.check(dataclasses.replace(PAGE, **keys))}  # type: ignore[arg-type]


@pytest.mark.parametrize("stage", [Stage.FILE, Stage.APPROVE])
def test_a_whole_story_gives_no_finding(stage: Stage) -> None:
    assert rules(WHOLE, stage) == {}


def test_a_whole_page_gives_no_finding() -> None:
    assert page_rules() == {}


def test_a_story_without_headline_or_text_cannot_even_be_filed() -> None:
    empty = galley.Story(anchor="a")
    assert rules(empty, Stage.FILE) == {
        "head.missing": Severity.BLOCK,
        "body.empty": Severity.BLOCK,
        "summary.missing": Severity.NOTE,
    }


@pytest.mark.parametrize("body", ["", "<p></p>", "<p> … </p>", "<ul><li></li></ul>", "<p><br></p>"])
def test_a_body_without_a_letter_is_no_text(body: str) -> None:
    assert "body.empty" in rules(dataclasses.replace(WHOLE, body=body))


@pytest.mark.parametrize("body", ["<p>Ж</p>", "<p><strong>5</strong></p>", "word", "<blockquote>نص</blockquote>"])
def test_one_letter_of_any_script_is_text(body: str) -> None:
    assert "body.empty" not in rules(dataclasses.replace(WHOLE, body=body))


def test_a_missing_short_headline_is_a_note_when_filing_and_a_tick_when_approving() -> None:
    without = dataclasses.replace(WHOLE, short_headline="")
    assert rules(without, Stage.FILE) == {"head.clause": Severity.NOTE}
    assert rules(without, Stage.APPROVE) == {"head.clause": Severity.CONFIRM}


def test_an_open_must_fix_blocks_its_story_and_no_other() -> None:
    assert rules(WHOLE, must_fix=frozenset({"a"})) == {"review.open": Severity.BLOCK}
    assert rules(WHOLE, must_fix=frozenset({"b"})) == {}


def test_a_withdrawn_story_is_not_checked() -> None:
    assert rules(galley.Story(anchor="a", withdrawn="Gone.")) == {}


def test_no_story_blocks_and_few_ask() -> None:
    assert page_rules(stories=()) == {"stories.none": Severity.BLOCK}
    assert page_rules(stories=PAGE.stories[:2]) == {"stories.few": Severity.CONFIRM}


@pytest.mark.parametrize("photo", [None, galley.Photo(caption="Waits.")])
def test_a_page_without_a_picture_asks(photo: galley.Photo | None) -> None:
    assert page_rules(photo=photo) == {"photo.none": Severity.CONFIRM}


def test_the_gravest_finding_comes_first() -> None:
    page = dataclasses.replace(PAGE, photo=None, headline="", stories=(dataclasses.replace(WHOLE, headline=""),))
    severities = [finding.severity for finding in preflight.check(page)]
    assert severities == sorted(severities, key=list(Severity).index)


def test_a_tick_holds_for_the_same_words_only() -> None:
    one, same, other = (
        preflight.check(dataclasses.replace(PAGE, stories=PAGE.stories[:count]))[0].key for count in (2, 2, 1)
    )
    assert one == same != other


def test_the_same_paragraph_twice_is_a_note_when_filing_and_stands_in_the_way_of_publishing() -> None:
    paragraph = (
        "<p>The council opened the pier to carts on Monday, and the first of them crossed it, it said, at noon.</p>"
    )
    twice = dataclasses.replace(WHOLE, body=paragraph * 2)
    assert rules(twice, Stage.FILE)["text.duplicate"] == Severity.NOTE
    assert page_rules(stories=(twice, *OTHERS))["text.duplicate"] == Severity.BLOCK


def translated(words: str, **keys: object) -> galley.Galley:
    """The day in Russian, whose first story names the same link as its source."""
    link = (galley.Source(name="Council", url="https://example.org/pier"),)
    story = galley.Story(anchor="ru", headline="Причал открыт", body=f"<p>{words}</p>", sources=link, **keys)  # type: ignore[arg-type]
    return galley.Galley(language="ru", date=PAGE.date, stories=(story,))


@pytest.mark.parametrize(
    ("words", "asks"),
    [("Погибли шесть человек.", True), ("Погибли пять человек.", False), ("Ранены шесть человек.", False)],
)
def test_figures_of_the_two_language_versions_are_held_against_each_other(words: str, asks: bool) -> None:
    link = (galley.Source(name="Council", url="https://example.org/pier", kind="official"),)
    story = dataclasses.replace(WHOLE, body="<p>Five people were killed, it said. The pier is shut.</p>", sources=link)
    page = dataclasses.replace(PAGE, stories=(story, *OTHERS))
    found = preflight.check(page, context=Context(translations=(translated(words),)))
    assert ("num.lang" in {finding.rule for finding in found}) is asks


def test_a_story_that_shares_no_source_and_no_picture_is_no_version_of_another() -> None:
    story = dataclasses.replace(WHOLE, body="<p>Five people were killed, it said. The pier is shut.</p>")
    page = dataclasses.replace(PAGE, stories=(story, *OTHERS))
    found = preflight.check(page, context=Context(translations=(translated("Погибли шесть человек."),)))
    assert "num.lang" not in {finding.rule for finding in found}


def test_an_embargo_that_ends_before_the_publication_stands_in_nobodys_way() -> None:
    noon = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
    late, early = noon + datetime.timedelta(hours=1), noon - datetime.timedelta(hours=1)
    for until, blocks in ((late, True), (early, False)):
        found = preflight.check(PAGE, context=Context(now=noon, embargoes={"a": until}))
        assert ("embargo" in {finding.rule for finding in found}) is blocks


def test_letters_that_come_as_two_signs_are_read_as_one() -> None:
    apart = unicodedata.normalize("NFD", "Белоруссией и Белоруссией")
    story = dataclasses.replace(WHOLE, body=f"<p>Граница с {apart} закрыта. Об этом сообщили в министерстве.</p>")
    name = Name(canonical="Беларусь", wrong={"Белоруссией": "Беларусью"})
    page = dataclasses.replace(PAGE, language="ru", stories=(story,))
    assert "name.house" in {finding.rule for finding in preflight.check(page, context=Context(names=(name,)))}
