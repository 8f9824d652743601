"""Preflight over pictures: what blocks, what asks, what is only said; for the lead and for stories' pictures."""

import dataclasses
import datetime
from typing import Any

import pytest

from roundups import galley, preflight
from roundups.preflight import Context, PhotoFacts, Severity, Stage
from tests.roundups.preflight.test_rules import PAGE, PICTURE, WHOLE, rules

BLOCK, CONFIRM, NOTE = Severity.BLOCK, Severity.CONFIRM, Severity.NOTE
DAY = PAGE.date
BEFORE = DAY - datetime.timedelta(days=1)


def found(
    *, lead: dict[str, Any] | None = None, inside: dict[str, Any] | None = None, **facts: Any
) -> list[preflight.Finding]:
    """The findings at publishing where the lead, or a story's picture, differs from a good one."""
    stories = list(PAGE.stories)
    if inside is not None:
        stories[1] = dataclasses.replace(stories[1], photo=dataclasses.replace(PICTURE, **inside))
    photo = dataclasses.replace(PICTURE, **lead) if lead is not None else None if inside is not None else PICTURE
    page = dataclasses.replace(PAGE, photo=photo, stories=tuple(stories))
    context = Context(photos={PICTURE.digest: PhotoFacts(**facts)}, date=DAY)
    return [finding for finding in preflight.check(page, context=context) if finding.rule != "photo.none"]


FAULTS = [
    ({"rights": "none"}, {}, "photo.rights", BLOCK),
    ({"rights": ""}, {}, "photo.rights", BLOCK),
    ({}, {"expires_on": BEFORE}, "photo.rights", BLOCK),
    ({}, {"one_time": True, "ran_on": BEFORE}, "photo.rights", BLOCK),
    ({"credit": ""}, {}, "photo.credit", BLOCK),
    ({"credit": "Photo: City archive"}, {}, "photo.credit", BLOCK),
    ({"credit": "Фото архива"}, {}, "photo.credit", BLOCK),
    ({"credit": "the PIER."}, {}, "photo.credit", BLOCK),
    ({"caption": ""}, {}, "photo.caption", BLOCK),
    ({"alt": ""}, {}, "photo.alt", CONFIRM),
    ({"alt": "The pier."}, {}, "photo.alt", CONFIRM),
    ({"alt": "IMG_2041.jpg"}, {}, "photo.alt", CONFIRM),
    ({"alt": "DSC0041"}, {}, "photo.alt", CONFIRM),
    ({"credit": "Anna Berg"}, {"unnamed": "Anna Berg"}, "photo.name", BLOCK),
    ({"credit": "ANNA  BERG/Wire"}, {"unnamed": "Anna Berg"}, "photo.name", BLOCK),
    ({"copyright": "© 2026 Anna Berg, all rights"}, {"unnamed": "Anna Berg"}, "photo.name", BLOCK),
    ({"caption": "The pier, by Anna Berg."}, {"unnamed": "Anna Berg"}, "photo.name", BLOCK),
    ({"alt": "Anna Berg’s pier"}, {"unnamed": "Anna Berg"}, "photo.name", BLOCK),
    ({"credit": "Ivo Stern"}, {"unnamed": "Anna Berg, Ivo Stern"}, "photo.name", BLOCK),
    ({"credit": "Анна Берг"}, {"unnamed": "АННА БЕРГ"}, "photo.name", BLOCK),
    ({"width": 1199}, {}, "photo.size", CONFIRM),
    ({}, {"state_agency": True}, "photo.state", CONFIRM),
    ({}, {"graphic": True}, "photo.care", CONFIRM),
    ({}, {"vulnerable": True}, "photo.care", CONFIRM),
    ({}, {"altered": True}, "photo.care", CONFIRM),
]


@pytest.mark.parametrize(("words", "facts", "rule", "severity"), FAULTS)
@pytest.mark.parametrize("place", ["lead", "inside"])
def test_a_fault_of_a_picture_is_found_wherever_the_page_shows_it(
    place: str, words: dict[str, Any], facts: dict[str, Any], rule: str, severity: Severity
) -> None:
    places: dict[str, Any] = {place: words}
    (finding,) = found(**places, **facts)
    assert (finding.rule, finding.severity) == (rule, severity)
    assert finding.anchor == ("" if place == "lead" else "b")
    assert finding.message[0].isupper() or finding.message[0] == "“"
    assert finding.message[-1] in ".?"


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        ({"credit": "Photographers’ union"}, {}),
        ({"credit": "Фотохроника"}, {}),
        ({"width": 1200}, {}),
        ({}, {"expires_on": DAY}),
        ({}, {"one_time": True}),
        ({}, {"ran_on": BEFORE}),
        ({"alt": "A jpg printer on a pier"}, {}),
        ({"credit": "Anna Berg"}, {}),
        ({"credit": "Anna Bergmann"}, {"unnamed": "Anna Berg"}),
        ({"caption": "Berg, seen from the pier."}, {"unnamed": "Berg, Anna"}),
        ({"source": "Anna Berg"}, {"unnamed": "Anna Berg"}),
    ],
)
def test_what_only_looks_like_a_fault_is_left_alone(words: dict[str, Any], facts: dict[str, Any]) -> None:
    assert found(lead=words, **facts) == []


@pytest.mark.parametrize(("words", "facts", "rule", "severity"), FAULTS)
def test_a_caption_that_waits_for_its_picture_is_asked_nothing(
    words: dict[str, Any], facts: dict[str, Any], rule: str, severity: Severity
) -> None:
    assert found(lead={**words, "digest": ""}, **facts) == []


@pytest.mark.parametrize(("ago", "asks"), [(1, True), (7, True), (8, False), (300, False)])
def test_a_lead_that_led_within_a_week_asks(ago: int, asks: bool) -> None:
    rules = {finding.rule for finding in found(lead={}, led_on=DAY - datetime.timedelta(days=ago))}
    assert rules == ({"photo.reuse"} if asks else set())


def test_a_storys_picture_may_have_led_last_week() -> None:
    assert found(inside={}, led_on=BEFORE) == []


def test_nothing_of_a_picture_blocks_filing_and_rights_are_a_tick_at_approval() -> None:
    bare = dataclasses.replace(WHOLE, photo=galley.Photo(digest=PICTURE.digest))
    assert rules(bare, Stage.FILE) == {}
    assert rules(bare, Stage.APPROVE) == {
        "photo.rights": CONFIRM, "photo.credit": CONFIRM, "photo.caption": CONFIRM, "photo.alt": NOTE,
    }  # fmt: skip


def test_a_tick_for_a_state_picture_holds_for_this_credit_only() -> None:
    one, same, other = (
        found(lead={"credit": credit}, state_agency=True)[0].key for credit in ("TASS", "TASS", "The Kremlin")
    )
    assert one == same != other
