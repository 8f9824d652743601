"""Each rule finds something in the examples that it must match, and nothing in those that it must let pass."""

import dataclasses
import re

import pytest

from roundups import galley
from roundups.preflight import RULES, Context, Finding, Severity, Stage, check
from roundups.preflight.rules import ENGLISH, RUSSIAN, check_one
from tests.roundups.preflight.test_rules import PAGE

MATCHES = [(rule.name, words) for rule in RULES.values() for words in rule.matches]
PASSES = [(rule.name, words) for rule in RULES.values() for words in rule.passes]


def story(*paragraphs: str, **words: object) -> galley.Story:
    """A story of these paragraphs, links among them. Its headline and summary name nobody and nothing."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return galley.Story(anchor="a", body=body, **{"headline": "Pier", "short_headline": "pier", **words})  # type: ignore[arg-type]


def page(*stories: galley.Story) -> galley.Galley:
    """A page of the second day, in the language of its letters: Cyrillic ones make it Russian."""
    cyrillic = any(re.search("[а-яё]{3}", one.body) for one in stories)
    language = RUSSIAN if cyrillic else ENGLISH
    return dataclasses.replace(PAGE, language=language, day=2, photo=None, stories=stories)


def found(rule: str, *paragraphs: str, **words: object) -> list[Finding]:
    return check_one(rule, page(story(*paragraphs, **words)))


def mended(rule: str, paragraph: str) -> str:
    """The paragraph after all changes that the rule offers, each where its words are found once."""
    for finding in found(rule, paragraph):
        for spot in (finding, *finding.also):
            assert spot.fix is not None
            assert paragraph.count(spot.fix.before) == 1
            paragraph = paragraph.replace(spot.fix.before, spot.fix.after)
    return paragraph


@pytest.mark.parametrize(("rule", "words"), MATCHES)
def test_a_rule_finds_what_its_examples_have(rule: str, words: str) -> None:
    findings = found(rule, words)
    assert findings
    assert all(finding.message[0] in "“«" or finding.message[0].isupper() for finding in findings)
    assert all(finding.message[-1] in ".?" for finding in findings)


@pytest.mark.parametrize(("rule", "words"), PASSES)
def test_a_rule_lets_pass_what_its_examples_let_pass(rule: str, words: str) -> None:
    assert found(rule, words) == []


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("text.mixed", "Мост в Кremenchuk открыт.", "Мост в Kremenchuk открыт."),
        ("text.mixed", "Эвакyация и эвакуация, Эвакyация!", "Эвакуация и эвакуация, Эвакуация!"),
        ("text.mixed", "В ХIX веке.", "В XIX веке."),
        ("text.mixed", "Упал Cу-27.", "Упал Су-27."),
        ("text.mixed", "The stоp is open.", "The stop is open."),
        ("typo.quotes", 'The "Herring" club and the "Cod" club', "The “Herring” club and the “Cod” club"),
        ("typo.quotes", "\"He said 'wait' to me,\" she said.", "“He said ‘wait’ to me,” she said."),
        ("typo.quotes", "“He said \"wait\" to me,” she said.", "“He said ‘wait’ to me,” she said."),
        ("typo.quotes", '"He said "wait" to me," she said.', "“He said ‘wait’ to me,” she said."),
        ("typo.quotes", '"I counted drops.', "“I counted drops."),
        ("typo.quotes", 'Газета "Слово", кафе "Чайка".', "Газета «Слово», кафе «Чайка»."),
        ("typo.quotes", '«Мы из кафе "Чайка"», — сказал он.', "«Мы из кафе „Чайка“», — сказал он."),
        ("typo.quotes", "Слово 'мир' вернули.", "Слово «мир» вернули."),
        ("typo.double", "It is what it is is it?", "It is what it is it?"),
        ("typo.double", "Пожар в в доме, в в саду, в доме.", "Пожар в доме, в саду, в доме."),
        ("typo.spacing", "A  gap , a gap...", "A gap, a gap…"),
        ("typo.spacing", "Вода  есть : ждите .", "Вода есть: ждите."),
        ("typo.russian", "Мост - старый. Лес — рядом — тёмный.", "Мост\u00a0— старый. Лес\u00a0— рядом\u00a0— тёмный."),
        ("typo.russian", "Поезд Вологда - Череповец - Сонково.", "Поезд Вологда\u00a0— Череповец\u00a0— Сонково."),
        ("typo.russian", "- Где ключ?", "— Где ключ?"),
    ],
)  # fmt: skip
def test_the_offered_changes_make_the_text_right(rule: str, before: str, after: str) -> None:
    assert mended(rule, before) == after
    assert found(rule, after) == []


def test_a_change_takes_as_many_words_along_as_it_takes_to_be_found() -> None:
    (finding,) = found("typo.russian", "Где он — там и я, где он — там и ты.")
    assert [spot.words for spot in (finding, *finding.also)] == ["Где он — там", "где он — там"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("https://a.example/?utm_source=x&amp;id=7&amp;fbclid=y#top", "https://a.example/?id=7#top"),
        ("https://a.example/p?gclid=x", "https://a.example/p"),
        ("www.a.example/p", "https://www.a.example/p"),
        ("//a.example/p?yclid=1", "https://a.example/p"),
        ("desk@a.example", "mailto:desk@a.example"),
        ("Port", None),
        ("https://", None),
        ("http://[", None),
    ],
)
def test_a_link_is_offered_as_it_should_be(before: str, after: str | None) -> None:
    (finding,) = found("link.form", "Before.", f'See <a href="{before}">the port</a>, it said.')
    assert (finding.fix.after if finding.fix else None) == after
    assert (finding.field, finding.paragraph) == ("body", 2)


def test_the_address_of_a_source_is_looked_at_too() -> None:
    sources = (galley.Source(name="Port", url="https://a.example/?utm_medium=x", kind="official"),)
    (finding,) = found("link.form", "The pier opened.", sources=sources)
    assert (finding.field, finding.words) == ("sources", "https://a.example/?utm_medium=x")


@pytest.mark.parametrize("site", ["paper.example", "https://paper.example", "https://paper.example:8000/"])
def test_our_own_desk_is_known_by_the_papers_addresses(site: str) -> None:
    linked = page(story('<a href="https://paper.example/admin/roundups/">The list</a> is out.'))
    (finding,) = check_one("link.own", linked, context=Context(sites=(site,)))
    assert finding.severity == Severity.BLOCK
    assert check_one("link.form", linked, context=Context(sites=(site,))) == []
    assert check_one("link.own", linked, context=Context(sites=("other.example",))) == []


LONG = "The ferry left the pier at nine with forty carts and came back at noon with none of them, {0}."


def test_one_paragraph_twice_on_the_page_blocks_and_nearly_twice_asks() -> None:
    same, alike = LONG.format("it seems"), LONG.format("it appears")
    (finding,) = found("text.duplicate", same, same)
    assert (finding.severity, finding.paragraph) == (Severity.BLOCK, 2)
    (finding,) = found("text.duplicate", same, alike)
    assert (finding.severity, finding.said) == (Severity.CONFIRM, (same, alike))


def test_what_stood_there_yesterday_asks_even_when_it_is_identical() -> None:
    today = page(story(LONG))
    (finding,) = check_one("text.duplicate", today, context=Context(yesterday=today))
    assert finding.severity == Severity.CONFIRM


def test_a_summary_may_say_what_its_own_story_says_and_no_other_one() -> None:
    own, others = story(LONG, summary=LONG), dataclasses.replace(story("A choir sang."), anchor="b", summary=LONG)
    assert check_one("text.duplicate", page(own)) == []
    (finding,) = check_one("text.duplicate", page(own, others))
    assert (finding.anchor, finding.field) == ("b", "summary")


def test_a_paragraph_is_known_again_in_a_longer_one() -> None:
    longer = (
        f"{LONG} A bell rang over the harbour until the last of the carters had come home, and it rang again at dawn."
    )
    (finding,) = found("text.duplicate", longer, LONG)
    assert (finding.severity, finding.paragraph) == (Severity.CONFIRM, 2)


def test_a_formula_may_stand_in_many_stories() -> None:
    formula = "The ministry did not answer our questions by the time we went out."
    stories = [dataclasses.replace(story(formula), anchor=anchor) for anchor in "abc"]
    assert check_one("text.duplicate", page(*stories)) == []


def test_a_placeholder_is_overruled_when_approving_only() -> None:
    unfinished = page(story("TK people came, the council said. They sang."))
    at = {
        stage: next(each for each in check(unfinished, stage=stage) if each.rule == "text.placeholder")
        for stage in Stage
    }
    assert [finding.severity for finding in at.values()] == [Severity.NOTE, Severity.BLOCK, Severity.BLOCK]
    assert [finding.may_be_overruled for finding in at.values()] == [False, True, False]


def test_one_word_of_mixed_letters_is_one_finding_of_its_story() -> None:
    (finding,) = found("text.mixed", "Эвакyация идёт.", "Эвакyация окончена.")
    assert len(finding.also) == 1


@pytest.mark.parametrize("kind", ["official", "own", "unnamed"])
def test_any_source_beside_the_text_is_an_attribution(kind: str) -> None:
    assert found("src.none", "The pier opened.") != []
    assert found("src.none", "The pier opened.", sources=(galley.Source(name="Port", kind=kind),)) == []


def test_a_ruling_on_a_missing_source_dies_with_the_text() -> None:
    one, same, other = (found("src.none", words)[0].matter for words in ("It opened.", "It opened.", "It closed."))
    assert one == same != other


def test_an_unnamed_source_that_the_desk_knows_settles_the_question() -> None:
    words = "A source in the port said that the pier was closed."
    assert found("src.unnamed", words, sources=(galley.Source(name="Port", kind="official"),)) != []
    assert found("src.unnamed", words, sources=(galley.Source(name="A clerk", kind="unnamed"),)) == []


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("“I counted drops.", "“Tell your brother,” he wrote."),
        ("“I counted drops.", "I counted them twice,” he wrote."),
        ("«Я считал капли.", "«Потом заснул», — пишет он."),
        ("«Я считал капли.", "Потом заснул», — пишет он."),
        ("ООО «Завод «Красный луч» закрыто.",),
        ("On the cover: „Lieder vom Meer“.",),
        ("He said (and not once [so they say]) “no”.",),
        ("A pipe of 12\" and a pipe of 9\".",),
    ],
)  # fmt: skip
def test_quotations_that_run_on_or_end_together_are_whole(paragraphs: tuple[str, ...]) -> None:
    assert found("quote.balance", *paragraphs) == []


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        ("“Leave the sofa, he said.", "“Leave the sofa, he"),
        ("He said (“wait) and left.", "“wait) and left."),
        ("The list goes on from 2023), he said.", "goes on from 2023)"),
        ('He said "wait and left.', '"wait and left.'),
    ],
)
def test_a_mark_without_its_other_half_is_shown_with_words_beside_it(paragraph: str, words: str) -> None:
    (finding,) = found("quote.balance", paragraph, "The end.")
    assert finding.words == words
    assert finding.said == (paragraph,)
