"""The paper's own words: which forms are found, in which capitals and cases, and what is left alone."""

import dataclasses
from typing import Any

import pytest

from roundups import galley, preflight
from roundups.preflight import Context, Finding, Name, Phrase, Severity, Stage
from tests.roundups.preflight.test_rules import PAGE, WHOLE

ENGLISH = (
    Name(canonical="Kelmora", wrong={"Kelmore": "Kelmora", "Kelmór": "Kelmora"}),
    Name(canonical="the O’Hara quay", wrong={"O’Hare": "O’Hara"}),
    Name(canonical="pie Kelmore"),
)
RUSSIAN = (
    Name(canonical="Кельмора", wrong={"Кельмория": "Кельмора", "в Кельмории": "в Кельморе", "Кельмории": "Кельморы"}),
    Name(canonical="Алёма", wrong={"Але-Ма": "Алёма", "Алемъ": "Алёма"}),
)


def found(text: str, *, language: str = "en", stage: Stage = Stage.PUBLISH, **words: Any) -> list[Finding]:
    """The findings of the two rules in a story of one paragraph."""
    story = galley.Story(anchor="a", headline="The pier", body=f"<p>{text}</p>")
    page = galley.Galley(language=language, date=PAGE.date, stories=(story,))
    findings = preflight.check(page, stage=stage, context=Context(**words))
    return [finding for finding in findings if finding.rule in {"name.house", "text.style"}]


def fixes(text: str, language: str = "en") -> list[tuple[str, str]]:
    names = ENGLISH if language == "en" else RUSSIAN
    return [(each.fix.before, each.fix.after) for each in found(text, language=language, names=names) if each.fix]


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("The road to Kelmore is shut.", "Kelmore", "Kelmora"),
        ("Kelmore’s mayor spoke.", "Kelmore", "Kelmora"),
        ("The Kelmore-based guild met.", "Kelmore", "Kelmora"),
        ("KELMORE IS SHUT", "KELMORE", "KELMORA"),
        ("He said: “I love Kelmore.”", "Kelmore", "Kelmora"),
        ("At O'Hare, carts wait.", "O'Hare", "O’Hara"),
        ("The road to Kelmór is shut.", "Kelmór", "Kelmora"),
    ],
)
def test_a_wrong_form_is_found_with_the_right_one_in_the_same_capitals(text: str, before: str, after: str) -> None:
    assert fixes(text) == [(before, after)]


@pytest.mark.parametrize(
    "text",
    [
        "The road to Kelmora is shut.",
        "The Kelmorean guild met.",
        "See kelmore.example and www.Kelmore.example for more.",
        "Write to guild@Kelmore today.",
        "A kelmore is a small boat.",
        "A school in Kelmore, Texas, is shut.",
        "They had pie Kelmore for lunch.",
    ],
)
def test_what_is_another_word_an_address_or_another_place_is_left_alone(text: str) -> None:
    assert fixes(text) == []


def test_a_state_is_told_from_who_is_named_next() -> None:
    assert fixes("In Kelmore, Georgia and Moldova were named.") == [("Kelmore", "Kelmora")]


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Кельмория закрыта.", "Кельмория", "Кельмора"),
        ("кельмория закрыта", "кельмория", "Кельмора"),
        ("Дорога из Кельмории", "Кельмории", "Кельморы"),
        ("Он живёт в\u00a0Кельмории", "в\u00a0Кельмории", "в Кельморе"),
        ("В Кельмории тихо", "В Кельмории", "В Кельморе"),
        ("В КЕЛЬМОРИИ ТИХО", "В КЕЛЬМОРИИ", "В КЕЛЬМОРЕ"),
        ("Река Алё‑ма", "Алё‑ма", "Алёма"),
    ],
)
def test_russian_forms_are_found_in_any_case_capitals_and_typesetting(text: str, before: str, after: str) -> None:
    assert fixes(text, "ru") == [(before, after)]


@pytest.mark.parametrize("forms", [("Port", "Port Kelm"), ("Port Kelm", "Port")])
def test_the_longest_form_that_begins_at_a_place_is_the_one_that_is_found(forms: tuple[str, str]) -> None:
    name = Name(canonical="Haven", wrong=dict.fromkeys(forms, "Haven"))
    assert [each.words for each in found("The road to Port Kelm", names=(name,))] == ["Port Kelm"]


def test_one_form_in_several_places_of_a_story_is_one_finding() -> None:
    (finding,) = found("Kelmore first. Then Kelmore again, and Kelmore.", names=ENGLISH)
    assert len(finding.also) == 2


def test_a_form_is_found_wherever_the_page_says_something() -> None:
    wrong = "Kelmore"
    story = dataclasses.replace(WHOLE, headline=wrong, short_headline=wrong, summary=wrong, body=f"<p>{wrong}</p>")
    page = galley.Galley(language="en", date=PAGE.date, opening=wrong, sign_off=wrong, stories=(story,))
    findings = [each for each in preflight.check(page, context=Context(names=ENGLISH)) if each.rule == "name.house"]
    fields = {(spot.anchor, spot.field) for finding in findings for spot in (finding, *finding.also)}
    assert fields == {
        ("", "opening"), ("", "sign_off"), ("a", "headline"), ("a", "short_headline"), ("a", "summary"), ("a", "body"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("stage", "severity"),
    [(Stage.FILE, Severity.FIX), (Stage.APPROVE, Severity.FIX), (Stage.PUBLISH, Severity.CONFIRM)],
)
def test_a_wrong_form_is_a_fix_for_the_writer_and_a_tick_for_the_publisher(stage: Stage, severity: Severity) -> None:
    assert [each.severity for each in found("Kelmore", stage=stage, names=ENGLISH)] == [severity]


def test_a_ruling_on_one_sentence_says_nothing_of_another() -> None:
    one, same, other = (
        found(text, names=ENGLISH)[0].matter
        for text in ("The Kelmore File is a book.", "The Kelmore File is a book.", "The road to Kelmore is shut.")
    )
    assert one == same != other


@pytest.mark.parametrize("form", ["", "–", "  "])
def test_a_form_without_a_letter_finds_nothing(form: str) -> None:
    assert found("The pier – opens.", names=(Name(canonical="x", wrong={form: "y"}),)) == []
    assert found("The pier – opens.", phrases=(Phrase(words=form), Phrase(words="*"))) == []


# --- Phrases ------------------------------------------------------------------------------------------------------


def phrases(text: str, words: str, language: str = "en", **columns: Any) -> list[str]:
    return [each.words for each in found(text, language=language, phrases=(Phrase(words=words, **columns),))]


@pytest.mark.parametrize(
    ("text", "words", "hit"),
    [
        ("The quiet operation began.", "quiet operation", "quiet operation"),
        ("Quiet operations began.", "quiet operation*", "Quiet operations"),
        ("After the quiet  operation", "quiet operation*", "quiet  operation"),
        ("The so‑called council", "so-called", "so‑called"),
        ("Участник ТКО сообщил", "ТКО", "ТКО"),
        ("О тихой операцией сказано", "тих* операци*", "тихой операцией"),
    ],
)
def test_a_phrase_is_found_with_all_endings_that_its_star_allows(text: str, words: str, hit: str) -> None:
    assert phrases(text, words, "ru" if "т" in words.lower() else "en") == [hit]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The quieter operation", "quiet operation"),
        ("Several operations", "operation"),
        ("Tell us of it.", "US"),
        ("A cooperation", "operation*"),
        ("quiet, operation", "quiet operation"),
    ],
)
def test_other_words_than_the_phrase_are_left_alone(text: str, words: str) -> None:
    assert phrases(text, words) == []


@pytest.mark.parametrize("text", ["“{}”", "The “{} of now”", "„{}“", "«{}»", '"{}"', "the ‘{}’", "the '{}'"])
def test_a_phrase_may_be_quoted_where_its_speaker_is_and_one_that_never_may_be_is_found_there(text: str) -> None:
    said = text.format("quiet operation")
    assert phrases(said, "quiet operation", only_quoted=True) == []
    assert phrases(said, "quiet operation") == ["quiet operation"]


def test_a_block_quotation_is_a_quotation() -> None:
    story = dataclasses.replace(WHOLE, body="<blockquote><p>The quiet operation began.</p></blockquote>")
    page = galley.Galley(language="en", date=PAGE.date, stories=(story,))
    context = Context(phrases=(Phrase(words="quiet operation", only_quoted=True),))
    assert "text.style" not in {finding.rule for finding in preflight.check(page, context=context)}


@pytest.mark.parametrize("severity", ["block", "confirm", "note"])
def test_the_list_says_how_grave_a_phrase_is_and_none_stands_in_the_way_of_filing(severity: str) -> None:
    quiet = (Phrase(words="quiet", severity=severity),)
    assert [each.severity for each in found("It is quiet.", phrases=quiet)] == [severity]
    assert [each.severity for each in found("It is quiet.", stage=Stage.APPROVE, phrases=quiet)] == [severity]
    assert found("It is quiet.", stage=Stage.FILE, phrases=quiet) == []


def test_a_finding_says_what_the_list_says_to_do() -> None:
    (own,) = found("It is quiet.", phrases=(Phrase(words="quiet", message="Say how quiet."),))
    assert own.message == "“quiet”: Say how quiet."
    (usual,) = found("It is quiet.", phrases=(Phrase(words="quiet"),))
    assert usual.message == "The paper does not write “quiet”. Say what it is."
    (quoted,) = found("It is quiet.", phrases=(Phrase(words="quiet", only_quoted=True),))
    assert "Quote it with its speaker" in quoted.message
