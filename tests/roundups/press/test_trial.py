"""Printing on trial: what cannot be printed is said before it goes out."""

import dataclasses
from typing import Any

import pytest

from newsroom.models import Masthead
from roundups.press import sheets, trial
from tests import factories
from tests.roundups.preflight.test_rules import PAGE, PICTURE

pytestmark = pytest.mark.django_db


@pytest.fixture
def masthead() -> Masthead:
    return factories.masthead()


def test_a_whole_page_can_be_printed(masthead: Masthead) -> None:
    photo = dataclasses.replace(PICTURE, height=900, digest="ab" * 32)
    assert trial.troubles(dataclasses.replace(PAGE, photo=photo), masthead) == []


def test_a_page_that_is_too_heavy_is_said(masthead: Masthead) -> None:
    heavy = dataclasses.replace(PAGE.stories[0], body="<p>Word upon word, the council said.</p>" * 10_000)
    (trouble,) = trial.troubles(dataclasses.replace(PAGE, stories=(heavy,)), masthead)
    assert "kB, more than 300" in trouble


def test_a_page_that_breaks_the_press_is_a_sentence(masthead: Masthead, caplog: Any) -> None:
    masthead.time_zone = "Europe/Nowhere"  # as only a database could hold it
    (trouble,) = trial.troubles(PAGE, masthead)
    assert trouble.startswith("The page cannot be printed:")
    assert "cannot be printed" in caplog.text


def test_a_trial_leaves_nothing_behind(masthead: Masthead, media: Any) -> None:
    trial.troubles(PAGE, masthead)
    assert not sheets.location("/2026/03/02/").exists()
    assert list(media.rglob("*.html")) == []
