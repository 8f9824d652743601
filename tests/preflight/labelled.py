"""The labelled set: cases in `cases/`, one file a rule, and whole roundups; how they become galleys and are judged.

Half of each file is for tuning and half for reporting: what a rule was made to find says little of how good it is.
"""

import dataclasses
import datetime
import importlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.html import escape

from roundups import galley, preflight
from roundups.models import GlossaryEntry, StylePhrase
from roundups.preflight import Context, Finding, Name, Phrase
from roundups.preflight.rules import check_one
from roundups.workflow.house import name_of, phrase_of

CASES = Path(__file__).parent / "cases"
DATE = datetime.date(2026, 3, 2)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Case:
    """A galley, and the words about which a rule must find something; none for a clean one."""

    rule: str
    number: int
    why: str
    page: galley.Galley
    yesterday: galley.Galley | None
    finds: tuple[str, ...]

    @property
    def is_for_tuning(self) -> bool:
        """Every second of the positive cases, and of the clean ones: their order was nobody's of the rule."""
        return self.number % 2 == 0

    def judged(self) -> tuple[list[str], list[Finding]]:
        """The words that were missed, and the findings that are about nothing planted."""
        found = check_one(self.rule, self.page, context=context_of(self))
        missed = [words for words in self.finds if not any(is_about(finding, words) for finding in found)]
        wrong = [finding for finding in found if not any(is_about(finding, words) for words in self.finds)]
        return missed, wrong


@dataclasses.dataclass(frozen=True, kw_only=True)
class Score:
    """How a rule did on the half that it was not tuned on."""

    cases: int
    hits: int
    missed: int
    wrong: int

    @property
    def recall(self) -> float:
        return self.hits / max(1, self.hits + self.missed)

    @property
    def precision(self) -> float:
        return self.hits / max(1, self.hits + self.wrong)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Roundup:
    """A whole roundup, with (rule, words) of what was planted; nothing in a clean one."""

    name: str
    page: galley.Galley
    finds: tuple[tuple[str, str], ...]

    def found(self) -> list[Finding]:
        return [
            each for each in preflight.check(self.page, context=context_of(self)) if not each.rule.startswith("photo.")
        ]


def cases(rule: str | None = None) -> Iterator[Case]:
    """All cases, or those of one rule, as they stand in their files."""
    for file in sorted(CASES.glob("*.toml")):
        read = tomllib.loads(file.read_text(encoding="utf-8"))
        if rule not in {None, read["rule"]}:
            continue
        counts = {True: 0, False: 0}
        for case in read["case"]:
            finds = tuple(case["finds"])
            counts[bool(finds)] += 1
            yield Case(
                rule=read["rule"], number=counts[bool(finds)], why=case["why"], page=_page(case),
                yesterday=_yesterday(case), finds=finds,
            )  # fmt: skip


def rules() -> list[str]:
    return list(dict.fromkeys(case.rule for case in cases()))


def scored(rule: str) -> Score:
    asked = [case for case in cases(rule) if not case.is_for_tuning]
    judged = [case.judged() for case in asked]
    missed = sum(len(missed) for missed, _wrong in judged)
    planted = sum(len(case.finds) for case in asked)
    return Score(
        cases=len(asked), hits=planted - missed, missed=missed, wrong=sum(len(wrong) for _missed, wrong in judged)
    )


def roundups() -> Iterator[Roundup]:
    for file in sorted((CASES / "roundups").glob("*.toml")):
        read = tomllib.loads(file.read_text(encoding="utf-8"))
        finds = tuple((find["rule"], find["words"]) for find in read.get("finds", ()))
        yield Roundup(name=file.stem, page=_page(read), finds=finds)


def is_about(finding: Finding, words: str) -> bool:
    """Whether a finding points at these words: at some of them, at more, or at the sentence around them."""
    said = [finding.words, *(spot.words for spot in finding.also), *finding.said]
    return any(one and (one in words or words in one) for one in said)


def _page(read: dict[str, Any]) -> galley.Galley:
    stories = tuple(_story(story, number) for number, story in enumerate(read["stories"], start=1))
    return galley.Galley(
        language=read["language"],
        date=read.get("date", DATE),
        day=read.get("day"),
        kicker=read.get("kicker", ""),
        headline=read.get("headline", "") or galley.clauses(stories),
        opening=read.get("opening", ""),
        sign_off=read.get("sign_off", ""),
        stories=stories,
    )


def _story(read: dict[str, Any], number: int) -> galley.Story:
    sources = [galley.Source(name=name, kind="official") for name in read.get("sources", ())]
    if read.get("own_reporting"):
        sources.append(galley.Source(name="The paper’s reporter", kind="own"))
    caption = read.get("caption", "")
    photo = galley.Photo(caption=caption, credit="Archive", alt="x", rights="staff", width=1600, digest="ab")
    return galley.Story(
        anchor=f"story-{number}",
        headline=read["headline"],
        short_headline=read["short_headline"],
        summary=read["summary"],
        body="".join(_paragraph(paragraph) for paragraph in read["body"]),
        sources=tuple(sources),
        photo=photo if caption else None,
    )


def _paragraph(words: str) -> str:
    if words.startswith("> "):
        return f"<blockquote><p>{escape(words[2:])}</p></blockquote>"
    return f"<p>{escape(words)}</p>"


def _yesterday(read: dict[str, Any]) -> galley.Galley | None:
    if "yesterday" not in read:
        return None
    body = "".join(_paragraph(paragraph) for paragraph in read["yesterday"])
    date = read.get("date", DATE) - datetime.timedelta(days=1)
    return galley.Galley(language=read["language"], date=date, stories=(galley.Story(anchor="before", body=body),))


def context_of(case: Case | Roundup) -> Context:
    """What the paper knows: for a case of text.style its list of phrases, for a whole roundup what is shipped."""
    language = case.page.language
    if isinstance(case, Case):
        return Context(names=NAMES[language], phrases=PHRASES[language], yesterday=case.yesterday)
    shipped = tuple(phrase_of(StylePhrase(**row)) for row in _SHIPPED.phrases() if row["language"] == language)
    return Context(names=NAMES[language], phrases=shipped)


# What the cases of name.house and text.style take for the paper's own words: what is shipped, and some more.
_SHIPPED = importlib.import_module("roundups.migrations.0008_house_words")
NAMES: dict[str, tuple[Name, ...]] = {
    language: tuple(name_of(GlossaryEntry(**row)) for row in _SHIPPED.entries() if row["language"] == language)
    for language in ("en", "ru")
}
_WORDS = {row["words"]: phrase_of(StylePhrase(**row)) for row in _SHIPPED.phrases()}
PHRASES: dict[str, tuple[Phrase, ...]] = {
    "en": (_WORDS["special military operation*"], _WORDS["so-called"], Phrase(words="neutralised")),
    "ru": (
        _WORDS["специальн* военн* операци*"],
        _WORDS["СВО"],
        Phrase(words="хлопок"),
        Phrase(words="хлопк*"),
        Phrase(words="ликвидирован*", only_quoted=True),
    ),
}
